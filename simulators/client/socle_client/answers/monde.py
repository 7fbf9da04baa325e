"""The people of an espace, as JSON objects with known keys; the reference of each is in the documentation."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypedDict

Kind = Literal["personnes", "structures", "professionnels", "logiciels", "boites", "operateurs"]
Json = dict[str, Any]


class Ins(TypedDict, total=False):
    """A matricule (13 characters), its key and its OID."""

    matricule: str
    cle: str
    oid: str


class Traits(TypedDict, total=False):
    """What INSi knows of somebody."""

    nom_naissance: str
    prenoms: list[str]
    sexe: str
    date_naissance: str
    lieu_naissance: str
    ins: Ins
    historique: list[Ins]


class Personne(TypedDict, total=False):
    """Somebody: `reference` is the national base's record, `local` the DUI's, `dmp` the state of the DMP."""

    id: str
    reference: Traits | None
    homonymes: list[Traits]
    local: Json
    deces: str
    dmp: Json
    carte: Json | None
    structure: str
    etiquettes: list[str]


@dataclass(frozen=True, slots=True)
class Changed:
    """What was stored, and warnings on matricules that no fictional list has."""

    value: Json
    warnings: tuple[str, ...]

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> "Changed":
        """From the JSON of the control API."""
        return cls(told["valeur"], tuple(told["avertissements"]))
