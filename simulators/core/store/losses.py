"""What was written behind and could not be committed must be told in the journal it is missing from."""

import asyncio
from functools import partial

from sqlalchemy.exc import SQLAlchemyError

from simulators.core.espace import Espace
from simulators.core.store.assembly import LOST, gap


class Losses:
    """Adds a gap to an espace's journal when something of it was lost.

    `unsaid` stays True once a gap could not be written either: this process must then not end as clean, so
    that the next opening tells it.
    """

    def __init__(self) -> None:
        self.unsaid = False
        self._telling: dict[str, asyncio.Task[None]] = {}

    def watch(self, espace: Espace) -> None:
        """From now on, losses of this espace are told. Call it on the event loop."""
        espace.store.file.on_lost = partial(self._lost, asyncio.get_running_loop(), espace)

    async def told(self) -> None:
        """Returns once every loss known so far is told, or known to be unsaid."""
        await asyncio.gather(*self._telling.values())

    def _lost(self, loop: asyncio.AbstractEventLoop, espace: Espace) -> None:
        """Called by the writer, on its thread."""
        if not loop.is_closed():
            loop.call_soon_threadsafe(self._tell, espace)

    def _tell(self, espace: Espace) -> None:
        if espace.name not in self._telling:
            task = asyncio.get_running_loop().create_task(self._record(espace))
            self._telling[espace.name] = task
            task.add_done_callback(lambda _: self._telling.pop(espace.name, None))

    async def _record(self, espace: Espace) -> None:
        entry = gap(espace, LOST)
        espace.journal.record(entry)
        try:
            self.unsaid |= await espace.journal.get(entry.id) is None
        except (OSError, SQLAlchemyError):
            self.unsaid = True
