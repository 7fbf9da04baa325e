"""Two runs side by side: of two espaces, or two windows of one, call by call."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from simulators.console.alignment import Step, aligned
from simulators.console.desk import Desk, desk_of
from simulators.console.pages.traffic import number
from simulators.console.rows import Row, row
from simulators.console.view import Page
from simulators.console.words.runs import RUNS
from simulators.core.journal.filters import Filter
from simulators.core.journal.model import Exchange

# A run is a workflow, not a day: beyond, its window is to be narrowed.
MOST: Final = 300


@dataclass(frozen=True, slots=True)
class Window:
    """The exchanges of an espace from one number to another, both included; None leaves an end open."""

    name: str
    espace: str
    first: int | None = None
    last: int | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """One line of the page: the call in each run, as a list shows it, and what changed."""

    step: Step
    left: Row | None
    right: Row | None


async def runs(request: Request) -> Response:
    """`/comparer/passages?un=…&autre=…`: a form, then the comparison once both runs are named.

    404 for an espace the visitor does not see.
    """
    desk, page = desk_of(request), Page.of(request)
    espaces = await desk.choices(page)
    windows = [_window(page, name, page.espace) for name in ("un", "autre")]
    if any(window.espace not in espaces for window in windows):
        raise HTTPException(404)
    every = page.query.get("tout") == "1"
    lines: Sequence[Shown] = ()
    asked = "un" in page.query and "autre" in page.query
    if asked:
        one, other = [await _exchanges(desk, window) for window in windows]
        lines = await asyncio.to_thread(_lines, desk, page, one, other, every)
    return await desk.answer(
        "passages.html",
        page,
        RUNS,
        windows=windows,
        lines=[line for line in lines if not line.step.same],
        alike=sum(line.step.same for line in lines),
        asked=asked,
        every=every,
        most=MOST,
    )


def _window(page: Page, name: str, default: str) -> Window:
    asked = page.query
    first, last = number(asked.get(f"{name}_de", "")), number(asked.get(f"{name}_a", ""))
    return Window(name, asked.get(name) or default, first, last)


async def _exchanges(desk: Desk, window: Window) -> Sequence[Exchange]:
    """The newest of the window, oldest first; what is no call of a software is left out."""
    espace = await desk.context.espaces.get(window.espace)
    criteria = Filter(
        after_seq=None if window.first is None else window.first - 1,
        before_seq=None if window.last is None else window.last + 1,
        limit=MOST,
        order="desc",
    )
    found = await espace.journal.query(criteria)
    return [one for one in reversed(found) if one.protocol != "journal"]


def _lines(
    desk: Desk, page: Page, one: Sequence[Exchange], other: Sequence[Exchange], every: bool
) -> Sequence[Shown]:
    def shown(exchange: Exchange | None) -> Row | None:
        return None if exchange is None else row(exchange, desk.services, page.lang)

    return [
        Shown(step, shown(step.left), shown(step.right))
        for step in aligned(one, other, page.lang, every=every)
    ]
