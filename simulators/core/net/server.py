"""Listeners: one address, one application, TLS or clear, started and stopped inside a running loop.

uvicorn's protocol serves each connection; its `Server` is not used. Accepting ourselves is what lets us name
the remote end of a refused handshake, bound handshakes in time, serve several ports in one loop without
signal handlers, and stop within a known time.
"""

import asyncio
import errno
import logging
import socket
import time
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from email.utils import formatdate
from typing import Any

from uvicorn import Config
from uvicorn.server import ServerState

from simulators.core.journal.assemble import located
from simulators.core.journal.model import Peer
from simulators.core.net.handshake import Attempt, RefusedHandshake, refused
from simulators.core.net.pki.peer import fingerprint, read_peer
from simulators.core.net.protocol import Arrival, Limits, RefusedRequest, SocleHttpProtocol
from simulators.core.net.tls import ServerTls
from simulators.core.service import AsgiApp

BACKLOG = 1_024
# Descriptors run out for a moment: wait for some to be closed rather than spin.
EXHAUSTED = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM})
EXHAUSTED_PAUSE = 0.1
LINGER_SECONDS = 1.0


def ignore(_: object) -> None:
    """For those who do not want to be told."""


@dataclass(frozen=True, slots=True)
class ListenerSettings:
    """What a listener is given besides its application.

    `new_connection` makes connection ids; `stand_in` is the peer of a clear listener that answers "as if by"
    a certificate.
    """

    face: str
    new_connection: Callable[[], str]
    tls: ServerTls | None = None
    stand_in: Peer | None = None
    limits: Limits = field(default_factory=Limits)
    on_refused_handshake: Callable[[RefusedHandshake], None] = ignore
    on_refused_request: Callable[[RefusedRequest], None] = ignore


class PeerCache:
    """Certificates read once per fingerprint; the least recently seen are forgotten."""

    def __init__(self, size: int = 1_000) -> None:
        self._size = size
        self._peers: OrderedDict[str, Peer] = OrderedDict()

    def read(self, der: bytes) -> Peer:
        """The peer of this certificate."""
        key = fingerprint(der)
        peer = self._peers.pop(key, None) or read_peer(der)
        self._peers[key] = peer
        if len(self._peers) > self._size:
            self._peers.popitem(last=False)
        return peer


class DatedState(ServerState):
    """uvicorn's shared state, with a Date header computed when asked: no ticking task per listener.

    No Server header: nothing of ours is on the wire.
    """

    def __init__(self) -> None:
        super().__init__()
        self._second = 0
        self._headers: list[tuple[bytes, bytes]] = []

    @property
    def default_headers(self) -> list[tuple[bytes, bytes]]:
        """Headers of every answer."""
        now = int(time.time())
        if now != self._second:
            self._second = now
            self._headers = [(b"date", formatdate(now, usegmt=True).encode())]
        return self._headers

    @default_headers.setter
    def default_headers(self, _: list[tuple[bytes, bytes]]) -> None:
        """uvicorn initialises the attribute; ours is computed."""


