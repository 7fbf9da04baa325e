"""The code officiel géographique of a place of birth: shape, existence, validity on a day (ins.md §6.3).

Only what is certain is told: a code whose department or country cannot be, a commune known to be no more.
The whole list of communes is not here: any other code is taken as it comes.
"""

import re
from typing import Final, NamedTuple

_SHAPE: Final = re.compile(r"(?:[0-9]{5}|2[AB][0-9]{3})")
INCONNU: Final = "99999"
# Corsica has been two departments since that day; its communes were in department 20 before.
CORSE_PARTAGEE: Final = "1976-01-01"
_ANCIENNE_CORSE: Final = "20"
# Overseas, the department or collectivity takes three digits; 985 was Mayotte before 976.
_OUTRE_MER: Final = frozenset(
    {"971", "972", "973", "974", "975", "976", "977", "978", "984", "985", "986", "987", "988", "989"}
)
# Countries are numbered by continent: 991 Europe, 992 Asia, 993 Africa, 994 America, 995 Oceania.
_CONTINENTS: Final = frozenset({"991", "992", "993", "994", "995"})


class Disparue(NamedTuple):
    """A commune that is no more: its name, the day it ceased, the code of the commune that holds it now."""

    nom: str
    fin: str
    remplacee_par: str


# Those that our own people were born in; INSEE keeps many others.
DISPARUES: Final[dict[str, Disparue]] = {
    "55164": Disparue("Douaumont", "2019-01-01", "55537"),
}


def en_forme(code: str) -> bool:
    """True for five digits, or `2A`/`2B` and three digits."""
    return _SHAPE.fullmatch(code) is not None


def ne_a_l_etranger(code: str) -> bool:
    """True when the code names a country rather than a commune (`99` and three digits)."""
    return en_forme(code) and code.startswith("99")


def impossible(code: str) -> bool:
    """True when no commune nor country ever had that well-formed code. Source: INSEE, COG."""
    if code == INCONNU:
        return False
    if code.startswith("99"):
        return code[:3] not in _CONTINENTS
    if code.startswith(("97", "98")):
        return code[:3] not in _OUTRE_MER or code[3:] == "00"
    return code.startswith("00") or code[2:] == "000"


def ancienne_corse(code: str) -> bool:
    """True for a code of the former department of Corsica."""
    return code.startswith(_ANCIENNE_CORSE)


def disparue(code: str, jour: str) -> Disparue | None:
    """The commune of that code when it had ceased to exist on that day (`AAAA-MM-JJ`). Source: INSEE, COG."""
    found = DISPARUES.get(code)
    return found if found is not None and jour >= found.fin else None
