"""Searching by words: texts converted as names are, kept because converting ten thousand holds the loop."""

from collections.abc import Callable, Mapping, Sequence
from typing import Generic, TypeVar

from simulators.core.sante.noms import convertir

V = TypeVar("V")


class Mots(Generic[V]):
    """The words of values, each converted once as long as it stays the same object under its key."""

    def __init__(self, told: Callable[[V], str]) -> None:
        self._told = told
        self._kept: dict[str, tuple[V, str]] = {}

    def designated(self, values: Mapping[str, V], wanted: str) -> Sequence[V]:
        """The values in whose text each word wanted is, accents and case aside; all when there is no word."""
        words = convertir(wanted).split()
        if not words:
            return list(values.values())
        if len(self._kept) > 2 * len(values):
            self._kept.clear()
        return [one for key, one in values.items() if all(word in self._text(key, one) for word in words)]

    def _text(self, key: str, value: V) -> str:
        kept = self._kept.get(key)
        if kept is None or kept[0] is not value:
            kept = self._kept[key] = (value, convertir(self._told(value)))
        return kept[1]
