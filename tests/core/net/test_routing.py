"""Which espace answers: by host, by path, by bound certificate, else `defaut`; the addresses to type."""

from collections.abc import Mapping
from typing import Any, cast

import httpx
import pytest
from fastapi import FastAPI, Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from simulators.core.espace import Espace
from simulators.core.journal.model import Peer
from simulators.core.net.origins import base_domains, in_espace, origin
from simulators.core.net.pki.authority import Material, Pki
from simulators.core.net.pki.peer import read_peer_pem
from simulators.core.net.routing import EspaceRouter, host_of, not_found, route_path
from simulators.core.store.errors import UnknownEspace
from tests.core.net.serving import client_context, face, get, serve, talk

pytestmark = pytest.mark.anyio


class World:
    """Espaces by name; `job42` must be opened first, `defaut` is."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def opened(self, name: str) -> Espace | None:
        return cast("Espace", "espace defaut") if name == "defaut" else None

    async def get(self, name: str) -> Espace:
        self.asked.append(name)
        if name not in {"job42", "installation"}:
            raise UnknownEspace(name)
        return cast("Espace", f"espace {name}")


def xml_not_found(name: str) -> tuple[str, bytes]:
    return "text/xml", f"<inconnu>{name}</inconnu>".encode()


async def tell(scope: Any, _receive: Any, send: Any) -> None:
    """Answers with what routing decided."""
    text = f"{scope['socle.espace']}|{scope['root_path']}|{route_path(scope)}|{scope['path']}"
    await PlainTextResponse(text)(scope, _receive, send)


def router(app: Any = tell, world: World | None = None, **options: Any) -> EspaceRouter:
    return EspaceRouter(app, world or World(), unknown=not_found(xml_not_found), **options)


async def ask(app: Any, url: str) -> httpx.Response:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app)) as client:
        return await client.get(url)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("https://localhost:8441/lps", "espace defaut||/lps|/lps"),
        ("https://127.0.0.1:8441/lps", "espace defaut||/lps|/lps"),
        ("https://[::1]:8441/lps", "espace defaut||/lps|/lps"),
        ("https://job42.localhost:8441/lps", "espace job42||/lps|/lps"),
        ("https://JOB42.LOCALHOST/lps", "espace job42||/lps|/lps"),
        ("https://job42.simu.example.org/lps", "espace job42||/lps|/lps"),
        ("https://localhost:8441/~job42/lps", "espace job42|/~job42|/lps|/~job42/lps"),
        ("https://localhost:8441/%7Ejob42/lps", "espace job42|/~job42|/lps|/~job42/lps"),
        ("https://localhost:8441/~job42", "espace job42|/~job42||/~job42"),
        ("https://localhost/~job42/~autre/lps", "espace job42|/~job42|/~autre/lps|/~job42/~autre/lps"),
        ("https://job42.localhost/~autre/lps", "espace job42||/~autre/lps|/~autre/lps"),
        ("https://services-ps-tlsm.ameli.fr/lps", "espace defaut||/lps|/lps"),
        ("https://job42.ailleurs.example/lps", "espace defaut||/lps|/lps"),
        ("https://a.job42.localhost/lps", "espace defaut||/lps|/lps"),
        ("https://simu.example.org/lps", "espace defaut||/lps|/lps"),
    ],
)
async def test_the_address_chooses_the_espace(url: str, said: str) -> None:
    answer = await ask(router(domains=("localhost", "simu.example.org")), url)
    assert answer.text == said


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://localhost/~inconnu/lps", "inconnu"),
        ("https://inconnu.localhost/lps", "inconnu"),
        ("https://localhost/~/lps", ""),
        ("https://localhost/~..%2f..%2fetc/lps", ".."),
        ("https://localhost/~installation/lps", "installation"),
        ("https://installation.localhost/lps", "installation"),
    ],
)
async def test_an_espace_that_does_not_exist_is_a_404_in_the_words_of_the_service(
    url: str, name: str
) -> None:
    answer = await ask(router(), url)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "text/xml"
    assert answer.text == f"<inconnu>{name}</inconnu>"


async def test_a_request_for_an_unknown_espace_belongs_to_the_installation() -> None:
    seen: list[Any] = []

    async def unknown(scope: Any, receive: Any, send: Any) -> None:
        seen.append(scope["socle.espace"])
        await PlainTextResponse("non", 404)(scope, receive, send)

    app = EspaceRouter(tell, World(), unknown=unknown)
    assert (await ask(app, "https://inconnu.localhost/lps")).status_code == 404
    assert seen == ["espace installation"]


async def test_an_open_espace_is_not_opened_again() -> None:
    world = World()
    await ask(router(world=world), "https://localhost/lps")
    assert world.asked == []


async def test_a_bound_certificate_chooses_the_espace_unless_the_address_does(
    pki: Pki, clients: Mapping[str, Material]
) -> None:
    bound = read_peer_pem(clients["insi_manu"].cert.read_bytes()).fingerprint

    def binding(peer: Peer) -> str | None:
        return {bound: "job42"}.get(peer.fingerprint)

    async with serve(face(pki), app=router(bound=binding)) as served:

        async def told(name: str, path: str) -> bytes:
            context = client_context(pki, clients[name])
            request = f"GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n".encode()
            return (await talk(served.port, request, context)).rpartition(b"\r\n")[2]

        assert await told("insi_manu", "/lps") == b"espace job42||/lps|/lps"
        assert await told("insi_auto", "/lps") == b"espace defaut||/lps|/lps"
        assert await told("insi_auto", "/~job42/lps") == b"espace job42|/~job42|/lps|/~job42/lps"


async def test_an_espace_is_reached_by_its_own_name_over_tls(pki: Pki) -> None:
    async with serve(face(pki, "none"), app=router()) as served:
        request = b"GET /lps HTTP/1.1\r\nhost: job42.localhost:8441\r\nconnection: close\r\n\r\n"
        said = await talk(served.port, request, client_context(pki), "job42.localhost")
        assert said.endswith(b"espace job42||/lps|/lps")


async def test_frameworks_find_their_routes_and_make_their_links_under_the_prefix() -> None:
    application = FastAPI()

    async def lps(request: Request) -> PlainTextResponse:
        return PlainTextResponse(str(request.url_for("lps")))

    application.router.routes.append(Route("/lps", lps, name="lps"))
    answer = await ask(router(application), "https://localhost:8441/~job42/lps")
    assert answer.text == "https://localhost:8441/~job42/lps"


async def test_a_request_without_host_goes_to_the_default_espace() -> None:
    async with serve(app=router()) as served:
        assert await get(served.port, request=b"GET /lps HTTP/1.0\r\n\r\n") == 200


async def test_what_is_not_http_passes_untouched() -> None:
    seen: list[str] = []

    async def app(scope: Any, _receive: Any, _send: Any) -> None:
        seen.append(scope["type"])

    await router(app)({"type": "lifespan"}, None, None)
    assert seen == ["lifespan"]


@pytest.mark.parametrize(
    ("header", "host"),
    [
        (b"Job42.Localhost:8441", "job42.localhost"),
        (b"job42.localhost.", "job42.localhost"),
        (b"[::1]:8441", "[::1]"),
        (b"\xe9", "é"),
    ],
)
def test_the_host_is_read_without_port_nor_case(header: bytes, host: str) -> None:
    assert host_of({"headers": [(b"host", header)]}) == host


def test_addresses_to_type_come_from_ports_and_configuration() -> None:
    assert origin("https", 8441) == "https://localhost:8441"
    assert origin("https", 443) == "https://localhost"
    assert origin("http", 8400, host="0.0.0.0") == "http://localhost:8400"  # noqa: S104 - text, not bound
    assert origin("https", 8441, host="192.0.2.7") == "https://192.0.2.7:8441"
    assert origin("https", 8441, host="2001:db8::7") == "https://[2001:db8::7]:8441"
    assert origin("http", 8441, public_url="https://simu.example.org") == "https://simu.example.org:8441"
    assert origin("http", 8441, public_url="https://simu.example.org:443/") == "https://simu.example.org"
    assert in_espace("https://localhost:8441", "job42") == "https://localhost:8441/~job42"
    assert in_espace("https://localhost:8441", "defaut") == "https://localhost:8441"
    assert base_domains() == ("localhost",)
    assert base_domains("https://simu.example.org") == ("localhost", "simu.example.org")


@pytest.mark.parametrize(
    "wrong",
    [
        "simu.example.org",
        "ftp://simu.example.org",
        "https://",
        "https://a/b",
        "https://u@a",
        "https://a:99999",
    ],
)
def test_a_public_url_that_is_no_origin_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        origin("https", 1, public_url=wrong)
