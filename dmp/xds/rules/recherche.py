"""Stored queries and retrieval: what is asked, what is found, who may see it (dmp_xds.md §4.8, §4.9)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Final

from dmp.model import Acteur, DocumentDepose, Dossier, Filtre, VueRegistre
from dmp.rules.droits import peut_lire
from dmp.xds.model import DemandeConsultation, DemandeRecherche, Remarque
from dmp.xds.rules.catalogue import recherche as catalogue
from simulators.core.sante.ebrim import requetes
from simulators.core.sante.ebrim.noms import RequeteStockee
from simulators.core.sante.ebrim.requetes import Requete
from simulators.core.sante.ebrim.retrait import ENTREPOT_DMP

MOST_VALUES: Final = 500
JOUEES: Final = frozenset({RequeteStockee.FIND_DOCUMENTS, RequeteStockee.GET_DOCUMENTS})
_TIMES: Final = re.compile(r"[0-9]{4}(?:[0-9]{2}){0,5}")
_BORNES: Final = (
    ("creation", requetes.CREATION_DEPUIS, requetes.CREATION_JUSQUA),
    ("debut", requetes.DEBUT_DEPUIS, requetes.DEBUT_JUSQUA),
    ("fin", requetes.FIN_DEPUIS, requetes.FIN_JUSQUA),
)
_CONNUS: Final[Mapping[RequeteStockee, frozenset[str]]] = {
    RequeteStockee.FIND_DOCUMENTS: frozenset(
        {
            requetes.PATIENT,
            requetes.AUTEUR,
            requetes.CONFIDENTIALITE,
            requetes.EVENEMENT,
            "$XDSDocumentEntryType",
            requetes.STATUT,
            requetes.TYPE,
            requetes.CLASSE,
            requetes.FORMAT,
            requetes.CADRE,
            requetes.ETABLISSEMENT,
            *(name for _, *names in _BORNES for name in names),
        }
    ),
    RequeteStockee.GET_DOCUMENTS: frozenset(
        {requetes.ENTRY_UUID, requetes.UNIQUE_ID, requetes.PATIENT, "$XDSDocumentEntryStatus"}
    ),
}


def requete(asked: DemandeRecherche) -> Iterator[Remarque]:
    """The query exists, has its parameters, each well written."""
    if asked.requete is None:
        yield Remarque(catalogue.PARAMETRE_FORME, asked.malforme, "", "demande")
        return
    query = asked.requete
    known = query.connue
    if known is None:
        yield Remarque(catalogue.REQUETE_INCONNUE, query.requete, "", "demande")
        return
    if known not in JOUEES:
        yield Remarque(catalogue.REQUETE_PAS_ENCORE, known.name, "", "demande")
        return
    yield from _parametres(query, known)


def _parametres(query: Requete, known: RequeteStockee) -> Iterator[Remarque]:
    if known is RequeteStockee.FIND_DOCUMENTS and not query.valeurs(requetes.STATUT):
        yield Remarque(catalogue.PARAMETRE_ABSENT, "", requetes.STATUT, "demande")
    ids = (*query.valeurs(requetes.ENTRY_UUID), *query.valeurs(requetes.UNIQUE_ID))
    if known is RequeteStockee.GET_DOCUMENTS and not ids:
        yield Remarque(catalogue.PARAMETRE_ABSENT, "", requetes.UNIQUE_ID, "demande")
    for name in query.parametres:
        if name not in _CONNUS[known]:
            yield Remarque(catalogue.PARAMETRE_INCONNU, name, "", "demande")
        elif len(query.valeurs(name)) > MOST_VALUES:
            yield Remarque(catalogue.PARAMETRE_FORME, name, f"≤ {MOST_VALUES}", "demande")
    for _, *names in _BORNES:
        for name in names:
            value = query.valeur(name)
            if value is not None and not _TIMES.fullmatch(value):
                yield Remarque(catalogue.PARAMETRE_FORME, f"{name} {value}", "20260101000000", "demande")


def filtre(query: Requete) -> Filtre:
    """What the store can select; codes are compared without their scheme, as the store keeps them."""
    bounds = tuple(
        (column, query.valeur(low) or "", query.valeur(high) or "") for column, low, high in _BORNES
    )
    return Filtre(
        statuts=query.valeurs(requetes.STATUT),
        types=_codes(query, requetes.TYPE),
        classes=_codes(query, requetes.CLASSE),
        formats=_codes(query, requetes.FORMAT),
        cadres=_codes(query, requetes.CADRE),
        etablissements=_codes(query, requetes.ETABLISSEMENT),
        bornes=tuple(one for one in bounds if one[1] or one[2]),
    )


def _codes(query: Requete, name: str) -> tuple[str, ...]:
    return tuple(value.split("^")[0] for value in query.valeurs(name))


def gardes(query: Requete, found: Iterable[DocumentDepose]) -> Iterator[DocumentDepose]:
    """Of the documents selected, those that also have the codes with scheme, events and authors asked for."""
    for one in found:
        if _codes_match(query, one) and _author_matches(query, one):
            yield one


def _codes_match(query: Requete, one: DocumentDepose) -> bool:
    """Repeated slots of confidentiality or events must all match (AND); inside a slot, one must (OR)."""
    fiche = one.fiche
    carried = (
        (requetes.CONFIDENTIALITE, fiche.confidentiality_codes),
        (requetes.EVENEMENT, fiche.event_codes),
    )
    for name, codes in carried:
        own = {code.code for code in codes}
        for group in query.parametres.get(name, ()):
            if own.isdisjoint({value.split("^")[0] for value in group}):
                return False
    return True


def _author_matches(query: Requete, one: DocumentDepose) -> bool:
    """SQL LIKE over each author's XCN: `%` any text, `_` one sign (ITI TF-2 §3.18.4.1.2.3.7.1)."""
    wanted = query.valeurs(requetes.AUTEUR)
    if not wanted:
        return True
    persons = [person for author in one.fiche.authors for person in author.personnes]
    patterns = [_like(value) for value in wanted]
    return any(fnmatchcase(person, pattern) for pattern in patterns for person in persons)


