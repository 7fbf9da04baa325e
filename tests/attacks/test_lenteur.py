"""Slow clients, and clients that hold a connection without asking anything: each is let go in time."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from simulators.core.net.body import BodyTooSlow, read_body
from simulators.core.net.pki.authority import Pki
from simulators.core.net.protocol import Limits
from tests.core.net.serving import GET, answer, face, serve
from tests.running import Running

pytestmark = pytest.mark.anyio
KEPT = GET.replace(b"connection: close\r\n", b"")
SHORT = Limits(head_seconds=0.2, idle_seconds=1, handshake_seconds=0.2)


async def read_all(scope: Any, receive: Any, send: Any) -> None:
    """An application that reads its body for a fifth of a second."""
    del scope
    try:
        await answer(send, await read_body(receive, 1_000, 0.2))
    except BodyTooSlow:
        await answer(send, b"trop lent")


async def refuse(_scope: Any, _receive: Any, send: Any) -> None:
    """An application that answers without reading."""
    await answer(send, b"non")


async def ended(port: int, said: bytes) -> bytes:
    """What comes until the end, which the server alone decides."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(said)
    heard = await asyncio.wait_for(reader.read(), 10)
    writer.transport.abort()
    return heard


@pytest.mark.parametrize(
    ("said", "status"),
    [
        (b"", b"408"),
        (b"\r\n", b"408"),
        (b"GET", b"408"),
        (b"GET /lps\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nhost: loc", b"408"),
        (b"GET / HTTP/1.1\r\nhost: localhost\r\n", b"408"),
    ],
)
async def test_a_head_that_never_ends_is_told_so(said: bytes, status: bytes) -> None:
    async with serve(limits=SHORT) as served:
        heard = await ended(served.port, said)
        assert heard.split(b" ")[1] in {status, b"408"}
        assert served.scopes == []


async def test_a_body_that_never_ends_is_told_so() -> None:
    async with serve(app=read_all, limits=SHORT) as served:
        heard = await ended(
            served.port, b"POST / HTTP/1.1\r\ncontent-length: 100\r\nconnection: close\r\n\r\nabc"
        )
        assert heard.endswith(b"\r\n\r\ntrop lent")


async def test_a_body_dripped_byte_by_byte_is_told_so() -> None:
    async with serve(app=read_all, limits=SHORT) as served:
        reader, writer = await asyncio.open_connection("127.0.0.1", served.port)
        writer.write(b"POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n")

        async def drip() -> bytes:
            while True:
                writer.write(b"1\r\nx\r\n")
                try:
                    return await asyncio.wait_for(reader.read(12), 0.01)
                except TimeoutError:
                    continue

        assert await asyncio.wait_for(drip(), 5) == b"HTTP/1.1 200"
        writer.transport.abort()


@pytest.mark.parametrize("said", [b"", b"\r\n", b"\r\n\r\n\r\n", b"G"])
async def test_a_kept_connection_that_says_nothing_more_is_closed(said: bytes) -> None:
    async with serve(limits=SHORT) as served:
        reader, writer = await asyncio.open_connection("127.0.0.1", served.port)
        writer.write(KEPT)
        assert await reader.readuntil(b"bonjour")
        writer.write(said)
        rest = await asyncio.wait_for(reader.read(), 5)
        assert rest == b"" or rest.startswith(b"HTTP/1.1 408 ")
        writer.transport.abort()


async def test_who_was_answered_before_the_end_of_its_body_may_not_send_it_for_ever() -> None:
    async with serve(app=refuse, limits=SHORT) as served:
        heard = await ended(served.port, b"POST / HTTP/1.1\r\ncontent-length: 10000000000\r\n\r\nabc")
        assert heard.endswith(b"\r\n\r\nnon")


async def test_who_was_answered_before_the_end_of_its_body_may_go_on_once_it_came() -> None:
    async with serve(app=refuse, limits=SHORT) as served:
        reader, writer = await asyncio.open_connection("127.0.0.1", served.port)
        for _ in range(2):
            writer.write(b"POST / HTTP/1.1\r\ncontent-length: 6\r\n\r\nabc")
            assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 200 ")
            assert await reader.readexactly(3) == b"non"
            writer.write(b"def")
        writer.transport.abort()


async def test_who_never_begins_tls_is_let_go(running: Running) -> None:
    pki = Pki.open(Path(running.ready["pki"]["ca"]).parents[1])
    async with serve(face(pki, "none"), limits=SHORT) as served:
        assert await ended(served.port, b"") == b""
        told = await served.refused()
        assert told.cause.value == "trop_lent"
