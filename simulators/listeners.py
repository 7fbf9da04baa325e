"""The ports of a simulator: one listener per face (two with `--http`), and what they could not serve."""

import asyncio
import errno
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from simulators.config import DEFAULT_PORT_BASE, Settings
from simulators.core.basis import assumed
from simulators.core.context import Context
from simulators.core.faults.transport import TransportFaults
from simulators.core.journal.model import Peer
from simulators.core.journal.recorder import Recorder
from simulators.core.net.origins import ANYWHERE, announced, base_domains, public_parts
from simulators.core.net.routing import LOCAL_DOMAIN, EspaceRouter, not_found
from simulators.core.net.server import Listener, ListenerSettings
from simulators.core.net.tls import ServerTls, TlsSettings
from simulators.core.rule import WHOLE_REQUEST, Effect, Finding, Rule, Severity, Text
from simulators.core.service import Analysis, AsgiApp, Face, Service
from simulators.refusals import Refusals
from simulators.system_errors import in_french

# Ports in clear (`--http`) stand a hundred above those of the same face.
CLEAR_SHIFT = 100
PLAIN = "text/plain; charset=utf-8"


ESPACE_INCONNU = Rule(
    "http.espace_inconnu",
    "http",
    Severity.ERROR,
    Text("L'adresse nomme un espace qui n'existe pas.", "The address names an espace that does not exist."),
    Text("Créez cet espace, ou corrigez son nom dans l'adresse.", "Create it, or correct its name."),
    assumed("règle du simulateur : les espaces n'existent pas sur le vrai service"),
)


class PortTakenError(Exception):
    """A port is not free; the message is one French line."""


class Serves(Protocol):
    """What opens one address: HTTP or mail. `scheme` is empty for mail, whose address is `host:port`."""

    @property
    def scheme(self) -> str:
        """http, https, or empty."""

    @property
    def port(self) -> int:
        """The port obtained."""

    async def start(self, host: str, port: int) -> None:
        """Binds and serves. Raises OSError."""

    async def stop(self, grace: float = 1.0) -> None:
        """Stops within `grace` seconds."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A listener to open: its usual port, and the sentence to say should it be taken."""

    service: str
    face: str
    label: str
    port: int
    listener: Serves
    clear: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """A listener that serves. `origin` is what a client puts before the path: scheme, host, port."""

    wanted: Wanted
    origin: str


def faces(
    services: Mapping[str, Service],
    context: Context,
    settings: Settings,
    refusals: Refusals,
    stand_in: Peer,
    new_connection: Callable[[], str],
) -> Iterator[Wanted]:
    """The listeners of every HTTP face. In clear, a face answers as if by `stand_in`, which it may note."""
    for service in services.values():
        for face in service.faces:
            app = _application(service, face, context)
            base = ListenerSettings(
                face=face.name,
                new_connection=new_connection,
                on_refused_handshake=refusals.handshakes(service.name),
                on_refused_request=refusals.requests(service.name),
            )
            tls = ServerTls(
                context.pki, TlsSettings(face.client_certificate, real_names(face.hosts, settings))
            )
            label = f"{service.title.fr} ({face.name})"
            yield Wanted(service.name, face.name, label, face.port, Listener(app, replace(base, tls=tls)))
            if settings.http:
                clear = Listener(app, replace(base, stand_in=stand_in))
                yield Wanted(
                    service.name, face.name, f"{label}, en clair", face.port + CLEAR_SHIFT, clear, clear=True
                )


def real_names(hosts: tuple[str, ...], settings: Settings) -> tuple[str, ...]:
    """The real names of a face, then the one clients type, espaces being labels under it."""
    public = public_parts(settings.public_url)[1] if settings.public_url else ""
    return (*hosts, public, f"*.{public}") if public else hosts


def _application(service: Service, face: Face, context: Context) -> AsgiApp:
    faulty = TransportFaults(face.app, service=service, face=face)
    recorded = Recorder(faulty, service=service, face=face, marks=context.marks)
    lost = Recorder(_unknown_espace(face), service=service, face=face, marks=context.marks)
    return EspaceRouter(recorded, context.espaces, unknown=lost, domains=base_domains(context.public_url))


def _unknown_espace(face: Face) -> AsgiApp:
    """In the words of the protocol when the face has some; the journal names the espace that was asked."""
    words = face.unknown_espace
    if words is None:
        return not_found(lambda name: (PLAIN, f"Espace inconnu : {name[:60]}\n".encode()))

    async def answer(scope: Any, _receive: Any, send: Any) -> None:
        named = Finding(
            ESPACE_INCONNU, WHOLE_REQUEST, scope["socle.espace_inconnu"][:60], effect=Effect.REFUSE
        )
        scope["socle"].analysis = Analysis("http.espace_inconnu", {"fault": True}, (named,))
        headers = [
            (b"content-type", words.content_type.encode()),
            (b"content-length", b"%d" % len(words.body)),
        ]
        await send({"type": "http.response.start", "status": words.status, "headers": headers})
        await send({"type": "http.response.body", "body": words.body})

    return answer


async def open_all(wanted: Sequence[Wanted], settings: Settings) -> list[Opened]:
    """Starts them all, or none: raises PortTakenError for the first that cannot be had."""
    started: list[Opened] = []
    try:
        for one in wanted:
            await _start(one, settings)
            started.append(Opened(one, _origin(one.listener, settings)))
    except BaseException:
        await close_all(started)
        raise
    return started


async def close_all(opened: Sequence[Opened], grace: float = 1.0) -> None:
    """Stops accepting, answers what is in flight within `grace` seconds, closes."""
    await asyncio.gather(*(one.wanted.listener.stop(grace) for one in opened))


async def _start(wanted: Wanted, settings: Settings) -> None:
    base = settings.port_base
    port = base + wanted.port - DEFAULT_PORT_BASE if base else 0
    try:
        await wanted.listener.start(settings.host, port)
    except OSError as error:
        raise PortTakenError(_why(error, port, wanted.label, settings)) from None


def _why(error: OSError, port: int, label: str, settings: Settings) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"le port {port} ({label}) est déjà pris : arrêtez le programme qui l'occupe, ou décalez tous "
            "les ports (--port-base N, 0 : ports libres)"
        )
    if error.errno == errno.EACCES:
        return f"le port {port} ({label}) est réservé à l'administrateur : décalez les ports (--port-base N)"
    where = f"{settings.host}, port {port} ({label})"
    return f"écoute impossible sur {where} : {in_french(error)} (--host, --port-base)"


def _origin(listener: Serves, settings: Settings) -> str:
    if not listener.scheme:
        return _host_and_port(listener.port, settings)
    return announced(listener.scheme, listener.port, host=settings.host, public_url=settings.public_url)


def _host_and_port(port: int, settings: Settings) -> str:
    """What is typed in a mail program: the host that clients use, the port of the listener."""
    host = public_parts(settings.public_url)[1] if settings.public_url else settings.host
    host = LOCAL_DOMAIN if host in ANYWHERE else host
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
