"""The wall of a training session: where each espace is."""

import asyncio
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from simulators.console.desk import Desk
from simulators.console.rows import row
from simulators.console.view import Page
from simulators.control.conduite import as_told
from simulators.control.rehearsing import summary
from simulators.core.journal.filters import Filter
from simulators.core.store.errors import StoreError
from simulators.formation import messages
from simulators.formation.messages import Message
from simulators.scenarios import rehearsal
from simulators.scenarios.rehearsal import Rehearsal


async def lines(desk: Desk, page: Page, names: list[str]) -> list[Mapping[str, Any]]:
    """One line for each of these espaces: its last exchange, its rehearsal, what its trainer did."""
    found = await asyncio.gather(*(_still(desk, page, one) for one in names))
    return [one for one in found if one is not None]


async def _still(desk: Desk, page: Page, name: str) -> Mapping[str, Any] | None:
    """One line of the wall; nothing of an espace deleted since they were listed."""
    try:
        return await _trainee(desk, page, name)
    except StoreError:
        return None


async def _trainee(desk: Desk, page: Page, name: str) -> Mapping[str, Any]:
    espace = await desk.context.espaces.get(name)
    latest = await espace.journal.query(Filter(limit=1, order="desc"))
    # Read where they are kept: a wall of forty is asked for every few seconds.
    rehearsals, said = await espace.store.query(_kept)
    return {
        "name": name,
        "count": await espace.journal.last(),
        "last": row(latest[0], desk.services, page.lang) if latest else None,
        "rehearsal": summary(rehearsals[0]) if rehearsals else None,
        "said": as_told(said[0], page.lang) if said else None,
    }


def _kept(connection: Connection) -> tuple[list[Rehearsal], list[Message]]:
    return rehearsal.every(connection), messages.every(connection, surprises=True)
