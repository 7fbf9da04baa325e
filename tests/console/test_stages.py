"""A stage whose scenario cannot be set: what had been set of it is undone, and the reason told."""

import asyncio
from dataclasses import replace

import pytest
from fastapi import HTTPException

from simulators.control import stages
from simulators.control.access import Tokens
from simulators.control.desk import Desk
from simulators.core.context import Context
from simulators.core.net.pki.authority import Pki
from simulators.scenarios.catalogue import load_catalogue
from simulators.scenarios.model import Panne
from tests.console.conftest import TOKEN, World
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
