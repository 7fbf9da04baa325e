"""The list of exchanges: filters, pages, live stream."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from simulators.core.rule import Finding, Place
from tests.console.conftest import World
from tests.console.samples import ACCENT_RULE, ACCEPTED, REFUSED, REVOKED_RULE, refused_handshake

pytestmark = pytest.mark.anyio

WATCHED = replace(
    ACCEPTED,
    id="aaaa0009",
    facts={"patient.traits": "PETIT|LEA", "fault": False},
    findings=(Finding(ACCENT_RULE, Place("request", "whole")),),
)


@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ("operation=essai.recherche", ["DUPRE"], ["MARTIN", "PETIT"]),
        ("service=essai", ["DUPRE", "MARTIN", "PETIT"], []),
        ("service=ins", [], ["DUPRE", "MARTIN", "PETIT"]),
        ("personne=martin", ["MARTIN"], ["DUPRE", "PETIT"]),
        ("personne=1500199123001", ["MARTIN"], ["DUPRE", "PETIT"]),
        ("verdict=refuse", ["DUPRE"], ["MARTIN", "PETIT"]),
        ("verdict=surveiller", ["PETIT"], ["DUPRE", "MARTIN"]),
        ("verdict=conforme", ["MARTIN"], ["DUPRE", "PETIT"]),
        ("verdict=corriger", [], ["DUPRE", "MARTIN", "PETIT"]),
        ("verdict=n-importe-quoi", ["DUPRE", "MARTIN", "PETIT"], []),
    ],
)
async def test_the_list_is_filtered(world: World, query: str, shown: list[str], hidden: list[str]) -> None:
    await world.record(REFUSED, ACCEPTED, WATCHED)
    table = (await world.page(f"/trafic?{query}")).partition("<tbody>")[2]
    assert all(name in table for name in shown)
    assert not any(name in table for name in hidden)


async def test_an_empty_list_says_so_and_a_filtered_one_says_why(world: World) -> None:
    assert "Aucun échange pour l’instant" in await world.page("/trafic")
    assert "Aucun échange ne correspond à ces filtres" in await world.page("/trafic?service=ins")


async def test_an_exchange_identifier_typed_as_a_person_opens_the_exchange(world: World) -> None:
    await world.record(REFUSED)
    answer = await world.browser.get("/trafic?personne=aaaa0001")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/trafic/aaaa0001"


async def test_older_exchanges_are_one_link_away(world: World) -> None:
    await world.record(*(replace(ACCEPTED, id=f"id{n:03}") for n in range(120)))
    first = await world.page("/trafic")
    assert "id119" in first
    assert "id069" not in first
    assert "avant=71" in first
    second = await world.page("/trafic?avant=71")
    assert "id069" in second
    assert "id119" not in second
    assert "data-flux" not in second
    assert "Revenir aux plus récents" in second


async def test_a_search_among_verdicts_stops_and_offers_to_go_on(world: World) -> None:
    await world.record(REFUSED, *(replace(ACCEPTED, id=f"id{n:04}") for n in range(2_100)))
    page = await world.page("/trafic?verdict=refuse")
    assert "s’est arrêtée après 2000 échanges" in page
    assert "avant=102" in page
    assert "DUPRE" in (await world.page("/trafic?verdict=refuse&avant=102")).partition("<tbody>")[2]


@pytest.mark.parametrize(
    "query", ["avant=abc", "avant=-1", "avant=99999999999999999999", "service=%00&operation=%F0"]
)
async def test_nonsense_in_the_address_asks_nothing(world: World, query: str) -> None:
    assert "Échanges" in await world.page(f"/trafic?{query}")


class Stream:
    """A browser's EventSource: the events of one stream, one at a time, until it hangs up."""

    def __init__(self, world: World, path: str, headers: Mapping[str, str] = {}) -> None:
        self._messages: asyncio.Queue[Mapping[str, Any]] = asyncio.Queue()
        self._gone = asyncio.Event()
        target, _, query = path.partition("?")
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in world.browser.cookies.jar)
        sent = {"host": "localhost:8400", "cookie": cookies, **headers}
        self._scope = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "method": "GET",
            "scheme": "http",
            "path": target,
            "raw_path": target.encode(),
            "root_path": "",
            "query_string": query.encode(),
            "headers": [(name.encode(), value.encode()) for name, value in sent.items()],
            "server": ("localhost", 8400),
            "client": ("127.0.0.1", 5),
        }
        self._app: Any = world.app

    async def __aenter__(self) -> "Stream":
        self._task = asyncio.ensure_future(self._app(self._scope, self._receive, self._messages.put))
        start = await self._messages.get()
        assert start["status"] == 200
        assert (b"content-type", b"text/event-stream; charset=utf-8") in start["headers"]
        assert await self.next() == ": abonné"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._gone.set()
        await self._task

    async def _receive(self) -> Mapping[str, Any]:
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def next(self) -> str:
        async with asyncio.timeout(5):
            body: bytes = (await self._messages.get())["body"]
        return body.decode().strip()

    async def rest(self) -> AsyncIterator[str]:
        await self._task
        while not self._messages.empty():
            yield (await self._messages.get())["body"].decode()


