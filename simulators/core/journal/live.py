"""Exchanges passing by: who waits for the next one, who follows them all."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager

from simulators.core.journal.filters import Filter, accepts
from simulators.core.journal.model import Exchange

# What a follower that does not read may hold; the oldest go first (its next reading shows a gap in `seq`).
FOLLOWED = 256


class Follower(AsyncIterator[Exchange]):
    """One reader of the live journal, at its own pace."""

    def __init__(self) -> None:
        self._waiting: deque[Exchange] = deque(maxlen=FOLLOWED)
        self._news = asyncio.Event()

    def offer(self, batch: Sequence[Exchange]) -> None:
        """Adds what was just stored, dropping the oldest beyond `FOLLOWED`."""
        self._waiting.extend(batch)
        self._news.set()

    def drain(self) -> list[Exchange]:
        """What is there already, the oldest first; nothing is waited for."""
        there = list(self._waiting)
        self._waiting.clear()
        return there

    async def __anext__(self) -> Exchange:
        """The oldest exchange not read yet, waiting for one if need be."""
        while not self._waiting:
            self._news.clear()
            await self._news.wait()
        return self._waiting.popleft()


class Live:
    """The waiters and followers of one journal. Used on the event loop only."""

    def __init__(self) -> None:
        self._followers: set[Follower] = set()
        self._waiters: dict[asyncio.Future[Exchange], Filter] = {}

    @property
    def heard(self) -> bool:
        """True when somebody waits or follows: a handle in use is not closed."""
        return bool(self._followers or self._waiters)

    def publish(self, batch: Sequence[Exchange]) -> None:
        """Tells everybody what a commit has just made durable."""
        for follower in self._followers:
            follower.offer(batch)
        for waiter, wanted in self._waiters.items():
            match = next((exchange for exchange in batch if accepts(wanted, exchange)), None)
            if match is not None and not waiter.done():
                waiter.set_result(match)

    @contextmanager
    def waiter(self, wanted: Filter) -> Iterator[asyncio.Future[Exchange]]:
        """A future for the first exchange that answers the filter from now on."""
        future: asyncio.Future[Exchange] = asyncio.get_running_loop().create_future()
        self._waiters[future] = wanted
        try:
            yield future
        finally:
            del self._waiters[future]

    @contextmanager
    def follower(self) -> Iterator[Follower]:
        """A reader of everything stored from now on."""
        follower = Follower()
        self._followers.add(follower)
        try:
            yield follower
        finally:
            self._followers.discard(follower)
