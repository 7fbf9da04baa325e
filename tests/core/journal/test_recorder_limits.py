"""Sizes, slowness and real sockets: the recorder holds its bounds and tells what went on the wire."""

import asyncio
import tracemalloc
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from simulators.core.journal.filters import Filter
from simulators.core.journal.model import Exchange
from simulators.core.journal.recorder import Recorder
from simulators.core.journal.tap import Event, Receive, Scope, Send
from simulators.core.net.body import read_body
from simulators.core.service import Analysis, Face
from tests.core.journal.makers import Essai, espace_in, run
from tests.core.journal.makers import exchange as exchange_like
from tests.core.journal.wire import (
    Line,
    answer,
    dialogue,
    events,
    face_of,
    greeter,
    lived,
    post,
    scope_of,
    served,
)


def test_a_body_over_the_limit_is_answered_and_64_kb_of_it_are_kept(tmp_path: Path) -> None:
    chunks = [b"x" * 65_536] * 5
    exchange, line = lived(greeter, events(*chunks), tmp_path)
    assert (line.status, line.body) == (413, b"200000")
    assert exchange.request.body == b"x" * 65_536
    assert exchange.request.size == 327_680
    assert exchange.facts["http.incomplet"] is True
    assert exchange.facts["erreurs"] == ("occupe",)
    assert (exchange.operation, exchange.facts["code"]) == ("essai.trop_gros", "413")


def test_a_body_announced_enormous_is_refused_before_it_comes(tmp_path: Path) -> None:
    async def nothing_comes() -> Event:
        raise AssertionError("the body must not be awaited")

    exchange, line = lived(
        greeter, [], tmp_path, receive=nothing_comes, headers=[(b"content-length", b"9999999999")]
    )
    assert line.status == 413
    assert exchange.request.size == 9_999_999_999


def test_a_body_that_does_not_come_is_too_slow(tmp_path: Path) -> None:
    async def silent() -> Event:
        await asyncio.Event().wait()
        return {}

    exchange, line = lived(greeter, [], tmp_path, receive=silent)
    assert line.status == 408
    assert exchange.outcome == "408"


def test_an_endless_answer_is_kept_within_bounds(tmp_path: Path) -> None:
    async def endless(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for _ in range(100):
            await send({"type": "http.response.body", "body": b"y" * 10_000, "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    exchange, line = lived(endless, events(b"x"), tmp_path)
    assert len(line.body) == 1_000_000
    assert exchange.answer is not None
    assert exchange.answer.body == b"y" * 65_536
    assert exchange.answer.size == 1_000_000
    assert exchange.outcome == "200"


def test_the_bytes_read_are_the_journals_own_not_a_copy(tmp_path: Path) -> None:
    seen: list[tuple[bytes, bytes]] = []

    async def app(scope: Scope, receive: Any, send: Send) -> None:
        body = await read_body(receive, 100_000, 1)
        seen.append((body, receive.kept.joined()))
        scope["socle"].analysis = Analysis()
        await answer(send, 200, b"")

    lived(app, events(b"a" * 40_000, b"b" * 40_000), tmp_path)
    assert seen[0][0] is seen[0][1]


def test_on_a_socket_the_journal_shows_the_bytes_sent_and_received(tmp_path: Path) -> None:
    async def story() -> tuple[bytes, Exchange]:
        async with espace_in(tmp_path) as espace, served(face_of(greeter), espace) as port:
            received = await dialogue(port, post(b"Ruth", "X-Test: un", "X-Test: deux"))
            (exchange,) = await espace.journal.query(Filter())
            return received, exchange

    received, exchange = run(story)
    assert received.startswith(b"HTTP/1.1 200 OK\r\n")
    assert received.endswith(b"\r\n\r\nbonjour Ruth")
    assert b"x-socle-exchange: " + exchange.id.encode() in received
    assert exchange.request.headers[-2:] == (("x-test", "un"), ("x-test", "deux"))
    assert exchange.connection == "c0"
    assert exchange.wire.remote.startswith("127.0.0.1:")


def test_on_a_socket_a_body_of_20_mb_gets_its_answer(tmp_path: Path) -> None:
    async def story() -> tuple[bytes, Exchange]:
        async with espace_in(tmp_path) as espace, served(face_of(greeter), espace) as port:
            received = await dialogue(port, post(b"x" * 20_000_000))
            (exchange,) = await espace.journal.query(Filter())
            return received, exchange

    received, exchange = run(story)
    assert received.startswith(b"HTTP/1.1 413 ")
    assert exchange.request.size == 20_000_000
    assert exchange.request.body == b"x" * 65_536


def test_on_a_socket_a_client_that_leaves_is_journalled(tmp_path: Path) -> None:
    async def story() -> Exchange | None:
        async with espace_in(tmp_path) as espace, served(face_of(greeter), espace) as port:
            waiting = asyncio.create_task(espace.journal.wait(Filter(after_seq=0), 30))
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(post(b"Ruth Nessi")[:-4])
            await writer.drain()
            writer.close()
            return await waiting

    exchange = run(story)
    assert exchange is not None
    assert exchange.outcome == "coupure"
    assert exchange.request.body == b"Ruth N"


def test_memory_stays_under_four_times_the_accepted_body(tmp_path: Path) -> None:
    chunks = 128

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        body = await read_body(receive, 10_000_000, 1)
        scope["socle"].analysis = Analysis(facts={"essai.taille": len(body)})
        await answer(send, 200, b"")

    async def upload() -> AsyncIterator[Event]:
        for number in range(chunks):
            yield {"type": "http.request", "body": bytes(65_536), "more_body": number < chunks - 1}

    async def story() -> int:
        async with espace_in(tmp_path) as espace:
            face = Face("essai", 0, app, limit=10_000_000)
            recorder = Recorder(app, service=Essai(face), face=face, marks=True)
            line, coming = Line(), upload()
            espace.journal.record(exchange_like("warm"))
            await espace.journal.flush()
            tracemalloc.start()
            await recorder(scope_of(espace, line), lambda: anext(coming), line.send)
            await espace.journal.flush()
            peak = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
            return peak

    assert run(story) < 4 * chunks * 65_536
