"""The parts of the store: blobs, connections, the lock of a process, templates."""

import asyncio
import threading
from pathlib import Path

import pytest

from simulators.core.clock import ClockSetting
from simulators.core.espace import EspaceSettings
from simulators.core.rule import Profile
from simulators.core.store.blobs import Blobs
from simulators.core.store.connections import Connections, File
from simulators.core.store.errors import UnknownBlobError
from simulators.core.store.process import ProcessLock
from simulators.core.store.store import Store
from simulators.core.store.template import create_file, make_template

pytestmark = pytest.mark.anyio
BONJOUR = "2cb4b1431b84ec15d35ed83bb927e27e8967d75f4bcd9cc4b25c8d879ae23e18"


def test_a_blob_is_found_by_its_hash_and_stored_once(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)
    assert blobs.put(b"bonjour") == BONJOUR
    assert blobs.put(b"bonjour") == BONJOUR
    assert blobs.get(BONJOUR) == b"bonjour"
    assert list(blobs.names()) == [BONJOUR]
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [BONJOUR]


def test_a_blob_given_with_its_hash_is_the_same_blob(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)
    assert blobs.put(memoryview(b"bonjour"), BONJOUR) == BONJOUR
    assert blobs.get(BONJOUR) == b"bonjour"


def test_a_blob_removed_is_unknown_and_may_be_removed_twice(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)
    blobs.put(b"bonjour")
    blobs.remove(BONJOUR)
    blobs.remove(BONJOUR)
    with pytest.raises(UnknownBlobError):
        blobs.get(BONJOUR)


@pytest.mark.parametrize("name", ["", "..", "../../etc/passwd", "A" * 64, "a" * 63, "a" * 65, "/" + "a" * 63])
def test_what_is_not_a_hash_names_no_blob(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnknownBlobError):
        Blobs(tmp_path).get(name)
    with pytest.raises(UnknownBlobError):
        Blobs(tmp_path).remove(name)


def test_the_same_blob_written_by_many_threads_is_whole(tmp_path: Path) -> None:
    blobs, data = Blobs(tmp_path), b"x" * 1_000_000
    threads = [threading.Thread(target=blobs.put, args=(data,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (sha,) = blobs.names()
    assert blobs.get(sha) == data


def test_the_least_recently_used_connection_is_closed_first(tmp_path: Path) -> None:
    connections = Connections(idle_limit=2)
    files = [File(tmp_path / f"{n}.sqlite") for n in range(3)]
    for file in files:
        create_file(file.path)
        with connections.use(file) as connection:
            connection.exec_driver_sql("SELECT 1")
    assert connections.idle == 2
    assert [len(file.idle[False]) for file in files] == [0, 1, 1]
    with connections.use(files[0]) as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM monde").scalar_one() == 0
    connections.close()
    assert connections.idle == 0


async def test_a_connection_in_use_when_its_store_is_dropped_closes_when_given_back(store: Store) -> None:
    reading, dropped = threading.Event(), threading.Event()

    def slow(connection: object) -> str:
        reading.set()
        dropped.wait(5)
        return "lu jusqu'au bout"

    task = asyncio.create_task(store.query(slow))
    await asyncio.to_thread(reading.wait, 5)
    store.drop()
    dropped.set()
    assert await task == "lu jusqu'au bout"
    assert store.database.connections.idle == 0


def test_a_process_is_alive_until_it_releases_and_killed_if_it_could_not(tmp_path: Path) -> None:
    mine, other, third = ProcessLock(tmp_path), ProcessLock(tmp_path), ProcessLock(tmp_path)
    assert mine.alive(mine.name)
    assert mine.alive(other.name)
    assert not mine.killed(other.name)
    other.release()
    assert not mine.alive(other.name)
    assert not mine.killed(other.name)
    third.release(clean=False)
    assert mine.killed(third.name)
    mine.release()


@pytest.mark.parametrize("name", ["", "../secret", "A" * 16, "0123456789abcdef0"])
def test_what_is_no_process_is_neither_alive_nor_killed(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret.lock").write_bytes(b"")
    lock = ProcessLock(tmp_path / "processus")
    assert not lock.alive(name)
    assert not lock.killed(name)
    lock.release()


def test_the_same_content_makes_one_template_and_another_content_another(tmp_path: Path) -> None:
    row = ("personnes", "odette", '{"id":"odette"}')
    first = make_template(tmp_path, [row], EspaceSettings(), ClockSetting())
    made = first.stat().st_mtime_ns
    assert make_template(tmp_path, [row], EspaceSettings(), ClockSetting()) == first
    assert first.stat().st_mtime_ns == made
    others = {
        make_template(tmp_path, [], EspaceSettings(), ClockSetting()),
        make_template(tmp_path, [row], EspaceSettings(Profile.STRICT), ClockSetting()),
        make_template(tmp_path, [row], EspaceSettings(), ClockSetting(offset=1.0)),
    }
    assert len(others | {first}) == 4
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(p.name for p in others | {first})
