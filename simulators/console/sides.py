"""The two directions of an exchange, with the place of each finding in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from simulators.console.places import Located, locate
from simulators.console.source import Source, lay_out
from simulators.console.structure.model import Spot
from simulators.console.structure.side import Structured, structured
from simulators.core.journal.model import Exchange, Message
from simulators.core.rule import Finding, Severity

# Findings beyond are listed without being marked in the source.
_MARKED: Final = 100
_ORDER: Final = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding, its number on the page, and where it is shown."""

    number: int
    finding: Finding
    located: Located


@dataclass(frozen=True, slots=True)
class Side:
    """One direction of the exchange as displayed."""

    part: str
    message: Message
    source: Source
    marked: bool
    structured: Structured
    headers: Mapping[str, tuple[int, ...]]
    whole: tuple[int, ...]


def remarks(exchange: Exchange) -> list[Remark]:
    """The findings, gravest first, each with its place."""
    ordered = sorted(exchange.findings, key=lambda finding: _ORDER[finding.rule.severity])
    bodies = {"request": exchange.request.body, "answer": exchange.answer.body if exchange.answer else b""}
    return [
        Remark(number, finding, locate(number, finding.place, bodies.get(finding.place.part) or b""))
        for number, finding in enumerate(ordered, 1)
    ]


def side_of(part: str, exchange: Exchange, message: Message, found: list[Remark], lang: str) -> Side:
    """One direction, its findings in place in the structure and in the bytes. Pure."""
    here = [one.located for one in found[:_MARKED] if one.located.part == part]
    marks = [place.mark for place in here if place.mark is not None]
    headers: dict[str, tuple[int, ...]] = {}
    for place in here:
        if place.spot == "header":
            headers[place.name] = (*headers.get(place.name, ()), place.number)
    source = lay_out(message.body or b"", marks, message.header("content-type") or "")
    known = {name.lower() for name, _ in message.headers}
    absent = [number for name, numbers in headers.items() if name not in known for number in numbers]
    whole = [place.number for place in here if place.spot == "whole"]
    spots = [_spot(one) for one in found[:_MARKED] if one.finding.place.part == part]
    shown = structured(message, exchange.protocol, exchange.started, spots, lang)
    return Side(part, message, source, bool(marks), shown, headers, (*whole, *absent))


def _spot(one: Remark) -> Spot:
    mark = one.located.mark
    return Spot(one.number, one.finding.place, (mark.start, mark.end) if mark else None)
