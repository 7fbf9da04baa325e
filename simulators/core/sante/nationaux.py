"""National identifiers of structures and professionals: prefix, then number (dmp_xds.md §5.3)."""

import re
from enum import StrEnum
from typing import Final, NamedTuple


class GenreStructure(StrEnum):
    """What the first digit of a Struct_IdNat names."""

    ADELI = "0"
    FINESS = "1"
    SIREN = "2"
    SIRET = "3"
    CABINET_RPPS = "4"


class GenrePs(StrEnum):
    """What the first digit of a PS_IdNat names; `*_INTERNE` are employees and systems, number/identifier."""

    ADELI = "0"
    FINESS_INTERNE = "3"
    SIREN_INTERNE = "4"
    SIRET_INTERNE = "5"
    CABINET_INTERNE = "6"
    RPPS = "8"


class IdStructure(NamedTuple):
    """A Struct_IdNat taken apart."""

    genre: GenreStructure
    numero: str

    def __str__(self) -> str:
        """The identifier whole."""
        return self.genre.value + self.numero


class IdPs(NamedTuple):
    """A PS_IdNat taken apart; `interne` follows the slash for employees and systems."""

    genre: GenrePs
    numero: str
    interne: str = ""

    def __str__(self) -> str:
        """The identifier whole."""
        return f"{self.genre.value}{self.numero}{'/' if self.interne else ''}{self.interne}"


# Test certificates carry FINESS numbers such as 0B0123456 (ten characters with their prefix 1).
_FINESS: Final = "[0-9][0-9AB][0-9]{7}|0B0[0-9A-Z]{6,}"
_STRUCTURES: Final = {
    GenreStructure.ADELI: re.compile("[0-9]{8,9}"),
    GenreStructure.FINESS: re.compile(_FINESS),
    GenreStructure.SIREN: re.compile("[0-9]{9}"),
    GenreStructure.SIRET: re.compile("[0-9]{14}"),
    GenreStructure.CABINET_RPPS: re.compile("[0-9]{11,14}"),
}
_PS: Final = {
    GenrePs.ADELI: re.compile("[0-9]{8,9}"),
    GenrePs.FINESS_INTERNE: re.compile(_FINESS),
    GenrePs.SIREN_INTERNE: re.compile("[0-9]{9}"),
    GenrePs.SIRET_INTERNE: re.compile("[0-9]{14}"),
    GenrePs.CABINET_INTERNE: re.compile("[0-9]{11,14}"),
    GenrePs.RPPS: re.compile("[0-9]{11}"),
}
_SANS_INTERNE: Final = frozenset({GenrePs.ADELI, GenrePs.RPPS})


def lire_structure(text: str) -> IdStructure | None:
    """A Struct_IdNat, or None when the text has not its shape. Keys are not verified."""
    try:
        genre = GenreStructure(text[:1])
    except ValueError:
        return None
    return IdStructure(genre, text[1:]) if _STRUCTURES[genre].fullmatch(text[1:]) else None


def lire_ps(text: str) -> IdPs | None:
    """A PS_IdNat, or None when the text has not its shape. Keys are not verified."""
    try:
        genre = GenrePs(text[:1])
    except ValueError:
        return None
    numero, slash, interne = text[1:].partition("/")
    if not _PS[genre].fullmatch(numero) or bool(slash) == (genre in _SANS_INTERNE):
        return None
    if slash and not interne:
        return None
    return IdPs(genre, numero, interne)
