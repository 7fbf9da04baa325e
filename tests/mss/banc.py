"""The bench of the MSS tests: the real service on real sockets with real TLS, in a thread of its own.

Only Pro Santé Connect is replaced: a token says what a test wants it to say.
"""

import asyncio
import base64
import imaplib
import queue
import smtplib
import socket
import ssl
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import httpx
import uvloop

from mss.annuaire.debit import Debit
from mss.patience import Delays
from mss.service import MssService
from simulators.core.bridges import Bridges, JetonRefuse, JetonVerifie
from simulators.core.context import Context
from simulators.core.control_answers import Listing
from simulators.core.espace import Espace, EspaceSettings
from simulators.core.fixtures import load_monde
from simulators.core.journal.filters import Filter
from simulators.core.journal.model import Exchange
from simulators.core.journal.recorder import Recorder
from simulators.core.net.handshake import RefusedHandshake
from simulators.core.net.pki.authority import Material, Pki
from simulators.core.net.pki.profiles import structure_clients
from simulators.core.net.routing import EspaceRouter
from simulators.core.net.server import Listener, ListenerSettings, bind
from simulators.core.net.tls import ServerTls, TlsSettings
from simulators.core.service import ControlCall, MailListening
from simulators.core.store.espaces import Espaces

T = TypeVar("T")

# Typed by hand from fixtures/: the GP, the EHPAD's nurse, the EHPAD's boxes, person 1.
MEDECIN = "99700000021"
INFIRMIERE = "99700000039"
BOITE_INFIRMIERE = "nathalie.kermarrec@pro.demo.mssante.fr"
BOITE_CABINET = "cabinet.besnard@medecin.demo.mssante.fr"
BOITE_EHPAD = "contact@ehpad-les-tilleuls.demo.mssante.fr"
BOITE_APP = "dui@ehpad-les-tilleuls.demo.mssante.fr"
INS_MARGUERITE = "240035505090119"
USAGER = f"{INS_MARGUERITE}@patient.mssante.fr"


class SmtpNomme(smtplib.SMTP):
    """smtplib on the loopback, whose STARTTLS asks for the name it is given: an espace's."""

    def _get_socket(self, _host: str, port: int, timeout: float) -> socket.socket:
        return socket.create_connection(("127.0.0.1", port), timeout)


@dataclass
class Jetons:
    """Stands for Pro Santé Connect: `<espace>.<rpps>.<word>`; the word may be a reason of refusal."""

    dead: set[str] = field(default_factory=set)

    async def verifier(self, jeton: str, espace: Espace) -> JetonVerifie:
        name, rpps, word = jeton.split(".")
        if name != espace.name:
            raise JetonRefuse("inconnu")
        if word in {"expire", "revoque", "signature", "professionnel"}:
            raise JetonRefuse(word)  # type: ignore[arg-type]  # one of the reasons, as listed
        now = datetime.now(UTC)
        return JetonVerifie(
            sujet=f"f:x:{rpps}",
            identifiant_national=f"8{rpps}",
            rpps=rpps,
            nom="",
            prenom="",
            client_id="dui",
            session=word,
            expire=now + timedelta(minutes=2),
            session_expire=now + timedelta(minutes=30),
        )

    async def verifier_api(self, jeton: str, api: str, espace: Espace) -> JetonVerifie:
        return await self.verifier(jeton, espace)

    async def session_vivante(self, session: str, espace: Espace) -> bool:
        return session not in self.dead

    def espace_annonce(self, jeton: str) -> str | None:
        return jeton.split(".")[0] if jeton.count(".") == 2 else None


