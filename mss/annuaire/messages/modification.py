"""A FHIR Patch read as operations on mailboxes (IG-BAL, flux d'alimentation; mss.md §4.3)."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, Literal, cast

from mss.annuaire.data import systemes as s
from mss.annuaire.model import Attribut, Operation, PointDeContact, Refus

_CIBLE: Final = re.compile(
    r"(Practitioner|PractitionerRole|Organization)\.telecom"
    r"(?:\.where\( ?value ?= ?'([^'\\]{1,320})' ?\)"
    r"(?:\.(rank|value)|\.extension\('([^']{1,200})'\)\.extension\('([A-Za-z]{1,40})'\)\.value)?)?"
)
# Attributes of the extension that may change; `value` and `type` may not.
_ATTRIBUTS: Final[Mapping[str, Attribut]] = {
    "rank": "rang",
    "listeRouge": "liste_rouge",
    "description": "description",
    "service": "service",
    "responsible": "responsable",
    "digitization": "dematerialisation",
}
_FIGES: Final = frozenset({"value", "type"})
_TYPES: Final[Mapping[Attribut, type]] = {
    "rang": int,
    "liste_rouge": bool,
    "dematerialisation": bool,
    "description": str,
    "service": str,
    "responsable": str,
}
_GENRES: Final = frozenset({"insert", "replace", "delete"})
_MOST_OPERATIONS: Final = 50
_MOST_TEXT: Final = 500
_MOST_RANK: Final = 999
# What of a path is repeated in an answer.
_MOST_PATH: Final = 400


class PatchRefuseError(Exception):
    """A patch that cannot be read; `refus` is the error to answer."""

    def __init__(self, cle: str, **details: str) -> None:
        super().__init__(cle)
        self.refus = Refus(cle, details)


def lire(type_: str, corps: bytes) -> tuple[Operation, ...]:
    """The operations of a body, for a resource of that type. Raises `PatchRefuseError`."""
    try:
        body = json.loads(corps)
        parts = _parametres(body)
    except (ValueError, RecursionError, TypeError, AttributeError, KeyError):
        raise PatchRefuseError("annuaire_patch_corps") from None
    if not parts or len(parts) > _MOST_OPERATIONS:
        raise PatchRefuseError("annuaire_patch_corps")
    return tuple([_operation(type_, one) for one in parts])


def _parametres(body: Any) -> Sequence[Mapping[str, Any]]:
    """The parts of each `operation`, by name."""
    if body["resourceType"] != "Parameters" or any(one["name"] != "operation" for one in body["parameter"]):
        raise ValueError(body["resourceType"])
    return [{part["name"]: _valeur(part) for part in one["part"]} for one in body["parameter"]]


def _valeur(part: Mapping[str, Any]) -> Any:
    (found,) = [value for name, value in part.items() if name.startswith("value")]
    return found


def _operation(type_: str, parts: Mapping[str, Any]) -> Operation:
    genre, path = parts.get("type"), parts.get("path")
    if genre not in _GENRES or not isinstance(path, str):
        raise PatchRefuseError("annuaire_patch_corps")
    found = _CIBLE.fullmatch(path.strip())
    if found is None or found[1] != type_ or found[4] not in {None, s.EXT_BAL}:
        raise PatchRefuseError("annuaire_patch_chemin", chemin=path[:_MOST_PATH])
    adresse, attribut = (found[2] or "").lower(), found[3] or found[5] or ""
    if attribut in _FIGES:
        raise PatchRefuseError("annuaire_patch_fige")
    known = _ATTRIBUTS.get(attribut, "")
    if (attribut and not known) or bool(adresse) is (genre == "insert") or (known and genre == "insert"):
        raise PatchRefuseError("annuaire_patch_chemin", chemin=path[:_MOST_PATH])
    kind = cast("Literal['insert', 'replace', 'delete']", genre)
    if genre == "delete":
        return Operation(kind, adresse, known)
    value = parts.get("value")
    return Operation(kind, adresse, known, _attribut(known, value) if known else _point(value))


def _attribut(attribut: Attribut, value: Any) -> bool | int | str:
    if type(value) is _TYPES[attribut]:
        if isinstance(value, bool) or (isinstance(value, str) and len(value) <= _MOST_TEXT):
            return value
        if isinstance(value, int) and 1 <= value <= _MOST_RANK:
            return value
    raise PatchRefuseError("annuaire_patch_valeur")


def _point(value: Any) -> PointDeContact:
    """A ContactPoint; its type comes as a code or as a concept (the guide shows both)."""
    try:
        if value["system"] != "email":
            raise PatchRefuseError("annuaire_patch_valeur")
        details = dict(_details(value["extension"]))
        point = PointDeContact(
            adresse=str(value["value"]).lower(),
            genre=_genre(details.pop("type")),
            rang=value.get("rank"),
            liste_rouge=details.get("listeRouge"),
            description=details.get("description"),
            service=details.get("service"),
            responsable=details.get("responsible"),
        )
    except (KeyError, TypeError, AttributeError, ValueError):
        raise PatchRefuseError("annuaire_patch_valeur") from None
    told: tuple[tuple[Attribut, Any], ...] = (
        ("rang", point.rang),
        ("liste_rouge", point.liste_rouge),
        ("description", point.description),
        ("service", point.service),
        ("responsable", point.responsable),
    )
    for attribut, held in told:
        if held is not None:
            _attribut(attribut, held)
    return point


def _details(extensions: Any) -> Iterator[tuple[str, Any]]:
    (found,) = [one for one in extensions if one["url"] == s.EXT_BAL]
    for one in found["extension"]:
        yield one["url"], _valeur(one)


def _genre(value: Any) -> str:
    code = value if isinstance(value, str) else value["coding"][0]["code"]
    if code not in {"PER", "ORG", "APP", "CAB"}:
        raise ValueError(code)
    return str(code)
