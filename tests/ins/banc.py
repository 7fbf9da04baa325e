"""The bench of the INSi tests: the real service behind the real recorder, on a hand-made scope.

Only what lives outside the service is replaced: the people, the faults, the journal that receives.
"""

import asyncio
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

from ins.service import InsService
from simulators.core.bridges import Bridges
from simulators.core.clock import Clock
from simulators.core.context import Context
from simulators.core.espace import Espace, EspaceSettings
from simulators.core.faults.active import Fault
from simulators.core.ids import Ids
from simulators.core.journal.model import Exchange, Peer, Wire
from simulators.core.journal.recorder import Recorder
from simulators.core.monde.model import Logiciel, Personne, Professionnel
from simulators.core.net.pki.authority import Pki
from simulators.core.rule import Finding
from tests.ins import monde

OU = "10B0152872"
# The date that typed messages bear: a client writes that of its call, and so does the bench.
TYPED = b"2026-01-01T08:00:00Z"
TLS = Wire("TLSv1.3", "TLS_AES_256_GCM_SHA384", "services-ps-tlsm.ameli.fr", "127.0.0.1")
CLEAR = Wire()
CONTENT_TYPE = "application/soap+xml; charset=utf-8"
# What ends a message that is still coming.
Chunk = bytes | None


def peer(common_name: str = "INSI-AUTO", unit: str = OU) -> Peer:
    """A client certificate as TLS verified it."""
    return Peer(
        subject=f"CN={common_name},OU={unit}",
        issuer="CN=TEST AC IGC-SANTE ELEMENTAIRE ORGANISATIONS",
        serial="01",
        fingerprint="00",
        common_name=common_name,
        organizational_unit=unit,
        organization="LES TILLEULS",
        not_before=datetime(2026, 1, 1, tzinfo=UTC),
        not_after=datetime(2029, 1, 1, tzinfo=UTC),
    )


@dataclass
class People:
    """The people of an espace, in memory."""

    version: int = 1
    people: dict[str, Personne] = field(default_factory=monde.personnes)
    software: dict[str, Logiciel] = field(default_factory=monde.logiciels)
    carers: dict[str, Professionnel] = field(default_factory=monde.professionnels)

    def personnes(self) -> Mapping[str, Personne]:
        return self.people

    def logiciels(self) -> Mapping[str, Logiciel]:
        return self.software

    def invalidate(self) -> None:
        """What is kept in the store changed."""
        self.version += 1

    def professionnels(self) -> Mapping[str, Professionnel]:
        return self.carers

    def change(self, person: Personne) -> None:
        self.people[person.id] = person
        self.version += 1


@dataclass
class ProgrammedFaults:
    """Faults asked for, by name, taken one by one; remembers what it was asked."""

    names: list[str] = field(default_factory=list)
    asked: list[Mapping[str, str]] = field(default_factory=list)

    def business(self, **about: str) -> Fault | None:
        self.asked.append(about)
        if not self.names:
            return None
        return cast("Fault", SimpleNamespace(name=self.names.pop(0)))


