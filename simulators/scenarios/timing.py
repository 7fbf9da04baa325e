"""Spacing and bursts of exchanges, on the espace's clock. Exchanges come in order of beginning."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import pairwise

from simulators.core.journal.model import Exchange
from simulators.scenarios.moments import began, ended


def gaps(exchanges: Sequence[Exchange]) -> Iterator[tuple[Exchange, Exchange, int]]:
    """Each consecutive pair, with the milliseconds from the end of one to the beginning of the next."""
    for first, second in pairwise(exchanges):
        yield first, second, (began(second) - ended(first)) // timedelta(milliseconds=1)


def busiest(exchanges: Sequence[Exchange], seconds: int) -> Sequence[Exchange]:
    """The most numerous exchanges that begin within `seconds` of each other."""
    span = timedelta(seconds=seconds)
    best: tuple[int, int] = (0, 0)
    left = 0
    for right, one in enumerate(exchanges):
        while began(one) - began(exchanges[left]) > span:
            left += 1
        best = max(best, (left, right + 1), key=lambda bounds: bounds[1] - bounds[0])
    return exchanges[best[0] : best[1]]


class Timeline:
    """Exchanges by the time of their beginning, to find those near another without reading them all."""

    def __init__(self, exchanges: Sequence[Exchange]) -> None:
        self._exchanges = sorted(exchanges, key=began)
        self._times = [began(one) for one in self._exchanges]

    def near(self, anchor: Exchange, position: str, seconds: int) -> list[Exchange]:
        """Those that begin within `seconds` after the anchor ended (`apres`), before it began (`avant`), or
        both (`autour`). One that begins with the anchor comes after it."""
        span = timedelta(seconds=seconds)
        start, end = began(anchor), began(anchor)
        if position != "apres":
            start -= span
        if position != "avant":
            end = ended(anchor) + span
        first = bisect_left(self._times, start)
        last = (bisect_left if position == "avant" else bisect_right)(self._times, end)
        return [one for one in self._exchanges[first:last] if one is not anchor]
