"""The workshop: one worker process, started at need, fed one document at a time, ended with the simulator."""

import asyncio
import json
import logging
import os
import sys
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from simulators.core.sante.officiel.modele import Constat, Niveau, Source
from simulators.core.sante.officiel.trames import ENTETE, REPONSE, deballer, trame

# What may wait: beyond, a document is told as not judged.
PLACES: Final = 64
POIDS: Final = 128_000_000
# Seconds for one document, the texts it is the first to need being compiled meanwhile.
DELAI: Final = 120.0
MEMOIRE: Final = 3_000_000_000
_MAIN: Final = (
    "import json, sys\n"
    "from simulators.core.sante.officiel.ouvrier import main\n"
    "main(*json.loads(sys.argv[1]))"
)

Constats = tuple[Constat, ...]
Suite = Callable[[Sequence[Constats]], Awaitable[None]]

_log = logging.getLogger("socle.schematron")


@dataclass(frozen=True, slots=True)
class _Travail:
    """Documents of one message, and what follows; `refus` says why none is judged, when none is."""

    documents: tuple[bytes, ...]
    suite: Suite
    refus: str = ""

    @property
    def poids(self) -> int:
        return sum(map(len, self.documents))


@dataclass(slots=True)
class Atelier:
    """Judges documents by the copy at `dossier`; style sheets are kept in `cache`. Used on one event loop."""

    dossier: Path
    cache: Path | None = None
    delai: float = DELAI
    memoire: int = MEMOIRE
    places: int = PLACES
    juges: int = field(default=0, init=False)
    _file: deque[_Travail] = field(default_factory=deque, init=False)
    _process: asyncio.subprocess.Process | None = field(default=None, init=False)
    _task: asyncio.Task[None] | None = field(default=None, init=False)

    @property
    def attente(self) -> int:
        """How many messages have documents to judge, the one at work excluded."""
        return len(self._file)

    @property
    def pid(self) -> int | None:
        """The worker process, None when none runs."""
        return None if self._process is None or self._process.returncode is not None else self._process.pid

    def confier(self, documents: Sequence[bytes], suite: Suite) -> None:
        """Has documents judged when their turn comes, then `suite` called; returns at once."""
        weight = sum(one.poids for one in self._file) + sum(map(len, documents))
        work = _Travail(tuple(documents), suite)
        if len(self._file) >= self.places or (self._file and weight > POIDS):
            work = _Travail((), suite, "trop de documents attendaient déjà")
        self._file.append(work)
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._travailler())

    async def juger(self, document: bytes) -> Constats:
        """What the official texts say of a document, its turn having come."""
        told: asyncio.Future[Constats] = asyncio.get_running_loop().create_future()

        async def answer(found: Sequence[Constats]) -> None:
            if not told.done():
                told.set_result(found[0])

        self.confier([document], answer)
        return await told

    async def vider(self) -> None:
        """Returns once everything entrusted before the call is judged and told."""
        while self._task is not None and not self._task.done():
            await asyncio.wait([self._task])

    async def stop(self) -> None:
        """Ends the worker; what was waiting is not judged."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        self._file.clear()
        await self._arreter()

    async def _travailler(self) -> None:
        while self._file:
            work = self._file.popleft()
            found = [await self._un(document) for document in work.documents]
            try:
                await work.suite(found or [_empeche(work.refus)])
            except Exception as problem:  # noqa: BLE001 - one message's findings lost must not stop the others
                _log.error("schematron: %s", type(problem).__name__)
                _log.debug("schematron", exc_info=problem)

    async def _un(self, document: bytes) -> Constats:
        try:
            async with asyncio.timeout(self.delai):
                found = await self._demander(document)
        except TimeoutError:
            found = _empeche(f"le délai de {self.delai:g} secondes est dépassé")
            await self._arreter()
        except (OSError, asyncio.IncompleteReadError, ValueError, TypeError):
            found = _empeche("le programme qui juge s'est arrêté sur ce document")
            await self._arreter()
        except asyncio.CancelledError:
            await self._arreter()
            raise
        self.juges += 1
        return found

    async def _demander(self, document: bytes) -> Constats:
        process = await self._vivant()
        if process.stdin is None or process.stdout is None:
            raise OSError
        process.stdin.write(trame(document))
        await process.stdin.drain()
        size = int.from_bytes(await process.stdout.readexactly(ENTETE), "big")
        if size > REPONSE:
            raise ValueError(size)
        return deballer(await process.stdout.readexactly(size))

    async def _vivant(self) -> asyncio.subprocess.Process:
        """The worker; another one when it died since its last document."""
        if self._process is None or self._process.returncode is not None:
            told = json.dumps([str(self.dossier), str(self.cache or ""), self.memoire])
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-P",
                "-c",
                _MAIN,
                told,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                # Ctrl+C in the terminal is for the simulator, which ends its worker itself.
                start_new_session=True,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
            )
        return self._process

    async def _arreter(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if process.returncode is None:
            process.kill()
        await process.wait()


def _empeche(message: str) -> Constats:
    return (Constat(Source.EMPECHE, Niveau.INFORMATION, message),)
