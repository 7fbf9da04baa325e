"""Who lives in an espace: persons, and the other kinds (structures, professionals, software, boxes)."""

from collections.abc import Mapping
from typing import Any

from socle_client.answers.monde import Changed, Kind, Personne
from socle_client.calls.call import Call, Json, Reply, as_json, nothing, of_espace

PERSONNES = "personnes"


def personnes(espace: str) -> Call[list[Personne]]:
    """All the persons of the espace."""
    return Call("GET", of_espace(espace, PERSONNES), as_json)


def personne(espace: str, id_: str) -> Call[Personne]:
    """One of them. RefusedError 404 when the espace does not know it."""
    return Call("GET", of_espace(espace, PERSONNES, id_), as_json)


def put_personne(espace: str, id_: str, value: Personne) -> Call[Changed]:
    """A whole person, created or replaced."""
    return put(espace, PERSONNES, id_, dict(value))


def change_personne(espace: str, id_: str, change: Mapping[str, Any]) -> Call[Changed]:
    """What is named changes, the rest stays: `{"reference.nom_naissance": "LANTERNE"}`; None removes."""
    return change_value(espace, PERSONNES, id_, change)


def remove_personne(espace: str, id_: str) -> Call[None]:
    """INSi finds that person no more."""
    return remove(espace, PERSONNES, id_)


def values(espace: str, kind: Kind) -> Call[list[Json]]:
    """All the values of a kind."""
    return Call("GET", of_espace(espace, kind), as_json)


def value(espace: str, kind: Kind, id_: str) -> Call[Json]:
    """One value. RefusedError 404 when the espace does not know it."""
    return Call("GET", of_espace(espace, kind, id_), as_json)


def put(espace: str, kind: Kind, id_: str, value: Mapping[str, Any]) -> Call[Changed]:
    """A whole value, created or replaced. RefusedError 422 names what is wrong in it."""
    return Call("PUT", of_espace(espace, kind, id_), _changed, body=dict(value))


def change_value(espace: str, kind: Kind, id_: str, change: Mapping[str, Any]) -> Call[Changed]:
    """What is named changes, the rest stays."""
    return Call("PATCH", of_espace(espace, kind, id_), _changed, body=dict(change))


def remove(espace: str, kind: Kind, id_: str) -> Call[None]:
    """RefusedError 404 when the espace does not know it."""
    return Call("DELETE", of_espace(espace, kind, id_), nothing)


def _changed(reply: Reply) -> Changed:
    return Changed.read(reply.json())
