"""The journal as an editor's tools use it: write, read back, wait, follow, purge."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from simulators.core.journal import rows
from simulators.core.journal.filters import Filter
from simulators.core.journal.journal import Journal
from simulators.core.journal.model import Exchange, Message
from simulators.core.rule import Severity
from simulators.core.store.store import single_store
from tests.core.journal.makers import exchange, finding, journal_in, run, whole_exchange

BIG = bytes(range(256)) * 400


def big_request(body: bytes = BIG) -> Message:
    """A request whose body leaves the row."""
    return Message("POST /gros HTTP/1.1", body=body, size=len(body))


def test_what_is_recorded_is_read_back_whole_with_its_sequence_number(tmp_path: Path) -> None:
    async def story() -> tuple[Exchange | None, Exchange | None]:
        async with journal_in(tmp_path) as (journal, _):
            journal.record(exchange("first"))
            journal.record(whole_exchange())
            return await journal.get("whole"), await journal.get("nobody")

    found, nobody = run(story)
    assert found == replace(whole_exchange(), seq=2)
    assert nobody is None


def test_the_journal_survives_its_closing(tmp_path: Path) -> None:
    async def write() -> None:
        async with journal_in(tmp_path) as (journal, _):
            journal.record(whole_exchange())
            journal.record(exchange("big", request=big_request()))

    async def read() -> list[Exchange | None]:
        async with journal_in(tmp_path) as (journal, _):
            journal.record(exchange("later"))
            return [await journal.get(id_) for id_ in ("whole", "big", "later")]

    run(write)
    whole, big, later = run(read)
    assert whole == replace(whole_exchange(), seq=1)
    assert big is not None
    assert big.request.body == BIG
    assert later is not None
    assert later.seq == 3


def test_a_body_of_64_kb_stays_in_the_row_and_one_byte_more_goes_to_a_blob(tmp_path: Path) -> None:
    async def story() -> list[Exchange]:
        async with journal_in(tmp_path) as (journal, _):
            journal.record(exchange("edge", request=big_request(b"x" * 65_536)))
            journal.record(exchange("over", request=big_request(b"x" * 65_537)))
            return await journal.query(Filter())

    edge, over = run(story)
    assert edge.request.blob == ""
    assert edge.request.body == b"x" * 65_536
    assert over.request.body is None
    assert over.request.blob == "1abe08ebecf1c18cab71f6fe28aaddf20268f85bad78bb9a72f88ca47c874662"
    assert over.request.size == 65_537


def test_reading_sees_what_was_recorded_a_moment_before(tmp_path: Path) -> None:
    async def story() -> list[int]:
        async with journal_in(tmp_path) as (journal, _):
            counts = []
            for number in range(3):
                journal.record(exchange(f"e{number}"))
                counts.append(len(await journal.query(Filter())))
            return counts

    assert run(story) == [1, 2, 3]


def test_an_id_recorded_twice_loses_neither_the_first_nor_its_neighbours(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def story() -> list[str]:
        async with journal_in(tmp_path) as (journal, _):
            journal.record(exchange("same", outcome="200"))
            await journal.flush()
            for each in (exchange("before"), exchange("same", outcome="500"), exchange("after")):
                journal.record(each)
            return [f"{e.id} {e.outcome}" for e in await journal.query(Filter())]

    assert run(story) == ["same 200", "before 200", "after 200"]
    assert "1 exchanges lost for espace defaut" in caplog.text


def test_a_disk_that_refuses_is_told_to_the_store_and_does_not_stop_the_journal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    lost: list[str] = []
    add = rows.add

    def refuse(connection: Connection, blobs: rows.Blobs, batch: Sequence[Exchange]) -> int:
        if any(each.id == "bad" for each in batch):
            raise OperationalError("insert", {}, OSError("disk full"))
        return add(connection, blobs, batch)

    monkeypatch.setattr(rows, "add", refuse)

    async def story() -> list[str]:
        async with journal_in(tmp_path) as (journal, store):
            store.file.on_lost = lambda: lost.append("told")
            journal.record(exchange("bad"))
            await journal.flush()
            journal.record(exchange("good"))
            return [e.id for e in await journal.query(Filter())]

    assert run(story) == ["good"]
    assert lost == ["told"]


def test_recording_after_the_espace_is_gone_is_logged_and_nothing_hangs(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def story() -> None:
        with single_store(tmp_path) as store:
            journal = Journal(store, "defaut")
            store.drop()
            journal.record(exchange())
            await journal.flush()

    run(story)
    assert "1 exchanges lost for espace defaut" in caplog.text


def test_waiting_returns_as_soon_as_a_match_is_stored(tmp_path: Path) -> None:
    async def story() -> Exchange | None:
        async with journal_in(tmp_path) as (journal, _):
            waiting = asyncio.create_task(journal.wait(Filter(operation="essai.partir", after_seq=0), 30))
            journal.record(exchange("other"))
            await journal.flush()
            assert not waiting.done()
            journal.record(exchange("wanted", operation="essai.partir"))
            return await waiting

    found = run(story)
    assert found is not None
    assert (found.id, found.seq) == ("wanted", 2)


def test_waiting_sees_what_is_already_stored_after_the_sequence_given(tmp_path: Path) -> None:
    async def story() -> list[str | None]:
        async with journal_in(tmp_path) as (journal, _):
            for id_ in ("a", "b", "c"):
                journal.record(exchange(id_))
            found = [await journal.wait(Filter(after_seq=seq), 30) for seq in (0, 1, 2)]
            return [e.id if e else None for e in found]

    assert run(story) == ["a", "b", "c"]


def test_waiting_without_a_sequence_ignores_the_past(tmp_path: Path) -> None:
    async def story() -> tuple[Exchange | None, bool]:
        async with journal_in(tmp_path) as (journal, _):
            journal.record(exchange("past"))
            return await journal.wait(Filter(), 0.05), journal.busy

    assert run(story) == (None, False)


def test_two_who_wait_are_both_told(tmp_path: Path) -> None:
    async def story() -> list[str | None]:
        async with journal_in(tmp_path) as (journal, _):
            waiting = [asyncio.create_task(journal.wait(Filter(after_seq=0), 30)) for _ in range(2)]
            await journal.query(Filter())
            journal.record(exchange("one"))
            return [e.id if e else None for e in await asyncio.gather(*waiting)]

    assert run(story) == ["one", "one"]


def test_a_follower_gets_every_exchange_in_order_with_its_number(tmp_path: Path) -> None:
    async def story() -> list[tuple[str, int]]:
        async with journal_in(tmp_path) as (journal, _), journal.subscribe() as exchanges:
            assert journal.busy
            journal.record(exchange("a"))
            await journal.flush()
            journal.record(exchange("b"))
            seen = [await anext(exchanges), await anext(exchanges)]
            return [(e.id, e.seq) for e in seen]

    assert run(story) == [("a", 1), ("b", 2)]


def test_a_follower_who_does_not_read_keeps_the_256_latest(tmp_path: Path) -> None:
    async def story() -> list[int]:
        async with journal_in(tmp_path) as (journal, _), journal.subscribe() as exchanges:
            for number in range(300):
                journal.record(exchange(f"e{number}"))
            await journal.flush()
            return [(await anext(exchanges)).seq for _ in range(256)]

    seen = run(story)
    assert seen[0] == 45
    assert seen[-1] == 300


def test_what_is_read_anew_replaces_what_was_read_and_not_the_bytes(tmp_path: Path) -> None:
    async def story() -> tuple[Exchange | None, list[Exchange], int]:
        async with journal_in(tmp_path) as (journal, store):
            journal.record(exchange("e1", request=big_request()))
            before = await journal.get("e1")
            assert before is not None
            facts = {"code": "02", "patient.matricule": "111111111111111"}
            await journal.replace(
                replace(before, facts=facts, facts_version=9, findings=(finding(Severity.ERROR),))
            )
            asked = Filter(code="02", patient="111111111111111", severity="error")
            return await journal.get("e1"), await journal.query(asked), store.generation

    changed, found, generation = run(story)
    assert changed is not None
    assert (changed.facts_version, changed.seq) == (9, 1)
    assert changed.request.body == BIG
    assert [e.id for e in found] == ["e1"]
    assert generation == 0


def test_walking_gives_every_exchange_whole_and_in_order(tmp_path: Path) -> None:
    async def story() -> list[tuple[str, int]]:
        async with journal_in(tmp_path) as (journal, _):
            journal.record(exchange("a"))
            journal.record(exchange("b", request=big_request()))
            for number in range(250):
                journal.record(exchange(f"c{number}"))
            return [(e.id, len(e.request.body or b"")) async for page in journal.walk() for e in page]

    seen = run(story)
    assert len(seen) == 252
    assert seen[:3] == [("a", 7), ("b", 102_400), ("c0", 7)]
    assert seen[-1] == ("c249", 7)


def test_reading_does_not_wait_for_the_traffic_to_stop(tmp_path: Path) -> None:
    async def story() -> tuple[list[str], int]:
        async with journal_in(tmp_path) as (journal, _):
            stop = asyncio.Event()

            async def traffic() -> int:
                count = 0
                while not stop.is_set():
                    count += 1
                    journal.record(exchange(f"t{count}"))
                    await asyncio.sleep(0)
                return count

            busy = asyncio.create_task(traffic())
            journal.record(exchange("first"))
            found = await journal.get("first")
            stop.set()
            return [found.id] if found else [], await busy

    found, count = run(story)
    assert found == ["first"]
    assert count > 0
