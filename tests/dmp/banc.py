"""The bench of the DMP tests: the real service, a real store, the real recorder, on a hand-made scope."""

import asyncio
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any, cast

from cryptography.x509 import load_pem_x509_certificate

from dmp.model import Filtre
from dmp.service import DmpService
from dmp.state import registre
from simulators.core.context import Context
from simulators.core.espace import EspaceSettings
from simulators.core.fixtures import load_monde
from simulators.core.journal.model import Exchange, Peer, Wire
from simulators.core.journal.recorder import Recorder
from simulators.core.monde.model import DossierDmp
from simulators.core.net.pki.authority import Material, Pki
from simulators.core.net.pki.peer import read_peer_pem
from simulators.core.net.pki.profiles import default_clients
from simulators.core.rule import Finding
from simulators.core.store.espaces import Espaces
from simulators.core.xml.mtom import is_multipart, split
from simulators.core.xml.saml_ecriture import write, write_signed
from simulators.core.xml.signing import Signer, sign_enveloped
from tests.dmp import editeur

TLS = Wire("TLSv1.2", "ECDHE-RSA-AES256-GCM-SHA384", "dev6.lps2.dmp.gouv.fr", "127.0.0.1")
CLEAR = Wire()
# A client that left.
GONE = b"\0gone"


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

    @property
    def code(self) -> str:
        return str(self.exchange.facts.get("code", ""))

    @property
    def root(self) -> str:
        """The SOAP message, taken out of its package when it came in one."""
        kind = self.headers.get("content-type", "")
        return (split(kind, self.body).root if is_multipart(kind) else self.body).decode()

    def finding(self, rule: str) -> Finding:
        """The only finding of a rule."""
        (found,) = [one for one in self.findings if one.rule.id == rule]
        return found

    def text(self, name: str) -> str:
        """The text of the first element of that local name, empty when there is none."""
        found = re.search(rf"<(?:\w+:)?{name}(?: [^>]*)?>([^<]*)<", self.root)
        return found[1] if found else ""

    def attribute(self, name: str) -> str:
        """The first value of an attribute, empty when there is none."""
        found = re.search(rf'\b{name}="([^"]*)"', self.root)
        return found[1] if found else ""


@dataclass(frozen=True)
class Kept:
    """A journal kept in hand."""

    exchanges: list[Exchange]

    def record(self, exchange: Exchange) -> None:
        self.exchanges.append(exchange)

    async def flush(self) -> None:
        return None