class Banc:
    """A running MSS service. Methods are called from the test's thread."""

    def __init__(
        self, root: Path | str, pki: Path, delays: Delays, limit: int, seed: bytes, debit: Debit | None
    ) -> None:
        self._root, self._pki_folder, self._seed = root, pki, seed
        self._delays, self._limit, self._debit = delays, limit, debit
        self._ready = threading.Event()
        self._loop: asyncio.AbstractEventLoop = uvloop.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._running: list[Any] = []
        self.ports: dict[str, int] = {}
        self.jetons = Jetons()
        self.bridges = Bridges(jetons=self.jetons)
        self._refused: queue.Queue[RefusedHandshake] = queue.Queue()
        self.espaces: Espaces
        self.service: MssService
        self.pki: Pki

    def start(self) -> None:
        self._thread.start()
        assert self._ready.wait(30)

    def stop(self) -> None:
        self.do(self._stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    def do(self, work: Awaitable[T]) -> T:
        """Runs a coroutine on the server's loop."""
        return asyncio.run_coroutine_threadsafe(_as_coroutine(work), self._loop).result(30)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._start())
        self._ready.set()
        self._loop.run_forever()

    async def _start(self) -> None:
        monde = load_monde()
        self.espaces = await Espaces.open(
            self._root if isinstance(self._root, Path) else "memory",
            seed=self._seed,
            monde=monde,
            settings=EspaceSettings(),
        )
        self.pki = Pki.open(self._pki_folder)
        context = Context(self.espaces, self.pki, bridges=self.bridges)
        self.service = MssService(context, delays=self._delays, limit=self._limit, debit=self._debit)
        for face in self.service.mail_faces:
            sockets = bind("127.0.0.1", 0)
            self.ports[face.name] = sockets[0].getsockname()[1]
            tls = ServerTls(self.pki, TlsSettings(face.client_certificate, face.hosts, alpn=()))
            given = MailListening(sockets, tls, lambda: "c1", self._refused.put)
            self._running.append(await face.serve(given))
        await self._serve_the_directory()

    async def _serve_the_directory(self) -> None:
        (face,) = self.service.faces
        recorded = Recorder(face.app, service=self.service, face=face, marks=True)
        app = EspaceRouter(recorded, self.espaces, unknown=recorded)
        tls = ServerTls(self.pki, TlsSettings(face.client_certificate, face.hosts))
        listener = Listener(app, ListenerSettings(face.name, lambda: "c1", tls))
        await listener.start("127.0.0.1", 0)
        self.ports[face.name] = listener.port
        self.service.listening({name: f"localhost:{port}" for name, port in self.ports.items()}, {})
        self._running.append(listener)

    async def _stop(self) -> None:
        for one in self._running:
            await one.stop(0.5)
        await self.espaces.close()

    def refusal(self) -> RefusedHandshake:
        """The next handshake that was refused."""
        return self._refused.get(timeout=10)

    def espace(self, name: str) -> "Monde":
        return Monde(self, self.do(self.espaces.get(name)))

    def client_tls(self, material: Material | None = None) -> ssl.SSLContext:
        context = ssl.create_default_context(cafile=str(self.pki.ca_pem))
        if material is not None:
            context.load_cert_chain(material.cert, material.key)
        return context

    def structure(self, id_: str = "ehpad-les-tilleuls") -> Material:
        """The ORG AUTH_CLI certificate of a structure."""
        structure = self.do(self.espaces.get("defaut")).monde.structures()[id_]
        return self.pki.client(structure_clients(structure)["org_auth_cli"])

    def raw(self, face: str) -> "Brut":
        """A bare connection."""
        return Brut(socket.create_connection(("127.0.0.1", self.ports[face]), 10))


async def _as_coroutine(work: Awaitable[T]) -> T:
    return await work


