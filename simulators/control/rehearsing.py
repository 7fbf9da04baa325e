"""What the routes of a rehearsal share: its stages one after the other, one gesture at a time."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from functools import partial
from typing import Annotated

from fastapi import Depends, HTTPException

from simulators.control import stages
from simulators.control.desk import Anyone, Desk, Owned, there
from simulators.control.reponses_repetition import RehearsalTold
from simulators.core.espace import Espace
from simulators.scenarios.model import Catalogue, Scenario
from simulators.scenarios.rehearsal import Rehearsal, every, keep, one


async def _turn(espace: Owned, desk: Anyone) -> AsyncIterator[Espace]:
    async with desk.turn(espace.name):
        # Deleted while it waited, made again perhaps: not the one found on arriving.
        yield await there(desk, espace.name)


# Two people at once: the second gesture finds what the first one left.
Turn = Annotated[Espace, Depends(_turn)]


async def catalogue_of(desk: Desk) -> Catalogue:
    """The scenarios, read at the first need, off the event loop."""
    return await asyncio.to_thread(desk.catalogue)


async def begun(desk: Desk, espace: Espace, rehearsal: Rehearsal, scenario: Scenario) -> Rehearsal:
    """The rehearsal with one stage more, kept. Nothing stays set of a scenario that cannot be set."""
    stage = await stages.begin(desk, espace, scenario)
    after = replace(rehearsal, stages=(*rehearsal.stages, stage), over=False, paused=False)
    await espace.store.write(partial(keep, rehearsal=after))
    return after


async def ended(desk: Desk, espace: Espace, rehearsal: Rehearsal, *, over: bool) -> Rehearsal:
    """What the current stage had set is undone, and kept as such: what comes next may be refused."""
    stage = await stages.end(desk, espace, rehearsal.current)
    after = replace(rehearsal, stages=(*rehearsal.stages[:-1], stage), over=over, paused=False)
    await espace.store.write(partial(keep, rehearsal=after))
    return after


async def undo_all(desk: Desk, espace: Espace) -> None:
    """Ends every rehearsal of an espace about to be reset, whose settings stay: not what was set for them."""
    for rehearsal in await espace.store.query(every):
        await ended(desk, espace, rehearsal, over=True)


def scenario_of(known: Catalogue, id_: str) -> Scenario:
    """The scenario of a stage; 409 when the catalogue has it no more."""
    scenario = known.scenarios.get(id_)
    if scenario is None:
        raise HTTPException(409, f"Le scénario {id_} n'existe plus")
    return scenario


async def found_in(espace: Espace, id_: str) -> Rehearsal:
    """A rehearsal of the espace; 404 when there is none of that id."""
    found = await espace.store.query(partial(one, id_=id_))
    if found is None:
        raise HTTPException(404, f"Répétition inconnue : {id_}")
    return found


async def going_in(espace: Espace, id_: str) -> Rehearsal:
    """One that is not over; 409 otherwise."""
    found = await found_in(espace, id_)
    if found.over:
        raise HTTPException(409, "Cette répétition est terminée")
    return found


def summary(one: Rehearsal) -> RehearsalTold:
    """What the list tells of a rehearsal."""
    return {
        "id": one.id,
        "choix": one.choice,
        "debut": one.begun.isoformat(),
        "scenarios": list(one.scenarios),
        "etape": len(one.stages) - 1,
        "terminee": one.over,
        "menee": one.led,
        "en_pause": one.paused,
    }
