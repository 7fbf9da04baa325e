"""A driver that is a program: one JSON message a line on its standard input, one answer a line on its output.

What it writes on its standard error is its own; the last line is shown when it ends too early.
"""

import asyncio
import contextlib
import json
import os
import shlex
import signal
from asyncio.subprocess import PIPE, Process
from collections.abc import Mapping, Sequence
from typing import Any

from simulators.scenarios.drivers.messages import (
    MAX_BYTES,
    Done,
    DriverError,
    Order,
    play_message,
    prepare_message,
    read_done,
    read_ready,
)

_STOP_SECONDS = 5.0
_SHOWN = 200
_TAIL = 8_192


class ProcessDriver:
    """Runs a command, one process for all scenarios; one that broke is started afresh for the next scenario.

    `timeout` is how long each answer is awaited, in seconds.
    """

    def __init__(self, command: Sequence[str], timeout: float) -> None:
        self._command, self._timeout = tuple(command), timeout
        self._runner = asyncio.Runner()
        self._running: _Running | None = None

    def prepare(self, order: Order) -> None:
        """Raises DriverError, SkippedError."""
        read_ready(self._ask(prepare_message(order)), order)

    def play(self, order: Order) -> Done:
        """Raises DriverError, SkippedError."""
        return read_done(self._ask(play_message(order)), order)

    def abandon(self) -> None:
        """Ends a program that broke the contract: the next scenario has a new one."""
        running, self._running = self._running, None
        if running is not None:
            self._runner.run(running.end(patience=0.0))

    def close(self) -> None:
        """Says `stop`, then ends the program and what it started."""
        running, self._running = self._running, None
        if running is not None:
            self._runner.run(running.stop())
        self._runner.close()

    def _ask(self, message: Mapping[str, Any]) -> bytes:
        return self._runner.run(self._asked(message))

    async def _asked(self, message: Mapping[str, Any]) -> bytes:
        if self._running is None:
            self._running = _Running(await _started(self._command))
        return await self._running.ask(message, self._timeout)


async def _started(command: Sequence[str]) -> Process:
    try:
        return await asyncio.create_subprocess_exec(
            *command, stdin=PIPE, stdout=PIPE, stderr=PIPE, start_new_session=True, limit=MAX_BYTES
        )
    except (OSError, ValueError, TypeError) as error:
        shown = shlex.join(command)
        raise DriverError(
            f"Le pilote ne démarre pas : {shown} ({error})", f"The driver does not start: {shown} ({error})"
        ) from None


class _Running:
    """One process of the driver, its standard error read aside."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._tail = b""
        self._aside = asyncio.ensure_future(self._listen_aside())

    async def ask(self, message: Mapping[str, Any], seconds: float) -> bytes:
        """Its next line, after a message. Raises DriverError: it ends, says nothing, or says too much."""
        what = message["message"]
        try:
            async with asyncio.timeout(seconds):
                await self._say(message)
                line = await self._answer()
        except TimeoutError:
            raise DriverError(
                f"Le pilote n'a pas répondu à « {what} » en {seconds:g} s",
                f"The driver did not answer “{what}” within {seconds:g} s",
            ) from None
        if not line:
            await self.end()
            told = f" : {self._last_words}" if self._last_words else ""
            code = self._process.returncode
            raise DriverError(
                f"Le pilote s'est arrêté pendant « {what} » (code {code}){told}",
                f"The driver ended during “{what}” (code {code}){told}",
            )
        return line

    async def stop(self) -> None:
        """Says that nothing more will be asked, and lets it end."""
        await self._say({"message": "stop"})
        await self.end()

    async def end(self, patience: float = _STOP_SECONDS) -> None:
        """Closes its input, waits `patience` seconds, then ends the program and its own children."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._process.wait(), patience)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        await self._process.wait()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._aside, _STOP_SECONDS)

    async def _say(self, message: Mapping[str, Any]) -> None:
        """A program that no longer listens is told by the end of its output."""
        with contextlib.suppress(ConnectionError):
            if self._process.stdin is not None:
                self._process.stdin.write(json.dumps(message).encode() + b"\n")
                await self._process.stdin.drain()

    async def _answer(self) -> bytes:
        output = self._process.stdout
        if output is None:
            return b""
        try:
            while (line := await output.readline()) and not line.strip():
                pass
        except ValueError:
            raise DriverError(
                f"La réponse du pilote dépasse {MAX_BYTES} octets", f"The answer exceeds {MAX_BYTES} bytes"
            ) from None
        return line

    @property
    def _last_words(self) -> str:
        """The last line written on its standard error."""
        lines = self._tail.decode(errors="replace").split("\n")
        return next((one.strip() for one in reversed(lines) if one.strip()), "")[:_SHOWN]

    async def _listen_aside(self) -> None:
        errors = self._process.stderr
        while errors is not None and (piece := await errors.read(_TAIL)):
            self._tail = (self._tail + piece)[-_TAIL:]
