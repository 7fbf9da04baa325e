"""A listener meets bad clients, faults and its own stop; the points of uvicorn it stands on."""

import asyncio
import socket
import time
from collections.abc import Mapping
from typing import Any

import pytest

from simulators.core.journal.model import Wire
from simulators.core.net.pki.authority import Material, Pki
from simulators.core.net.pki.peer import read_peer_pem
from simulators.core.net.protocol import Limits
from simulators.core.net.server import Listener, ListenerSettings, PeerCache, bind
from tests.core.net.serving import GET, answer, client_context, face, get, serve, talk

pytestmark = pytest.mark.anyio
SMALL = Limits(request_line=200, head=1_000)


async def test_a_clear_listener_answers_as_if_by_the_certificate_it_stands_for(
    clients: Mapping[str, Material],
) -> None:
    peer = read_peer_pem(clients["insi_auto"].cert.read_bytes())
    async with serve(stand_in=peer) as served:
        assert await get(served.port) == 200
        scope = served.scopes[0]
        assert scope["socle.peer"] == peer
        assert scope["socle.wire"] == Wire(remote=scope["socle.wire"].remote)
        assert scope["scheme"] == "http"
        assert "tls" not in scope.get("extensions", {})
        assert served.listener.scheme == "http"


async def test_answers_carry_a_date_and_say_nothing_of_the_server() -> None:
    async with serve() as served:
        said = (await talk(served.port, GET)).lower()
        assert b"\r\ndate: " in said
        assert b"\r\nserver:" not in said


async def test_requests_of_one_connection_share_its_id_and_connections_differ() -> None:
    kept = GET.replace(b"connection: close\r\n", b"")
    async with serve() as served:
        await talk(served.port, kept + GET)
        await talk(served.port, GET)
        assert [scope["socle.connection"] for scope in served.scopes] == ["c1", "c1", "c2"]


async def test_forwarding_headers_are_not_believed() -> None:
    forged = GET.replace(
        b"connection", b"x-forwarded-for: 203.0.113.9\r\nx-forwarded-proto: https\r\nconnection"
    )
    async with serve() as served:
        assert await get(served.port, request=forged) == 200
        assert served.scopes[0]["client"][0] == "127.0.0.1"
        assert served.scopes[0]["scheme"] == "http"


@pytest.mark.parametrize("begun", [b"", b"GET /lps HTTP/1.1\r\nhost: loc"])
async def test_a_client_that_is_slow_with_its_head_is_cut(begun: bytes) -> None:
    async with serve(limits=Limits(head_seconds=0.2)) as served:
        assert await get(served.port, request=begun) == 408
        told = await asyncio.wait_for(served.requests.get(), 5)
        assert (told.status, told.connection, told.face) == (408, "c1", "mtls")


async def test_a_client_that_drips_its_head_is_cut_all_the_same() -> None:
    async with serve(limits=Limits(head_seconds=0.3)) as served:
        reader, writer = await asyncio.open_connection("127.0.0.1", served.port)
        writer.write(b"GET / HTTP/1.1\r\n")

        async def drip() -> bytes:
            while True:
                writer.write(b"x: y\r\n")
                try:
                    return await asyncio.wait_for(reader.read(12), 0.05)
                except TimeoutError:
                    continue

        assert await asyncio.wait_for(drip(), 5) == b"HTTP/1.1 408"
        writer.transport.abort()


async def test_a_slow_body_is_left_to_those_who_read_it() -> None:
    async def wait_for_body(_scope: Any, receive: Any, send: Any) -> None:
        await receive()
        await answer(send)

    async with serve(app=wait_for_body, limits=Limits(head_seconds=0.1)) as served:
        reader, writer = await asyncio.open_connection("127.0.0.1", served.port)
        writer.write(b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\n")
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(reader.read(1), 0.4)
        writer.write(b"ok")
        assert (await asyncio.wait_for(reader.read(12), 5)) == b"HTTP/1.1 200"
        writer.transport.abort()


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (b"GET /" + b"a" * 300 + b" HTTP/1.1\r\nhost: x\r\n\r\n", 414),
        (b"GET / HTTP/1.1\r\nx: " + b"a" * 2_000 + b"\r\n\r\n", 431),
        (b"GET / HTTP/1.1\r\nx: " + b"a" * 2_000, 431),
        (b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * 200 + b"\r\n", 431),
        (b"NONSENSE\r\n\r\n", 400),
        (b"\x16\x03\x01\x02\x00\x01\x00", 400),
        (b"GET /\xc3\xa9 HTTP/1.1\r\nhost: x\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\ncontent-length: -1\r\n\r\n", 400),
    ],
)
async def test_a_head_that_is_too_big_or_not_http_is_refused_and_told(
    request_bytes: bytes, status: int
) -> None:
    async with serve(limits=SMALL) as served:
        assert await get(served.port, request=request_bytes) == status
        told = await asyncio.wait_for(served.requests.get(), 5)
        assert told.status == status
        assert served.requests.empty()
        assert served.scopes == []


async def test_a_head_within_its_limits_is_accepted_however_it_is_cut() -> None:
    head = b"GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\nx: " + b"a" * 900 + b"\r\n\r\n"
    async with serve(limits=SMALL) as served:
        reader, writer = await asyncio.open_connection("127.0.0.1", served.port)
        for start in range(0, len(head), 50):
            writer.write(head[start : start + 50])
            await writer.drain()
        assert (await reader.read()).startswith(b"HTTP/1.1 200 ")
        writer.transport.abort()


