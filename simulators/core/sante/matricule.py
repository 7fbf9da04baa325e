"""The matricule INS: 13 characters and a key of two digits (ins.md §8.2)."""

import re

_SHAPE = re.compile(r"[0-9]{5}[0-9](?:[0-9]|A|B)[0-9]{6}")
LENGTH = 13
LENGTH_WITH_KEY = 15


class MatriculeInvalideError(ValueError):
    """Thirteen characters that cannot be a matricule; the argument is the value."""


def cle(matricule: str) -> str:
    """The key of a 13-character matricule: 97 − (N mod 97) on two digits, `01` to `97`.

    Corsica: `2A` counts as 19 and `2B` as 18 (Référentiel INS). Raises `MatriculeInvalideError`.
    """
    if not _SHAPE.fullmatch(matricule):
        raise MatriculeInvalideError(matricule)
    department = matricule[5:7]
    if department == "2A":
        digits = matricule[:5] + "19" + matricule[7:]
    elif department == "2B":
        digits = matricule[:5] + "18" + matricule[7:]
    elif department[1].isdigit():
        digits = matricule
    else:
        raise MatriculeInvalideError(matricule)
    return f"{97 - int(digits) % 97:02d}"


def valide(complet: str) -> bool:
    """True when the 15 characters are a matricule followed by its own key."""
    try:
        return len(complet) == LENGTH_WITH_KEY and cle(complet[:LENGTH]) == complet[LENGTH:]
    except MatriculeInvalideError:
        return False


def en_forme(matricule: str) -> bool:
    """True when 13 characters have the shape of a matricule, whatever they name."""
    return _SHAPE.fullmatch(matricule) is not None
