"""The process is killed while it writes: nothing that was answered is lost, and the gap is told."""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Connection

from simulators.core.espace import Espace
from simulators.core.journal.filters import Filter
from simulators.core.store.errors import StoreTooNewError
from tests.core.store.conftest import Opener, Recorder

pytestmark = pytest.mark.anyio
PROGRAM = Path(__file__).with_name("killed_program.py")
ROOT = Path(__file__).parents[3]


def answered_before_the_kill(root: Path, wanted: int) -> list[int]:
    """Runs the program, kills it once `wanted` writes were answered, returns every answer it gave."""
    with subprocess.Popen(
        [sys.executable, str(PROGRAM), str(root)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(wanted)]
        process.send_signal(signal.SIGKILL)
        lines += process.stdout.readlines()
    return [int(line) for line in lines if line.endswith(b"\n")]


def written(connection: Connection) -> list[int]:
    return [row[0] for row in connection.exec_driver_sql("SELECT numero FROM essai ORDER BY numero")]


def total(connection: Connection) -> int:
    return int(connection.exec_driver_sql("SELECT nombre FROM essai_total").scalar_one())


async def gaps(espace: Espace) -> list[str]:
    return [e.outcome for e in await espace.journal.query(Filter(operation="journal.lacune"))]


async def test_every_answered_write_is_there_once_after_kill_9(tmp_path: Path, open_espaces: Opener) -> None:
    chance = random.Random(9)  # noqa: S311 - where to kill, not a secret
    answered: list[int] = []
    for _ in range(3):
        answered += answered_before_the_kill(tmp_path / "i", chance.randint(150, 900))
    espaces = await open_espaces(tmp_path / "i")
    store = (await espaces.get("defaut")).store
    present = store.read(written)
    assert len(answered) >= 450
    assert set(answered) <= set(present)
    assert len(present) == len(set(present)) == store.read(total)


async def test_a_kill_leaves_one_gap_in_the_journal_of_each_espace_that_was_open(
    tmp_path: Path, open_espaces: Opener
) -> None:
    answered_before_the_kill(tmp_path / "i", 20)
    espaces = await open_espaces(tmp_path / "i")
    assert await gaps(await espaces.get("defaut")) == ["arret_brutal"]
    assert await gaps(await espaces.get("installation")) == ["arret_brutal"]
    entry = (await (await espaces.get("defaut")).journal.query(Filter(protocol="journal")))[0]
    assert entry.operation == "journal.lacune"
    assert entry.facts["journal.lacune"] == "arret_brutal"


async def test_the_gap_is_told_once_and_a_clean_end_adds_none(tmp_path: Path, open_espaces: Opener) -> None:
    answered_before_the_kill(tmp_path / "i", 20)
    for _ in range(3):
        espaces = await open_espaces(tmp_path / "i")
        assert await gaps(await espaces.get("defaut")) == ["arret_brutal"]
        await espaces.close()


async def test_a_clean_end_leaves_no_gap_and_keeps_what_was_recorded_last(
    tmp_path: Path, open_espaces: Opener, record: Recorder
) -> None:
    first = await open_espaces(tmp_path / "i")
    record(await first.get("defaut"), "dernier")
    await first.close()
    second = await open_espaces(tmp_path / "i")
    espace = await second.get("defaut")
    assert await gaps(espace) == []
    assert await espace.journal.get("dernier") is not None


async def test_another_process_still_at_work_is_no_gap(tmp_path: Path, open_espaces: Opener) -> None:
    first = await open_espaces(tmp_path / "i")
    second = await open_espaces(tmp_path / "i")
    assert await gaps(await second.get("defaut")) == []
    await second.close()
    third = await open_espaces(tmp_path / "i")
    assert await gaps(await third.get("defaut")) == []
    await third.close()
    await first.close()


async def test_what_was_written_behind_and_lost_leaves_a_gap_in_the_journal(
    open_espaces: Opener, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("CRITICAL")
    espace = await (await open_espaces("memory")).get("defaut")
    espace.store.write_behind(lambda _: 1 // 0)
    found = await espace.journal.wait(Filter(operation="journal.lacune", after_seq=0), timeout=10)
    assert found is not None
    assert found.outcome == "ecriture_perdue"


async def test_each_opening_has_an_epoch_of_its_own_so_that_identifiers_never_repeat(
    tmp_path: Path, open_espaces: Opener
) -> None:
    tokens = []
    for _ in range(3):
        espaces = await open_espaces(tmp_path / "i")
        tokens.append((await espaces.get("defaut")).ids.token("exchange"))
        await espaces.close()
    assert len(set(tokens)) == 3


async def test_two_installations_of_the_same_seed_give_the_same_identifiers(
    tmp_path: Path, open_espaces: Opener
) -> None:
    one = await (await open_espaces(tmp_path / "un")).get("defaut")
    other = await (await open_espaces(tmp_path / "deux")).get("defaut")
    assert one.ids.token("exchange") == other.ids.token("exchange")


async def test_a_file_of_a_later_version_is_refused_and_not_touched(
    tmp_path: Path, open_espaces: Opener
) -> None:
    first = await open_espaces(tmp_path / "i")
    espace = await first.create("futur")
    await espace.store.write(lambda c: c.exec_driver_sql("PRAGMA user_version=99"))
    await first.close()
    second = await open_espaces(tmp_path / "i")
    with pytest.raises(StoreTooNewError):
        await second.get("futur")
