"""Reset, snapshot and restore are exact, and safe while the espace is in use."""

import asyncio
import os
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from simulators.core.clock import ClockMode, ClockSetting
from simulators.core.espace import Espace, EspaceSettings
from simulators.core.faults.model import Fault
from simulators.core.journal.filters import Filter
from simulators.core.monde.model import Personne
from simulators.core.rule import Profile
from simulators.core.store.errors import UnknownSnapshotError
from simulators.core.store.espaces import Espaces
from simulators.core.store.template import create_file
from tests.core.store.conftest import Opener, Recorder

pytestmark = pytest.mark.anyio
BIG = b"<grand>" + b"x" * 100_000 + b"</grand>"
# What belongs to the life of the file and not to its content.
LIFE = "key NOT IN ('epoch', 'monde')"


def content(espace: Espace) -> Mapping[str, object]:
    """Every table of the file, row by row with its rowid if any, and every statement that made it."""
    with closing(sqlite3.connect(espace.store.file.path)) as bare:
        found: dict[str, object] = {
            "sqlite_schema": sorted(
                bare.execute("SELECT type, name, sql FROM sqlite_schema").fetchall(), key=repr
            )
        }
        for name, sql in bare.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table'").fetchall():
            where = f"WHERE {LIFE}" if name == "meta" else ""
            rows, order = ("*", "1") if "WITHOUT ROWID" in sql else ("rowid, *", "rowid")
            if name != "openings":
                found[name] = bare.execute(f"SELECT {rows} FROM {name} {where} ORDER BY {order}").fetchall()
    return found


def fault(name: str) -> Fault:
    return Fault(id=name, kind="metier", name="desir_550", service="ins", remaining=2)


async def lived(espaces: Espaces, name: str, record: Recorder) -> Espace:
    """An espace with a little of everything in it."""
    espace = await espaces.create(name)
    await espace.monde.put(Personne(id="lucette"))
    await espace.faults.add(fault("panne"))
    record(espace, "premier")
    record(espace, "gros", BIG)
    await espace.journal.flush()
    return espace


async def spoil(espaces: Espaces, espace: Espace, record: Recorder) -> None:
    """Changes a little of everything."""
    await espace.monde.delete("personnes", "odette")
    await espace.monde.put(Personne(id="gaston"))
    await espace.faults.remove("panne")
    await espace.faults.add(fault("autre"))
    record(espace, "second", BIG + b" ")
    await espace.store.write(lambda c: c.exec_driver_sql("CREATE TABLE essai (n INTEGER)"))
    await espaces.set_settings(espace.name, EspaceSettings(Profile.STRICT))
    await espaces.set_clock(
        espace.name, ClockSetting(ClockMode.STEPPED, 0.0, datetime(2030, 1, 1, tzinfo=UTC))
    )
    await espace.journal.flush()


async def test_a_restored_snapshot_is_the_state_that_was_kept_byte_for_byte(
    espaces: Espaces, record: Recorder
) -> None:
    espace = await lived(espaces, "job-42", record)
    before = content(espace)
    await espaces.snapshot("job-42", "avant")
    await spoil(espaces, espace, record)
    assert content(espace) != before
    await espaces.restore("job-42", "avant")
    assert content(espace) == before


async def test_after_a_restore_the_espace_already_given_shows_the_restored_state(
    espaces: Espaces, record: Recorder
) -> None:
    espace = await lived(espaces, "job-42", record)
    await espaces.snapshot("job-42", "avant")
    await spoil(espaces, espace, record)
    version = espace.monde.version
    await espaces.restore("job-42", "avant")
    assert await espaces.get("job-42") is espace
    assert list(espace.monde.personnes()) == ["odette", "marcel", "lucette"]
    assert espace.monde.version != version
    assert [each.id for each in espace.faults.active()] == ["panne"]
    assert espace.settings == EspaceSettings()
    assert espace.clock.setting == ClockSetting()
    assert [e.id for e in await espace.journal.query(Filter())] == ["premier", "gros"]
    kept = await espace.journal.get("gros")
    assert kept is not None
    assert kept.request.body == BIG


async def test_a_restored_espace_goes_on_living_and_never_repeats_an_identifier(
    espaces: Espaces, record: Recorder
) -> None:
    espace = await lived(espaces, "job-42", record)
    await espaces.snapshot("job-42", "avant")
    tokens = [espace.ids.token("exchange")]
    for _ in range(3):
        await espaces.restore("job-42", "avant")
        tokens.append(espace.ids.token("exchange"))
        await espace.monde.put(Personne(id="gaston"))
        assert "gaston" in espace.monde.personnes()
    assert len(set(tokens)) == 4


async def test_a_restored_state_is_still_there_after_a_restart(
    open_espaces: Opener, record: Recorder
) -> None:
    first = await open_espaces()
    espace = await lived(first, "job-42", record)
    before = content(espace)
    await first.snapshot("job-42", "avant")
    await spoil(first, espace, record)
    await first.restore("job-42", "avant")
    await first.close()
    again = await (await open_espaces()).get("job-42")
    assert content(again) == before
    assert await again.journal.query(Filter(operation="journal.lacune")) == []


async def test_a_reset_espace_is_a_new_one_byte_for_byte(espaces: Espaces, record: Recorder) -> None:
    fresh = content(await espaces.create("neuf"))
    espace = await lived(espaces, "job-42", record)
    await spoil(espaces, espace, record)
    await espaces.set_settings("job-42", EspaceSettings())
    await espaces.reset("job-42")
    assert content(espace) == fresh
    assert espace.faults.active() == []
    assert espace.clock.setting == ClockSetting()
    assert list(espace.monde.personnes()) == ["odette", "marcel"]
    assert await espace.journal.query(Filter()) == []


