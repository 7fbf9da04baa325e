"""The journal of one espace: written behind, read back, waited for, followed."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from simulators.core.journal import rows
from simulators.core.journal.filters import Filter
from simulators.core.journal.findings import RuleLookup, no_rules
from simulators.core.journal.live import Follower, Live
from simulators.core.journal.model import Exchange, Message

if TYPE_CHECKING:
    from simulators.core.store.store import Store

# Seconds an exchange may wait for company before its batch is given to the store; less when someone waits.
GATHER = 0.03
GATHER_HEARD = 0.005
PAGE = 200

_log = logging.getLogger("socle.journal")


class Journal:
    """Every exchange of one espace, in the order of their sequence numbers.

    `rules` finds today's rule of a service by its id; without it, findings come back with the rule they were
    stored with. Used on one event loop.
    """

    def __init__(self, store: "Store", espace: str, rules: RuleLookup = no_rules) -> None:
        self.espace = espace
        self._store = store
        self._rules = rules
        self._live = Live()
        self._pending: dict[str, Exchange] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._drain: asyncio.Task[None] | None = None
        # Set, and replaced, each time a batch is done with.
        self._settled = asyncio.Event()

    @property
    def busy(self) -> bool:
        """True while something is unwritten, awaited or followed: the espace must stay open."""
        return bool(self._pending) or self._live.heard

    def record(self, exchange: Exchange) -> None:
        """Takes an exchange to be written within 50 ms; never blocks. Call it on the event loop."""
        self._pending[exchange.id] = exchange
        if self._timer is None and self._drain is None:
            delay = GATHER_HEARD if self._live.heard else GATHER
            self._timer = asyncio.get_running_loop().call_later(delay, self._start)

    async def flush(self) -> None:
        """Returns once everything recorded before the call is committed."""
        latest = next(reversed(self._pending), None)
        while latest in self._pending:
            settled = self._settled
            self._start()
            await settled.wait()

    async def get(self, exchange_id: str) -> Exchange | None:
        """The exchange of that id, its bodies loaded from their blobs; None when there is none."""
        await self.flush()
        return await self._store.query(partial(self._whole, exchange_id))

    async def query(self, f: Filter) -> list[Exchange]:
        """The exchanges that answer the filter; a body over 64 kB stays in its blob."""
        await self.flush()
        return await self._store.query(partial(self._found, f))

    async def last(self) -> int:
        """The sequence number of the latest exchange, 0 when there is none."""
        await self.flush()
        return await self._store.query(rows.last_sequence)

    async def wait(self, f: Filter, timeout: float) -> Exchange | None:  # noqa: ASYNC109 (a long poll's own)
        """The first exchange that answers the filter with `seq` > `after_seq`, or None.

        `timeout` is in seconds. Without `after_seq`, only exchanges recorded from now on count.
        """
        if f.after_seq is None:
            f = replace(f, after_seq=await self.last())
        with self._live.waiter(f) as future:
            stored = await self.query(replace(f, limit=1, order="asc"))
            if stored:
                return stored[0]
            done, _ = await asyncio.wait({future}, timeout=timeout)
            return future.result() if done else None

    @asynccontextmanager
    async def subscribe(self) -> AsyncIterator[Follower]:
        """Everything stored from now on, in order; a reader slower than 256 exchanges loses the oldest."""
        with self._live.follower() as follower:
            yield follower

    async def walk(self, f: Filter | None = None) -> AsyncIterator[list[Exchange]]:
        """Every exchange that answers the filter, whole, in order, a few at a time.

        Those recorded meanwhile are not given; the filter's limit and order are not used.
        An exchange with a body in a blob comes alone, so that memory holds one of them.
        """
        f = f or Filter()
        seen = f.after_seq or 0
        f = replace(f, before_seq=f.before_seq or await self.last() + 1, limit=PAGE, order="asc")
        while page := await self.query(replace(f, after_seq=seen)):
            seen = page[-1].seq
            for light, run in groupby(page, key=_is_light):
                if light:
                    yield list(run)
                    continue
                for exchange in run:
                    yield [await self._store.query(partial(self._loading, exchange))]

    async def replace(self, *exchanges: Exchange) -> None:
        """Stores anew what is read in exchanges (operation, facts, findings); their bytes do not change."""
        await self.flush()
        self._store.write_behind(partial(rows.replace, exchanges=exchanges))
        await self._store.flush()

    async def purge(self, matches: Callable[[Exchange], bool]) -> int:
        """Removes every exchange that matches, and the blobs nothing else names. Returns how many.

        `matches` sees whole exchanges, bodies included, and is called off the event loop.
        """
        await self.flush()
        seen, removed = 0, 0
        while page := await self.query(Filter(after_seq=seen, limit=PAGE)):
            seen = page[-1].seq
            doomed = await self._store.query(partial(self._doomed, page, matches))
            if doomed:
                removed += len(doomed)
                await self._store.write(partial(rows.remove, seqs=[exchange.seq for exchange in doomed]))
                await self._store.write(partial(self._sweep, doomed))
        return removed

    def _start(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._drain is None:
            self._drain = asyncio.get_running_loop().create_task(self._write())

    async def _write(self) -> None:
        try:
            while batch := list(self._pending.values()):
                await self._write_batch(batch)
        finally:
            self._drain = None

    async def _write_batch(self, batch: list[Exchange]) -> None:
        stored = 0
        numbers: dict[str, int] = {}

        def work(connection: Connection) -> None:
            nonlocal stored
            stored = rows.add(connection, self._store.blobs, batch)
            if self._live.heard:
                numbers.update(rows.latest(connection, stored))

        self._store.write_behind(work)
        try:
            await self._store.flush()
        except (OSError, SQLAlchemyError):
            stored = 0
        finally:
            for exchange in batch:
                del self._pending[exchange.id]
            self._settled.set()
            self._settled = asyncio.Event()
        if stored < len(batch):
            _log.error("%d exchanges lost for espace %s", len(batch) - stored, self.espace)
        if stored and numbers:
            self._live.publish([replace(e, seq=numbers[e.id]) for e in batch if e.id in numbers])

    def _found(self, wanted: Filter, connection: Connection) -> list[Exchange]:
        return rows.find(connection, wanted, self.espace, self._rules)

    def _whole(self, id_: str, connection: Connection) -> Exchange | None:
        exchange = rows.one(connection, id_, self.espace, self._rules)
        return exchange and self._loaded(exchange)

    def _loading(self, exchange: Exchange, _connection: Connection) -> Exchange:
        return self._loaded(exchange)

    def _loaded(self, exchange: Exchange) -> Exchange:
        request, answer = exchange.request, exchange.answer
        if _is_light(exchange):
            return exchange
        return replace(exchange, request=self._body(request), answer=answer and self._body(answer))

    def _body(self, message: Message) -> Message:
        return replace(message, body=self._store.blobs.get(message.blob)) if message.blob else message

    def _doomed(
        self, page: list[Exchange], matches: Callable[[Exchange], bool], _connection: Connection
    ) -> list[Exchange]:
        return [exchange for exchange in page if matches(self._loaded(exchange))]

    def _sweep(self, purged: list[Exchange], connection: Connection) -> None:
        """Forgets blobs once no committed row names them; on the writer, so that no row comes in between."""
        messages = (message for exchange in purged for message in (exchange.request, exchange.answer))
        for sha in {message.blob for message in messages if message and message.blob}:
            if not rows.named(connection, sha):
                self._store.blobs.remove(sha)


def _is_light(exchange: Exchange) -> bool:
    """True when no body of the exchange lies in a blob."""
    return not exchange.request.blob and not (exchange.answer and exchange.answer.blob)
