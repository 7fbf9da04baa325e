"""The live stream of a list: server-sent events, one per new exchange that belongs to the list."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from typing import Final

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from simulators.console.desk import Desk, desk_of
from simulators.console.pages.traffic import number, wanted_by
from simulators.console.rows import Wanted, row
from simulators.console.view import Page
from simulators.console.words.traffic import TRAFFIC
from simulators.core.espace import Espace
from simulators.core.journal.live import Follower
from simulators.core.journal.model import Exchange

# A comment on an idle stream, so that a dead connection is noticed (seconds).
_HEARTBEAT: Final = 15.0
# Between two deliveries (seconds).
_PACE: Final = 0.5
_MISSED: Final = 50


async def stream(request: Request) -> Response:
    """`/flux`: `echange` events whose data is the line to show and whose id is the sequence number.

    `apres` or `Last-Event-ID` is the last number the page knows: the 50 latest missed since are sent first.
    """
    desk, page = desk_of(request), Page.of(request)
    espace = await desk.espace(page)
    since = number(request.headers.get("last-event-id") or page.query.get("apres", ""))
    events = _Events(desk, page, espace, wanted_by(page.query), since)
    return StreamingResponse(
        events.run(), media_type="text/event-stream", headers={"x-accel-buffering": "no"}
    )


@dataclass(frozen=True, slots=True)
class _Events:
    desk: Desk
    page: Page
    espace: Espace
    wanted: Wanted
    since: int | None

    async def run(self) -> AsyncIterator[str]:
        async with self.espace.journal.subscribe() as live:
            yield ": abonné\n\n"
            missed = await self._missed()
            for exchange in missed:
                yield self._event(exchange)
            # By id, for sequence numbers start again when an espace is reset.
            sent = {exchange.id for exchange in missed}
            async for batch in self._batches(live):
                if not batch:
                    yield ": encore là\n\n"
                for came in batch:
                    if came.id not in sent:
                        yield self._event(came)

    async def _missed(self) -> list[Exchange]:
        if self.since is None:
            return []
        criteria = replace(self.wanted.criteria, after_seq=self.since, order="desc", limit=_MISSED)
        found = await self.espace.journal.query(criteria)
        return [exchange for exchange in reversed(found) if self.wanted.accepts(exchange)]

    async def _batches(self, live: Follower) -> AsyncIterator[list[Exchange]]:
        """What comes, at once then at most every `_PACE`, the latest only: nobody reads two thousand lines a
        second, and each costs its drawing. Empty when nothing came for a while; ends with the simulator,
        the espace or the guest's invitation.
        """
        now = asyncio.get_running_loop().time
        held: deque[Exchange] = deque(maxlen=_MISSED)
        free = 0.0
        ending = asyncio.ensure_future(self.desk.settings.stopping.wait())
        coming = asyncio.ensure_future(anext(live))
        try:
            while not ending.done():
                patience = max(0.0, free - now()) if held else _HEARTBEAT
                await asyncio.wait({coming, ending}, timeout=patience, return_when=asyncio.FIRST_COMPLETED)
                if coming.done():
                    held.extend(filter(self.wanted.accepts, [coming.result(), *live.drain()]))
                    coming = asyncio.ensure_future(anext(live))
                elif self.desk.context.espaces.opened(self.espace.name) is not self.espace:
                    return
                elif not held and not ending.done():
                    yield []
                due = bool(held) and now() >= free
                if (due or not held) and not await self.desk.welcome(self.page):
                    return
                if due:
                    yield list(held)
                    held.clear()
                    free = now() + _PACE
        finally:
            ending.cancel()
            coming.cancel()

    def _event(self, exchange: Exchange) -> str:
        line = row(exchange, self.desk.services, self.page.lang)
        text = self.desk.views.html("_ligne.html", self.page, TRAFFIC, row=line)
        data = "\n".join(f"data: {part}" for part in text.splitlines() if part.strip())
        return f"event: echange\nid: {exchange.seq}\n{data}\n\n"
