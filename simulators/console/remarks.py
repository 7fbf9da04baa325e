"""The findings of an exchange as its page numbers them, each with the place where it is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from simulators.console.places import Element, Located, elements_of, locate
from simulators.core.journal.model import Exchange
from simulators.core.rule import Finding, Severity

# Findings beyond are listed without being marked in the source.
MARKED: Final = 100
_ORDER: Final = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding, its number on the page, and where it is shown."""

    number: int
    finding: Finding
    located: Located


def remarks(exchange: Exchange) -> list[Remark]:
    """The findings, gravest first, each with its place; paths are looked for as far as they are marked."""
    ordered = sorted(exchange.findings, key=lambda finding: _ORDER[finding.rule.severity])
    bodies = {"request": exchange.request.body, "answer": exchange.answer.body if exchange.answer else b""}
    read = cache(elements_of)
    return [
        Remark(number, one, locate(number, one.place, bodies.get(one.place.part) or b"", known))
        for number, one in enumerate(ordered, 1)
        for known in (read if number <= MARKED else _unread,)
    ]


def _unread(_: bytes) -> Sequence[Element]:
    return ()
