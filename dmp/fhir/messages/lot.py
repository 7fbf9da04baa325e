"""A submission set as a List, and back (dmp_fhir.md §2.2, §9)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from dmp.fhir.data import noms
from dmp.fhir.data import systemes as s
from dmp.fhir.messages import acteurs, acteurs_lus, elements
from dmp.fhir.messages.acteurs import Contenus, organisation
from dmp.fhir.messages.elements import identifiant, ins, moment, sans_vide
from dmp.fhir.messages.fiche import identifiant_de
from dmp.fhir.model.ressource import Json, Noeud, racine
from dmp.fhir.model.servi import LotServi
from simulators.core.sante.ebrim.modele import Auteur, LotSoumission
from simulators.core.sante.identifiants import Cx, FormatInvalideError, lire_xon


@dataclass(frozen=True, slots=True)
class LigneLot:
    """One attribute of a set and its element at the root of the List."""

    xds: str
    fhir: str
    rendre: Callable[[LotSoumission, Contenus], Json]
    lire: Callable[[Noeud], Any]


def _extension(url: str, kind: str, value: Json) -> Json:
    return [{"url": url, kind: value}]


def _type(lot: LotSoumission, _: Contenus) -> Json:
    code = lot.content_type_code
    return _extension(noms.EXT_TYPE_LOT, "valueCodeableConcept", elements.concept(code)) if code else None


def _source_id(lot: LotSoumission, _: Contenus) -> Json:
    value = {"system": s.RFC3986, "value": f"{s.URN_OID}{lot.source_id}"}
    return _extension(noms.EXT_SOURCE_LOT, "valueIdentifier", value) if lot.source_id else None


def _source(lot: LotSoumission, contenus: Contenus) -> Json:
    if not lot.authors:
        return None
    made = acteurs.auteurs(lot.authors[:1], contenus)
    one: dict[str, Any] = dict(made[0]) if isinstance(made, list) and isinstance(made[0], dict) else {}
    for place in lot.authors[0].institutions[:1]:
        try:
            read = lire_xon(place)
        except FormatInvalideError:
            continue
        own = organisation("organisation", read.id, read.nom, contenus)
        one["extension"] = [{"url": noms.EXT_ORGANISATION, "valueReference": {"reference": f"#{own}"}}]
    return one


def _lire_auteurs(one: Noeud) -> tuple[Auteur, ...]:
    source = one.champ("source")
    found = acteurs_lus.lire_auteur(source, one)
    for own in source.extensions(noms.EXT_ORGANISATION):
        place = acteurs_lus.lire_auteur(own.champ("valueReference"), one)
        if place is not None and place.institutions:
            held = found or Auteur()
            found = Auteur(place.institutions, held.personnes, held.roles, held.specialites)
    return (found,) if found is not None else ()


def _lire_extension(one: Noeud, url: str) -> Noeud:
    return next(iter(one.extensions(url)), Noeud(f"{one.chemin}.extension", None))


TABLE: Final = (
    LigneLot(
        "submission_time",
        "date",
        lambda lot, _: elements.instant(lot.submission_time),
        lambda one: elements.lire_instant(one.champ("date").texte),
    ),
    LigneLot("title", "title", lambda lot, _: lot.title, lambda one: one.champ("title").texte),
    LigneLot(
        "comments",
        "note",
        lambda lot, _: [{"text": lot.comments}] if lot.comments else None,
        lambda one: one.premier("note").champ("text").texte,
    ),
    LigneLot(
        "content_type_code",
        "extension",
        _type,
        lambda one: elements.lire_concept(
            _lire_extension(one, noms.EXT_TYPE_LOT).champ("valueCodeableConcept")
        ),
    ),
    LigneLot(
        "source_id",
        "extension",
        _source_id,
        lambda one: (
            _lire_extension(one, noms.EXT_SOURCE_LOT)
            .champ("valueIdentifier")
            .champ("value")
            .texte.removeprefix(s.URN_OID)
        ),
    ),
    LigneLot("authors", "source", _source, _lire_auteurs),
)


def rendre(servi: LotServi) -> dict[str, Any]:
    """The List of a set: as it was received, or written from the table."""
    lot = servi.depose.lot
    own = identifiant_de(lot.entry_uuid)
    items = [{"item": {"reference": f"DocumentReference/{identifiant_de(one)}"}} for one in servi.documents]
    meta = {"versionId": "1", "lastUpdated": moment(servi.recu_us)}
    if servi.recu is not None:
        received = racine(servi.recu).champ("meta").objet
        made: dict[str, Any] = {"resourceType": "List", **servi.recu, "id": own, "meta": {**received, **meta}}
        made.pop("entry", None)
        return {**made, "entry": items} if items else made
    contenus: Contenus = []
    told: dict[str, Any] = {}
    for line in TABLE:
        value = line.rendre(lot, contenus)
        if isinstance(value, list):
            told.setdefault(line.fhir, []).extend(value)
        elif value:
            told[line.fhir] = value
    patient = lot.patient
    head: dict[str, Any] = {
        "resourceType": "List",
        "id": own,
        "meta": {**meta, "profile": [noms.PROFIL_LOT]},
        "contained": contenus,
        "identifier": _identifiants(lot),
        "status": "current",
        "mode": "working",
        "code": {"coding": [{"system": s.MHD_LISTES, "code": "submissionset"}]},
        "subject": {"identifier": ins(patient)} if patient else {},
        "entry": items,
    }
    whole: dict[str, Any] = sans_vide({**head, **told})
    return whole


def _identifiants(lot: LotSoumission) -> list[dict[str, Any]]:
    system, value = elements.unique(lot.unique_id)
    return [
        identifiant(system, value, "usual", "uniqueId"),
        identifiant(s.RFC3986, lot.entry_uuid, "official", "entryUUID"),
    ]


def lire(one: Noeud, entry: str, patient: Cx | None, fallback: str) -> LotSoumission:
    """The set that a List describes; `fallback` is its uniqueId when it gives none."""
    read = {line.xds: line.lire(one) for line in TABLE}
    unique = ""
    for own in one.elements("identifier"):
        kinds = {code for _, code in own.champ("type").codes()}
        if own.champ("use").texte == "usual" or "uniqueId" in kinds:
            unique = elements.lire_unique(own.champ("system").texte, own.champ("value").texte)
    return LotSoumission(
        entry_uuid=entry,
        unique_id=unique or fallback,
        patient_id=str(patient) if patient else "",
        **read,
    )
