"""Listening to one HTTP request and its answer as they pass, without copying nor holding without bound."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Event = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Event]]
Send = Callable[[Event], Awaitable[None]]

# What is kept of a body larger than its limit.
OVERSIZED_KEPT = 65_536
# Pieces smaller than this are put together: a body dripped byte by byte would cost fifty times its size.
GATHERED = 4_096


class Kept:
    """The bytes of one direction, by reference; past `limit` only the first 64 kB stay."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._chunks: list[bytes] = []
        self.size = 0
        self.truncated = False

    def add(self, chunk: bytes) -> None:
        """Notes what just passed."""
        self.size += len(chunk)
        if self.truncated or not chunk:
            return
        if self._chunks and len(self._chunks[-1]) + len(chunk) <= GATHERED:
            self._chunks[-1] += chunk
        else:
            self._chunks.append(chunk)
        if self.size > self._limit:
            self.truncated = True
            self._chunks = [b"".join(self._chunks)[:OVERSIZED_KEPT]]

    def joined(self) -> bytes:
        """The bytes kept, joined once for all who ask."""
        if len(self._chunks) != 1:
            self._chunks = [b"".join(self._chunks)]
        return self._chunks[0]


class RequestTap:
    """Stands for `receive`. `complete` once the body has all come, `gone` when the client left before."""

    def __init__(self, receive: Receive, limit: int, declared: int) -> None:
        self._receive = receive
        self.kept = Kept(limit)
        self.declared = declared
        self.complete = False
        self.gone = False

    async def __call__(self) -> Event:
        """The next ASGI event, noted in passing."""
        event = await self._receive()
        if event["type"] == "http.request":
            self.kept.add(event.get("body", b""))
            self.complete = not event.get("more_body", False)
        elif event["type"] == "http.disconnect":
            self.gone = True
        return event

    @property
    def size(self) -> int:
        """The size the client announced, or what came if that is more."""
        return max(self.declared, self.kept.size)


class AnswerTap:
    """Stands for `send`. Keeps what was really handed to the connection; `mark` is a header added to it."""

    def __init__(
        self, send: Send, limit: int, closing: Callable[[], bool], mark: tuple[bytes, bytes] | None
    ) -> None:
        self._send = send
        self._closing = closing
        self._mark = mark
        self.kept = Kept(limit)
        self.status = 0
        self.headers: list[tuple[bytes, bytes]] = []
        self.complete = False
        self.cut = False

    async def __call__(self, event: Event) -> None:
        """Passes one ASGI event on, and notes it if the connection was still there to take it."""
        if event["type"] == "http.response.start" and self._mark is not None:
            event = {**event, "headers": [*event.get("headers", ()), self._mark]}
        self.cut = self.cut or self._closing()
        await self._send(event)
        if not self.cut:
            self._note(event)

    def _note(self, event: Event) -> None:
        if event["type"] == "http.response.start":
            self.status = event["status"]
            self.headers = list(event.get("headers", ()))
        elif event["type"] == "http.response.body":
            self.kept.add(event.get("body", b""))
            self.complete = not event.get("more_body", False)
