"""A change of the control API is told apart: what clients already written bear, and what breaks them."""

import copy
from typing import Any

import pytest

from simulators.docs.compatibility import breaking

Json = dict[str, Any]


def description() -> Json:
    person = {
        "type": "object",
        "properties": {"nom": {"type": "string"}, "etat": {"type": "string", "enum": ["actif", "retire"]}},
        "required": ["nom"],
    }
    reading = {
        "operationId": "lire",
        "parameters": [{"name": "lang", "in": "query", "schema": {"type": "string", "enum": ["fr", "en"]}}],
        "responses": {
            "200": {
                "content": {
                    "application/json": {
                        "schema": {"type": "array", "items": {"$ref": "#/components/schemas/Dite"}}
                    }
                }
            },
            "404": {"content": {}},
        },
    }
    writing = {
        "operationId": "mettre",
        "requestBody": {
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Demandee"}}}
        },
        "responses": {"204": {}},
    }
    return {
        "paths": {"/personnes": {"get": reading, "put": writing}},
        "components": {"schemas": {"Dite": person, "Demandee": copy.deepcopy(person)}},
    }


def changed(**places: Any) -> Json:
    """The description with another value at each place, its parts separated by `__`; None takes it away."""
    after = description()
    parts = {
        "lire": after["paths"]["/personnes"]["get"],
        "mettre": after["paths"]["/personnes"]["put"],
        "chemins": after["paths"],
        **after["components"]["schemas"],
    }
    for place, value in places.items():
        first, *middle, last = place.split("__")
        where = parts[first]
        for part in middle:
            where = where[int(part)] if isinstance(where, list) else where[part]
        if value is None:
            del where[last]
        else:
            where[last] = value
    return after


def test_the_same_description_breaks_nothing() -> None:
    assert breaking(description(), description()) == []


@pytest.mark.parametrize(
    ("after", "told"),
    [
        (changed(chemins__autres={}, **{"chemins__/personnes": None}), "opération ôtée"),
        (changed(lire__operationId="lister"), "operationId changé (lire → lister)"),
        (changed(lire__parameters=[]), "paramètre lang ôté"),
        (changed(lire__parameters__0__required=True), "paramètre lang devenu obligatoire"),
        (changed(lire__parameters__0__schema={"type": "string", "enum": ["fr"]}), "valeur en n'est plus acc"),
        (changed(lire__responses={"200": {"content": {}}}), "réponse 404 ôtée"),
        (changed(lire__responses__200={"content": {}}), "réponse 200 plus en application/json"),
        (changed(Dite__properties={"nom": {"type": "string"}}), "etat : n'est plus répondu"),
        (changed(Dite__required=[]), "nom : n'est plus toujours répondu"),
        (changed(Dite__properties__nom={"type": "integer"}), "valeur de type integer nouvelle"),
        (
            changed(Dite__properties__etat={"type": "string", "enum": ["actif", "retire", "x"]}),
            "valeur x nouv",
        ),
        (changed(Demandee__required=["nom", "etat"]), "etat : devenu obligatoire"),
        (changed(Demandee__properties={"nom": {"type": "string"}}), "etat : n'est plus accepté"),
        (changed(Demandee__properties__nom={"type": "integer"}), "valeur de type string n'est plus acceptée"),
        (changed(mettre__requestBody={"content": {}}), "corps application/json plus accepté"),
        (changed(mettre__requestBody__required=True), "corps devenu obligatoire"),
    ],
)
def test_what_breaks_a_client_is_told(after: Json, told: str) -> None:
    found = breaking(description(), after)
    assert len(found) >= 1
    assert any(told in one for one in found), found


@pytest.mark.parametrize(
    "after",
    [
        changed(chemins__autres={"get": {"operationId": "autre", "responses": {"200": {}}}}),
        changed(Dite__properties__prenom={"type": "string"}),
        changed(Dite__required=["nom", "etat"]),
        changed(Dite__properties__etat={"type": "string", "enum": ["actif"]}),
        changed(Demandee__properties__prenom={"type": "string"}),
        changed(Demandee__required=[]),
        changed(Demandee__properties__etat={"type": "string", "enum": ["actif", "retire", "x"]}),
        changed(lire__responses__409={"content": {}}),
        changed(lire__summary="Lire"),
    ],
)
def test_what_a_client_bears_is_not(after: Json) -> None:
    assert breaking(description(), after) == []
