"""The mail ports of a simulator: clear text first, TLS by STARTTLS, an address that is `host:port`."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from simulators.config import Settings
from simulators.core.context import Context
from simulators.core.net.origins import base_domains
from simulators.core.net.server import bind
from simulators.core.net.tls import ServerTls, TlsSettings
from simulators.core.service import MailFace, Mailing, MailListening, RunningMail, Service
from simulators.listeners import Wanted, real_names
from simulators.refusals import Refusals


class MailListener:
    """One mail face; `start` raises OSError when the address cannot be bound."""

    scheme = ""

    def __init__(self, face: MailFace, given: MailListening) -> None:
        self._face = face
        self._given = given
        self._running: RunningMail | None = None
        self.port = 0

    async def start(self, host: str, port: int) -> None:
        """Binds and serves; with port 0, `port` tells the one obtained."""
        self._given.tls.context()
        sockets = bind(host, port)
        self.port = sockets[0].getsockname()[1]
        self._running = await self._face.serve(replace(self._given, sockets=sockets))

    async def stop(self, grace: float = 1.0) -> None:
        """Says good-bye to the clients, then closes."""
        if self._running is not None:
            await self._running.stop(grace)


def mail_faces(
    services: Mapping[str, Service],
    context: Context,
    settings: Settings,
    refusals: Refusals,
    new_connection: Callable[[], str],
) -> Iterator[Wanted]:
    """The listeners of every mail face."""
    for service in services.values():
        if not isinstance(service, Mailing):
            continue
        for face in service.mail_faces:
            names = TlsSettings(
                face.client_certificate, real_names(face.hosts, settings), alpn=(), suites=face.suites
            )
            given = MailListening(
                sockets=(),
                tls=ServerTls(context.pki, names),
                new_connection=new_connection,
                on_refused_handshake=refusals.handshakes(service.name),
                domains=base_domains(context.public_url),
            )
            label = f"{service.title.fr} ({face.name})"
            yield Wanted(service.name, face.name, label, face.port, MailListener(face, given))
