"""What is purged leaves the rows, the blobs and the file itself."""

from pathlib import Path

from simulators.core.journal.filters import Filter
from simulators.core.journal.model import Message
from tests.core.journal.makers import exchange, journal_in, run


def test_purging_removes_the_rows_and_the_blobs_nothing_else_names(tmp_path: Path) -> None:
    async def story() -> tuple[int, list[str], list[str]]:
        async with journal_in(tmp_path) as (journal, store):
            mine, shared = b"RUTH NESSI" * 7000, b"autre" * 20_000
            journal.record(exchange("a", request=large(mine), answer=large(shared)))
            journal.record(exchange("b", request=Message("GET / HTTP/1.1"), answer=large(shared)))
            removed = await journal.purge(lambda e: b"RUTH" in (e.request.body or b""))
            left = [e.id for e in await journal.query(Filter())]
            return removed, left, [str(store.blobs.get(sha)[:5], "ascii") for sha in store.blobs.names()]

    assert run(story) == (1, ["b"], ["autre"])


def test_purged_bytes_are_no_longer_in_the_file(tmp_path: Path) -> None:
    async def story() -> None:
        async with journal_in(tmp_path) as (journal, _):
            for number in range(20):
                journal.record(exchange(f"e{number}", request=Message("X-SECRET-RUTH", body=b"secret-body")))
            assert await journal.purge(lambda _: True) == 20

    run(story)
    assert b"SECRET-RUTH" not in (tmp_path / "base.sqlite").read_bytes()


def test_a_sequence_number_is_never_given_twice(tmp_path: Path) -> None:
    async def story() -> int:
        async with journal_in(tmp_path) as (journal, _):
            journal.record(exchange("a"))
            await journal.purge(lambda _: True)
            journal.record(exchange("b"))
            return await journal.last()

    assert run(story) == 2


def large(body: bytes) -> Message:
    """A message whose body leaves the row."""
    return Message("POST /gros HTTP/1.1", body=body, size=len(body))
