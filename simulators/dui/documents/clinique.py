"""What a resident's record holds about care, as documents tell it: one value for each line of it."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Probleme:
    """A disease or a risk: since when, and its ICD-10 code when the record has one."""

    libelle: str
    depuis: date | None = None
    cim10: str = ""


@dataclass(frozen=True, slots=True)
class Allergie:
    """A substance, and what it does."""

    substance: str
    reaction: str = ""
    depuis: date | None = None


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
    """A vital sign."""

    nom: str
    valeur: str
    unite: str
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
    """A document that may go with this one."""

    titre: str
    jointe: bool


@dataclass(frozen=True, slots=True)
class Rubrique:
    """A heading and its sentences, where no table says it better."""

    titre: str
    phrases: tuple[str, ...]
