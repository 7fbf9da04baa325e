"""Sets of sequence numbers or UIDs: `*` resolved, ranges merged, so that a number is found by halves."""

from bisect import bisect_right
from collections.abc import Iterable

from mss.imap.commandes import Ensemble


class Resolu:
    """A set once the last number is known. Finding one number costs the logarithm of its ranges."""

    def __init__(self, ensemble: Ensemble, dernier: int) -> None:
        found = sorted(_bornes(low, high, dernier) for low, high in ensemble)
        self._bas: list[int] = []
        self._haut: list[int] = []
        for low, high in found:
            if self._haut and low <= self._haut[-1] + 1:
                self._haut[-1] = max(self._haut[-1], high)
            else:
                self._bas.append(low)
                self._haut.append(high)

    @property
    def plus_grand(self) -> int:
        """The largest number of the set."""
        return self._haut[-1] if self._haut else 0

    def __contains__(self, nombre: int) -> bool:
        at = bisect_right(self._bas, nombre) - 1
        return at >= 0 and nombre <= self._haut[at]


def _bornes(low: int | None, high: int | None, dernier: int) -> tuple[int, int]:
    start = dernier if low is None else low
    end = dernier if high is None else high
    return min(start, end), max(start, end)


def ecrire(nombres: Iterable[int]) -> str:
    """Numbers as the wire takes them, those that follow each other as a range: `1:3,7`."""
    found: list[list[int]] = []
    for one in nombres:
        if found and one == found[-1][-1] + 1:
            found[-1][1:] = [one]
        else:
            found.append([one])
    return ",".join(":".join(str(one) for one in part) for part in found)
