"""The profiles of PDSm 3.1.1 and FR Core over a resource as it came: pure, no answer is decided here."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from dmp.fhir.model.profil import ContexteProfil, Ecart, Flux
from dmp.fhir.model.ressource import Noeud, Objet, racine
from dmp.fhir.rules.catalogue import piece
from dmp.fhir.rules.profils.acteurs import juger_acteur
from dmp.fhir.rules.profils.bundle import Entree, entrees, juger_bundle, par_adresse
from dmp.fhir.rules.profils.croisements import document_de, fiches, juger_croisements
from dmp.fhir.rules.profils.fiche import juger_fiche
from dmp.fhir.rules.profils.identite import juger_patient
from dmp.fhir.rules.profils.lecture import ecart_structure
from dmp.fhir.rules.profils.lot import juger_liste

_LE_PLUS: Final = 1000
_MONTRE: Final = 200
_SANS_EMPREINTE: Final = frozenset({piece.TAILLE.regle.id, piece.EMPREINTE.regle.id})


def juger(ressource: Objet, contexte: ContexteProfil) -> tuple[Ecart, ...]:
    """Every departure of a resource from the profiles of its flow, at its FHIRPath.

    A place that base FHIR already refuses is told once, unless the profile cannot do without it. What refuses
    comes first, so that none of it is lost where only the first are told: a thousand at most here, each with
    two hundred characters at most of what was found.
    """
    found = tuple(_ressource(racine(ressource), contexte))
    broken = {one.chemin for one in contexte.structure}
    kept = [one for one in found if one.chemin not in broken or _rang(one) == 0]
    always = {one.chemin for one in kept if _rang(one) == 0}
    base = [ecart_structure(one) for one in contexte.structure if one.chemin not in always]
    return tuple(map(_court, sorted(base + kept, key=_rang)[:_LE_PLUS]))


def _rang(one: Ecart) -> int:
    """What no profile accepts, what the field refuses, what `strict` refuses, what is only noted."""
    refusal = one.regle.refusal
    if refusal is None:
        return 3
    return 0 if refusal.always else 2 if refusal.basis.assumed else 1


def _court(one: Ecart) -> Ecart:
    return one if len(one.trouve) <= _MONTRE else replace(one, trouve=f"{one.trouve[:_MONTRE]}…")


def _ressource(node: Noeud, contexte: ContexteProfil) -> Iterator[Ecart]:
    match node.champ("resourceType").texte:
        case "Bundle" if contexte.flux is Flux.LOT:
            yield from _transaction(node, contexte)
        case "Bundle":
            for one in node.elements("entry"):
                yield from _ressource(one.champ("resource"), contexte)
        case "DocumentReference":
            yield from juger_fiche(node, contexte)
        case "List":
            yield from juger_liste(node, contexte)
        case "Patient":
            yield from juger_patient(node)
        case "Practitioner" | "PractitionerRole" | "Organization":
            yield from juger_acteur(node)
    for one in node.elements("contained"):
        yield from _ressource(one, contexte)


def _transaction(node: Noeud, contexte: ContexteProfil) -> Iterator[Ecart]:
    several = entrees(node)
    yield from juger_bundle(node, several)
    exempt = _documents_fhir(several)
    inside = replace(contexte, flux=Flux.SERVIE)
    for one in several:
        for found in _ressource(one.ressource, inside):
            if one.noeud.chemin not in exempt or found.regle.id not in _SANS_EMPREINTE:
                yield found
    yield from juger_croisements(several)


def _documents_fhir(several: tuple[Entree, ...]) -> frozenset[str]:
    """The entries whose document is a Bundle: MHD wants no size nor hash there, where PDSm requires them."""
    known = par_adresse(several)
    return frozenset(
        one.noeud.chemin
        for one in fiches(several)
        if (found := document_de(one.ressource, known)) is not None and found.type == "Bundle"
    )
