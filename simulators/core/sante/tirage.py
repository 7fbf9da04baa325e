"""Fictional matricules to give: ours alone, with their true key (errata 22)."""

import hashlib
from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from typing import Final

from simulators.core.sante.fictif import COMMUNES_DE_FICTION, PREMIER_ORDRE
from simulators.core.sante.matricule import cle

DERNIER_ORDRE: Final = 999
_CHIFFRE: Final = {"M": "1", "F": "2"}
# What the NIR holds for a month that the civil status does not know.
_MOIS_INCONNU: Final = "99"
_MOIS: Final = frozenset(f"{month:02d}" for month in range(1, 13))


def souche(sexe: str, date: str) -> str:
    """The first five characters of the matricule of somebody of that sex (M, F) born at that date."""
    month = date[5:7]
    return _CHIFFRE[sexe] + date[2:4] + (month if month in _MOIS else _MOIS_INCONNU)


def fins() -> list[str]:
    """Every end of a fictional matricule: a commune of ours, an order number that it never reaches."""
    orders = range(int(PREMIER_ORDRE), DERNIER_ORDRE + 1)
    return [f"{commune}{order}" for commune in sorted(COMMUNES_DE_FICTION) for order in orders]


def candidats(sexe: str, date: str, lieu: str, graine: bytes) -> Iterator[str]:
    """Every fictional matricule for these traits, the place of birth first; `graine` draws the order."""

    def rang(end: str) -> tuple[bool, bytes]:
        return end[:5] != lieu, _rang(graine, end)

    start = souche(sexe, date)
    yield from (start + end for end in sorted(fins(), key=rang))


def repartir(souche: str, lieux: Iterable[str], pris: Collection[str], graine: bytes) -> Iterator[str | None]:
    """One free fictional matricule for each place of birth, of that place if possible; None at the end."""
    free = [end for end in sorted(fins(), key=partial(_rang, graine)) if souche + end not in pris]
    by_place: defaultdict[str, deque[str]] = defaultdict(deque)
    for one in free:
        by_place[one[:5]].append(one)
    others, given = iter(free), set[str]()
    for lieu in lieux:
        local = by_place.get(lieu)
        end = local[0] if local else next((other for other in others if other not in given), None)
        if end is not None:
            # Each commune gives its numbers in the order of all: what is given is the next of its commune.
            by_place[end[:5]].popleft()
            given.add(end)
        yield souche + end if end is not None else None


def _rang(graine: bytes, end: str) -> bytes:
    return hashlib.sha256(graine + end.encode()).digest()


def tirer(sexe: str, date: str, lieu: str, graine: bytes, libre: Callable[[str], bool]) -> tuple[str, str]:
    """A free fictional matricule and its key. Raises LookupError when all are taken."""
    for candidate in candidats(sexe, date, lieu, graine):
        if libre(candidate):
            return candidate, cle(candidate)
    raise LookupError(souche(sexe, date))
