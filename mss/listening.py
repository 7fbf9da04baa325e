"""Accepting mail connections, and ending them in good order."""

import asyncio
import errno
import logging
import socket
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Final, Protocol

from mss.patience import ConnectionGone, TooSlow
from mss.wire import MailConnection
from simulators.core.net.handshake import Attempt
from simulators.core.service import MailListening

EXHAUSTED: Final = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM})
EXHAUSTED_PAUSE: Final = 0.1
MOST_CONNECTIONS: Final = 2_000
_log = logging.getLogger("socle.mss")


class Session(Protocol):
    """What speaks on a connection."""

    connection: MailConnection

    async def run(self) -> None:
        """The whole conversation."""

    def farewell(self) -> None:
        """Tells the client that the server stops, if it can be told now."""


SessionMaker = Callable[[MailConnection], Session]


class Listening:
    """The sockets of one mail face being served."""

    def __init__(self, given: MailListening, face: str, make: SessionMaker) -> None:
        self._given = given
        self._face = face
        self._make = make
        self._slots = asyncio.Semaphore(MOST_CONNECTIONS)
        self._sessions: dict[asyncio.Task[None], Session] = {}
        loop = asyncio.get_running_loop()
        self._accepting = [loop.create_task(self._accept(one)) for one in given.sockets]

    async def stop(self, grace: float = 1.0) -> None:
        """Stops accepting, says good-bye, waits `grace` seconds at most, then cuts."""
        for task in self._accepting:
            task.cancel()
        for listening in self._given.sockets:
            listening.close()
        await asyncio.gather(*self._accepting, return_exceptions=True)
        sessions = dict(self._sessions)
        for session in sessions.values():
            session.farewell()
        if sessions:
            await asyncio.wait(sessions, timeout=grace)
        for task, session in sessions.items():
            session.connection.abort()
            task.cancel()
        await asyncio.gather(*sessions, return_exceptions=True)

    async def _accept(self, listening: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        while True:
            await self._slots.acquire()
            try:
                accepted, address = await loop.sock_accept(listening)
            except OSError as error:
                self._slots.release()
                if error.errno in EXHAUSTED:
                    await asyncio.sleep(EXHAUSTED_PAUSE)
                continue
            host, port = address[:2]
            remote = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
            attempt = Attempt(remote, accepted)
            connection = MailConnection(attempt, self._face, self._given.new_connection())
            session = self._make(connection)
            task = loop.create_task(self._serve(session, accepted))
            self._sessions[task] = session
            task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._sessions.pop(task, None)
        self._slots.release()

    async def _serve(self, session: Session, accepted: socket.socket) -> None:
        connection = session.connection
        work: Coroutine[None, None, None] = session.run()
        # uvloop starts TLS in the context its transport was born in: the handshake to come is known there.
        self._given.tls.arriving(connection.attempt)
        try:
            accepted.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            await asyncio.get_running_loop().connect_accepted_socket(lambda: connection, accepted)
        except OSError:
            work.close()
            accepted.close()
            return
        try:
            await work
        except (ConnectionGone, TooSlow):
            pass
        except Exception as problem:  # noqa: BLE001 - one client's trouble stays its own, without a trace
            _log.error("mail connection %s: %s", connection.id, type(problem).__name__)
            _log.debug("mail connection %s", connection.id, exc_info=problem)
        finally:
            connection.close()
        with suppress(TimeoutError):
            await asyncio.wait_for(connection.closed.wait(), 5.0)
        connection.abort()
