"""The list of exchanges."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from simulators.console.desk import Desk, desk_of
from simulators.console.rows import SCANNED, Found, Row, Wanted, row, search
from simulators.console.verdict import Verdict
from simulators.console.view import Page
from simulators.console.words.traffic import TRAFFIC
from simulators.core.espace import DEFAULT_ESPACE, INSTALLATION
from simulators.core.journal.filters import Filter
from simulators.core.journal.journal import Journal

_PAGE: Final = 50
_REFUSED: Final = 3


@dataclass(frozen=True, slots=True)
class Listing:
    """The lines of a list, how many it keeps while following live, and the last sequence number it knows."""

    rows: list[Row]
    most: int
    last: int = 0


def number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def wanted_by(query: Mapping[str, str]) -> Wanted:
    """The filters of an address; a value that is not understood asks nothing."""
    verdict = query.get("verdict", "")
    criteria = Filter(
        service=query.get("service", ""),
        operation=query.get("operation", ""),
        patient=query.get("personne", "").strip(),
        before_seq=number(query.get("avant", "")),
    )
    return Wanted(criteria, verdict if verdict in set(Verdict) else "")


async def listing(
    desk: Desk, page: Page, journal: Journal, wanted: Wanted, most: int
) -> tuple[Listing, Found]:
    """The newest exchanges that belong to a list, as lines. What comes after `last` is left to the stream."""
    last = await journal.last()
    found = await search(journal, wanted, most)
    rows = [row(one, desk.services, page.lang) for one in found.exchanges]
    return Listing(rows, most, last), found


async def refused(desk: Desk, page: Page) -> Listing | None:
    """The latest connections refused before any espace was known: shown with the default espace alone."""
    if page.espace != DEFAULT_ESPACE:
        return None
    installation = await desk.context.espaces.get(INSTALLATION)
    return (await listing(desk, page, installation.journal, Wanted(Filter()), _REFUSED))[0]


async def traffic(request: Request) -> Response:
    """`/trafic`: the exchanges of an espace, newest first, filtered."""
    desk, page = desk_of(request), Page.of(request)
    espace = await desk.espace(page)
    wanted = wanted_by(page.query)
    person = wanted.criteria.patient
    if person and await espace.journal.get(person) is not None:
        return RedirectResponse(page.url(f"/trafic/{person}"), 303)
    lines, found = await listing(desk, page, espace.journal, wanted, _PAGE)
    live = wanted.criteria.before_seq is None
    filters = {name: page.query.get(name, "") for name in ("service", "operation", "personne", "verdict")}
    return await desk.answer(
        "trafic.html",
        page,
        TRAFFIC,
        services=desk.services,
        verdicts=list(Verdict),
        filters=filters,
        live=live,
        older=found.older,
        bounded=SCANNED if found.bounded else 0,
        listing=lines,
        refused=None if any(filters.values()) or not live else await refused(desk, page),
    )
