"""Bundles answered: searchset, transaction-response, batch-response (dmp_fhir.md §3.3, §4)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

Arbre = Mapping[str, Any]


class EntreeReponse(NamedTuple):
    """One entry of an answer to a transaction, in the order of the request."""

    statut: str
    adresse: str = ""
    etag: str = ""
    modifie: str = ""
    ressource: Arbre | None = None
    outcome: Arbre | None = None


def searchset(
    ident: str,
    quand: str,
    total: int,
    liens: Sequence[tuple[str, str]],
    trouves: Iterable[tuple[str, Arbre]],
    outcome: Arbre | None,
    profil: str = "",
) -> dict[str, Any]:
    """The answer to a search: each resource with its address, then what there is to say."""
    entries: list[dict[str, Any]] = [
        {"fullUrl": address, "resource": resource, "search": {"mode": "match"}}
        for address, resource in trouves
    ]
    if outcome is not None:
        entries.append({"resource": outcome, "search": {"mode": "outcome"}})
    meta: dict[str, Any] = {"lastUpdated": quand}
    if profil:
        meta["profile"] = [profil]
    made: dict[str, Any] = {
        "resourceType": "Bundle",
        "id": ident,
        "meta": meta,
        "type": "searchset",
        "total": total,
        "link": [{"relation": name, "url": url} for name, url in liens],
    }
    return made | ({"entry": entries} if entries else {})


def reponse(ident: str, genre: str, entrees: Iterable[EntreeReponse], profil: str = "") -> dict[str, Any]:
    """`transaction-response` or `batch-response`: one entry for each of the request."""
    made: dict[str, Any] = {"resourceType": "Bundle", "id": ident, "type": genre}
    if profil:
        made["meta"] = {"profile": [profil]}
    entries = [_entree(one) for one in entrees]
    return made | ({"entry": entries} if entries else {})


def _entree(one: EntreeReponse) -> dict[str, Any]:
    told = {
        "status": one.statut,
        "location": one.adresse,
        "etag": one.etag,
        "lastModified": one.modifie,
        "outcome": one.outcome,
    }
    made: dict[str, Any] = {"response": {name: value for name, value in told.items() if value}}
    return made | ({"resource": one.ressource} if one.ressource is not None else {})