class Listener:
    """One address being served. `start` raises OSError when the address cannot be bound."""

    def __init__(self, app: AsgiApp, settings: ListenerSettings) -> None:
        self._settings = settings
        self._peers = PeerCache()
        self._state = DatedState()
        self._config = _uvicorn_config(app, settings.limits)
        self._slots = asyncio.Semaphore(settings.limits.connections)
        self._sockets: list[socket.socket] = []
        self._accepting: list[asyncio.Task[None]] = []
        self._arriving: set[asyncio.Task[None]] = set()
        self._gone = asyncio.Event()
        self.port = 0

    @property
    def scheme(self) -> str:
        """http or https."""
        return "https" if self._settings.tls else "http"

    @property
    def connections(self) -> int:
        """Connections established at this moment."""
        return len(self._state.connections)

    async def start(self, host: str, port: int) -> None:
        """Binds and serves; with port 0, `port` tells the one obtained. `localhost` binds both loopbacks."""
        if self._settings.tls is not None:
            self._settings.tls.context()
        self._sockets = bind(host, port)
        self.port = self._sockets[0].getsockname()[1]
        loop = asyncio.get_running_loop()
        self._accepting = [loop.create_task(self._accept(listening)) for listening in self._sockets]

    async def stop(self, grace: float = 1.0) -> None:
        """Stops accepting, lets requests in flight finish for `grace` seconds, then cuts what remains."""
        await _cancel({*self._accepting, *self._arriving})
        for listening in self._sockets:
            listening.close()
        for connection in list(self._state.connections):
            connection.shutdown()
        if self._state.tasks:
            _, late = await asyncio.wait(set(self._state.tasks), timeout=grace)
            await _cancel(late)
        await self._all_gone(0.2)
        for connection in list(self._state.connections):
            connection.transport.abort()
        await self._all_gone(0.2)

    async def _all_gone(self, seconds: float) -> None:
        self._gone.clear()
        if self._state.connections:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._gone.wait(), seconds)

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
            task = loop.create_task(self._receive(accepted, _text(address)))
            self._arriving.add(task)
            task.add_done_callback(self._arriving.discard)

    async def _receive(self, accepted: socket.socket, remote: str) -> None:
        """One connection until its protocol is established, in a task of its own."""
        attempt = Attempt(remote, accepted)
        protocol = SocleHttpProtocol(self._config, self._state, self._arrival(accepted, remote))
        try:
            accepted.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            await asyncio.get_running_loop().connect_accepted_socket(
                lambda: protocol, accepted, **self._tls_options(attempt)
            )
        except OSError as error:
            self._slots.release()
            accepted.close()
            told = refused(self._settings.face, attempt, error)
            if told is not None:
                self._settings.on_refused_handshake(told)
            await _linger(attempt.lingering)
        except asyncio.CancelledError:
            accepted.close()
            raise

    def _arrival(self, accepted: socket.socket, remote: str) -> Arrival:
        settings = self._settings
        return Arrival(
            socket=accepted,
            face=settings.face,
            id=settings.new_connection(),
            remote=remote,
            stand_in=settings.stand_in,
            limits=settings.limits,
            read_peer=self._peers.read,
            on_refused=settings.on_refused_request,
            on_lost=self._on_lost,
        )

    def _tls_options(self, attempt: Attempt) -> dict[str, Any]:
        tls = self._settings.tls
        if tls is None:
            return {}
        seconds = self._settings.limits.handshake_seconds
        return {"ssl": tls.arriving(attempt), "ssl_handshake_timeout": seconds, "ssl_shutdown_timeout": 2.0}

    def _on_lost(self) -> None:
        self._slots.release()
        if not self._state.connections:
            self._gone.set()


def _text(address: tuple[str, int]) -> str:
    host, port = address[:2]
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def bind(host: str, port: int) -> list[socket.socket]:
    """Listening sockets for `host`. Raises OSError, naming the address, when none can be had.

    `localhost` means 127.0.0.1 and, where it exists and the port is free, ::1: clients try either first.
    """
    if host != "localhost":
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return [_bound(family, host, port)]
    first = _bound(socket.AF_INET, "127.0.0.1", port)
    with suppress(OSError):
        return [first, _bound(socket.AF_INET6, "::1", first.getsockname()[1])]
    return [first]


def _bound(family: socket.AddressFamily, host: str, port: int) -> socket.socket:
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            listening.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        listening.bind((host, port))
        listening.listen(BACKLOG)
        listening.setblocking(False)
    except (OSError, TypeError) as error:  # TypeError: no name at all, for IDNA
        listening.close()
        code = error.errno if isinstance(error, OSError) else socket.EAI_NONAME
        raise OSError(code, f"{host}:{port}: {getattr(error, 'strerror', error)}") from error
    return listening


def _in_one_line(record: logging.LogRecord) -> bool:
    """Of what uvicorn logs, failures alone, without trace: bad requests are journalled, and what hostile
    clients can write without end would block the process once nobody reads its stderr.
    """
    problem = record.exc_info[1] if record.exc_info else None
    if problem is not None:
        record.msg, record.args = "%s in an application", (located(problem),)
        record.exc_info = None
    return record.levelno >= logging.ERROR and not isinstance(problem, asyncio.CancelledError)


def _uvicorn_config(app: AsgiApp, limits: Limits) -> Config:
    logging.getLogger("uvicorn.error").addFilter(_in_one_line)
    config = Config(
        app,
        http="httptools",
        ws="none",
        lifespan="off",
        interface="asgi3",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        workers=1,
        timeout_keep_alive=limits.idle_seconds,
    )
    config.load()
    return config


async def _linger(refused_socket: socket.socket | None) -> None:
    """Reads what a refused client still sends: closing on unread bytes would reset, and lose our alert."""
    if refused_socket is None:
        return
    loop = asyncio.get_running_loop()
    refused_socket.setblocking(False)
    with refused_socket, suppress(OSError, TimeoutError):
        async with asyncio.timeout(LINGER_SECONDS):
            while await loop.sock_recv(refused_socket, 65_536):
                pass


async def _cancel(tasks: set[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    if tasks:
        await asyncio.wait(tasks)