async def test_the_stream_delivers_the_next_exchange_as_a_line_of_the_list(world: World) -> None:
    async with Stream(world, "/flux") as stream:
        await world.record(REFUSED)
        event = await stream.next()
    assert event.startswith("event: echange\nid: 1\ndata: <tr")
    assert "La recherche de DUPRE a été refusée" in event
    assert "/trafic/aaaa0001" in event


async def test_the_stream_keeps_to_the_filters_of_the_list(world: World) -> None:
    async with Stream(world, "/flux?verdict=refuse&personne=dupre") as stream:
        await world.record(ACCEPTED, WATCHED, REFUSED)
        event = await stream.next()
    assert "DUPRE" in event
    assert "id: 3" in event


async def test_what_came_while_the_connection_was_lost_is_sent_first(world: World) -> None:
    await world.record(REFUSED, ACCEPTED)
    async with Stream(world, "/flux?apres=0", {"last-event-id": "1"}) as stream:
        assert "MARTIN" in await stream.next()
        await world.record(WATCHED)
        assert "PETIT" in await stream.next()


async def test_a_burst_is_told_by_its_latest_lines(world: World) -> None:
    burst = [replace(ACCEPTED, id=f"rafale-{n}") for n in range(300)]
    async with Stream(world, "/flux") as stream:
        await world.record(*burst)
        received = [await stream.next() for _ in range(50)]
        await world.record(replace(REFUSED, id="ensuite"))
        received.append(await stream.next())
    numbers = [int(one.partition("id: ")[2].partition("\n")[0]) for one in received]
    assert numbers[-1] == 301
    assert numbers == sorted(set(numbers))


async def test_one_espace_never_sees_the_stream_of_another(world: World) -> None:
    await world.espaces.create("job42")
    async with Stream(world, "/flux?espace=job42") as stream:
        await world.record(REFUSED)
        await world.record(ACCEPTED, espace="job42")
        assert "MARTIN" in await stream.next()


async def test_refused_connections_are_followed_too(world: World) -> None:
    async with Stream(world, "/flux?espace=installation") as stream:
        await world.record(refused_handshake(REVOKED_RULE), espace="installation")
        assert "le certificat est révoqué" in await stream.next()


async def test_hostile_content_is_escaped_in_the_stream_and_cannot_forge_an_event(world: World) -> None:
    traits = "«img»\r\n\r\nevent: echange\ndata: faux|X"
    async with Stream(world, "/flux") as stream:
        await world.record(replace(REFUSED, facts={"patient.traits": traits, "fault": True}))
        event = await stream.next()
    assert "faux" in event
    assert "\n\n" not in event
    assert all(line.split(":")[0] in {"event", "id", "data"} for line in event.splitlines())
    assert event.count("\nevent:") == 0


async def test_streams_end_with_the_simulator(world: World) -> None:
    async with Stream(world, "/flux") as stream:
        world.settings.stopping.set()
        assert [part async for part in stream.rest()] == [""]
