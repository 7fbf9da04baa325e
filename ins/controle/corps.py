"""What the control operations of INSi take, as JSON."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from ins.generateur.modele import NOMBRE_MAX, PARTS_PAR_DEFAUT

_Court = Annotated[str, Field(max_length=200)]


class _Corps(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Traits(_Corps):
    """The traits to change; those left out stay. Given names separated by spaces."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"nom_naissance": "DELAUNAY", "prenoms": "MARGUERITE JEANNE"}]}
    )

    nom_naissance: _Court | None = None
    prenoms: _Court | None = None
    sexe: _Court | None = None
    date_naissance: _Court | None = None
    lieu_naissance: _Court | None = None


class NouvelIns(_Corps):
    """The new INS: without `matricule`, a fictional one is drawn; without `oid`, that of the environment."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"date": "2026-01-05"}]})

    matricule: _Court = ""
    oid: _Court = ""
    date: Annotated[_Court, Field(description="jour du changement ; sans elle, celui de l'espace")] = ""


class Homonyme(_Corps):
    """The place of birth of the homonym, its COG; without it, another commune of ours."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"lieu_naissance": ""}]})

    lieu_naissance: _Court = ""


class Deces(_Corps):
    """`dossiers_ouverts`: the DMP and Mon espace santé do not know yet and stay open."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"date": "2026-01-05", "dossiers_ouverts": True}]}
    )

    date: _Court = ""
    dossiers_ouverts: bool = False


class Demande(_Corps):
    """For whom a fictional matricule is wanted."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"sexe": "F", "date_naissance": "1950-01-01"}]})

    sexe: Literal["M", "F"] = "F"
    date_naissance: _Court = "1950-01-01"
    lieu_naissance: _Court = ""


class Generation(_Corps):
    """What to generate: `parts` are percents of calls by answer, their sum is 100.

    The default shares come from one ophthalmology practice (3,577 calls): they are no norm.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [{"graine": "mon-ehpad", "nombre": 100}]})

    graine: Annotated[str, Field(min_length=1, max_length=100)]
    nombre: Annotated[int, Field(ge=1, le=NOMBRE_MAX)] = 1000
    parts: dict[str, float] = Field(default_factory=lambda: dict(PARTS_PAR_DEFAUT))
    charger: bool = False
    remplacer: bool = False
