"""The letters a name may hold at INSi, and the conversion a software makes before sending (ins.md §6.1)."""

import re
import unicodedata
from typing import Final

LIGATURES: Final[dict[str, str]] = {"Æ": "AE", "Œ": "OE", "æ": "AE", "œ": "OE"}
APOSTROPHES: Final = "’‘ʼ´`′"
TIRETS: Final = "‐‑‒–—−"

_CONVERSIONS = str.maketrans(
    {**LIGATURES, **dict.fromkeys(APOSTROPHES, "'"), **dict.fromkeys(TIRETS, "-"), "\u00a0": " ", "\t": " "}
)
_MARKS = re.compile("[\u0300-\u036f]")
_SPACES = re.compile(r" {2,}")
_APOSTROPHES = re.compile(r" *'[ ']*")
_ALLOWED = re.compile(r"[A-Z '\-]*")


def convertir(value: str) -> str:
    """A name as it must be sent: capitals, no diacritic, no ligature, ASCII apostrophe and hyphen.

    Spaces are not doubled nor beside an apostrophe, nor at the ends. Characters without equivalent stay as
    they are: they are to be refused by the software, never stripped.
    """
    if not value:
        return value
    plain = unicodedata.normalize("NFD", value.translate(_CONVERSIONS))
    upper = _MARKS.sub("", plain).upper()
    joined = _APOSTROPHES.sub("'", _SPACES.sub(" ", upper))
    return unicodedata.normalize("NFC", joined.strip(" "))


def permis(value: str) -> bool:
    """True when a value holds only A-Z, space, apostrophe and hyphen."""
    return _ALLOWED.fullmatch(value) is not None


def sans_diacritique(letter: str) -> str:
    """The letter without its accents, as far as Unicode knows how to take it apart."""
    return _MARKS.sub("", unicodedata.normalize("NFD", letter))
