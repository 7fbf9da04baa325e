"""A fault acts on what it aims at, as often as asked, and picks the same calls for the same seed."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from simulators.core.clock import Clock, ClockMode, ClockSetting
from simulators.core.faults.active import Fault, Faults
from simulators.core.store.store import Store
from tests.core.journal.makers import journal_in, run

BUSY = Fault("f1", "metier", "occupe", service="essai")
RUTH = "255069999999934 NESSI-MICHEL|RUTH ISABELLE|F|1955-06-01"


async def faults_of(store: Store, *added: Fault) -> Faults:
    """The faults of a store, some added."""
    faults = Faults(store)
    await faults.load()
    for fault in added:
        await faults.add(fault)
    return faults


def asked(faults: Faults, **changed: Any) -> str | None:
    """The id of the business fault met by a call."""
    call = {"service": "essai", "operation": "essai.saluer", "patient": RUTH, "professional": "899"}
    call["client"] = "mon-dui"
    fault = faults.business(**{**call, **changed})
    return fault.id if fault else None


@pytest.mark.parametrize(
    ("aim", "met"),
    [
        ({}, True),
        ({"service": ""}, True),
        ({"service": "autre"}, False),
        ({"operation": "essai.saluer"}, True),
        ({"operation": "essai.partir"}, False),
        ({"patient": "255069999999934"}, True),
        ({"patient": "2550699999999"}, True),
        ({"patient": "NESSI-MICHEL|RUTH"}, True),
        ({"patient": "199999999999999"}, False),
        ({"patient": "MARTIN"}, False),
        ({"professional": "899"}, True),
        ({"professional": "898"}, False),
        ({"client": "mon-dui"}, True),
        ({"client": "autre-dui"}, False),
        ({"client": "mon-dui", "professional": "898"}, False),
        ({"kind": "transport"}, False),
    ],
    ids=str,
)
def test_a_fault_acts_on_what_it_aims_at(aim: dict[str, Any], met: bool, tmp_path: Path) -> None:
    async def story() -> str | None:
        async with journal_in(tmp_path) as (_, store):
            return asked(await faults_of(store, replace(BUSY, **aim)))

    assert run(story) == ("f1" if met else None)


def test_without_faults_all_is_well(tmp_path: Path) -> None:
    async def story() -> tuple[str | None, bool]:
        async with journal_in(tmp_path) as (_, store):
            faults = await faults_of(store)
            return asked(faults), faults.may_cut("essai")

    assert run(story) == (None, False)


def test_a_fault_on_three_calls_acts_on_three_calls(tmp_path: Path) -> None:
    async def story() -> list[str | None]:
        async with journal_in(tmp_path) as (_, store):
            faults = await faults_of(store, replace(BUSY, remaining=3))
            return [asked(faults) for _ in range(5)]

    assert run(story) == ["f1", "f1", "f1", None, None]


def test_a_fault_on_fifty_calls_acts_fifty_times_whatever_the_concurrency(tmp_path: Path) -> None:
    async def story() -> int:
        async with journal_in(tmp_path) as (_, store):
            faults = await faults_of(store, replace(BUSY, remaining=50))
            with ThreadPoolExecutor(8) as threads:
                loop = asyncio.get_running_loop()
                calls = [loop.run_in_executor(threads, asked, faults) for _ in range(400)]
                return [await call for call in calls].count("f1")

    assert run(story) == 50


def test_what_remains_survives_a_closing(tmp_path: Path) -> None:
    async def first() -> None:
        async with journal_in(tmp_path) as (_, store):
            parameters = {"ms": 3}
            faults = await faults_of(
                store, replace(BUSY, remaining=3, parameters=parameters), replace(BUSY, id="f2", remaining=1)
            )
            assert asked(faults) == "f1"
            assert asked(faults, service="essai") == "f1"

    async def second() -> list[Fault]:
        async with journal_in(tmp_path) as (_, store):
            return (await faults_of(store)).active()

    run(first)
    assert run(second) == [
        replace(BUSY, remaining=1, parameters={"ms": 3}),
        replace(BUSY, id="f2", remaining=1),
    ]


def stopped_at(instant: str) -> ClockSetting:
    return ClockSetting(ClockMode.STEPPED, 0.0, datetime.fromisoformat(instant))


def test_a_fault_for_a_time_ends_with_it_by_the_clock_of_its_espace(tmp_path: Path) -> None:
    async def story() -> tuple[list[str | None], list[bool], list[Fault]]:
        async with journal_in(tmp_path) as (_, store):
            clock = Clock(stopped_at("2026-01-05T08:00:00+00:00"))
            faults = Faults(store, clock)
            ends = datetime.fromisoformat("2026-01-05T08:10:00+00:00")
            await faults.add(replace(BUSY, until=ends))
            await faults.add(Fault("t1", "transport", "coupure", service="essai", until=ends))
            await faults.load()
            met, cuts = [], []
            for instant in ("08:00:00", "08:09:59", "08:10:00", "08:00:00"):
                clock.setting = stopped_at(f"2026-01-05T{instant}+00:00")
                cuts.append(faults.may_cut("essai"))
                met.append(asked(faults))
            await store.flush()
            await faults.load()
            return met, cuts, faults.active()

    # Over, it stays over: the clock set back does not bring it again.
    assert run(story) == (["f1", "f1", None, None], [True, True, False, False], [])


def test_a_fault_used_up_is_gone_for_good(tmp_path: Path) -> None:
    async def story() -> tuple[list[Fault], list[Fault]]:
        async with journal_in(tmp_path) as (_, store):
            faults = await faults_of(store, replace(BUSY, remaining=1))
            asked(faults)
            before = faults.active()
            await store.flush()
            await faults.load()
            return before, faults.active()

    assert run(story) == ([], [])


def drawn(folder: Path, seed: int, *, closed_after: int = 100) -> str:
    """Twenty calls under a fault of one in two: `x` where it acted."""

    async def calls(count: int, *added: Fault) -> str:
        async with journal_in(folder) as (_, store):
            faults = await faults_of(store, *added)
            return "".join("x" if asked(faults) else "." for _ in range(count))

    async def first() -> str:
        return await calls(min(20, closed_after), replace(BUSY, probability=0.5, seed=seed))

    async def rest() -> str:
        return await calls(max(0, 20 - closed_after))

    return run(first) + run(rest)


def test_the_same_seed_picks_the_same_calls(tmp_path: Path) -> None:
    once = drawn(tmp_path / "a", 7)
    assert drawn(tmp_path / "b", 7) == once
    assert drawn(tmp_path / "c", 8) != once
    assert 4 <= once.count("x") <= 16


def test_the_draw_goes_on_after_a_closing(tmp_path: Path) -> None:
    assert drawn(tmp_path / "a", 7, closed_after=9) == drawn(tmp_path / "b", 7)


def test_the_first_fault_added_that_acts_wins(tmp_path: Path) -> None:
    async def story() -> list[str | None]:
        async with journal_in(tmp_path) as (_, store):
            faults = await faults_of(store, replace(BUSY, remaining=1), replace(BUSY, id="f2"))
            return [asked(faults), asked(faults)]

    assert run(story) == ["f1", "f2"]


def test_faults_are_removed_one_by_one_or_all_at_once(tmp_path: Path) -> None:
    async def story() -> list[list[str]]:
        async with journal_in(tmp_path) as (_, store):
            faults = await faults_of(store, *(replace(BUSY, id=f"f{number}") for number in range(3)))
            seen = []
            assert await faults.remove("f1")
            assert not await faults.remove("f1")
            seen.append([fault.id for fault in faults.active()])
            await faults.clear()
            seen.append([fault.id for fault in faults.active()])
            await faults.load()
            seen.append([fault.id for fault in faults.active()])
            return seen

    assert run(story) == [["f0", "f2"], [], []]


def test_a_transport_fault_may_aim_at_one_face(tmp_path: Path) -> None:
    cut = Fault("t1", "transport", "coupure", face="mtls")

    async def story() -> list[bool]:
        async with journal_in(tmp_path) as (_, store):
            faults = await faults_of(store, cut)
            faces = [
                faults.transport(service="essai", operation="", face=face) for face in ("mtls", "assertion")
            ]
            return [fault is not None for fault in faces]

    assert run(story) == [True, False]
