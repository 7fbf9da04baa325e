"""How a record is typed: rightly in many ways, or with the usual differences from the civil status."""

import re
from typing import Final

from ins.generateur.data.noms import (
    COMPOSES,
    FEMININS,
    FEMININS_DOUBLES,
    MASCULINS,
    MASCULINS_DOUBLES,
    NOMS,
)
from ins.generateur.hasard import Hasard

_PRENOMS: Final = {"F": FEMININS, "M": MASCULINS}
_DOUBLES: Final = {"F": FEMININS_DOUBLES, "M": MASCULINS_DOUBLES}
_LETTRE: Final = re.compile(r"[A-Za-z]")


def nom(hasard: Hasard) -> str:
    """A family name, of several words now and then."""
    return hasard.parmi(COMPOSES if hasard.chance(12) else NOMS)


def nom_compose(hasard: Hasard) -> str:
    """A family name of several words."""
    return hasard.parmi(COMPOSES)


def autre_nom(hasard: Hasard, que: str) -> str:
    """Another family name."""
    return next(one for one in iter(lambda: nom(hasard), None) if one != que)


def prenoms(hasard: Hasard, sexe: str, *, au_moins: int = 1) -> list[str]:
    """One to three given names, all different; the first of two parts now and then."""
    count = max(au_moins, hasard.pondere(((1, 35), (2, 40), (3, 25))))
    found: list[str] = []
    while len(found) < count:
        one = hasard.parmi(_PRENOMS[sexe])
        if one not in found:
            found.append(one)
    if au_moins == 1 and hasard.chance(6):
        found[0] = prenom_double(hasard, sexe)
    return found


def prenom_double(hasard: Hasard, sexe: str) -> str:
    """A given name of two parts, joined or not."""
    one = hasard.parmi(_DOUBLES[sexe])
    return one.replace(" ", "-") if hasard.chance(60) else one


def tapes(hasard: Hasard, given: list[str]) -> str:
    """Given names as typed: the first one alone, or all; the call sends the first."""
    return " ".join(given) if hasard.chance(40) else given[0]


def casse(hasard: Hasard, value: str) -> str:
    """In capitals or not: INSi's letters are the software's business."""
    return value.upper() if hasard.chance(50) else value


def autre_tiret(value: str) -> str:
    """The same words joined otherwise: what INSi's strict comparison does not forgive."""
    if "-" in value:
        return value.replace("-", " ")
    return value.replace("'", " ") if "'" in value else value.replace(" ", "-", 1)


def frappe(hasard: Hasard, value: str) -> str:
    """One letter doubled, forgotten, or exchanged with the next."""
    places = [place for place in range(1, len(value) - 1) if _LETTRE.fullmatch(value[place])]
    place = hasard.parmi(places)
    way = hasard.entier(3)
    if way == 0:
        return value[:place] + value[place] + value[place:]
    if way == 1 or value[place].lower() == value[place + 1].lower():
        return value[:place] + value[place + 1 :]
    return value[:place] + value[place + 1] + value[place] + value[place + 2 :]


def jour_faux(hasard: Hasard, date: str) -> str:
    """Another day of the same month."""
    day = int(date[8:])
    other = (day + hasard.entier(27)) % 28 + 1
    return f"{date[:8]}{other if other != day else day % 28 + 1:02d}"


def a_la_francaise(date: str) -> str:
    """`JJ/MM/AAAA`."""
    return f"{date[8:]}/{date[5:7]}/{date[:4]}"
