"""The answers of the directory: searchset, resource, capabilities, OperationOutcome."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from mss.annuaire.data import parametres as p
from mss.annuaire.data.systemes import PROFILS, TYPES
from mss.annuaire.errors import ENTREES
from mss.annuaire.messages.ressources import Json, ressource
from mss.annuaire.model import Fiche, Page, Parametre, Recherche, Refus

TYPE_JSON = "application/fhir+json;charset=UTF-8"


@dataclass(frozen=True, slots=True)
class Reponse:
    """What leaves."""

    statut: int
    corps: bytes


def _ecrire(statut: int, value: Json) -> Reponse:
    return Reponse(statut, json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def fiche(one: Fiche) -> Reponse:
    """One resource."""
    return _ecrire(200, ressource(one))


def refus(one: Refus) -> Reponse:
    """The OperationOutcome of an error of the table."""
    entry = ENTREES[one.cle]
    issue = {
        "severity": "error",
        "code": entry.wire["issue"],
        "diagnostics": entry.label.format_map(one.details) if one.details else entry.label,
    }
    return _ecrire(int(entry.code), {"resourceType": "OperationOutcome", "issue": [issue]})


def recherche(asked: Recherche, page: Page, base: str, ident: str, quand: datetime) -> Reponse:
    """The searchset. `total` is told when asked for, or when nothing was found."""
    bundle: Json = {
        "resourceType": "Bundle",
        "id": ident,
        "meta": {"lastUpdated": quand.isoformat(timespec="milliseconds")},
        "type": "searchset",
    }
    if asked.total in {"accurate", "estimate"} or not page.total or not asked.nombre:
        bundle["total"] = page.total
    bundle["link"] = list(_liens(asked, page, base))
    entries = list(_entrees(asked, page, base))
    if entries:
        bundle["entry"] = entries
    return _ecrire(200, bundle)


def _liens(asked: Recherche, page: Page, base: str) -> Iterator[Json]:
    yield {"relation": "self", "url": _adresse(asked, base, asked.parametres)}
    if page.suite:
        kept = [one for one in asked.parametres if one.nom != "_page_token"]
        url = _adresse(asked, base, (*kept, Parametre("_page_token", page.suite)))
        yield {"relation": "next", "url": url}


def _adresse(asked: Recherche, base: str, parametres: tuple[Parametre, ...]) -> str:
    query = urlencode([(one.nom, one.valeur) for one in parametres])
    return f"{base}/{asked.type}{'?' if query else ''}{query}"


def _entrees(asked: Recherche, page: Page, base: str) -> Iterator[Json]:
    for mode, several in (("match", page.trouvees), ("include", page.incluses)):
        elements = asked.elements if mode == "match" else frozenset()
        for one in several:
            yield {
                "fullUrl": f"{base}/{one.reference}",
                "resource": ressource(one, elements),
                "search": {"mode": mode},
            }


def capacites(base: str, quand: datetime) -> Reponse:
    """The CapabilityStatement: the types, how they are read, their search parameters."""
    return _ecrire(
        200,
        {
            "resourceType": "CapabilityStatement",
            "status": "active",
            "date": quand.isoformat(timespec="seconds"),
            "kind": "instance",
            "software": {"name": "Socle, simulateur de l'Annuaire Santé"},
            "implementation": {"description": "Simulateur, données fictives uniquement", "url": base},
            "fhirVersion": "4.0.1",
            "format": ["application/fhir+json", "json"],
            "rest": [{"mode": "server", "resource": [_capacite(kind) for kind in TYPES]}],
        },
    )


def _capacite(kind: str) -> Json:
    reverses = sorted(one for one in p.REVERSES if p.INCLUSIONS[one.split(":")[0]][one.split(":")[1]] == kind)
    told: Json = {
        "type": kind,
        "supportedProfile": [PROFILS[kind]],
        "interaction": [{"code": "read"}, {"code": "search-type"}],
    }
    if p.INCLUSIONS[kind]:
        told["searchInclude"] = ["*", *(f"{kind}:{name}" for name in p.INCLUSIONS[kind])]
    if reverses:
        told["searchRevInclude"] = reverses
    told["searchParam"] = [
        {"name": name, "type": genre} for name, genre in sorted(p.PARAMETRES[kind].items())
    ]
    return told