class Banc:
    """One service and one espace of its own, on one event loop. Close it."""

    def __init__(self, pki: Pki, settings: EspaceSettings | None = None, *, timeout: float = 5.0) -> None:
        self.runner = asyncio.Runner()
        self.pki = pki
        monde = load_monde()
        structure = next(one for one in monde.structures if one.defaut)
        nurse = next(one for one in monde.professionnels if one.id == "nathalie-kermarrec")
        self.materials: Mapping[str, Material] = pki.clients(default_clients(structure, nurse))
        self.espaces = self.runner.run(
            Espaces.open("memory", seed=b"banc", monde=monde, settings=settings or EspaceSettings())
        )
        self.context = Context(self.espaces, pki)
        self.service = DmpService(self.context, body_timeout=timeout)
        self.espace = self.runner.run(self.espaces.get("defaut"))
        self.journal: list[Exchange] = []
        self.espace.journal = cast("Any", Kept(self.journal))

    def become(self, structure: str) -> Any:
        """From now on the software is that of another structure; its right assertion."""
        monde = load_monde()
        own = next(one for one in monde.structures if one.id == structure)
        nurse = next(one for one in monde.professionnels if one.id == "nathalie-kermarrec")
        self.materials = self.pki.clients(default_clients(own, nurse))
        seal = load_pem_x509_certificate(self.materials["org_sign"].cert.read_bytes())
        return editeur.vihf(structure=own.identifiant_national, emetteur=seal.subject.rfc4514_string())

    def close(self) -> None:
        self.runner.run(self.espaces.close())
        self.runner.close()

    def sign(self, claims: Any, name: str = "org_sign", *, sha1: bool = False) -> bytes:
        """The assertion signed with one of the announced certificates."""
        return write_signed(claims, self.seal(name, sha1=sha1))

    def seal(self, name: str = "org_sign", *, sha1: bool = False) -> Signer:
        """The key of one of the announced certificates."""
        material = self.materials[name]
        return editeur.signer(material.cert, material.key, sha1=sha1)

    def sign_text(self, change: Any, name: str = "org_sign") -> bytes:
        """A right assertion whose text is changed, then signed."""
        material = self.materials[name]
        changed = change(write(editeur.vihf()).decode()).encode()
        return sign_enveloped(changed, editeur.signer(material.cert, material.key))

    def unsigned(self, claims: Any) -> bytes:
        return write(claims)

    def peer(self, name: str = "org_auth_cli") -> Peer:
        return read_peer_pem(self.materials[name].cert.read_bytes())

    def call(self, kind: str, body: str, claims: Any = None, **options: Any) -> Answer:
        """One signed call with plain SOAP."""
        assertion = options.pop("assertion", None) or self.sign(
            claims or editeur.vihf(), options.pop("signed_with", "org_sign")
        )
        message = editeur.envelope(kind, body, assertion, changes=options.pop("changes", ()))
        return self.post(message, path=f"{editeur.BASE}/{editeur.PATHS[kind]}", **options)

    def feed(self, lot: editeur.Lot | None = None, claims: Any = None, **options: Any) -> Answer:
        """A set fed by MTOM."""
        lot = lot or editeur.Lot()
        seal = options.pop("signed_with", "org_sign")
        assertion = self.sign(claims or editeur.vihf(), seal)
        changes = options.pop("changes", ())
        contents = {**lot.contents(self.seal(seal)), **options.pop("contents", {})}
        root = editeur.envelope("depot", editeur.xop(lot), assertion, changes=changes)
        return self.post(editeur.mtom(root, contents), content_type=editeur.MTOM_TYPE, **options)

    def air(self, **changes: Any) -> Any:
        """The nurse's assertion in AIR mode."""
        return editeur.vihf("INDIRECTE_RENFORCEE", **changes)

    def authorise(self) -> None:
        """The nurse declares her authorisation."""
        done = self.call("autorisation", editeur.autorisation(), self.air())
        assert done.text("status") == "DMPOk", done.body

    def documents(self, matricule: str = editeur.INS) -> list[Any]:
        """What the registry holds of a patient."""
        work = partial(registre.chercher, matricule=matricule, filtre=Filtre(signatures=True))
        return self.espace.store.read(work)

    def entry(self) -> str:
        """The entryUUID of the first PPA fed."""
        return str(
            next(one.fiche.entry_uuid for one in self.documents() if one.fiche.title.startswith("Projet"))
        )

    def change(self, person: str, **dmp: Any) -> None:
        """Changes a fact of a person's record."""
        one = self.espace.monde.personnes()[person]
        changed = (one.dmp or DossierDmp()).model_copy(update=dmp)
        self.runner.run(self.espace.monde.put(one.model_copy(update={"dmp": changed})))

    def open(self, page: str, certificate: str = "cps_auth", **options: Any) -> Answer:
        """A page of the web site opened with the nurse's card."""
        path = f"/AccesDirect/{page}"
        return self.post(
            b"", content_type=None, certificate=certificate, path=path, **{"method": "GET", **options}
        )

    def post(
        self,
        body: bytes | Sequence[bytes | None],
        *,
        content_type: str | None = editeur.SOAP_TYPE,
        certificate: str = "org_auth_cli",
        anonymous: bool = False,
        wire: Wire = TLS,
        path: str = f"{editeur.BASE}/repository",
        method: str = "POST",
        query: str = "",
        root: str = "",
    ) -> Answer:
        """Sends one message with the structure's certificate, unless told otherwise."""
        headers = [(b"content-type", content_type.encode())] if content_type is not None else []
        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "headers": [*headers, (b"host", b"localhost:8442")],
            "http_version": "1.1",
            "scheme": "https",
            "server": ("127.0.0.1", 8442),
            "root_path": root,
            "socle.espace": self.espace,
            "socle.peer": None if anonymous else self.peer(certificate),
            "socle.wire": wire,
            "socle.connection": "c1",
        }
        sent: list[Mapping[str, Any]] = []
        self.runner.run(self._call(scope, [body] if isinstance(body, bytes) else list(body), sent))
        start = next((event for event in sent if event["type"] == "http.response.start"), None)
        data = b"".join(event.get("body", b"") for event in sent if event["type"] == "http.response.body")
        told = {k.decode(): v.decode() for k, v in start["headers"]} if start else {}
        return Answer(start["status"] if start else 0, told, data, self.journal[-1])

    async def _call(
        self, scope: dict[str, Any], chunks: list[bytes | None], sent: list[Mapping[str, Any]]
    ) -> None:
        face = self.service.faces[0]
        never = asyncio.Event()
        events = iter(chunks)
        left = len(chunks)

        async def receive() -> Mapping[str, Any]:
            nonlocal left
            chunk = next(events, None)
            left -= 1
            if chunk is None:
                await never.wait()
            if chunk == GONE:
                return {"type": "http.disconnect"}
            return {"type": "http.request", "body": chunk, "more_body": left > 0}

        async def send(event: Mapping[str, Any]) -> None:
            sent.append(event)

        recorder = Recorder(face.app, service=self.service, face=face, marks=True)
        await recorder(scope, cast("Any", receive), cast("Any", send))


def now() -> datetime:
    return datetime.now(UTC)


__all__ = ["CLEAR", "TLS", "Answer", "Banc", "now"]
