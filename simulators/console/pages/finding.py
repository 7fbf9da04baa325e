"""Lists of which a person sees the beginning, and looks for the rest."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from simulators.console.desk import Desk
from simulators.console.view import Page

# Beyond, a page is slow to make and nobody reads it.
MOST: Final = 200
# Characters of a search; what is typed beyond is not looked for.
LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Found:
    """The rows shown, and how many more there are."""

    rows: Sequence[Any]
    hidden: int = 0


async def sought(desk: Desk, page: Page, *path: str, **query: str) -> tuple[str, Found]:
    """The words looked for on a page, and the beginning of what they designate."""
    wanted = page.query.get("q", "").strip()[:LONGEST]
    rows, total = await desk.control.page(page.espace, *path, q=wanted, limite=str(MOST), **query)
    return wanted, Found(rows, total - len(rows))
