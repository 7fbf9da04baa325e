"""A client is told by the back channel that a session ended (OpenID Connect Back-Channel Logout 1.0)."""

import asyncio
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

import pytest
from joserfc import jws
from joserfc.jwk import KeySet
from pydantic import ValidationError

from psc.avis import Messager
from simulators.core.espace import Espace
from tests.psc.banc import CLIENT, NURSE, OIDC, SECRET, Banc, claims

LOGOUT = f"{OIDC}/logout"
EVENTS: dict[str, Any] = {"http://schemas.openid.net/event/backchannel-logout": {}}


@dataclass
class Dui:
    """A DUI's server on this machine, that keeps what it is told."""

    address: str = ""
    status: int = 200
    told: list[tuple[str, str]] = field(default_factory=list)
    # Waits for that before it answers; cuts so many calls; announces a body it never sends.
    held: asyncio.Event | None = None
    cut: int = 0
    announced: int = 0
    reached: asyncio.Event = field(default_factory=asyncio.Event)

    async def open(self) -> asyncio.Server:
        server = await asyncio.start_server(self._answer, "127.0.0.1", 0)
        self.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        return server

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        length = next(
            int(line[15:]) for line in head.lower().splitlines() if line.startswith("content-length")
        )
        form = parse_qs((await reader.readexactly(length)).decode())
        self.told.append((head.split(" ")[1], form["logout_token"][0]))
        self.reached.set()
        if self.held is not None:
            await self.held.wait()
        if self.cut:
            self.cut -= 1
            writer.close()
            return
        body = f"HTTP/1.1 {self.status} X\r\ncontent-length: {self.announced}\r\nlocation: /ailleurs\r\n\r\n"
        writer.write(body.encode())
        await writer.drain()
        if self.announced:
            await reader.read()
        writer.close()


class Silent(Messager):
    """A process that stops before it tells anybody."""

    def reveiller(self, espace: Espace) -> None:
        del espace

    def premier_appel(self, espace: Espace) -> None:
        del espace


@pytest.fixture
def dui(psc: Banc) -> Iterator[Dui]:
    made = Dui()
    server = psc.run(made.open())
    yield made

    async def close() -> None:
        server.close()
        await server.wait_closed()

    psc.run(close())


def leave(psc: Banc, tokens: dict[str, Any]) -> None:
    assert psc.get(LOGOUT, {"id_token_hint": tokens["id_token"]}).status == 200


def test_the_token_told_names_the_session_and_verifies(psc: Banc, dui: Dui) -> None:
    psc.client(backchannel_logout_uri=f"{dui.address}/fin")
    tokens = psc.tokens()
    leave(psc, tokens)
    assert psc.notices() == [
        {"client_id": CLIENT, "vers": f"{dui.address}/fin", "etat": "remis", "statut": 200}
    ]
    ((path, token),) = dui.told
    found = claims(token)
    assert path == "/fin"
    assert (found["aud"], found["sid"], found["events"]) == (CLIENT, tokens["session_state"], EVENTS)
    assert found["sub"] == claims(tokens["id_token"])["sub"]
    assert found["iss"] == claims(tokens["id_token"])["iss"]
    assert (found["exp"] - found["iat"], "nonce" in found, bool(found["jti"])) == (120, False, True)
    jws.deserialize_compact(token, KeySet.import_key_set(psc.get(f"{OIDC}/certs").json), algorithms=["RS256"])


def test_each_client_of_the_session_is_told_and_one_without_address_is_not(psc: Banc, dui: Dui) -> None:
    psc.client(backchannel_logout_uri=f"{dui.address}/un")
    psc.client("autre-dui", backchannel_logout_uri=f"{dui.address}/deux")
    psc.client("muet")
    tokens = psc.tokens()
    psc.code(client_id="autre-dui")
    psc.code(client_id="muet")
    leave(psc, tokens)
    assert sorted(one["client_id"] for one in psc.notices()) == ["autre-dui", CLIENT]
    assert sorted(path for path, _ in dui.told) == ["/deux", "/un"]


@pytest.mark.parametrize("way", ["serveur", "controle", "totale"])
def test_however_the_session_ends(psc: Banc, dui: Dui, way: str) -> None:
    psc.client(backchannel_logout_uri=dui.address)
    tokens = psc.tokens()
    if way == "serveur":
        form = {"refresh_token": tokens["refresh_token"], "client_id": CLIENT, "client_secret": SECRET}
        assert psc.post(LOGOUT, form).status == 204
    elif way == "controle":
        psc.control("DELETE", "/sessions/{session}", session=tokens["session_state"])
    else:
        assert psc.control("POST", "/deconnexion", {"professionnel": NURSE}) == {"fermees": 1}
    assert [one["etat"] for one in psc.notices()] == ["remis"]
    assert claims(dui.told[0][1])["sid"] == tokens["session_state"]


def test_a_session_already_over_is_told_once(psc: Banc, dui: Dui) -> None:
    psc.client(backchannel_logout_uri=dui.address)
    tokens = psc.tokens()
    leave(psc, tokens)
    leave(psc, tokens)
    assert (len(psc.notices()), len(dui.told)) == (1, 1)


@pytest.mark.parametrize("status", [400, 302, 500])
def test_a_client_that_refuses_is_told_once_and_no_redirection_is_followed(
    psc: Banc, dui: Dui, status: int
) -> None:
    dui.status = status
    psc.client(backchannel_logout_uri=f"{dui.address}/fin")
    leave(psc, psc.tokens())
    assert [(one["etat"], one["statut"]) for one in psc.notices()] == [("refuse", status)]
    assert [path for path, _ in dui.told] == ["/fin"]


def test_a_client_that_cannot_be_reached_delays_nobody(psc: Banc) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/"
        psc.client(backchannel_logout_uri=address)
        leave(psc, psc.tokens())
        assert [(one["etat"], one["statut"]) for one in psc.notices()] == [("injoignable", 0)]


@pytest.mark.parametrize(
    "address", ["http://dui.example/fin", "ftp://127.0.0.1/", "https://", "https://x/#y"]
)
def test_only_tls_or_this_machine_may_be_told(psc: Banc, address: str) -> None:
    with pytest.raises(ValidationError):
        psc.client(backchannel_logout_uri=address)
    psc.client(backchannel_logout_uri="https://dui.example/fin")


@pytest.mark.parametrize(("required", "named"), [(True, True), (False, False)])
def test_the_session_is_named_to_the_client_that_requires_it(
    psc: Banc, dui: Dui, required: bool, named: bool
) -> None:
    psc.client(backchannel_logout_uri=dui.address, backchannel_logout_session_required=required)
    tokens = psc.tokens()
    leave(psc, tokens)
    assert [one["etat"] for one in psc.notices()] == ["remis"]
    found = claims(dui.told[0][1])
    assert ("sid" in found, found["sub"]) == (named, claims(tokens["id_token"])["sub"])


def test_a_service_that_stops_leaves_what_it_was_telling_to_the_next_start(psc: Banc, dui: Dui) -> None:
    psc.client(backchannel_logout_uri=dui.address)
    tokens = psc.tokens()
    dui.held = asyncio.Event()
    leave(psc, tokens)
    psc.run(dui.reached.wait())
    psc.run(psc.service.stop())
    assert [one["etat"] for one in psc.control("GET", "/avis-deconnexion")] == ["attente"]
    dui.held.set()
    psc.get(f"{OIDC}/certs")
    assert [one["etat"] for one in psc.notices()] == ["remis"]
    assert len(dui.told) == 2
