"""The end of a session is told over TLS only to a server whose certificate is of an authority trusted."""

import asyncio
import ssl
from pathlib import Path
from typing import Any

import pytest

from simulators.core.net.pki.authority import Material, Pki
from tests.psc.banc import CLIENT, OIDC, Banc


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Pki:
    """The test authority of the installation."""
    return Pki.open(tmp_path_factory.mktemp("notre-ac"))


@pytest.fixture(scope="module")
def theirs(tmp_path_factory: pytest.TempPathFactory) -> Pki:
    """An authority nobody knows."""
    return Pki.open(tmp_path_factory.mktemp("une-autre-ac"))


class Dui:
    """A DUI's server over TLS, that counts what reaches it."""

    def __init__(self) -> None:
        self.reached = 0

    async def open(self, material: Material) -> asyncio.Server:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(material.cert, material.key)
        return await asyncio.start_server(self._answer, "127.0.0.1", 0, ssl=context)

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        self.reached += 1
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")
        await writer.drain()
        writer.close()


@pytest.fixture
def dui(psc: Banc, ours: Pki) -> Dui:
    psc.service.avis.pki = ours
    return Dui()


def told(psc: Banc, dui: Dui, material: Material, host: str = "localhost") -> list[dict[str, Any]]:
    """What became of the notice of a logout, told to a server of that certificate."""

    server = psc.run(dui.open(material))
    try:
        port = server.sockets[0].getsockname()[1]
        psc.client(backchannel_logout_uri=f"https://{host}:{port}/fin")
        assert psc.get(f"{OIDC}/logout", {"id_token_hint": psc.tokens()["id_token"]}).status == 200
        return psc.notices()
    finally:
        server.close()


def test_a_server_of_the_test_authority_is_told(psc: Banc, dui: Dui, ours: Pki) -> None:
    (found,) = told(psc, dui, ours.server())
    assert (found["client_id"], found["etat"], found["statut"], dui.reached) == (CLIENT, "remis", 200, 1)


def test_a_server_of_an_unknown_authority_is_refused_and_nothing_is_told_to_it(
    psc: Banc, dui: Dui, theirs: Pki
) -> None:
    (found,) = told(psc, dui, theirs.server())
    assert (found["etat"], found["statut"], dui.reached) == ("certificat_refuse", 0, 0)


def test_an_authority_that_the_user_trusts_is_enough(psc: Banc, dui: Dui, ours: Pki, theirs: Pki) -> None:
    psc.service.avis.pki = Pki.open(ours.root)
    psc.service.avis.pki.trust(Path(theirs.ca_pem))
    (found,) = told(psc, dui, theirs.server())
    assert (found["etat"], dui.reached) == ("remis", 1)