async def test_a_reset_keeps_how_the_espace_behaves_so_that_no_guard_falls(espaces: Espaces) -> None:
    espace = await espaces.create("formation")
    guarded = EspaceSettings(Profile.STRICT, refuse_real_data=True)
    await espaces.set_settings("formation", guarded)
    await espaces.reset("formation")
    assert espace.settings == guarded


async def test_a_reset_frees_the_blobs_nothing_names_any_more_except_the_youngest(
    espaces: Espaces, record: Recorder
) -> None:
    espace = await espaces.create("job-42")
    old, young = espace.store.blobs.put(b"vieux"), espace.store.blobs.put(b"jeune")
    os.utime(espace.store.blobs.path(old), (1, 1))
    await espaces.reset("job-42")
    assert list(espace.store.blobs.names()) == [young]


async def test_a_snapshot_keeps_its_blobs_through_a_reset(espaces: Espaces, record: Recorder) -> None:
    espace = await lived(espaces, "job-42", record)
    await espaces.snapshot("job-42", "avant")
    for sha in list(espace.store.blobs.names()):
        os.utime(espace.store.blobs.path(sha), (1, 1))
    await espaces.reset("job-42")
    assert list(espace.store.blobs.names()) == []
    await espaces.restore("job-42", "avant")
    kept = await espace.journal.get("gros")
    assert kept is not None
    assert kept.request.body == BIG


async def test_snapshots_are_listed_replaced_and_forgotten(espaces: Espaces) -> None:
    espace = await espaces.create("job-42")
    await espaces.snapshot("job-42", "b")
    await espaces.snapshot("job-42", "a")
    await espace.monde.put(Personne(id="lucette"))
    await espaces.snapshot("job-42", "b")
    assert await espaces.snapshots("job-42") == ["a", "b"]
    assert await espaces.snapshots("defaut") == []
    await espaces.restore("job-42", "a")
    assert "lucette" not in espace.monde.personnes()
    await espaces.restore("job-42", "b")
    assert "lucette" in espace.monde.personnes()
    await espaces.delete_snapshot("job-42", "a")
    assert await espaces.snapshots("job-42") == ["b"]


async def test_a_snapshot_that_does_not_exist_is_refused_and_nothing_changes(espaces: Espaces) -> None:
    espace = await espaces.get("defaut")
    before = content(espace)
    with pytest.raises(UnknownSnapshotError):
        await espaces.restore("defaut", "jamais")
    assert content(espace) == before


async def test_resets_under_a_stream_of_writes_and_reads_never_break_either(
    espaces: Espaces, record: Recorder
) -> None:
    espace = await espaces.create("job-42")
    done = asyncio.Event()

    async def writes(number: int) -> int:
        count = 0
        while not done.is_set():
            await espace.monde.put(Personne(id=f"p{number}-{count}"))
            assert {"odette", "marcel"} <= set(espace.monde.personnes())
            count += 1
        return count

    tasks = [asyncio.create_task(writes(number)) for number in range(4)]
    for _ in range(10):
        await espaces.reset("job-42")
    done.set()
    assert all(count > 0 for count in await asyncio.gather(*tasks))
    await espaces.reset("job-42")
    assert list(espace.monde.personnes()) == ["odette", "marcel"]


async def test_a_snapshot_holds_what_was_recorded_just_before(espaces: Espaces, record: Recorder) -> None:
    espace = await espaces.create("job-42")
    record(espace, "premier")
    await espaces.snapshot("job-42", "avant")
    await espaces.reset("job-42")
    await espaces.restore("job-42", "avant")
    assert [e.id for e in await espace.journal.query(Filter())] == ["premier"]


async def test_another_process_sees_a_restored_monde(tmp_path: Path, open_espaces: Opener) -> None:
    here, there = await open_espaces(tmp_path / "i"), await open_espaces(tmp_path / "i")
    mine, theirs = await here.get("defaut"), await there.get("defaut")
    await here.snapshot("defaut", "avant")
    await mine.monde.put(Personne(id="lucette"))
    theirs.monde.invalidate()
    assert "lucette" in theirs.monde.personnes()
    await here.restore("defaut", "avant")
    theirs.monde.invalidate()
    assert "lucette" not in theirs.monde.personnes()


async def test_what_a_killed_restore_left_behind_does_not_spoil_the_next(
    espaces: Espaces, record: Recorder
) -> None:
    espace = await lived(espaces, "job-42", record)
    before = content(espace)
    await espaces.snapshot("job-42", "avant")
    await spoil(espaces, espace, record)
    interrupted(espace.store.folder / ".base.sqlite.part")
    await espaces.restore("job-42", "avant")
    assert content(espace) == before
    assert list(espace.store.folder.glob(".*")) == []


def interrupted(path: Path) -> None:
    """A file and a log full of other rows, as a process killed in the middle of a copy leaves them."""
    other = path.with_name("autre.sqlite")
    create_file(other)
    with closing(sqlite3.connect(other)) as bare:
        bare.execute("INSERT INTO settings VALUES ('reste', '{}')")
        bare.commit()
        for suffix in ("", "-wal"):
            Path(f"{path}{suffix}").write_bytes(Path(f"{other}{suffix}").read_bytes())
    other.unlink()
