"""A training session: each trainee has a world and a link to it, and to nothing else."""

import asyncio
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape

import httpx
import pytest

from simulators.core.context import Context
from simulators.core.net.pki.authority import Pki
from simulators.core.store.espaces import Espaces
from simulators.formation import invitations
from tests.console.conftest import World
from tests.console.test_try import call
from tests.console.visitor import Visitor, visiting
from tests.running import Running


@pytest.fixture
def trainer(running: Running) -> Iterator[Visitor]:
    with visiting(running, "defaut") as one:
        yield one
        if 'value="fermer"' in one.read("/formation"):
            one.do("/formation", "fermer")


def links(page: str) -> dict[str, str]:
    """The address of each trainee's link, by espace."""
    found = re.findall(r"<code>([^<]*/\?espace=(formation-\d\d)&[^<]*)</code>", unescape(page))
    return {name: address for address, name in found}


@contextmanager
def guest(running: Running, link: str) -> Iterator[httpx.Client]:
    """A browser that opened the link it was given."""
    origin = running.ready["console"].partition("/?")[0]
    with httpx.Client(base_url=origin, follow_redirects=True, trust_env=False, timeout=30) as browser:
        assert browser.get(link).status_code == 200
        yield browser


def test_each_trainee_gets_a_world_of_their_own(running: Running, trainer: Visitor) -> None:
    said = trainer.do("/formation", "ouvrir", nombre="3")
    assert list(links(said)) == ["formation-01", "formation-02", "formation-03"]
    call(running, "formation-02")
    wall = trainer.read("/formation/mur")
    assert wall.count("rien encore") == 2
    assert "DELAUNAY" in wall
    with running.api() as api:
        assert api.get("/espaces/formation-01/reglages").json()["refuse_real_data"] is True
    trainer.do("/formation", "remettre")
    assert trainer.read("/formation/mur").count("rien encore") == 3
    trainer.do("/formation", "fermer")
    with running.api() as api:
        assert not [one for one in api.get("/espaces").json() if one.startswith("formation-")]


def test_a_link_opens_one_espace_and_no_other(running: Running, trainer: Visitor) -> None:
    link = links(trainer.do("/formation", "ouvrir", nombre="2"))["formation-01"]
    other = call(running, "formation-02")
    with guest(running, link) as browser:
        home = browser.get("/").text
        assert "/~formation-01/lps" in home
        assert "formation-02" not in home
        assert browser.get("/?espace=formation-02").text == home
        assert browser.get(f"/trafic/{other}?espace=formation-02").status_code == 404
        assert browser.get("/trafic?espace=installation").text == browser.get("/trafic").text
        assert browser.get("/formation").status_code == 404
        assert browser.get("/espaces").status_code == 404
        assert browser.get("/formation/mur").status_code == 404
        assert browser.get("/formation/formation-01.svg").status_code == 404


@pytest.mark.parametrize(
    "target",
    [
        "/espaces/",
        "//espaces",
        "/%65spaces",
        "/formation%2Fmur",
        "/static/../espaces",
        "/~defaut/espaces",
        "/~formation-02/personnes",
        "/personnes/%2e%2e",
        "*",
    ],
)
def test_no_way_of_writing_an_address_leads_out(running: Running, trainer: Visitor, target: str) -> None:
    link = links(trainer.do("/formation", "ouvrir", nombre="2"))["formation-01"]
    with guest(running, link) as browser:
        (cookie,) = browser.cookies.jar
    host, _, port = running.ready["console"].partition("/?")[0].rpartition("/")[2].rpartition(":")
    lines = [f"GET {target} HTTP/1.1", f"Host: {host}:{port}", f"Cookie: {cookie.name}={cookie.value}"]
    with socket.create_connection((host, int(port)), 10) as connection:
        connection.sendall("\r\n".join([*lines, "Connection: close", "", ""]).encode())
        answer = connection.makefile("rb").read()
    assert answer.split()[1] == b"404"
    assert b"formation-02" not in answer.replace(target.encode(), b"")


def test_a_guest_changes_their_own_world_only(running: Running, trainer: Visitor) -> None:
    link = links(trainer.do("/formation", "ouvrir", nombre="2"))["formation-01"]
    with guest(running, link) as browser:
        Visitor(browser, "formation-02").do("/personnes/marguerite-delaunay", "dossier", etat="ferme")
    with running.api() as api:
        path = "dmp/personnes/marguerite-delaunay/dossier"
        assert api.get(f"/espaces/formation-01/{path}").json()["etat"] == "ferme"
        assert api.get(f"/espaces/formation-02/{path}").json()["etat"] == "ouvert"


@pytest.mark.parametrize("sent", ["", "faux", "a" * 5000])
def test_a_link_that_was_not_given_opens_nothing(running: Running, trainer: Visitor, sent: str) -> None:
    trainer.do("/formation", "ouvrir", nombre="1")
    origin = running.ready["console"].partition("/?")[0]
    with httpx.Client(base_url=origin, trust_env=False) as browser:
        answer = browser.get("/", params={"espace": "formation-01", "invite": sent})
        assert answer.status_code == 401


def test_the_link_of_one_espace_does_not_open_another(running: Running, trainer: Visitor) -> None:
    link = links(trainer.do("/formation", "ouvrir", nombre="2"))["formation-01"]
    with httpx.Client(trust_env=False) as browser:
        forged = link.replace("espace=formation-01", "espace=formation-02")
        assert browser.get(forged).status_code == 401


