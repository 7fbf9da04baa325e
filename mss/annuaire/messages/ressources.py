"""An entry as FHIR JSON (profiles as-dp-*, mss.md §4.1 and §4.2)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from mss.annuaire.data import systemes as s
from mss.annuaire.model import BoitePubliee, Code, Fiche, Identifiant

Json = dict[str, Any]

_TOUJOURS: Final = ("resourceType", "id", "meta")
_TRONQUEE: Final = {
    "system": s.OBSERVATION,
    "code": "SUBSETTED",
    "display": "Resource encoded in summary mode",
}


def ressource(fiche: Fiche, elements: frozenset[str] = frozenset()) -> Json:
    """The whole resource, or the elements asked for; an inactive one says only who it was."""
    whole: Json = {
        "resourceType": fiche.type,
        "id": fiche.id,
        "meta": {"lastUpdated": _maj(fiche), "profile": [s.PROFILS[fiche.type]]},
    }
    if fiche.identifiants:
        whole["identifier"] = [_identifiant(one) for one in fiche.identifiants]
    whole["active"] = fiche.actif
    if fiche.actif:
        whole |= _CORPS[fiche.type](fiche)
    if not elements:
        return whole
    kept = {name: value for name, value in whole.items() if name in _TOUJOURS or name in elements}
    return {**kept, "meta": {**whole["meta"], "tag": [_TRONQUEE]}}


def _identifiant(one: Identifiant) -> Json:
    kind = {"coding": [{"system": s.TYPE_IDENTIFIANT, "code": one.genre}]}
    return {"type": kind, "system": one.systeme, "value": one.valeur}


def _practitioner(fiche: Fiche) -> Json:
    name: Json = {"family": fiche.nom, "given": [fiche.prenom]}
    if fiche.civilite:
        name["prefix"] = [fiche.civilite]
    body: Json = {"name": [name], **_telecom(fiche)}
    if fiche.codes:
        body["qualification"] = [{"code": _concept(group)} for group in fiche.codes]
    return body


def _role(fiche: Fiche) -> Json:
    body: Json = {lien.nom: {"reference": lien.reference} for lien in fiche.liens}
    if fiche.codes:
        body["code"] = [_concept(group) for group in fiche.codes]
    return body | _telecom(fiche)


def _organisation(fiche: Fiche) -> Json:
    body: Json = {"type": [_concept(group) for group in fiche.codes], "name": fiche.nom, **_telecom(fiche)}
    if fiche.ville:
        body["address"] = [{"city": fiche.ville}]
    for lien in fiche.liens:
        body["partOf"] = {"reference": lien.reference}
    return body


def _service(fiche: Fiche) -> Json:
    (holder,) = fiche.liens
    return {
        "providedBy": {"reference": holder.reference},
        "characteristic": [_concept(group) for group in fiche.codes],
    }


_CORPS: Final[Mapping[str, Callable[[Fiche], Json]]] = {
    "Practitioner": _practitioner,
    "PractitionerRole": _role,
    "Organization": _organisation,
    "HealthcareService": _service,
}


def _concept(group: Sequence[Code]) -> Json:
    concept: Json = {"coding": [{"system": one.systeme, "code": one.code} for one in group]}
    nature = next((one.nature for one in group if one.nature), "")
    if nature:
        concept = {"extension": [{"url": s.EXT_NATURE, "valueCode": nature}], **concept}
    return concept


def _telecom(fiche: Fiche) -> Json:
    return {"telecom": [_boite(one) for one in fiche.boites]} if fiche.boites else {}


def _boite(one: BoitePubliee) -> Json:
    kind = {"coding": [{"system": s.TYPE_BAL, "code": one.genre}]}
    details: list[Json] = [
        {"url": "type", "valueCodeableConcept": kind},
        *([{"url": "description", "valueString": one.description}] if one.description else []),
        *([{"url": "service", "valueString": one.service}] if one.service else []),
        {"url": "digitization", "valueBoolean": one.dematerialisation},
    ]
    email = {"url": s.EXT_EMAIL, "valueCoding": {"system": s.TYPE_MESSAGERIE, "code": "MSSANTE"}}
    told: Json = {
        "extension": [email, {"url": s.EXT_BAL, "extension": details}],
        "system": "email",
        "value": one.adresse,
    }
    return {**told, "rank": one.rang} if one.rang else told


def _maj(fiche: Fiche) -> str:
    return fiche.maj.isoformat(timespec="milliseconds") if fiche.maj else s.MISE_A_JOUR
