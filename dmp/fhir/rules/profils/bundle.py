"""A transaction Bundle against `pdsm-comprehensive-provide-document-bundle` (§2.4, §3.2)."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from dmp.fhir.data import noms
from dmp.fhir.model.profil import Ecart
from dmp.fhir.model.ressource import Noeud
from dmp.fhir.rules.catalogue import bundle as b
from dmp.fhir.rules.profils.lot import CLASSEUR, nature

_METHODES: Final[Mapping[str, frozenset[str]]] = {
    "List": frozenset({"POST"}),
    "DocumentReference": frozenset({"POST"}),
    "Binary": frozenset({"POST"}),
    "Bundle": frozenset({"POST"}),
    "Parameters": frozenset({"PATCH"}),
    "Patient": frozenset({"GET", "POST", "PUT"}),
}
_CLASSEUR: Final = frozenset({"POST", "PUT"})


@dataclass(frozen=True, slots=True)
class Entree:
    """One entry of a bundle: where it is, what it asks, what it carries."""

    noeud: Noeud
    adresse: str
    methode: str
    cible: str
    ressource: Noeud
    type: str

    @property
    def lot(self) -> bool:
        """True for the submission set; an entry that asks to create a List without one brings none."""
        return self.type == "List" and self.ressource.present and nature(self.ressource) != CLASSEUR


def entrees(bundle: Noeud) -> tuple[Entree, ...]:
    """The entries; one without a resource is of the type that its request names."""
    return tuple(_entree(one) for one in bundle.elements("entry"))


def _entree(one: Noeud) -> Entree:
    request = one.champ("request")
    target = request.champ("url").texte
    resource = one.champ("resource")
    kind = resource.champ("resourceType").texte or target.partition("?")[0].partition("/")[0]
    return Entree(
        one, one.champ("fullUrl").texte, request.champ("method").texte.upper(), target, resource, kind
    )


def par_adresse(several: tuple[Entree, ...]) -> Mapping[str, Entree]:
    """Entries by what may name them: their fullUrl, and `Type/id` when the resource has an id."""
    found = {}
    for one in several:
        name = one.ressource.champ("id").texte
        if name and one.type:
            found[f"{one.type}/{name}"] = one
    return found | {one.adresse: one for one in several if one.adresse}


def juger_bundle(bundle: Noeud, several: tuple[Entree, ...]) -> Iterator[Ecart]:
    """The transaction itself: its profile, its entries, one set and one patient at most."""
    profiles = [one.texte for one in bundle.champ("meta").elements("profile")]
    if noms.PROFIL_BUNDLE not in profiles:
        place = bundle.champ("meta").champ("profile").chemin
        yield Ecart(b.PROFIL, place, " ".join(profiles)[:200], b.PROFIL.attendu)
    kind = bundle.champ("type")
    if kind.texte != "transaction":
        yield Ecart(b.TYPE, kind.chemin, kind.texte, "transaction")
    if not several:
        yield Ecart(b.ENTREES, bundle.champ("entry").chemin, "", b.ENTREES.attendu)
        return
    yield from _compte(bundle, several)
    yield from _adresses(several)
    for one in several:
        yield from _demande(one)


def _compte(bundle: Noeud, several: tuple[Entree, ...]) -> Iterator[Ecart]:
    place = bundle.champ("entry").chemin
    sets = [one for one in several if one.lot]
    if len(sets) != 1:
        yield Ecart(b.UN_LOT, sets[1].noeud.chemin if sets else place, str(len(sets)), "1..1")
    patients = [one for one in several if one.type == "Patient"]
    for one in patients[1:]:
        yield Ecart(b.UN_PATIENT, one.noeud.chemin, str(len(patients)), "0..1")
    if all(one.type != "DocumentReference" for one in several):
        yield Ecart(b.SANS_FICHE, place, "", b.SANS_FICHE.attendu)


def _adresses(several: tuple[Entree, ...]) -> Iterator[Ecart]:
    counts = Counter(one.adresse for one in several if one.adresse)
    seen = set()
    for one in several:
        here = one.noeud.champ("fullUrl").chemin
        if one.adresse in seen:
            yield Ecart(b.ADRESSE_DOUBLE, here, one.adresse, str(counts[one.adresse]))
        elif one.adresse:
            seen.add(one.adresse)
        elif one.methode == "POST":
            yield Ecart(b.ADRESSE_ABSENTE, here, "", b.ADRESSE_ABSENTE.attendu)


def _demande(one: Entree) -> Iterator[Ecart]:
    request = one.noeud.champ("request")
    if not (one.methode and one.cible):
        yield Ecart(b.REQUETE, request.chemin, f"{one.methode} {one.cible}".strip(), b.REQUETE.attendu)
        return
    allowed = _METHODES.get(one.type)
    if allowed is None:
        yield Ecart(b.ENTREE, one.noeud.chemin, one.type, b.ENTREE.attendu)
        return
    if one.type == "List" and not one.lot:
        allowed = _CLASSEUR
    if one.methode not in allowed:
        yield Ecart(b.METHODE, request.champ("method").chemin, one.methode, ", ".join(sorted(allowed)))
    elif one.methode == "POST" and one.cible.strip("/") != one.type:
        yield Ecart(b.CIBLE_REQUETE, request.champ("url").chemin, one.cible, one.type)
