"""Reading a body within its limits, with or without a recorder around."""

import asyncio

import pytest

from simulators.core.journal.tap import Event, Kept
from simulators.core.net.body import BodyTooLarge, BodyTooSlow, ClientGone, read_body
from tests.core.journal.wire import events, receiving


def test_a_body_within_the_limit_is_given_whole() -> None:
    assert asyncio.run(read_body(receiving(events(b"ab", b"", b"cd")), 4, 1)) == b"abcd"


def test_one_byte_over_the_limit_is_too_large() -> None:
    with pytest.raises(BodyTooLarge) as refused:
        asyncio.run(read_body(receiving(events(b"ab", b"cde")), 4, 1))
    assert (refused.value.size, refused.value.limit) == (5, 4)


def test_what_is_over_the_limit_is_drained_so_that_the_client_gets_its_answer() -> None:
    read: list[int] = []

    async def receive() -> Event:
        read.append(1)
        return {"type": "http.request", "body": b"x" * 1_000_000, "more_body": len(read) < 10}

    with pytest.raises(BodyTooLarge):
        asyncio.run(read_body(receive, 4, 1))
    assert len(read) == 10


def test_draining_has_an_end() -> None:
    read: list[int] = []

    async def receive() -> Event:
        read.append(1)
        return {"type": "http.request", "body": b"x" * 1_000_000, "more_body": True}

    with pytest.raises(BodyTooLarge):
        asyncio.run(read_body(receive, 4, 5))
    assert len(read) == 34


def test_a_body_that_does_not_end_in_time_is_too_slow() -> None:
    async def receive() -> Event:
        await asyncio.Event().wait()
        return {}

    with pytest.raises(BodyTooSlow):
        asyncio.run(read_body(receive, 4, 0.01))


def test_a_client_that_leaves_is_gone() -> None:
    with pytest.raises(ClientGone):
        asyncio.run(read_body(receiving(events(b"ab", gone=True)), 4, 1))


def test_the_bytes_kept_are_the_chunk_itself_when_there_is_one() -> None:
    chunk = b"x" * 1000
    kept = Kept(2000)
    kept.add(chunk)
    kept.add(b"")
    assert kept.joined() is chunk


def test_nothing_kept_is_an_empty_body() -> None:
    assert Kept(10).joined() == b""


def test_past_its_limit_only_the_first_64_kb_are_kept() -> None:
    kept = Kept(100_000)
    for _ in range(4):
        kept.add(b"y" * 40_000)
    assert kept.truncated
    assert kept.joined() == b"y" * 65_536
    assert kept.size == 160_000
