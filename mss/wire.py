"""One mail connection: lines and counted bytes, limits of size and time, STARTTLS, who is at the other end.

Shared by SMTP and IMAP. Bytes wait in one buffer; reading from the network stops while it is full.
"""

import asyncio
from contextlib import suppress
from typing import Final, cast

from mss.patience import ConnectionGone, LineTooLong, TooSlow
from mss.point import apres_le_point, sans_le_point
from simulators.core.journal.model import Peer, Wire
from simulators.core.net.handshake import Attempt, RefusedHandshake, refused
from simulators.core.net.pki.peer import read_peer
from simulators.core.net.tls import ServerTls

HIGH_WATER: Final = 262_144
# How long the two ends of TLS may take to say good-bye.
SHUTDOWN_SECONDS: Final = 2.0


class MailConnection(asyncio.Protocol):
    """See the module. Used by one task; `run` is called in a task of its own once connected."""

    def __init__(self, attempt: Attempt, face: str, id_: str) -> None:
        self.attempt = attempt
        self.id = id_
        self.face = face
        self.wire = Wire(remote=attempt.remote)
        self.peer: Peer | None = None
        # The fault played on this connection, that the journal tells with all that follows.
        self.panne = ""
        self.closed = asyncio.Event()
        self._buffer = bytearray()
        self._news: asyncio.Future[None] | None = None
        self._room: asyncio.Future[None] | None = None
        self._transport: asyncio.Transport | None = None
        self._gone = False
        self._full = False
        self._paused = False

    @property
    def secure(self) -> bool:
        """True once TLS is established."""
        return bool(self.wire.tls_version)

    @property
    def pending(self) -> bool:
        """True when bytes wait to be read (a pipelining client)."""
        return bool(self._buffer)

    @property
    def gone(self) -> bool:
        """True when the client closed its side or the connection was lost."""
        return self._gone

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Asyncio's."""
        # uvloop's transports have the methods, not the type.
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        """Asyncio's."""
        self._buffer += data
        if len(self._buffer) > HIGH_WATER and not self._paused and self._transport is not None:
            self._paused = True
            self._transport.pause_reading()
        self._wake()

    def eof_received(self) -> bool:
        """Asyncio's: what was written is still sent (a client may close its side and read)."""
        self._gone = True
        self._wake()
        return not self.secure

    def connection_lost(self, exc: Exception | None) -> None:
        """Asyncio's."""
        self._gone = True
        self._full = False
        self._wake()
        self._make_room()
        self.closed.set()

    def pause_writing(self) -> None:
        """Asyncio's."""
        self._full = True

    def resume_writing(self) -> None:
        """Asyncio's."""
        self._full = False
        self._make_room()

    async def line(self, limit: int, seconds: float) -> bytes:
        """The next line, its end included. Raises `LineTooLong`, `TooSlow`, `ConnectionGone`."""
        at, over = 0, False
        while (end := self._buffer.find(b"\n", at)) < 0:
            at = len(self._buffer)
            if at > limit:
                over = True
                self._buffer.clear()
                at = 0
            await self._more(seconds)
        line = bytes(self._buffer[: end + 1])
        self._take(end + 1)
        if over or len(line) > limit:
            raise LineTooLong
        return line

    async def exactly(self, count: int, seconds: float) -> bytes:
        """The next `count` bytes; `seconds` bounds each silence. Raises `TooSlow`, `ConnectionGone`."""
        if len(self._buffer) < count:
            return await self._large(count, seconds)
        data = bytes(self._buffer[:count])
        self._take(count)
        return data

    async def _large(self, count: int, seconds: float) -> bytes:
        chunks: list[bytes] = []
        missing = count
        while missing > 0:
            if not self._buffer:
                await self._more(seconds)
            chunk = bytes(self._buffer[:missing])
            self._take(len(chunk))
            chunks.append(chunk)
            missing -= len(chunk)
        return b"".join(chunks)

    async def until_dot(self, limit: int, seconds: float) -> tuple[bytes, int]:
        """The bytes of an SMTP DATA up to CRLF.CRLF (only that ends it), and how many came.

        Over `limit` what came is thrown away as it comes, up to four times the limit: beyond, the client is
        cut (`ConnectionGone`).
        """
        chunks: list[bytes] = []
        size, tail = 0, b"\r\n"
        while True:
            if not self._buffer:
                await self._more(seconds)
            end = apres_le_point(tail, self._buffer)
            whole = end is not None
            chunk = self._cut(end)
            size += len(chunk)
            if size <= limit + 5:
                chunks.append(chunk)
            elif size > 4 * limit:
                self.abort()
                raise ConnectionGone
            else:
                chunks.clear()
            tail = (tail + chunk)[-4:]
            if whole:
                return (sans_le_point(chunks) if size <= limit + 5 else b""), size - 3

    def write(self, data: bytes) -> None:
        """Sends bytes, as soon as the client reads."""
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(data)

    async def drained(self, seconds: float) -> None:
        """Returns when the client has read enough for more. Raises `TooSlow`, `ConnectionGone`."""
        if not self._full:
            if self.closed.is_set():
                raise ConnectionGone
            return
        self._room = asyncio.get_running_loop().create_future()
        await _within(self._room, seconds)

    async def quiet(self, seconds: float) -> bool:
        """Waits for a first byte; False when none came within `seconds`."""
        with suppress(TooSlow):
            if not self._buffer:
                await self._more(seconds)
            return True
        return False

    def interrupt(self) -> None:
        """Wakes who waits for bytes, without any."""
        self._wake()

    async def start_tls(self, tls: ServerTls, seconds: float) -> RefusedHandshake | None:
        """The TLS handshake; what was sent in clear beforehand is thrown away. What was refused, or None."""
        transport = self._transport
        if transport is None or self.closed.is_set():
            raise ConnectionGone
        self._buffer.clear()
        if self._paused:
            self._paused = False
            transport.resume_reading()
        loop = asyncio.get_running_loop()
        self.attempt.panne = self.panne
        context = tls.arriving(self.attempt)
        try:
            secured = await loop.start_tls(
                transport,
                self,
                context,
                server_side=True,
                ssl_handshake_timeout=seconds,
                ssl_shutdown_timeout=SHUTDOWN_SECONDS,
            )
        except OSError as error:
            self._gone = True
            return refused(self.face, self.attempt, error)
        if secured is None:
            raise ConnectionGone
        self._secured(secured)
        return None

    async def linger(self) -> None:
        """Reads what a client refused at the handshake still sends: closing on unread bytes would reset."""
        kept = self.attempt.lingering
        if kept is None:
            return
        kept.setblocking(False)
        with kept, suppress(OSError, TimeoutError):
            async with asyncio.timeout(1.0):
                while await asyncio.get_running_loop().sock_recv(kept, 65_536):
                    pass

    def close(self) -> None:
        """Sends what was written, then closes."""
        if self._transport is not None:
            self._transport.close()

    def abort(self) -> None:
        """Closes at once."""
        if self._transport is not None:
            self._transport.abort()

    def _secured(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        connection = transport.get_extra_info("ssl_object")
        der = connection.getpeercert(binary_form=True)
        self.peer = read_peer(der) if der else None
        cipher = (connection.cipher() or ("",))[0]
        self.wire = Wire(connection.version() or "", cipher, self.attempt.sni, self.wire.remote)

    async def _more(self, seconds: float) -> None:
        """Waits for bytes. Raises `TooSlow`, or `ConnectionGone` when there will be none."""
        self._check_there()
        self._news = asyncio.get_running_loop().create_future()
        try:
            await _within(self._news, seconds)
        finally:
            self._news = None
        if not self._buffer:
            self._check_there()

    def _check_there(self) -> None:
        if self._gone:
            raise ConnectionGone

    def _cut(self, end: int | None) -> bytes:
        """Takes the bytes up to `end`, or all of them."""
        if end is None or end == len(self._buffer):
            chunk = bytes(self._buffer)
            self._buffer.clear()
            self._take(0)
        else:
            chunk = bytes(memoryview(self._buffer)[:end])
            self._take(end)
        return chunk

    def _take(self, count: int) -> None:
        del self._buffer[:count]
        if self._paused and len(self._buffer) <= HIGH_WATER and self._transport is not None:
            self._paused = False
            self._transport.resume_reading()

    def _wake(self) -> None:
        if self._news is not None and not self._news.done():
            self._news.set_result(None)

    def _make_room(self) -> None:
        if self._room is not None and not self._room.done():
            self._room.set_result(None)


async def _within(future: "asyncio.Future[None]", seconds: float) -> None:
    """Waits for a future. Raises `TooSlow`. A timer of the loop costs a tenth of `asyncio.timeout`."""
    timer = asyncio.get_running_loop().call_later(seconds, _late, future)
    try:
        await future
    finally:
        timer.cancel()


def _late(future: "asyncio.Future[None]") -> None:
    if not future.done():
        future.set_exception(TooSlow())
