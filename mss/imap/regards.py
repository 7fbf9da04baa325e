"""Looking at what changed in a folder, once for all the sessions that know the same of it."""

import asyncio
from collections import OrderedDict
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Final

from mss.imap.selection import Changement, Selection, regarder
from mss.state import plis as copies
from simulators.core.store.errors import StoreError

if TYPE_CHECKING:
    from simulators.core.espace import Espace

# An espace, a folder, what the session knows of it, whether it only reads, the writes committed so far.
Key = tuple[str, int, int, bool, int]
MOST: Final = 256


class Regards:
    """A look is shared as long as nothing was written since it began: it cannot miss what rang the bell."""

    def __init__(self) -> None:
        self._looks: OrderedDict[Key, asyncio.Task[Changement | None]] = OrderedDict()

    async def changements(self, espace: "Espace", selection: Selection) -> tuple[Changement | None, bool]:
        """What changed since the session's last look, and whether what is recent is recent for it.

        Raises LookupError once the folder is gone.
        """
        if selection.disparus:
            # It did not tell all that it knows: no other session is in its place.
            return await _regarder(espace, selection), True
        key = (
            espace.name,
            selection.dossier.id,
            selection.modseq,
            selection.lecture_seule,
            espace.store.generation,
        )
        look = self._looks.get(key)
        first = look is None
        if look is None:
            look = asyncio.get_running_loop().create_task(_regarder(espace, selection))
            look.add_done_callback(_heard)
            self._looks[key] = look
            while len(self._looks) > MOST:
                self._looks.popitem(last=False)
        return await asyncio.shield(look), first or selection.lecture_seule


async def _regarder(espace: "Espace", selection: Selection) -> Changement | None:
    """`regarder`, off the event loop; copies that came are recent for this session and no later one."""
    found = await espace.store.query(partial(regarder, selection))
    recents = {one.uid for one in found.plis if one.recent} if found is not None else set()
    if recents and not selection.lecture_seule:
        # Failing to note it is no reason to end the session: the copies stay recent for the next one.
        with suppress(StoreError):
            dossier, last = selection.dossier.id, max(recents)
            await espace.store.write(partial(copies.prendre_recents, dossier=dossier, jusque=last))
    return found


def _heard(look: "asyncio.Task[Changement | None]") -> None:
    """A failure is told to the sessions that wait for the look, if any still does."""
    if not look.cancelled():
        look.exception()
