"""Chance from a seed: the same everywhere, whatever the order in which parts are drawn."""

import hashlib
import hmac
import random
from collections.abc import MutableSequence, Sequence
from typing import Any, Final, TypeVar

T = TypeVar("T")

# Raised when what is drawn from a seed changes: a seed means the same people within one version of this.
VERSION: Final = "socle.generateur/1"


class Hasard:
    """Draws of one part of the work, from its seed and its name; only `random()` is the same everywhere."""

    def __init__(self, graine: str, part: str) -> None:
        digest = hmac.digest(graine.encode(), f"{VERSION}\0{part}".encode(), hashlib.sha256)
        self._draw = random.Random(int.from_bytes(digest)).random  # noqa: S311 - people, not secrets

    def chance(self, percent: int) -> bool:
        """True so many times in a hundred."""
        return self._draw() * 100 < percent

    def entier(self, below: int) -> int:
        """A whole number from 0, `below` left out."""
        return int(self._draw() * below)

    def parmi(self, choices: Sequence[T]) -> T:
        """One of them."""
        return choices[int(self._draw() * len(choices))]

    def pondere(self, choices: Sequence[tuple[T, int]]) -> T:
        """One of them, as often as its weight says."""
        left = self._draw() * sum(weight for _, weight in choices)
        for choice, weight in choices:
            left -= weight
            if left < 0:
                return choice
        return choices[-1][0]

    def melanger(self, things: MutableSequence[Any]) -> None:
        """Puts them in another order, in place."""
        for last in range(len(things) - 1, 0, -1):
            other = int(self._draw() * (last + 1))
            things[last], things[other] = things[other], things[last]