def _like(value: str) -> str:
    """The pattern as a shell one: its matcher does not go back, whatever the number of `%`."""
    signs = {"%": "*", "_": "?", "*": "[*]", "?": "[?]", "[": "[[]"}
    return "".join(signs.get(sign, sign) for sign in re.sub("%+", "%", value)[:200])


def sien(who: Acteur, one: DocumentDepose) -> bool:
    """Whether the caller is the author: the professional, or in indirect mode the structure."""
    if who.mode == "INDIRECTE":
        return one.structure == who.structure
    return one.auteur == who.sujet


def visibles(who: Acteur, dossier: Dossier, found: Iterable[DocumentDepose]) -> Iterator[DocumentDepose]:
    """Those the caller may see in a list: what cannot be read is not listed."""
    for one in found:
        own = sien(who, one)
        if peut_lire(who, dossier, one.fiche.availability_status, one.confidentialites, sien=own):
            yield one


def demandes(asked: DemandeConsultation) -> Iterator[Remarque]:
    """What a retrieval asks for: our repository, by uniqueId."""
    if not asked.documents:
        yield Remarque(catalogue.RIEN_DEMANDE, spot="demande")
    for rank, one in enumerate(asked.documents):
        spot = f"document/{rank}"
        if one.entrepot != ENTREPOT_DMP:
            yield Remarque(catalogue.DEPOT_INCONNU, one.entrepot, ENTREPOT_DMP, spot)
        if one.unique_id.startswith("urn:uuid:"):
            yield Remarque(catalogue.ENTRY_UUID, one.unique_id, "", spot, detail=f"uniqueId={one.unique_id}")


def trouves(asked: DemandeConsultation, who: Acteur, vue: VueRegistre) -> Iterator[Remarque]:
    """Documents asked for that this caller cannot have, and those the patient does not see."""
    readable = (
        {}
        if vue.dossier is None
        else {one.fiche.unique_id: one for one in visibles(who, vue.dossier, vue.documents)}
    )
    for rank, one in enumerate(asked.documents):
        found = readable.get(one.unique_id)
        spot = f"document/{rank}"
        if found is None:
            if not one.unique_id.startswith("urn:uuid:"):
                detail = f"uniqueId={one.unique_id}"
                yield Remarque(catalogue.DOCUMENT_INCONNU, one.unique_id, "", spot, detail=detail)
        elif "INVISIBLE_PATIENT" in found.confidentialites:
            yield Remarque(catalogue.INVISIBLE_AU_PATIENT, one.unique_id, "", spot)
