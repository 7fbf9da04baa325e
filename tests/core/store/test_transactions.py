"""A transaction is a function: all of it is there, or nothing."""

import asyncio
import logging
import sqlite3
import threading
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.exc import IntegrityError, OperationalError

from simulators.core.store import tables, writer
from simulators.core.store.errors import StoreClosedError
from simulators.core.store.store import Store, single_store

pytestmark = pytest.mark.anyio


def keep(connection: Connection, key: str) -> str:
    connection.execute(insert(tables.settings).values(key=key, doc="{}"))
    return key


def kept(connection: Connection) -> list[str]:
    column = tables.settings.c.key
    return list(connection.scalars(select(column).where(column.like("cle-%")).order_by(column)))


def bytes_of(store: Store) -> bytes:
    """Everything on disk: the file and its write-ahead log."""
    folder = store.folder
    return b"".join(
        path.read_bytes() for path in sorted(folder.glob("base.sqlite*")) if "shm" not in path.name
    )


async def test_a_write_returns_the_value_of_its_work_and_is_read_at_once(store: Store) -> None:
    assert await store.write(lambda c: keep(c, "cle-1")) == "cle-1"
    assert store.read(kept) == ["cle-1"]
    assert await store.query(kept) == ["cle-1"]


async def test_a_transaction_that_raises_leaves_nothing_and_its_exception_reaches_the_caller(
    store: Store,
) -> None:
    def half(connection: Connection) -> None:
        keep(connection, "cle-1")
        raise ZeroDivisionError("au milieu")

    with pytest.raises(ZeroDivisionError, match="au milieu"):
        await store.write(half)
    assert store.read(kept) == []


async def test_a_failing_transaction_does_not_take_its_neighbours_of_the_same_commit_with_it(
    store: Store,
) -> None:
    keys = ["cle-1", "cle-2", "cle-1", "cle-3"]
    results = await asyncio.gather(
        *(store.write(partial(keep, key=key)) for key in keys), return_exceptions=True
    )
    assert isinstance(results[2], IntegrityError)
    assert [results[0], results[1], results[3]] == ["cle-1", "cle-2", "cle-3"]
    assert store.read(kept) == ["cle-1", "cle-2", "cle-3"]


async def test_two_hundred_concurrent_writes_are_all_there_and_each_counts_once(store: Store) -> None:
    before = store.generation
    await asyncio.gather(*(store.write(partial(keep, key=f"cle-{n:03}")) for n in range(200)))
    assert len(store.read(kept)) == 200
    assert store.generation == before + 200


async def test_a_refused_write_and_a_row_written_behind_do_not_change_the_generation(store: Store) -> None:
    before = store.generation
    store.write_behind(lambda c: keep(c, "cle-1"))
    with pytest.raises(ZeroDivisionError):
        await store.write(lambda _: 1 // 0)
    await store.flush()
    assert store.read(kept) == ["cle-1"]
    assert store.generation == before


async def test_what_is_written_behind_is_committed_by_itself(store: Store) -> None:
    committed = asyncio.Event()
    loop = asyncio.get_running_loop()
    store.write_behind(lambda c: keep(c, "cle-1"))
    store.write_behind(lambda _: loop.call_soon_threadsafe(committed.set))
    async with asyncio.timeout(5):
        await committed.wait()
    await store.flush()
    assert store.read(kept) == ["cle-1"]


async def test_what_fails_behind_is_told_as_lost_and_the_rest_stays(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    lost: list[str] = []
    store.file.on_lost = lambda: lost.append(threading.current_thread().name)
    with caplog.at_level(logging.CRITICAL):
        store.write_behind(lambda c: keep(c, "cle-1"))
        store.write_behind(lambda _: 1 // 0)
        await store.flush()
    assert lost == ["store-writer"]
    assert store.read(kept) == ["cle-1"]


async def test_order_is_kept_between_what_is_written_behind_and_what_is_awaited(store: Store) -> None:
    store.write_behind(lambda c: keep(c, "cle-1"))
    assert await store.write(kept) == ["cle-1"]


async def test_a_work_that_commits_by_itself_is_refused(store: Store) -> None:
    def commits(connection: Connection) -> None:
        keep(connection, "cle-1")
        connection.commit()
        keep(connection, "cle-2")

    with pytest.raises(sqlite3.OperationalError, match="no such savepoint"):
        await store.write(commits)
    assert await store.write(lambda c: keep(c, "cle-3")) == "cle-3"


async def test_a_reader_cannot_write(store: Store) -> None:
    with pytest.raises(OperationalError, match="readonly"):
        store.read(lambda c: keep(c, "cle-1"))
    assert store.read(kept) == []


async def test_a_reader_sees_one_state_while_another_writes(store: Store) -> None:
    seen = threading.Event()
    written = threading.Event()

    def twice(connection: Connection) -> tuple[list[str], list[str]]:
        first = kept(connection)
        seen.set()
        written.wait(5)
        return first, kept(connection)

    reading = asyncio.create_task(store.query(twice))
    await asyncio.to_thread(seen.wait, 5)
    await store.write(lambda c: keep(c, "cle-1"))
    written.set()
    assert await reading == ([], [])
    assert store.read(kept) == ["cle-1"]


async def test_a_write_cancelled_before_it_began_is_not_done(store: Store) -> None:
    holding, release = threading.Event(), threading.Event()

    def hold(_: Connection) -> None:
        holding.set()
        release.wait(5)

    held = asyncio.create_task(store.write(hold))
    await asyncio.to_thread(holding.wait, 5)
    waiting = asyncio.ensure_future(store.write(lambda c: keep(c, "cle-1")))
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    release.set()
    await held
    await store.flush()
    assert store.read(kept) == []


async def test_a_dropped_store_refuses_everything_without_hanging(store: Store) -> None:
    store.drop()
    with pytest.raises(StoreClosedError):
        store.read(kept)
    with pytest.raises(StoreClosedError):
        await store.write(lambda c: keep(c, "cle-1"))
    with pytest.raises(StoreClosedError):
        await store.flush()


async def test_what_was_queued_is_committed_when_the_store_closes(tmp_path: Path) -> None:
    with single_store(tmp_path / "seul") as first:
        for n in range(1000):
            first.write_behind(partial(keep, key=f"cle-{n:04}"))
    with single_store(tmp_path / "seul") as second:
        assert len(second.read(kept)) == 1000


async def test_what_was_deleted_can_no_longer_be_read_in_the_file_once_scrubbed(store: Store) -> None:
    await store.write(partial(keep, key="cle-SECRET-DE-ROSALIE"))
    await store.write(lambda c: c.execute(delete(tables.settings)).rowcount)
    assert b"ROSALIE" in bytes_of(store)
    await store.scrub()
    assert b"ROSALIE" not in bytes_of(store)
    assert await store.write(partial(keep, key="cle-1")) == "cle-1"


async def test_memory_stays_bounded_when_the_disk_does_not_follow(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "BEHIND_LIMIT", 10)
    lost: list[None] = []
    store.file.on_lost = lambda: lost.append(None)
    holding, release = threading.Event(), threading.Event()

    def hold(_: Connection) -> None:
        holding.set()
        release.wait(5)

    held = asyncio.create_task(store.write(hold))
    await asyncio.to_thread(holding.wait, 5)
    for n in range(15):
        store.write_behind(partial(keep, key=f"cle-{n:03}"))
    release.set()
    await held
    await store.flush()
    assert len(lost) == 5
    assert len(store.read(kept)) == 10
