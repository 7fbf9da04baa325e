"""Who may read the console, and what its pages tell a browser."""

import httpx
import pytest

from simulators.console.settings import console_url
from tests.console.conftest import ORIGIN, TOKEN, World
from tests.console.samples import REFUSED

pytestmark = pytest.mark.anyio


async def test_the_link_printed_at_start_sets_a_cookie_that_scripts_cannot_read(world: World) -> None:
    async with world.stranger() as browser:
        answer = await browser.get(console_url(ORIGIN, TOKEN) + "&espace=defaut")
        assert answer.status_code == 303
        assert answer.headers["location"] == "/?espace=defaut"
        cookie = answer.headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=lax" in cookie
        assert (await browser.get("/")).status_code == 200


async def test_the_cookie_and_the_link_are_not_the_control_token(world: World) -> None:
    assert TOKEN not in console_url(ORIGIN, TOKEN)
    for cookie in world.browser.cookies.jar:
        assert cookie.value not in (TOKEN, console_url(ORIGIN, TOKEN).partition("=")[2])


@pytest.mark.parametrize(
    "path", ["/", "/trafic", "/trafic/aaaa0001", "/flux", "/fidelite", "/certificats/ca.pem"]
)
async def test_without_the_link_every_page_is_refused_in_french(world: World, path: str) -> None:
    await world.record(REFUSED)
    async with world.stranger() as browser:
        answer = await browser.get(path)
    assert answer.status_code == 401
    assert "socle serve" in answer.text
    assert "Ouvrez la console" in answer.text
    assert "DUPRE" not in answer.text


@pytest.mark.parametrize("sent", ["", "faux", TOKEN, "é" * 30, "a" * 5000])
async def test_a_wrong_token_in_the_link_opens_nothing(world: World, sent: str) -> None:
    async with world.stranger() as browser:
        assert (await browser.get("/", params={"jeton": sent})).status_code == 401


async def test_a_script_reads_with_the_admin_token(world: World) -> None:
    async with world.stranger() as browser:
        headers = {"authorization": f"Bearer {TOKEN}"}
        assert (await browser.get("/trafic", headers=headers)).status_code == 200
        headers = {"authorization": f"Bearer {TOKEN}x"}
        assert (await browser.get("/trafic", headers=headers)).status_code == 401


async def test_a_name_that_is_not_ours_is_refused_even_with_the_cookie(world: World) -> None:
    answer = await world.browser.get("/", headers={"host": "pirate.example:8400"})
    assert answer.status_code == 421
    assert (await world.browser.get("/", headers={"host": "socle.exemple:8400"})).status_code == 200


async def test_a_page_of_another_origin_cannot_read_the_stream(world: World) -> None:
    answer = await world.browser.get("/trafic", headers={"origin": "http://localhost:3000"})
    assert answer.status_code == 403
    assert "access-control-allow-origin" not in answer.headers


async def test_a_link_never_sends_the_browser_elsewhere(world: World) -> None:
    async with world.stranger() as browser:
        token = console_url(ORIGIN, TOKEN).partition("=")[2]
        answer = await browser.get(httpx.URL(f"{ORIGIN}//pirate.example/?jeton={token}"))
        assert answer.headers["location"].startswith("/pirate.example")


@pytest.mark.parametrize("path", ["/", "/trafic", "/fidelite", "/nulle-part", "/static/console.css"])
async def test_every_answer_carries_a_strict_policy(world: World, path: str) -> None:
    headers = (await world.browser.get(path)).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/", "/trafic", "/trafic/aaaa0001", "/fidelite"])
async def test_pages_hold_no_inline_script_style_or_outside_resource(world: World, path: str) -> None:
    await world.record(REFUSED)
    text = await world.page(path)
    assert "<style" not in text
    assert " style=" not in text
    assert "onclick" not in text
    assert text.count("<script") == 1
    assert 'src="http' not in text
    assert 'href="http' not in text


async def test_a_page_is_read_only(world: World) -> None:
    answer = await world.browser.post("/trafic")
    assert answer.status_code == 405
    assert "se lit seulement" in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/nulle-part",
        "/trafic/inconnu",
        "/trafic/inconnu/requete",
        "/trafic?espace=absent",
        "/trafic?espace=../x",
        "/certificats/..%2F..%2Fetc%2Fpasswd",
        "/documents/essai/autre",
        "/documents/absent/service.wsdl",
        "/static/../settings.py",
        "/static/%2e%2e/settings.py",
        # Steps that a client of the control API would take out, or take for two.
        "/personnes/%2e%2e",
        "/personnes/a%2Fb",
        "/professionnels/%2e",
        "/repetition/%2e%2e",
        "/repetition/%2e%2e/compte-rendu",
    ],
)
async def test_what_does_not_exist_is_a_french_page(world: World, path: str) -> None:
    text = await world.page(path, 404)
    assert "Page introuvable" in text
    assert "Traceback" not in text
    assert 'lang="fr"' in text


@pytest.mark.parametrize(
    "path",
    [
        *("/repetition", "/scenarios", "/couverture", "/personnes", "/professionnels", "/structures"),
        *("/pannes", "/horloge", "/dmp", "/messagerie"),
    ],
)
async def test_what_the_installation_has_not_is_told(world: World, path: str) -> None:
    text = await world.page(f"{path}?espace=installation", 404)
    assert "L’installation n’a qu’un journal" in text
    assert "has a journal only" in await world.page(f"{path}?espace=installation&lang=en", 404)


@pytest.mark.parametrize("path", ["/messagerie", "/messagerie/a@b.mssante.fr", "/dmp/x/documents/y"])
async def test_a_service_left_out_is_told(world: World, path: str) -> None:
    text = await world.page(path, 404)
    assert "Ce service n’est pas simulé ici" in text
    assert "--only" in text


@pytest.mark.parametrize("other", ['reglages={"a":[1,2]}', "a b=c", "é=ü", 'x="\\', "{}=1"])
async def test_cookies_of_other_servers_of_this_machine_do_not_shut_the_door(
    world: World, other: str
) -> None:
    (ours,) = world.browser.cookies.jar
    async with world.stranger() as browser:
        header = f"{other}; {ours.name}={ours.value}".encode()
        assert (await browser.get("/", headers=[(b"cookie", header)])).status_code == 200


@pytest.mark.parametrize(
    "query", ["path=x", "self=x", "page=x&c=x&t=x&menu=x", "%ff=%ff", "lang=en&lang=fr", "q=%ed%a0%80&q=%00"]
)
@pytest.mark.parametrize("path", ["/", "/trafic", "/personnes", "/repetition", "/aide"])
async def test_whatever_an_address_asks_besides_the_page_comes(world: World, path: str, query: str) -> None:
    assert "<h1>" in await world.page(f"{path}?{query}")
