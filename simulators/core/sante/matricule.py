"""The matricule INS: 13 characters and a key of two digits (ins.md §8.2)."""

import re
from typing import Final, NamedTuple

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


class Lecture(NamedTuple):
    """A matricule taken apart. Its digits only hint at the person: sex and civil status change."""

    matricule: str
    cle: str
    cle_attendue: str
    sexe: str
    annee: str
    mois: str
    departement: str
    commune: str
    ordre: str

    @property
    def attente(self) -> bool:
        """True when the first digit is that of a waiting number (NIA: 7, 8; assumed)."""
        return self.matricule[0] in _WAITING

    @property
    def ne_a_l_etranger(self) -> bool:
        """True when department and commune name a country."""
        return self.departement == "99"

    @property
    def cog(self) -> str:
        """The five characters of the place of birth."""
        return self.departement + self.commune


_WAITING: Final = "78"
_SEXES: Final = {"1": "M", "2": "F", "7": "M", "8": "F"}
_SEPARATORS: Final = re.compile(r"[\s.\-]")


def lire(value: str) -> Lecture:
    """Takes apart 13 or 15 characters, separators put aside. Raises `MatriculeInvalideError`."""
    compact = _SEPARATORS.sub("", value).upper()
    own, key = compact[:LENGTH], compact[LENGTH:]
    if len(compact) not in (LENGTH, LENGTH_WITH_KEY) or not (key == "" or re.fullmatch("[0-9]{2}", key)):
        raise MatriculeInvalideError(value)
    expected = cle(own)
    sexe = _SEXES.get(own[0], "")
    return Lecture(own, key, expected, sexe, own[1:3], own[3:5], own[5:7], own[7:10], own[10:])
