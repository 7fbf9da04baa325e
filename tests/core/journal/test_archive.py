"""A journal sent as a file is the journal."""

import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from simulators.core.journal import archive
from simulators.core.journal.archive import JournalFileError, dump, load
from simulators.core.journal.model import Exchange, Message
from tests.core.journal.makers import exchange, journal_in, run, whole_exchange

BIG = bytes(range(256)) * 400
TOLD = (
    whole_exchange(),
    exchange("big", request=Message("POST / HTTP/1.1", body=BIG, size=102_400)),
    exchange("bytes", answer=Message("HTTP/1.1 200 OK", body=b"\xff\xfe", size=2)),
    exchange("nothing", answer=None, outcome="coupure"),
)


def dumped(folder: Path, name: str) -> Path:
    """The journal of TOLD as a file."""

    async def story() -> int:
        async with journal_in(folder / "store") as (journal, _):
            for each in TOLD:
                journal.record(each)
            return await dump(journal, folder / name)

    assert run(story) == 4
    return folder / name


@pytest.mark.parametrize("name", ["journal.jsonl", "journal.zip"])
def test_what_is_dumped_is_loaded_equal(name: str, tmp_path: Path) -> None:
    loaded = list(load(dumped(tmp_path, name)))
    assert loaded == [replace(each, seq=number) for number, each in enumerate(TOLD, 1)]
    assert not list(tmp_path.glob("*.part"))


def test_the_zip_holds_large_bodies_beside_the_lines(tmp_path: Path) -> None:
    with zipfile.ZipFile(dumped(tmp_path, "journal.zip")) as packed:
        names = packed.namelist()
    assert [name.partition("/")[0] for name in names] == ["blobs", "journal.jsonl"]


def lines(folder: Path, *told: object) -> Path:
    """A file of those lines."""
    path = folder / "journal.jsonl"
    path.write_text("".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in told))
    return path


def good(folder: Path) -> dict[str, object]:
    """One line of a true journal."""
    first: dict[str, object] = json.loads(dumped(folder, "good.jsonl").read_text().splitlines()[0])
    return first


@pytest.mark.parametrize(
    "line",
    ["", "{", "[]", "12", "{}", "[" * 100_000, '{"bodies": [1, 2]}'],
    ids=["empty", "cut", "list", "number", "nothing", "deep", "types"],
)
def test_a_line_that_is_no_exchange_is_refused_with_its_number(line: str, tmp_path: Path) -> None:
    path = lines(tmp_path, good(tmp_path), line)
    with pytest.raises(JournalFileError) as refused:
        list(load(path))
    assert refused.value.line == 2


def test_a_body_that_is_not_the_one_recorded_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "false.zip"
    line = {**good(tmp_path), "bodies": [{"blob": "ab" * 32}, None]}
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("journal.jsonl", json.dumps(line))
        packed.writestr("blobs/" + "ab" * 32, b"other")
    with pytest.raises(JournalFileError, match="not the one that was recorded"):
        list(load(path))


def test_a_body_outside_the_archive_is_not_looked_for(tmp_path: Path) -> None:
    path = tmp_path / "out.zip"
    line = {**good(tmp_path), "bodies": [{"blob": "../../etc/passwd"}, None]}
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("journal.jsonl", json.dumps(line))
    with pytest.raises(JournalFileError, match="no blobs/"):
        list(load(path))


def test_lines_without_their_large_bodies_ask_for_the_zip(tmp_path: Path) -> None:
    path = lines(tmp_path, {**good(tmp_path), "bodies": [{"blob": "ab" * 32}, None]})
    with pytest.raises(JournalFileError, match="send the zip"):
        list(load(path))


def test_a_zip_of_something_else_or_damaged_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("photo.png", b"x")
    with pytest.raises(JournalFileError, match=r"no journal\.jsonl inside"):
        list(load(path))
    whole = dumped(tmp_path, "journal.zip")
    raw = bytearray(whole.read_bytes())
    raw[40:60] = b"\0" * 20
    whole.write_bytes(raw)
    with pytest.raises(JournalFileError):
        list(load(whole))


def test_limits_of_size_and_number_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = lines(tmp_path, good(tmp_path), good(tmp_path))
    monkeypatch.setattr(archive, "EXCHANGE_LIMIT", 1)
    with pytest.raises(JournalFileError, match="more than 1 exchanges"):
        list(load(path))
    monkeypatch.setattr(archive, "LINE_LIMIT", 100)
    with pytest.raises(JournalFileError, match="over 100 bytes"):
        list(load(path))


def test_an_old_exchange_is_told_by_todays_rules_when_they_are_known(tmp_path: Path) -> None:
    rule = whole_exchange().findings[0].rule
    (first, *_rest) = load(dumped(tmp_path, "journal.jsonl"), lambda service, id_: rule)
    assert first.findings[1].rule is rule


def test_exchanges_are_read_one_at_a_time(tmp_path: Path) -> None:
    path = lines(tmp_path, good(tmp_path), "broken")
    reading = load(path)
    first: Exchange = next(iter(reading))
    assert first.id == "whole"
