"""HTTP/1.1 on one connection: uvicorn's httptools protocol, plus who is at the other end, plus limits.

Two points of uvicorn are relied on that are no public contract, each held by a test: the application is
`self.app`, read for every request; a parser callback that raises ends in `send_400_response`.
"""

import asyncio
import socket
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httptools
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from simulators.core.journal.model import Peer, Wire
from simulators.core.net.transport import SocleTransport

if TYPE_CHECKING:
    from uvicorn import Config
    from uvicorn.server import ServerState


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one listener: seconds and bytes.

    `handshake_seconds` and `head_seconds` bound a slow client before its request is known; bodies are bounded
    by whoever reads them. `idle_seconds` is how long a kept connection may stay silent. `head` counts the
    bytes of all header lines, `request_line` those of the target. Over `connections`, clients wait.
    """

    handshake_seconds: float = 10.0
    head_seconds: float = 10.0
    idle_seconds: int = 60
    request_line: int = 8_192
    head: int = 32_768
    connections: int = 1_000


@dataclass(frozen=True, slots=True)
class RefusedRequest:
    """A request refused before any service saw it: its head was malformed, too big or too slow."""

    face: str
    status: int
    reason: str
    connection: str
    peer: Peer | None
    wire: Wire


@dataclass(frozen=True, slots=True)
class Arrival:
    """What the listener knows of one accepted connection."""

    socket: socket.socket
    face: str
    id: str
    remote: str
    stand_in: Peer | None
    limits: Limits
    read_peer: Callable[[bytes], Peer]
    on_refused: Callable[[RefusedRequest], None]
    on_lost: Callable[[], None]


class _HeadRefusedError(Exception):
    pass


class SocleHttpProtocol(HttpToolsProtocol):
    """See the module. The scope gets `extensions["tls"]`, `socle.peer`, `socle.wire`, `socle.connection`,
    `socle.transport`."""

    def __init__(self, config: "Config", server_state: "ServerState", arrival: Arrival) -> None:
        super().__init__(config, server_state, app_state={}, _loop=asyncio.get_running_loop())
        self._arrival = arrival
        self._limits = arrival.limits
        self._wire = Wire(remote=arrival.remote)
        self._peer = arrival.stand_in
        self._deadline: asyncio.TimerHandle | None = None
        self._refusal = (400, "Invalid HTTP request received.")
        self._line = 0
        self._head = 0
        self._unread = 0
        self._refused = False
        self._in_body = False
        # The header lines of a request that offered another protocol, while it is read again without.
        self._offered: list[tuple[bytes, bytes]] | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's own
        """Reads the peer once, and wraps the application so that every request carries it."""
        super().connection_made(transport)
        tls = self._read_tls(transport.get_extra_info("ssl_object"))
        self.app = _with_connection(self.app, tls, self._scope_entries(transport))
        self._wait_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forgets the connection."""
        self._head_complete()
        super().connection_lost(exc)
        self._arrival.on_lost()

    def data_received(self, data: bytes) -> None:
        """Feeds the parser; what it swallows without a word (a header line without end) is bounded too."""
        if self._refused:
            return
        self._unread += len(data)
        self._unset_keepalive_if_required()
        try:
            self._feed(data)
        except httptools.HttpParserError:
            self.send_400_response("")
            return
        if self._unread > self._limits.head + self._limits.request_line and not self.transport.is_closing():
            self._refusal = (431, "Request header fields too large.")
            self.send_400_response("")
        self._watch_idle()

    def _feed(self, data: bytes) -> None:
        """Another protocol (`Upgrade: h2c` of Java clients) is declined by reading the request without it.

        The parser would take what follows such a head, its body included, for that other protocol.
        """
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade as upgrade:
            version, method = self.parser.get_http_version().encode(), self.parser.get_method()
            self._offered = list(self.headers)
            kept = [b"%s: %s\r\n" % line for line in self._offered if line[0] != b"upgrade"]
            head = b"%s %s HTTP/%s\r\n%s\r\n" % (method, self.url, version, b"".join(kept))
            self.parser = httptools.HttpRequestParser(self)
            self.parser.set_dangerous_leniencies(lenient_data_after_close=True)
            self._feed(head + data[upgrade.args[0] :])

    def _watch_idle(self) -> None:
        """Bytes that begin no request, or the rest of one already answered, must not hold a connection."""
        if (self.cycle is not None and not self.cycle.response_complete) or self._deadline is not None:
            return
        if self._in_body:
            self._wait_head()
        elif self.timeout_keep_alive_task is None:
            silent = self.timeout_keep_alive_handler
            self.timeout_keep_alive_task = self.loop.call_later(self.timeout_keep_alive, silent)

    def on_message_begin(self) -> None:
        """A request begins: its head has `head_seconds` to arrive."""
        super().on_message_begin()
        self._line = self._head = 0
        if self._deadline is None:
            self._wait_head()

    def on_url(self, url: bytes) -> None:
        """Bounds the request line."""
        self._line += len(url)
        if self._line > self._limits.request_line:
            self._refusal = (414, "Request target too long.")
            raise _HeadRefusedError
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Bounds the header lines, trailers included."""
        self._head += len(name) + len(value) + 4
        if self._head > self._limits.head:
            self._refusal = (431, "Request header fields too large.")
            raise _HeadRefusedError
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """The head is whole: the application may run."""
        self._unread = 0
        if self.parser.should_upgrade() and self._offered is None:
            if self.parser.get_method() == b"CONNECT":
                raise _HeadRefusedError
            return
        self._head_complete()
        if self._offered is not None:
            self.headers[:], self._offered = self._offered, None
        self._in_body = True
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Part of a body."""
        self._unread = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        """The request is whole."""
        self._unread = 0
        if not self._in_body:
            return
        self._in_body = False
        if self.cycle.response_complete:
            self._head_complete()
        super().on_message_complete()

    def send_400_response(self, msg: str) -> None:
        """Answers what is no HTTP request of ours, tells the listener, and closes.

        Whole requests that came before it on the connection get their answers first.
        """
        del msg
        status, reason = self._refusal
        self._head_complete()
        self._refused = True
        arrival = self._arrival
        arrival.on_refused(RefusedRequest(arrival.face, status, reason, arrival.id, self._peer, self._wire))
        cycle = self.cycle
        if cycle is not None and not cycle.response_complete and not cycle.more_body:
            cycle.keep_alive = False
            self.flow.pause_reading()
            return
        if cycle is None or cycle.response_complete or not (cycle.response_started or self.pipeline):
            self.transport.write(self._plain_answer(status, reason))
        if cycle is not None:
            cycle.disconnected = True
            cycle.message_event.set()
        self.transport.close()

    def _plain_answer(self, status: int, reason: str) -> bytes:
        headers = b"".join(b"%s: %s\r\n" % header for header in self.server_state.default_headers)
        return (
            b"HTTP/1.1 %d %s\r\n%scontent-type: text/plain; charset=utf-8\r\ncontent-length: %d\r\n"
            b"connection: close\r\n\r\n%s"
        ) % (status, STATUS_PHRASES[status], headers, len(reason), reason.encode())

    def _wait_head(self) -> None:
        self._deadline = self.loop.call_later(self._limits.head_seconds, self._head_too_slow)

    def _head_complete(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _head_too_slow(self) -> None:
        self._deadline = None
        if self.transport.is_closing():
            return
        if self._in_body:
            self.transport.close()
            return
        self._refusal = (408, "Request head not received in time.")
        self.send_400_response("")

    def _read_tls(self, connection: ssl.SSLObject | None) -> Mapping[str, Any] | None:
        if connection is None:
            return None
        der = connection.getpeercert(binary_form=True)
        self._peer = self._arrival.read_peer(der) if der else None
        version, cipher = connection.version() or "", (connection.cipher() or ("",))[0]
        attempt = getattr(connection, "attempt", None)
        self._wire = Wire(version, cipher, attempt.sni if attempt else "", self._arrival.remote)
        return {
            "server_cert": None,
            "tls_version": version,
            "cipher_suite": cipher,
            "client_cert_chain": [self._peer.pem] if self._peer else [],
            "client_cert_error": None,
        }

    def _scope_entries(self, transport: asyncio.Transport) -> Mapping[str, Any]:
        return {
            "socle.peer": self._peer,
            "socle.wire": self._wire,
            "socle.connection": self._arrival.id,
            "socle.transport": SocleTransport(transport, self._arrival.socket),
        }


STATUS_PHRASES: Mapping[int, bytes] = {
    400: b"Bad Request",
    408: b"Request Timeout",
    414: b"URI Too Long",
    431: b"Request Header Fields Too Large",
}


def _with_connection(app: Any, tls: Mapping[str, Any] | None, entries: Mapping[str, Any]) -> Any:
    async def with_connection(scope: dict[str, Any], receive: Any, send: Any) -> None:
        scope.update(entries)
        if tls is not None:
            scope.setdefault("extensions", {})["tls"] = tls
        await app(scope, receive, send)

    return with_connection
