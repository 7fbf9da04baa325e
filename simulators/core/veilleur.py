"""Who sees to what is due in an espace: a task for each, from the moment it is woken until nothing is due."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from simulators.core.store.errors import StoreError

if TYPE_CHECKING:
    from simulators.core.espace import Espace

_log = logging.getLogger("socle.veilleur")


class Veilleur:
    """Runs `travail` for the espaces that are woken; it returns once nothing is due there any more.

    What is due lies in the store: a failure leaves it there and is told in the log, under `nom`.
    """

    def __init__(self, nom: str, travail: "Callable[[Espace], Awaitable[None]]") -> None:
        self._nom, self._travail = nom, travail
        self._at_work: dict[str, asyncio.Task[None]] = {}
        # Espaces someone woke since their task last looked: it looks again before it ends.
        self._asked: set[str] = set()

    def connu(self, espace: "Espace") -> bool:
        """True when that espace was woken since the start."""
        return espace.name in self._at_work

    def reveiller(self, espace: "Espace") -> None:
        """Sees to what is due in an espace, from now until nothing is. Call it on the event loop."""
        self._asked.add(espace.name)
        task = self._at_work.get(espace.name)
        if task is None or task.done():
            self._at_work[espace.name] = asyncio.get_running_loop().create_task(self._veiller(espace))

    async def stop(self) -> None:
        """Stops seeing to what is due; it stays in the store."""
        tasks = list(self._at_work.values())
        self._at_work.clear()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _veiller(self, espace: "Espace") -> None:
        try:
            while espace.name in self._asked:
                self._asked.discard(espace.name)
                await self._travail(espace)
        except StoreError:
            return
        except Exception as problem:  # noqa: BLE001 - what is due stays in the store and is told in the log
            _log.error("%s, espace %s: %s", self._nom, espace.name, type(problem).__name__)
            _log.debug("%s, espace %s", self._nom, espace.name, exc_info=problem)
