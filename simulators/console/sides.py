"""The two directions of an exchange, with the place of each finding in them."""

from collections.abc import Mapping
from dataclasses import dataclass

from simulators.console.remarks import MARKED, Remark
from simulators.console.source import Source, lay_out
from simulators.console.structure.model import Spot
from simulators.console.structure.side import Structured, structured
from simulators.core.journal.model import Exchange, Message


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


def side_of(part: str, exchange: Exchange, message: Message, found: list[Remark], lang: str) -> Side:
    """One direction, its findings in place in the structure and in the bytes. Pure."""
    here = [one.located for one in found[:MARKED] if one.located.part == part]
    marks = [place.mark for place in here if place.mark is not None]
    headers: dict[str, tuple[int, ...]] = {}
    for place in here:
        if place.spot == "header":
            headers[place.name] = (*headers.get(place.name, ()), place.number)
    source = lay_out(message.body or b"", marks, message.header("content-type") or "")
    known = {name.lower() for name, _ in message.headers}
    absent = [number for name, numbers in headers.items() if name not in known for number in numbers]
    whole = [place.number for place in here if place.spot == "whole"]
    spots = [_spot(one) for one in found[:MARKED] if one.finding.place.part == part]
    shown = structured(message, exchange.protocol, exchange.started, spots, lang)
    return Side(part, message, source, bool(marks), shown, headers, (*whole, *absent))


def _spot(one: Remark) -> Spot:
    mark = one.located.mark
    return Spot(one.number, one.finding.place, (mark.start, mark.end) if mark else None)
