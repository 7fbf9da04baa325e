"""Two exchanges of one espace side by side: what their facts say differently, and their lines."""

import asyncio
import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from simulators.console.alignment import changed
from simulators.console.desk import desk_of
from simulators.console.pages.exchange import found_exchange
from simulators.console.rows import explanation
from simulators.console.source import lay_out
from simulators.console.view import Page
from simulators.console.words.comparison import COMPARISON
from simulators.core.journal.model import Exchange, Message

# Beyond, the comparison of two bodies is left to other tools.
_MOST_LINES: Final = 1_500
_AROUND: Final = 2


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a comparison: `+` in the second only, `-` in the first only, a space in both."""

    sign: str
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """The comparison of one direction; `lines` is None when it is too long."""

    name: str
    lines: Sequence[Line] | None


async def comparison(request: Request) -> Response:
    """`/comparer?un=…&autre=…`: 404 unless both are in the espace."""
    desk, page = desk_of(request), Page.of(request)
    one = await found_exchange(desk, page, page.query.get("un", "").strip())
    other = await found_exchange(desk, page, page.query.get("autre", "").strip())
    parts = await asyncio.to_thread(lambda: list(_parts(one, other)))
    return await desk.answer(
        "comparaison.html",
        page,
        COMPARISON,
        one=one,
        other=other,
        titles=[explanation(each, desk.services, page.lang).summary for each in (one, other)],
        facts=list(changed(one, other, page.lang)),
        parts=parts,
    )


def _parts(one: Exchange, other: Exchange) -> Iterator[Part]:
    yield Part("request", _compared(one.request, other.request))
    yield Part("answer", _compared(one.answer or Message(""), other.answer or Message("")))


def _compared(one: Message, other: Message) -> Sequence[Line] | None:
    first, second = _lines(one), _lines(other)
    if max(len(first), len(second)) > _MOST_LINES:
        return None
    told = difflib.unified_diff(first, second, n=_AROUND, lineterm="")
    return [Line(text[0], text[1:]) for text in told if not text.startswith(("---", "+++", "@@"))]


def _lines(message: Message) -> list[str]:
    """Start line, headers, then the body as the page of an exchange lays it out."""
    source = lay_out(message.body or b"", (), message.header("content-type") or "")
    body = ["  " * line.indent + "".join(part.text for part in line.segments) for line in source.lines]
    return [message.start, *(f"{name}: {value}" for name, value in message.headers), *body]