@dataclass
class Monde:
    """One espace of the bench, and mail clients in it."""

    banc: Banc
    espace: Espace

    @property
    def name(self) -> str:
        return self.espace.name

    def jeton(self, rpps: str = INFIRMIERE, word: str = "session") -> str:
        return f"{self.name}.{rpps}.{word}"

    def xoauth2(self, boite: str, rpps: str = INFIRMIERE, word: str = "session") -> str:
        return f"user={boite}\x01auth=Bearer {self.jeton(rpps, word)}\x01\x01"

    @contextmanager
    def smtp(
        self, boite: str = BOITE_INFIRMIERE, rpps: str = INFIRMIERE, word: str = "session"
    ) -> Iterator[smtplib.SMTP]:
        """smtplib, logged in by token."""
        with smtplib.SMTP("127.0.0.1", self.banc.ports["smtp"], timeout=20) as client:
            client.starttls(context=self.banc.client_tls())
            client.ehlo()
            code, said = client.auth("XOAUTH2", lambda _=None: self.xoauth2(boite, rpps, word))
            assert code == 235, said
            yield client

    @contextmanager
    def imap(
        self, boite: str = BOITE_CABINET, rpps: str = MEDECIN, word: str = "session"
    ) -> Iterator[imaplib.IMAP4]:
        """imaplib, logged in by token."""
        with imaplib.IMAP4("127.0.0.1", self.banc.ports["imap"], timeout=20) as client:
            client.starttls(self.banc.client_tls())
            client.authenticate("XOAUTH2", lambda _: self.xoauth2(boite, rpps, word).encode())
            yield client

    def exchanges(self, operation: str = "") -> list[Exchange]:
        f = Filter(operation=operation) if operation else Filter()
        return self.banc.do(self.espace.journal.query(f))

    def exchange(self, operation: str) -> Exchange:
        """The only exchange of an operation."""
        (found,) = self.exchanges(operation)
        return found

    def control(self, method: str, path: str, body: object = None, **parameters: str) -> Any:
        route = next(
            one for one in self.banc.service.control_routes if (one.method, one.path) == (method, path)
        )
        value = route.body(**body) if route.body is not None and isinstance(body, dict) else body
        told = self.banc.do(route.handle(self.espace, ControlCall(parameters, value)))
        return told.rows if isinstance(told, Listing) else told

    def box(self, adresse: str) -> list[dict[str, Any]]:
        """What a box holds, as the control API says."""
        found: list[dict[str, Any]] = self.control("GET", "/boites/{adresse}/courriels", adresse=adresse)
        return found

    def set_state(self, adresse: str, etat: str) -> None:
        self.control("PUT", "/boites/{adresse}/etat", {"etat": etat}, adresse=adresse)

    def settings(self, settings: EspaceSettings) -> None:
        self.banc.do(self.banc.espaces.set_settings(self.name, settings))

    def annuaire(self, target: str, key: str | None = "", **options: Any) -> httpx.Response:
        """One call to the directory, below its base; `key` is the espace's own unless told, None for none."""
        path = target if target.startswith("/") else f"/fhir/v2/{target}"
        address = f"https://localhost:{self.banc.ports['annuaire']}/~{self.name}{path}"
        own = self.banc.service.accounts(self.espace)["annuaire"]["api_key"] if key == "" else key
        headers = {**({} if own is None else {"ESANTE-API-KEY": own}), **options.pop("headers", {})}
        with httpx.Client(verify=self.banc.client_tls(), trust_env=False, timeout=20) as client:
            return client.request(options.pop("method", "GET"), address, headers=headers, **options)


class Brut:
    """A connection written and read byte by byte."""

    def __init__(self, raw: socket.socket) -> None:
        self.socket = raw
        self.file = raw.makefile("rb")

    def send(self, data: bytes) -> None:
        self.socket.sendall(data)

    def line(self) -> bytes:
        return self.file.readline()

    def reply(self) -> list[bytes]:
        """A whole SMTP reply."""
        lines = [self.line()]
        while lines[-1][3:4] == b"-":
            lines.append(self.line())
        return lines

    def tagged(self, tag: bytes) -> list[bytes]:
        """IMAP answers up to the tagged one."""
        lines = [self.line()]
        while lines[-1] and not lines[-1].startswith(tag + b" "):
            lines.append(self.line())
        return lines

    def secure(self, context: ssl.SSLContext, name: str = "localhost") -> "Brut":
        self.socket = context.wrap_socket(self.socket, server_hostname=name)
        self.file = self.socket.makefile("rb")
        return self

    def ended(self) -> bool:
        """True once the server closed."""
        try:
            return self.file.read(1) == b""
        except OSError:
            return True

    def close(self) -> None:
        self.file.close()
        self.socket.close()

    def __enter__(self) -> "Brut":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def sasl(text: str) -> bytes:
    return base64.b64encode(text.encode())


@contextmanager
def running(
    pki: Path,
    *,
    delays: Delays | None = None,
    limit: int = 10_485_760,
    root: Path | str = "memory",
    debit: Debit | None = None,
) -> Iterator[Banc]:
    """A service, stopped afterwards."""
    banc = Banc(root, pki, delays or Delays(), limit, b"seed", debit)
    banc.start()
    try:
        yield banc
    finally:
        banc.stop()


Make = Callable[[], Monde]
