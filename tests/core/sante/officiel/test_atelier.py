"""The worker: started at need, started again when it dies, stopped when it takes too long."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from pathlib import Path

import pytest

from simulators.core.sante.officiel.atelier import Atelier
from simulators.core.sante.officiel.modele import Constat
from tests.core.sante.officiel.copie import copie, document, motif, schema

pytestmark = pytest.mark.anyio

# Every element against every element, four times over: hours of work for a document of a thousand.
ENDLESS = motif(
    '<assert test="count(//*[count(//*[count(//*[count(//*) &lt; 0]) &lt; 0]) &lt; 0]) &gt; 0">fin</assert>',
    context="cda:endless",
)
TITLE = motif("<assert test=\"cda:title = 'Projet'\">Le titre est fixé.</assert>")
HEAVY = document("Bilan", "<endless/>", "<p/>" * 1_000)


@pytest.fixture
async def atelier(tmp_path: Path) -> AsyncIterator[Atelier]:
    one = Atelier(copie(tmp_path, ihe=schema(TITLE, ENDLESS)))
    yield one
    await one.stop()


def texts(found: Sequence[Constat]) -> list[str]:
    return [one.message for one in found]


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def test_nothing_runs_until_a_document_comes(atelier: Atelier) -> None:
    before = atelier.pid
    assert texts(await atelier.juger(document("Bilan"))) == ["Le titre est fixé."]
    first = atelier.pid
    assert before is None
    assert first is not None
    assert texts(await atelier.juger(document("Projet"))) == []
    assert (atelier.pid, atelier.juges) == (first, 2)


async def test_documents_entrusted_are_told_in_their_order_and_nobody_waits(atelier: Atelier) -> None:
    told: list[list[list[str]]] = []

    async def suite(found: Sequence[Sequence[Constat]]) -> None:
        told.append([texts(one) for one in found])

    atelier.confier([document("Bilan"), document("Projet")], suite)
    atelier.confier([document("Projet")], suite)
    assert told == []
    await atelier.vider()
    assert told == [[["Le titre est fixé."], []], [[]]]
    assert atelier.attente == 0


async def test_a_worker_that_died_meanwhile_is_started_again(atelier: Atelier) -> None:
    await atelier.juger(document())
    first = atelier.pid
    assert first is not None
    process = atelier._process
    assert process is not None
    os.kill(first, signal.SIGKILL)
    await process.wait()
    assert texts(await atelier.juger(document("Bilan"))) == ["Le titre est fixé."]
    assert atelier.pid not in {None, first}


async def test_a_document_that_kills_the_worker_is_told_and_the_next_is_judged(atelier: Atelier) -> None:
    await atelier.juger(document())
    assert atelier.pid is not None
    judging = asyncio.ensure_future(atelier.juger(HEAVY))
    # The document was written to the worker once the loop has gone round.
    await asyncio.sleep(0)
    os.kill(atelier.pid, signal.SIGKILL)
    (found,) = await judging
    assert found.source.value == "empeche"
    assert found.message == "le programme qui juge s'est arrêté sur ce document"
    assert texts(await atelier.juger(document("Bilan"))) == ["Le titre est fixé."]


async def test_a_document_that_takes_too_long_is_left_and_the_next_is_judged(atelier: Atelier) -> None:
    await atelier.juger(document())
    atelier.delai = 0.2
    (found,) = await atelier.juger(HEAVY)
    assert (found.source.value, found.message) == ("empeche", "le délai de 0.2 secondes est dépassé")
    assert atelier.pid is None
    atelier.delai = 60.0
    assert texts(await atelier.juger(document("Bilan"))) == ["Le titre est fixé."]


async def test_what_comes_when_too_much_waits_is_told_as_not_judged(atelier: Atelier) -> None:
    atelier.places = 1
    told: list[str] = []

    def suite(name: str) -> Callable[[Sequence[Sequence[Constat]]], Awaitable[None]]:
        async def tell(found: Sequence[Sequence[Constat]]) -> None:
            told.extend([name, *texts(found[0])])

        return tell

    for name in ("un", "deux"):
        atelier.confier([document()], suite(name))
    await atelier.vider()
    assert told == ["un", "deux", "trop de documents attendaient déjà"]


async def test_what_follows_may_fail_without_stopping_the_others(
    atelier: Atelier, caplog: pytest.LogCaptureFixture
) -> None:
    async def fails(_: Sequence[Sequence[Constat]]) -> None:
        raise KeyError("espace")

    atelier.confier([document()], fails)
    assert texts(await atelier.juger(document("Bilan"))) == ["Le titre est fixé."]
    assert caplog.messages == ["schematron: KeyError"]


async def test_a_worker_without_memory_says_so_and_harms_nobody(tmp_path: Path) -> None:
    one = Atelier(copie(tmp_path, ihe=schema(TITLE)), memoire=1_000_000)
    try:
        (found,) = await one.juger(document("Bilan", "<p/>" * 50_000))
        assert found.source.value == "empeche"
    finally:
        await one.stop()


async def test_a_copy_that_went_away_is_told(tmp_path: Path) -> None:
    one = Atelier(tmp_path / "partie")
    try:
        assert texts(await one.juger(document())) == [f"{tmp_path / 'partie'} n'est pas un dossier"]
    finally:
        await one.stop()


async def test_the_worker_ends_with_the_workshop_whatever_it_is_doing(atelier: Atelier) -> None:
    await atelier.juger(document())
    pid = atelier.pid
    assert pid is not None

    async def never(_: Sequence[Sequence[Constat]]) -> None:
        raise AssertionError("what waited must not be told")

    atelier.confier([HEAVY], never)
    await asyncio.sleep(0)
    await atelier.stop()
    assert (atelier.pid, alive(pid)) == (None, False)
