"""The structured view of one side of an exchange, its findings in place."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from simulators.console.structure.model import Spot, View
from simulators.console.structure.placing import place
from simulators.console.structure.reading import Reader
from simulators.console.words import Words
from simulators.console.words.structure import STRUCTURE
from simulators.core.journal.model import Message, Protocol


@dataclass(frozen=True, slots=True)
class Structured:
    """The blocks of one side, and the findings that have a place in them."""

    views: tuple[View, ...] = ()
    placed: frozenset[int] = frozenset()


def structured(
    message: Message, protocol: Protocol, when: datetime, spots: Iterable[Spot], lang: str
) -> Structured:
    """Reads a message as far as it can be read. Bounded; synchronous: to be called in a thread."""
    reader = Reader(Words(STRUCTURE, lang), when)
    return Structured(*place(reader.views(message, protocol), tuple(spots)))
