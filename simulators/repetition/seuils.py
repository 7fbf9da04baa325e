"""Thresholds: those somebody sets for their own establishment. None is built in, since none was seen."""

import re
from collections.abc import Iterable, Mapping

from simulators.repetition.indicateurs import DEFINITIONS, Mesure

Seuils = Mapping[str, int]
_WRITTEN = re.compile(r"(U[1-8])=([0-9]{1,6})")
_COUNTS = ("U5", "U6")
_WHOLE = 100


class SeuilError(ValueError):
    """A threshold is wrongly written; the text is one French line."""


def lire(written: Iterable[str]) -> Seuils:
    """Thresholds written `U3=50`: whole percents, or plain counts for U5 and U6. Raises SeuilError."""
    found: dict[str, int] = {}
    for text in written:
        match = _WRITTEN.fullmatch(text.strip().upper())
        if match is None:
            known = ", ".join(one.code for one in DEFINITIONS)
            raise SeuilError(f"seuil illisible : {text[:40]} (attendu U3=50 ; indicateurs : {known})")
        code, value = match[1], int(match[2])
        if code not in _COUNTS and value > _WHOLE:
            raise SeuilError(f"seuil impossible : {text} (une part ne dépasse pas 100)")
        found[code] = value
    return found


def atteint(mesure: Mesure, seuils: Seuils) -> bool | None:
    """Whether a measure reaches its threshold; None when there is none, or nothing to compare with."""
    wanted = seuils.get(mesure.code)
    value = mesure.nombre if mesure.code in _COUNTS else mesure.part
    return None if wanted is None or value is None else value >= wanted