@dataclass(frozen=True)
class Answer:
    """What came back, and the exchange as journalled."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    exchange: Exchange

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.exchange.findings

    @property
    def rules(self) -> list[str]:
        return [finding.rule.id for finding in self.findings]

    def finding(self, rule: str) -> Finding:
        """The only finding of a rule."""
        (found,) = [one for one in self.findings if one.rule.id == rule]
        return found

    def text(self, name: str) -> str:
        """The text of the first element of that local name, empty when there is none."""
        found = re.search(rf"<(?:\w+:)?{name}(?: [^>]*)?>([^<]*)<", self.body.decode())
        return found[1] if found else ""


class Banc:
    """One service and one espace of its own."""

    def __init__(
        self,
        settings: EspaceSettings | None = None,
        *,
        timeout: float = 5.0,
        public: str = "",
        people: People | None = None,
        pki: Pki | None = None,
        bridges: Bridges | None = None,
    ) -> None:
        self.journal: list[Exchange] = []
        self.people = people or People()
        self.faults = ProgrammedFaults()
        self.service = InsService(
            Context(cast("Any", None), cast("Any", pki), public_url=public, bridges=bridges or Bridges()),
            body_timeout=timeout,
        )
        self.espace = Espace(
            name="defaut",
            clock=Clock(),
            ids=Ids(b"seed", "defaut"),
            # Nobody is kept in the store: the people are all in memory here.
            store=cast("Any", SimpleNamespace(read=lambda _: True)),
            journal=cast("Any", SimpleNamespace(record=self.journal.append)),
            monde=cast("Any", self.people),
            faults=cast("Any", self.faults),
            settings=settings or EspaceSettings(),
        )

    def post(
        self,
        body: bytes | Iterable[Chunk],
        *,
        content_type: str | None = CONTENT_TYPE,
        certificate: Peer | None = None,
        anonymous: bool = False,
        wire: Wire = TLS,
        face: str = "mtls",
        path: str = "/lps",
        authorization: str = "",
    ) -> Answer:
        """Sends one message with the right certificate, unless told otherwise."""
        headers = [(b"content-type", content_type.encode())] if content_type is not None else []
        if authorization:
            headers.append((b"authorization", authorization.encode()))
        presented = None if anonymous else certificate or peer()
        scope = self._scope("POST", path, b"", headers, presented, wire)
        return self._run(face, scope, [self.dated(body)] if isinstance(body, bytes) else list(body))

    def dated(self, body: bytes) -> bytes:
        """The message at the hour of the espace."""
        return body.replace(TYPED, self.espace.clock.now().strftime("%Y-%m-%dT%H:%M:%SZ").encode())

    def get(
        self, path: str, query: str = "", *, root: str = "", host: str = "localhost:8441", method: str = "GET"
    ) -> Answer:
        """Any request without a body."""
        scope = self._scope(method, path, query.encode(), [(b"host", host.encode())], peer(), TLS)
        scope["root_path"] = root
        return self._run("mtls", scope, [b""])

    def _scope(
        self,
        method: str,
        path: str,
        query: bytes,
        headers: list[tuple[bytes, bytes]],
        presented: Peer | None,
        wire: Wire,
    ) -> dict[str, Any]:
        return {
            "type": "http",
            "method": method,
            "path": path,
            "raw_path": path.encode(),
            "query_string": query,
            "headers": headers,
            "http_version": "1.1",
            "scheme": "https",
            "server": ("127.0.0.1", 8441),
            "root_path": "",
            "socle.espace": self.espace,
            "socle.peer": presented,
            "socle.wire": wire,
            "socle.connection": "c1",
        }

    def _run(self, face: str, scope: dict[str, Any], chunks: list[Chunk]) -> Answer:
        sent: list[Mapping[str, Any]] = []
        asyncio.run(self._call(face, scope, chunks, sent))
        start = next((event for event in sent if event["type"] == "http.response.start"), None)
        body = b"".join(event.get("body", b"") for event in sent if event["type"] == "http.response.body")
        headers = {k.decode(): v.decode() for k, v in start["headers"]} if start else {}
        return Answer(start["status"] if start else 0, headers, body, self.journal[-1])

    async def _call(
        self, face_name: str, scope: dict[str, Any], chunks: list[Chunk], sent: list[Mapping[str, Any]]
    ) -> None:
        face = next(one for one in self.service.faces if one.name == face_name)
        events = _events(chunks)
        never = asyncio.Event()

        async def receive() -> Mapping[str, Any]:
            event = next(events, None)
            if event is None:
                await never.wait()
                raise AssertionError
            return event

        async def send(event: Mapping[str, Any]) -> None:
            sent.append(event)

        recorder = Recorder(face.app, service=self.service, face=face, marks=True)
        await recorder(scope, cast("Any", receive), cast("Any", send))


STALLED: tuple[Chunk, ...] = (b"<soap:Envelope", None)
GONE = b"\0gone"


def _events(chunks: list[Chunk]) -> Iterator[Mapping[str, Any]]:
    """ASGI events: None stops without end (a slow client), GONE is a client that left."""
    for chunk, following in itertools.zip_longest(chunks, chunks[1:], fillvalue=b"end"):
        if chunk is None:
            return
        if chunk == GONE:
            yield {"type": "http.disconnect"}
            return
        last = following == b"end"
        yield {"type": "http.request", "body": chunk, "more_body": not last}


REQUEST = """<soap:Envelope xmlns:soap="http://www.w3.org/2003/05/soap-envelope" xmlns:wsa="http://www.w3.org/2005/08/addressing"
  xmlns:bam="urn:siram:bam:ctxbam" xmlns:lps="urn:siram:lps:ctxlps" xmlns:r="http://www.cnamts.fr/INSiRecSans">
 <soap:Header>
  <bam:ContexteBAM Version="01_02"><bam:Id>7f3c9d52-0f0e-4a6c-9d2b-5a1d1f0b7a01</bam:Id><bam:Temps>2026-01-01T08:00:00Z</bam:Temps><bam:Emetteur>10B0152872</bam:Emetteur><bam:COUVERTURE/></bam:ContexteBAM>
  <lps:ContexteLPS Nature="CTXLPS" Version="01_00"><lps:Id>7f3c9d52-0f0e-4a6c-9d2b-5a1d1f0b7a02</lps:Id><lps:Temps>2026-01-01T08:00:00Z</lps:Temps><lps:Emetteur>10B0152872</lps:Emetteur>
   <lps:LPS><lps:IDAM R="4">ABC17NF23DE0</lps:IDAM><lps:Version>1.0</lps:Version><lps:Instance>7f3c9d52-0f0e-4a6c-9d2b-5a1d1f0b7a03</lps:Instance><lps:Nom>urn:lps:DUI:1.0</lps:Nom></lps:LPS></lps:ContexteLPS>
  <wsa:Action>urn:ServiceIdentiteCertifiee:1.0.0:rechercherInsAvecTraitsIdentite</wsa:Action>
  <wsa:MessageID>uuid:7f3c9d52-0f0e-4a6c-9d2b-5a1d1f0b7a04</wsa:MessageID>
 </soap:Header>
 <soap:Body><r:RECSANSVITALE><r:NomNaissance>ADRTROIS</r:NomNaissance><r:Prenom>TOUSSAINT</r:Prenom><r:Sexe>M</r:Sexe><r:DateNaissance>1960-01-01</r:DateNaissance></r:RECSANSVITALE></soap:Body>
</soap:Envelope>
"""  # noqa: E501 (the skeleton of ins.md §3.3, lines kept)
TRAITS = re.compile(r"<r:RECSANSVITALE>.*</r:RECSANSVITALE>")


def request(*changes: tuple[str, str]) -> bytes:
    """The right message, with pieces of text replaced (each must be there)."""
    text = REQUEST
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text.encode()


def search(nom: str, prenom: str | tuple[str, ...], sexe: str, date: str, lieu: str = "") -> bytes:
    """The right message for other traits."""
    prenoms = (prenom,) if isinstance(prenom, str) else prenom
    inside = f"<r:NomNaissance>{nom}</r:NomNaissance>"
    inside += "".join(f"<r:Prenom>{one}</r:Prenom>" for one in prenoms)
    inside += f"<r:Sexe>{sexe}</r:Sexe><r:DateNaissance>{date}</r:DateNaissance>"
    inside += f"<r:LieuNaissance>{lieu}</r:LieuNaissance>" if lieu else ""
    body = f"<r:RECSANSVITALE>{inside}</r:RECSANSVITALE>"
    return TRAITS.sub(lambda _: body, REQUEST).encode()
