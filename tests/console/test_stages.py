"""A stage whose scenario cannot be set: what had been set of it is undone, and the reason told."""

import asyncio
from dataclasses import replace

import httpx
import pytest
from fastapi import HTTPException

from simulators.control import stages
from simulators.control.access import Tokens
from simulators.control.app import create
from simulators.control.desk import Desk
from simulators.core.context import Context
from simulators.core.net.pki.authority import Pki
from simulators.scenarios.catalogue import load_catalogue
from simulators.scenarios.model import Panne
from tests.console.conftest import ORIGIN, TOKEN, World
from tests.console.samples import SampleService

pytestmark = pytest.mark.anyio
GOOD = Panne("desir_550", "essai")


@pytest.mark.parametrize("bad", [Panne("nulle_part", "essai"), Panne("desir_550", "absent")])
async def test_a_fault_that_cannot_be_armed_leaves_none(world: World, pki: Pki, bad: Panne) -> None:
    desk = Desk(Context(world.espaces, pki), {"essai": SampleService()}, Tokens(TOKEN), asyncio.Event())
    espace = await world.espaces.get("defaut")
    plain = load_catalogue().scenarios["INS-01"]
    asked = replace(plain.donne, pannes=(GOOD, bad), options=("essai.option",))
    with pytest.raises(HTTPException) as refused:
        await stages.begin(desk, espace, replace(plain, donne=asked))
    assert refused.value.status_code == 422
    assert espace.faults.active() == []
    assert espace.settings.options == frozenset()
    good = await stages.begin(desk, espace, replace(plain, donne=replace(asked, pannes=(GOOD,))))
    assert [one.name for one in espace.faults.active()] == ["desir_550"]
    ended = await stages.end(desk, espace, good)
    assert espace.faults.active() == []
    assert await stages.end(desk, espace, ended) == ended


async def test_who_waited_for_an_espace_deleted_meanwhile_is_told_so(world: World, pki: Pki) -> None:
    desk = Desk(Context(world.espaces, pki), {"essai": SampleService()}, Tokens(TOKEN), asyncio.Event())
    await world.espaces.create("seance")
    transport = httpx.ASGITransport(create(desk))
    headers = {"authorization": f"Bearer {TOKEN}"}
    async with httpx.AsyncClient(transport=transport, base_url=ORIGIN, headers=headers) as api:
        async with desk.turn("seance"):
            led = asyncio.create_task(api.post("/api/espaces/seance/conduite", json={"geste": "pause"}))
            gone = asyncio.create_task(api.delete("/api/espaces/seance"))
            # Both are at the door.
            for _ in range(100):
                await asyncio.sleep(0)
            assert not led.done()
            assert not gone.done()
            await world.espaces.delete("seance")
        for answer in (await led, await gone):
            assert answer.status_code == 404
            assert answer.json()["detail"] == "Espace inconnu : seance"
