"""Long work off the loop, that ends when nobody waits for it any more: a stop must not wait for a million."""

import asyncio
import contextlib
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


class Abandonne(Exception):  # noqa: N818 - nobody waits any more: it is read by no one
    """The work was given up."""


class Arret:
    """Told once that the work is to be given up."""

    def __init__(self) -> None:
        self._told = threading.Event()

    def demander(self) -> None:
        """Gives the work up."""
        self._told.set()

    def suivre(self, things: Iterable[T]) -> Iterator[T]:
        """The same things, one by one, until the work is given up. Raises `Abandonne`."""
        for thing in things:
            if self._told.is_set():
                raise Abandonne
            yield thing


async def hors_boucle(work: Callable[[Arret], T]) -> T:
    """Runs `work` in a thread; cancelled, it gives up, and is waited for: it uses what its caller holds."""
    stop = Arret()
    running = asyncio.get_running_loop().run_in_executor(None, work, stop)
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        stop.demander()
        while not running.done():
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.wait({running})
        running.exception()
        raise
