"""What a section says for machines: one value for each coded entry (ansforge/TestContenuCDA-3-0, entrées).

Times are as CDA writes them, empty when they are not known; a code that the record has not is told unknown,
with the words of the record.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from simulators.core.sante.codes import Code


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """FR-Liste-des-problemes: a disease, with its ICD-10 code when there is one."""

    libelle: str
    depuis: str = ""
    code: Code | None = None


@dataclass(frozen=True, slots=True)
class Intolerance:
    """FR-Liste-des-allergies-et-hypersensibilites: a substance; `nature` is a code of SNOMED CT."""

    substance: str
    nature: Code
    depuis: str = ""


@dataclass(frozen=True, slots=True)
class Prise:
    """FR-Traitement: a medicine taken, from when to when."""

    medicament: str
    depuis: str = ""
    jusque: str = ""


@dataclass(frozen=True, slots=True)
class Vaccination:
    """FR-Vaccination: a vaccine given."""

    vaccin: str
    quand: str = ""


@dataclass(frozen=True, slots=True)
class Geste:
    """FR-Acte: something done to the person."""

    libelle: str
    quand: str = ""


@dataclass(frozen=True, slots=True)
class Observation:
    """FR-Simple-Observation, or one of its kinds when `gabarits` name it.

    `valeur` is yes or no, a code, a text, or None when the time alone tells.
    """

    libelle: str
    valeur: bool | Code | str | None
    quand: str = ""
    code: Code | None = None
    gabarits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signe:
    """A vital sign: LOINC code, value, UCUM unit."""

    code: Code
    valeur: str
    unite: str
    quand: str


@dataclass(frozen=True, slots=True)
class SignesVitaux:
    """FR-Signes-vitaux: those measured together."""

    quand: str
    signes: tuple[Signe, ...]


@dataclass(frozen=True, slots=True)
class Orientation:
    """FR-Disposition: the hospital that the person prefers."""

    lieu: str


@dataclass(frozen=True, slots=True)
class Volontes:
    """FR-Directive-anticipee: whether directives were written."""

    redigees: bool


@dataclass(frozen=True, slots=True)
class PieceJointe:
    """FR-Document-attache: a PDF, its title, the code of its type; `objet` is the ID of the media."""

    titre: str
    contenu: bytes
    objet: str
    code: Code | None = None


class Absence(StrEnum):
    """That nothing of a kind is known, which a section says as any other fact."""

    PROBLEMES = "problemes"
    ALLERGIES = "allergies"
    TRAITEMENTS = "traitements"
    ACTES = "actes"


Observe: TypeAlias = Observation | SignesVitaux | Orientation | Volontes | PieceJointe
Entree: TypeAlias = Diagnostic | Intolerance | Prise | Vaccination | Geste | Absence | Observe
