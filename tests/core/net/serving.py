"""A listener being served for one test, and clients that speak to it byte by byte."""

import asyncio
import itertools
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from simulators.core.journal.model import Peer
from simulators.core.net.handshake import RefusedHandshake
from simulators.core.net.pki.authority import Material, Pki
from simulators.core.net.protocol import Limits, RefusedRequest
from simulators.core.net.server import Listener, ListenerSettings
from simulators.core.net.tls import ServerTls, TlsSettings
from simulators.core.service import ClientCertificate

Scope = dict[str, Any]
REAL_HOST = "qualiflps-services-ps-tlsm.ameli.fr"


@dataclass
class Served:
    """A started listener and all it told."""

    listener: Listener
    handshakes: asyncio.Queue[RefusedHandshake] = field(default_factory=asyncio.Queue)
    requests: asyncio.Queue[RefusedRequest] = field(default_factory=asyncio.Queue)
    scopes: list[Scope] = field(default_factory=list)

    @property
    def port(self) -> int:
        return self.listener.port

    async def refused(self) -> RefusedHandshake:
        """The next refused handshake, which must be the only one."""
        told = await asyncio.wait_for(self.handshakes.get(), 10)
        assert self.handshakes.empty()
        return told


async def answer(send: Any, body: bytes = b"bonjour") -> None:
    headers = [(b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


@asynccontextmanager
async def serve(
    tls: ServerTls | None = None, app: Any = None, limits: Limits | None = None, stand_in: Peer | None = None
) -> AsyncIterator[Served]:
    """Serves on a free loopback port; without `app`, answers `bonjour` and keeps the scopes."""
    scopes: list[Scope] = []

    async def greet(scope: Scope, _receive: Any, send: Any) -> None:
        scopes.append(scope)
        await answer(send)

    numbers = itertools.count(1)
    handshakes: asyncio.Queue[RefusedHandshake] = asyncio.Queue()
    requests: asyncio.Queue[RefusedRequest] = asyncio.Queue()
    settings = ListenerSettings(
        face="mtls",
        new_connection=lambda: f"c{next(numbers)}",
        tls=tls,
        stand_in=stand_in,
        limits=limits or Limits(),
        on_refused_handshake=handshakes.put_nowait,
        on_refused_request=requests.put_nowait,
    )
    listener = Listener(app or greet, settings)
    await listener.start("127.0.0.1", 0)
    try:
        yield Served(listener, handshakes, requests, scopes)
    finally:
        await listener.stop()


def face(pki: Pki, policy: ClientCertificate = "required", **more: Any) -> ServerTls:
    return ServerTls(pki, TlsSettings(policy, **more))


def client_context(pki: Pki, material: Material | None = None, version: str = "") -> ssl.SSLContext:
    """A client that trusts our root alone, as strictly as OpenSSL can be."""
    context = ssl.create_default_context(cafile=pki.root / "authority" / "racine.pem")
    context.verify_flags |= ssl.VERIFY_X509_STRICT
    if material is not None:
        context.load_cert_chain(material.cert, material.key)
    if version:
        chosen = {"1.2": ssl.TLSVersion.TLSv1_2, "1.3": ssl.TLSVersion.TLSv1_3}[version]
        context.minimum_version = context.maximum_version = chosen
    return context


async def talk(
    port: int, request: bytes, context: ssl.SSLContext | None = None, name: str = "localhost"
) -> bytes:
    """Sends bytes, reads until the end. Raises what the connection raises."""
    reader, writer = await asyncio.open_connection(
        "127.0.0.1", port, ssl=context, server_hostname=name if context else None
    )
    try:
        writer.write(request)
        await writer.drain()
        return await asyncio.wait_for(reader.read(), 10)
    finally:
        writer.transport.abort()


GET = b"GET /lps HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n"


async def get(
    port: int, context: ssl.SSLContext | None = None, name: str = "localhost", request: bytes = GET
) -> int:
    """The status of one call."""
    said = await talk(port, request, context, name)
    return int(said.split(b" ", 2)[1])


async def alert(port: int, context: ssl.SSLContext) -> str:
    """The TLS alert a refused client is told, at the handshake or at the first read."""
    try:
        await talk(port, GET, context)
    except ssl.SSLError as error:
        return error.reason or ""
    raise AssertionError("the server accepted")
