"""Who acts on a record and by which right: the columns and cells of the matrices."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Mode = Literal["DIRECTE", "INDIRECTE", "INDIRECTE_RENFORCEE"]
Acces = Literal["normal", "regulation", "bris"]


class Statut(StrEnum):
    """The authorisation of a professional on a record, as TD0.2 tells it."""

    VALIDE = "VALIDE"
    EXPIRE = "EXPIRE"
    INTERDIT = "INTERDIT"
    NON_EXISTE = "NON_EXISTE"


class Categorie(StrEnum):
    """The columns of the rights matrices: what a caller is, besides the mode and the access."""

    PS_NON_MEDECIN = "ps_non_medecin"
    MEDECIN = "medecin"
    MEDECIN_TRAVAIL = "medecin_travail"
    MT = "mt"
    CPE = "cpe"
    PE_NON_PS = "pe_non_ps"
    STRUCTURE = ""


@dataclass(frozen=True, slots=True)
class Acteur:
    """Who calls, as verified: the professional (or system), the structure, how and why.

    `sujet` is the national identifier of the person (8 + RPPS for most), `structure` that of the structure.
    """

    sujet: str
    structure: str
    mode: Mode
    categorie: Categorie
    acces: Acces = "normal"


class Limite(StrEnum):
    """What narrows a right that is given (the notes of the matrices)."""

    AUCUNE = ""
    A_LA_STRUCTURE = "1"
    MEME_STRUCTURE = "2"
    NOUVELLES = "3"
    IMPUTE_STRUCTURE = "4"
    REFERENCE_SEULE = "5"
    LES_SIENS = "6"
    PATIENT_A_PERMIS = "7"
    LES_SIENS_ACTION = "8"
    DE_LA_STRUCTURE = "9"


@dataclass(frozen=True, slots=True)
class Droit:
    """One cell of the matrix: given or not, and within which limit."""

    accorde: bool
    limite: Limite = Limite.AUCUNE