def test_a_reset_ends_the_links_of_the_group_and_gives_new_ones(running: Running, trainer: Visitor) -> None:
    old = links(trainer.do("/formation", "ouvrir", nombre="2"))
    with guest(running, old["formation-01"]) as browser:
        assert browser.get("/personnes").status_code == 200
        new = links(trainer.do("/formation", "remettre"))
        assert list(new) == ["formation-01", "formation-02"]
        assert not set(new.values()) & set(old.values())
        for address in ("/personnes", old["formation-01"], "/?espace=formation-01"):
            shut = browser.get(address)
            assert shut.status_code == 401, address
            assert "Ce lien ne vaut plus" in shut.text
            assert "Demandez-lui le nouveau lien" in unescape(shut.text)
            assert "This link is over" in browser.get(address, params={"lang": "en"}).text
        assert browser.get(new["formation-01"]).status_code == 200
        assert browser.get("/personnes").status_code == 200
    with running.api() as api:
        api.post("/espaces/formation-02/remise-a-zero")
    with httpx.Client(trust_env=False) as stranger:
        assert stranger.get(new["formation-02"]).status_code == 401


def test_a_workspace_made_again_under_the_same_name_is_not_open_to_the_former_group(trainer: Visitor) -> None:
    old = links(trainer.do("/formation", "ouvrir", nombre="1"))["formation-01"]
    trainer.do("/formation", "fermer")
    new = links(trainer.do("/formation", "ouvrir", nombre="1"))["formation-01"]
    assert new != old
    with httpx.Client(trust_env=False) as stranger:
        assert stranger.get(old).status_code == 401
        assert stranger.get(new).status_code == 303


def test_the_stream_of_a_guest_ends_with_their_invitation(running: Running, trainer: Visitor) -> None:
    link = links(trainer.do("/formation", "ouvrir", nombre="1"))["formation-01"]
    with guest(running, link) as browser, browser.stream("GET", "/flux") as stream:
        lines = stream.iter_lines()
        assert next(lines) == ": abonné"
        trainer.do("/formation", "remettre")
        call(running, "formation-01")
        assert "DELAUNAY" not in "".join(lines)


def key_of(page: str) -> str:
    found = re.search(r'name="cle" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def test_the_form_of_one_visitor_is_worth_nothing_from_another(running: Running, trainer: Visitor) -> None:
    given = links(trainer.do("/formation", "ouvrir", nombre="2"))
    asked = {"geste": "tout"}
    with guest(running, given["formation-01"]) as first, guest(running, given["formation-02"]) as second:
        keys = [key_of(one.get("/pannes").text) for one in (trainer.browser, first, second)]
        assert len(set(keys)) == 3
        assert first.post("/pannes", data={**asked, "cle": keys[1]}).status_code == 200
        for stolen in (keys[0], keys[2], ""):
            refused = first.post("/pannes", data={**asked, "cle": stolen})
            assert refused.status_code == 403
            assert "Rechargez la page" in refused.text
        assert trainer.browser.post("/pannes", data={**asked, "cle": keys[1]}).status_code == 403
        trainer.do("/formation", "remettre")
        first.get(links(trainer.read("/formation"))["formation-01"])
        assert first.post("/pannes", data={**asked, "cle": keys[1]}).status_code == 403


def test_a_cookie_made_up_opens_nothing(running: Running, trainer: Visitor) -> None:
    link = links(trainer.do("/formation", "ouvrir", nombre="1"))["formation-01"]
    with guest(running, link) as browser:
        (cookie,) = browser.cookies.jar
        proof = str(cookie.value).partition(".")[2]
    origin = running.ready["console"].partition("/?")[0]
    with httpx.Client(base_url=origin, trust_env=False) as browser:
        for value in (f"defaut.{proof}", proof, f".{proof}", "defaut.", "formation-01"):
            answer = browser.get("/", headers={"cookie": f"{cookie.name}={value}"})
            assert answer.status_code == 401, value


def test_each_trainee_has_a_code_of_their_own(trainer: Visitor) -> None:
    trainer.do("/formation", "ouvrir", nombre="2")
    drawn = [trainer.browser.get(f"/formation/formation-0{rank}.svg") for rank in (1, 2)]
    assert [one.headers["content-type"] for one in drawn] == ["image/svg+xml"] * 2
    assert all("<svg" in one.text for one in drawn)
    assert drawn[0].text != drawn[1].text
    assert trainer.browser.get("/formation/defaut.svg").status_code == 404


@pytest.mark.parametrize("count", ["0", "41", "-1", "beaucoup", ""])
def test_a_number_that_cannot_be_is_told(trainer: Visitor, count: str) -> None:
    assert "Entre 1 et 40 espaces" in trainer.do("/formation", "ouvrir", 422, nombre=count)


def test_too_many_are_refused_in_the_language_of_the_page(trainer: Visitor) -> None:
    assert "Entre 1 et 40 espaces : 40 au plus en tout." in trainer.do(
        "/formation", "ouvrir", 422, nombre="41"
    )
    told = trainer.do("/formation?lang=en", "ouvrir", 422, nombre="41")
    assert "Between 1 and 40 workspaces: 40 at most in all." in told


@pytest.mark.anyio
async def test_who_asks_for_the_first_link_at_once_is_told_the_same(world: World, pki: Pki) -> None:
    context = Context(world.espaces, pki)
    told = await asyncio.gather(*(invitations.current(context, "defaut") for _ in range(8)))
    assert set(told) == {await invitations.number_of(context, "defaut")}


@pytest.mark.anyio
async def test_the_wall_goes_on_without_an_espace_deleted_meanwhile(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.espaces.create("formation-01")

    async def listed(_: Espaces) -> list[str]:
        return ["defaut", "formation-01", "formation-02"]

    monkeypatch.setattr(Espaces, "names", listed)
    wall = await world.page("/formation/mur")
    assert "formation-01" in wall
    assert "formation-02" not in wall
