"""Driving a recorded face: by ASGI alone, or on a real socket of loopback."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from simulators.core.espace import Espace
from simulators.core.faults.transport import TransportFaults
from simulators.core.journal.filters import Filter
from simulators.core.journal.model import Exchange, Peer, Wire
from simulators.core.journal.recorder import Recorder
from simulators.core.journal.tap import Event, Receive, Scope, Send
from simulators.core.net.body import BodyTooLarge, BodyTooSlow, ClientGone, read_body
from simulators.core.net.server import Listener, ListenerSettings
from simulators.core.service import Analysis, Face
from tests.core.journal.makers import Essai, espace_in, run

App = Callable[[Scope, Receive, Send], Awaitable[None]]
LIMIT = 200_000


@dataclass
class Line:
    """A connection that only remembers: what was sent on it, whether it was cut."""

    sent: list[Event] = field(default_factory=list)
    aborted: bool = False
    closed: bool = False

    async def send(self, event: Event) -> None:
        """What the server would put on the wire."""
        self.sent.append(event)

    def abort(self) -> None:
        """A reset."""
        self.aborted = True

    def close(self) -> None:
        """A close in good order."""
        self.closed = True

    def is_closing(self) -> bool:
        """Whether it is over."""
        return self.aborted or self.closed

    @property
    def status(self) -> int:
        """Of the answer sent."""
        return int(self.sent[0]["status"])

    @property
    def headers(self) -> dict[bytes, bytes]:
        """Of the answer sent."""
        return dict(self.sent[0]["headers"])

    @property
    def body(self) -> bytes:
        """Of the answer sent."""
        return b"".join(event.get("body", b"") for event in self.sent[1:])


def events(*chunks: bytes, gone: bool = False) -> list[Event]:
    """A request body in chunks; `gone` when the client leaves instead of sending the last."""
    parts: list[Event] = [
        {"type": "http.request", "body": chunk, "more_body": gone or i < len(chunks) - 1}
        for i, chunk in enumerate(chunks)
    ]
    return parts


def receiving(told: Iterable[Event]) -> Receive:
    """Gives the events, then tells that the client left."""
    waiting = iter(told)

    async def receive() -> Event:
        return next(waiting, {"type": "http.disconnect"})

    return receive


def scope_of(espace: Espace, line: Line, **changed: Any) -> Scope:
    """The scope of a POST as our server makes it."""
    scope: dict[str, Any] = {
        "type": "http",
        "http_version": "1.1",
        "method": "POST",
        "path": "/insi",
        "raw_path": b"/insi",
        "query_string": b"a=1",
        "headers": [(b"content-type", b"text/plain")],
        "socle.espace": espace,
        "socle.connection": "c9",
        "socle.transport": line,
    }
    scope.update(changed)
    return scope


async def answer(send: Send, status: int, body: bytes) -> None:
    """A plain answer."""
    headers = [(b"content-type", b"text/plain"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def greeter(scope: Scope, receive: Receive, send: Send) -> None:
    """Reads a line within limits and greets; leaves its analysis like a service does."""
    draft = scope["socle"]
    try:
        body = await read_body(receive, LIMIT, 0.2)
    except BodyTooLarge as problem:
        draft.errors.append("occupe")
        draft.analysis = Analysis("essai.trop_gros", {"code": "413"})
        await answer(send, 413, str(problem.limit).encode())
    except BodyTooSlow:
        await answer(send, 408, b"")
    except ClientGone:
        return
    else:
        draft.analysis = Analysis("essai.saluer", {"code": "00", "essai.taille": len(body)})
        await answer(send, 200, b"bonjour " + body)


def face_of(app: App, *, marks: bool = True, faults: bool = False) -> App:
    """The application recorded, with transport faults if asked, as `serve` stacks them."""
    face = Face("essai", 0, app, limit=LIMIT)
    service = Essai(face)
    inner = TransportFaults(app, service=service, face=face) if faults else app
    return Recorder(inner, service=service, face=face, marks=marks)


@asynccontextmanager
async def served(app: App, espace: Espace) -> AsyncIterator[int]:
    """The application on a free port of loopback; gives the port."""

    async def routed(scope: Scope, receive: Receive, send: Send) -> None:
        scope["socle.espace"] = espace
        await app(scope, receive, send)

    connection = iter(f"c{number}" for number in range(1_000_000))
    listener = Listener(routed, ListenerSettings("essai", lambda: next(connection)))
    await listener.start("127.0.0.1", 0)
    try:
        yield listener.port
    finally:
        await listener.stop()


async def dialogue(port: int, request: bytes) -> bytes:
    """Sends bytes and reads until the end; a reset is told as `RESET` after what came."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request)
    received = b""
    try:
        while chunk := await reader.read(65_536):
            received += chunk
    except ConnectionResetError:
        received += b"RESET"
    finally:
        writer.close()
    return received


def post(body: bytes, *headers: str) -> bytes:
    """A whole POST that asks to close."""
    lines = ["POST /insi HTTP/1.1", "Host: h", f"Content-Length: {len(body)}", "Connection: close", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def lived(
    app: App,
    told: list[Event],
    folder: Path,
    *,
    line: Line | None = None,
    marks: bool = True,
    receive: Receive | None = None,
    peer: Peer | None = None,
    wire: Wire | None = None,
    **scope: Any,
) -> tuple[Exchange, Line]:
    """One request through the recorder: the exchange in the journal and what was sent."""
    line = line or Line()

    async def story() -> Exchange:
        async with espace_in(folder) as espace:
            call = face_of(app, marks=marks)
            entries = {"socle.peer": peer, "socle.wire": wire, **scope}
            await call(scope_of(espace, line, **entries), receive or receiving(told), line.send)
            (only,) = await espace.journal.query(Filter())
            return await espace.journal.get(only.id) or only

    return run(story), line
