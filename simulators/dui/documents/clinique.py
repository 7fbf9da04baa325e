"""What a resident's record holds about care, as documents tell it: one value for each line of it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, NamedTuple

from simulators.core.sante.cda.ecriture_codes import LOINC, SNOMED
from simulators.core.sante.codes import Code

# JDV_TypeEvenementIndesirablePrevisible_CISIS.
ALLERGIE: Final = Code("609328004", SNOMED, "allergie")
ALLERGIE_MEDICAMENTEUSE: Final = Code("416098002", SNOMED, "allergie médicamenteuse")
ALLERGIE_ALIMENTAIRE: Final = Code("414285001", SNOMED, "allergie alimentaire")


class Signe(NamedTuple):
    """A kind of vital sign: LOINC code, UCUM unit, unit as people write it."""

    code: Code
    ucum: str
    unite: str


SYSTOLIQUE: Final = Signe(Code("8480-6", LOINC, "Pression artérielle systolique"), "mm[Hg]", "mmHg")
DIASTOLIQUE: Final = Signe(Code("8462-4", LOINC, "Pression artérielle diastolique"), "mm[Hg]", "mmHg")
POULS: Final = Signe(Code("8867-4", LOINC, "Fréquence cardiaque"), "/min", "/min")
TEMPERATURE: Final = Signe(Code("8310-5", LOINC, "Température corporelle"), "Cel", "°C")
POIDS: Final = Signe(Code("29463-7", LOINC, "Poids"), "kg", "kg")


@dataclass(frozen=True, slots=True)
class Probleme:
    """A disease or a risk: since when, and its ICD-10 code when the record has one."""

    libelle: str
    depuis: date | None = None
    cim10: str = ""


@dataclass(frozen=True, slots=True)
class Allergie:
    """A substance, and what it does; `nature` as far as the record tells."""

    substance: str
    reaction: str = ""
    depuis: date | None = None
    nature: Code = ALLERGIE


@dataclass(frozen=True, slots=True)
class Intervention:
    """An operation or a procedure done."""

    libelle: str
    quand: date | None = None


@dataclass(frozen=True, slots=True)
class Traitement:
    """A medicine: how it is taken, from when to when, and when it was last taken."""

    medicament: str
    posologie: str
    voie: str = ""
    depuis: date | None = None
    jusque: date | None = None
    derniere_prise: datetime | None = None


@dataclass(frozen=True, slots=True)
class Mesure:
    """A vital sign measured; `valeur` is a number with a point."""

    signe: Signe
    valeur: str
    quand: datetime


@dataclass(frozen=True, slots=True)
class Resultat:
    """The result of an examination, with its usual values; `anormal` marks one outside them."""

    examen: str
    valeur: str
    unite: str = ""
    usuelles: str = ""
    anormal: bool = False
    quand: date | None = None


@dataclass(frozen=True, slots=True)
class Constat:
    """Something observed of the person, in one field (state of mind, deficit, movement…)."""

    domaine: str
    libelle: str
    present: bool


@dataclass(frozen=True, slots=True)
class Directives:
    """Advance directives: None when nobody asked; where they are kept; the trusted person."""

    redigees: bool | None = None
    lieu: str = ""
    personne_de_confiance: str = ""


@dataclass(frozen=True, slots=True)
class Vaccin:
    """A vaccination."""

    nom: str
    quand: date | None = None


@dataclass(frozen=True, slots=True)
class Objet:
    """A prosthesis, a device or a personal thing; `present` tells whether it is with the person."""

    nom: str
    detail: str = ""
    present: bool = True


@dataclass(frozen=True, slots=True)
class Piece:
    """A document that may go with this one, as a PDF; without content it is only named."""

    titre: str
    contenu: bytes = b""


@dataclass(frozen=True, slots=True)
class Rubrique:
    """A heading and its sentences, where no table says it better."""

    titre: str
    phrases: tuple[str, ...]
