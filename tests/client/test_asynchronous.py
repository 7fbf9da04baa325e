"""The face for asyncio says the same, and lets several things be asked at once."""

import asyncio
import inspect

import pytest
from socle_client import AsyncEspace, AsyncSocle, Espace, NothingCameError, Socle, WrongTokenError

from tests.client.dui import search
from tests.running import Running

pytestmark = pytest.mark.anyio


async def test_an_espace_lives_and_is_judged(running: Running) -> None:
    async with await AsyncSocle.join_ready(running.ready_path) as socle:
        one = await socle.create("asynchrone")
        try:
            assert "asynchrone" in await socle.espaces()
            acces = await one.access()
            coming = asyncio.create_task(one.wait_for(service="ins", timeout=20))
            await asyncio.to_thread(search, acces)
            assert (await coming).facts["code"] == "00"
            await one.assert_no_error_findings()
            assert (await one.judge("INS-01")).passed
            assert (await one.call("GET", "jeton"))["token"]
            assert (await socle.espace("asynchrone")).name == "asynchrone"
        finally:
            await one.delete()
        assert {"ins", "psc"} <= (await socle.fidelity()).keys()


async def test_several_waits_at_once(running: Running, espace: str) -> None:
    control = running.ready["control"]
    one = await AsyncEspace.join(control["url"], control["token"], espace)
    try:
        waits = [one.wait_for(service=service, timeout=0.05) for service in ("ins", "dmp", "psc")]
        found = await asyncio.gather(*waits, return_exceptions=True)
        assert [type(each) for each in found] == [NothingCameError] * 3
    finally:
        await one.channel.close()


async def test_a_wrong_token_is_refused(running: Running) -> None:
    with pytest.raises(WrongTokenError, match=r"control\.token"):
        await AsyncSocle.join(running.ready["control"]["url"], "faux")


def test_both_faces_say_the_same() -> None:
    for one, other in ((Socle, AsyncSocle), (Espace, AsyncEspace)):
        assert names(one) == names(other)
        for name in names(one):
            said = [inspect.getdoc(getattr(face, name)) for face in (one, other)]
            assert said[0]
            assert said[0] == said[1], name


def names(face: type) -> set[str]:
    return {name for name in vars(face) if not name.startswith("_")}