async def test_a_large_body_is_not_taken_for_a_large_head() -> None:
    async def count(_scope: Any, receive: Any, send: Any) -> None:
        size, more = 0, True
        while more:
            event = await receive()
            size += len(event["body"])
            more = event["more_body"]
        await answer(send, str(size).encode())

    body = b"x" * 500_000
    sized = b"POST / HTTP/1.1\r\nconnection: close\r\ncontent-length: 500000\r\n\r\n" + body
    chunked = b"POST / HTTP/1.1\r\nconnection: close\r\ntransfer-encoding: chunked\r\n\r\n"
    chunked += b"7a120\r\n" + body + b"\r\n0\r\n\r\n"
    async with serve(app=count, limits=SMALL) as served:
        for request in (sized, chunked):
            assert (await talk(served.port, request)).endswith(b"\r\n\r\n500000")


async def test_endless_trailers_are_cut() -> None:
    request = b"POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nx: " + b"a" * 900_000
    async with serve(limits=SMALL) as served:
        _, writer = await asyncio.open_connection("127.0.0.1", served.port)
        writer.write(request)
        assert (await asyncio.wait_for(served.requests.get(), 5)).status == 431
        writer.transport.abort()


async def test_an_upgrade_offered_by_a_java_client_is_declined_in_http_1_1() -> None:
    offer = b"connection: Upgrade, HTTP2-Settings, close\r\nupgrade: h2c\r\nHTTP2-Settings: AAEAAEAA\r\n"
    async with serve() as served:
        assert await get(served.port, request=GET.replace(b"connection: close\r\n", offer)) == 200


@pytest.mark.parametrize("secure", [False, True])
async def test_a_fault_can_reset_the_connection(pki: Pki, *, secure: bool) -> None:
    async def reset(scope: Any, _receive: Any, _send: Any) -> None:
        scope["socle.transport"].abort()

    async with serve(face(pki, "none") if secure else None, app=reset) as served:
        with pytest.raises(ConnectionResetError):
            await get(served.port, client_context(pki) if secure else None)


async def test_a_fault_can_cut_an_answer_short() -> None:
    async def half(scope: Any, _receive: Any, send: Any) -> None:
        headers = [(b"content-length", b"100")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"moitie", "more_body": True})
        scope["socle.transport"].close()

    async with serve(app=half) as served:
        assert (await talk(served.port, GET)).endswith(b"\r\n\r\nmoitie")


async def test_stopping_answers_what_is_in_flight_and_closes_idle_connections(pki: Pki) -> None:
    entered, go = asyncio.Event(), asyncio.Event()

    async def slow(_scope: Any, _receive: Any, send: Any) -> None:
        entered.set()
        await go.wait()
        await answer(send)

    async with serve(face(pki, "none"), app=slow) as served:
        _, idle = await asyncio.open_connection(
            "127.0.0.1", served.port, ssl=client_context(pki), server_hostname="localhost"
        )
        call = asyncio.create_task(get(served.port, client_context(pki)))
        await entered.wait()
        stopping = asyncio.create_task(served.listener.stop())
        go.set()
        assert await call == 200
        begun = time.perf_counter()
        await stopping
        assert time.perf_counter() - begun < 2
        assert served.listener.connections == 0
        with pytest.raises(OSError, match="Connect"):
            await get(served.port)
        idle.transport.abort()


async def test_stopping_does_not_wait_for_one_who_never_ends() -> None:
    entered = asyncio.Event()

    async def never(_scope: Any, _receive: Any, _send: Any) -> None:
        entered.set()
        await asyncio.Event().wait()

    async with serve(app=never) as served:
        call = asyncio.create_task(talk(served.port, GET))
        await entered.wait()
        begun = time.perf_counter()
        await served.listener.stop(grace=0.2)
        assert time.perf_counter() - begun < 2
        await asyncio.wait([call])
        assert served.listener.connections == 0


async def test_over_its_connections_a_listener_makes_clients_wait_rather_than_fail() -> None:
    async with serve(limits=Limits(connections=1)) as served:
        _, first = await asyncio.open_connection("127.0.0.1", served.port)
        first.write(GET[:-2])
        waiting = asyncio.create_task(get(served.port))
        done, _ = await asyncio.wait([waiting], timeout=0.2)
        assert not done
        first.transport.abort()
        assert await asyncio.wait_for(waiting, 5) == 200


async def test_a_port_in_use_is_told_with_its_address() -> None:
    async with serve() as served:
        other = Listener(None, ListenerSettings("x", new_connection=lambda: "c"))
        with pytest.raises(OSError, match=rf"127\.0\.0\.1:{served.port}: Address already in use"):
            await other.start("127.0.0.1", served.port)


def test_localhost_is_bound_on_both_loopbacks_with_one_port() -> None:
    sockets = bind("localhost", 0)
    try:
        assert sockets[0].family == socket.AF_INET
        assert len({bound.getsockname()[1] for bound in sockets}) == 1
    finally:
        for bound in sockets:
            bound.close()


def test_a_certificate_is_read_once_per_fingerprint(
    clients: Mapping[str, Material], monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[bytes] = []

    def note(der: bytes) -> Any:
        read.append(der)
        return object()

    monkeypatch.setattr("simulators.core.net.server.read_peer", note)
    cache = PeerCache(size=1)
    assert cache.read(b"a") is cache.read(b"a")
    cache.read(b"b")
    cache.read(b"a")
    assert read == [b"a", b"b", b"a"]
