"""The bench of the FHIR face: that of the DMP, and calls to its other face."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlencode

from simulators.core.fixtures import load_monde
from simulators.core.journal.model import Exchange, Wire
from simulators.core.journal.recorder import Recorder
from simulators.core.monde.model import AutorisationDmp
from simulators.core.net.pki.profiles import professional_clients
from simulators.core.rule import Finding
from tests.dmp import banc, editeur

JSON = "application/fhir+json"
XML = "application/fhir+xml"
INS = f"urn:oid:{editeur.TEST_OID}|{editeur.INS}"


@dataclass(frozen=True)
class Reponse:
    """What came back over FHIR, and the exchange as journalled."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    exchange: Exchange

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def resources(self) -> list[Any]:
        """The resources that a search found."""
        return [one["resource"] for one in self.json.get("entry", []) if one["search"]["mode"] == "match"]

    @property
    def issue(self) -> Any:
        """The first problem told."""
        return self.json["issue"][0]

    @property
    def codes(self) -> list[str]:
        """The XDS codes of the problems told."""
        return [
            one["code"] for issue in self.json["issue"] for one in issue.get("details", {}).get("coding", [])
        ]

    @property
    def rules(self) -> list[str]:
        return [one.rule.id for one in self.exchange.findings]

    def finding(self, rule: str) -> Finding:
        return next(one for one in self.exchange.findings if one.rule.id == rule)


class Banc(banc.Banc):
    """See the module."""

    def fhir(
        self,
        method: str,
        path: str,
        body: Any = b"",
        *,
        query: Any = "",
        media: str | None = None,
        certificate: str | None = "org_auth_cli",
        token: str = "",
        wire: Wire = banc.TLS,
        **headers: str,
    ) -> Reponse:
        """One call; a tree is sent as JSON. `headers` are named with underscores."""
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        if data and media is None:
            media = JSON
        if media:
            told["content-type"] = media
        if token:
            told["authorization"] = f"Bearer {token}"
        scope = {
            "type": "http",
            "method": method,
            "path": f"/fhir{path}",
            "raw_path": f"/fhir{path}".encode(),
            "query_string": (query if isinstance(query, str) else urlencode(query)).encode(),
            "headers": [(b"host", b"localhost:8452"), *((k.encode(), v.encode()) for k, v in told.items())],
            "http_version": "1.1",
            "scheme": "https",
            "server": ("127.0.0.1", 8452),
            "root_path": "",
            "socle.espace": self.espace,
            "socle.peer": None if certificate is None else self.peer(certificate),
            "socle.wire": wire,
            "socle.connection": "c2",
        }
        sent: list[Mapping[str, Any]] = []
        self.runner.run(self._fhir(scope, data, sent))
        start = next(event for event in sent if event["type"] == "http.response.start")
        answer = b"".join(event.get("body", b"") for event in sent if event["type"] == "http.response.body")
        found = {k.decode().lower(): v.decode() for k, v in start["headers"]}
        return Reponse(start["status"], found, answer, self.journal[-1])

    async def _fhir(self, scope: dict[str, Any], data: bytes, sent: list[Mapping[str, Any]]) -> None:
        face = self.service.faces[1]
        never = asyncio.Event()
        events = iter([data])

        async def receive() -> Mapping[str, Any]:
            chunk = next(events, None)
            if chunk is None:
                await never.wait()
            return {"type": "http.request", "body": chunk, "more_body": False}

        async def send(event: Mapping[str, Any]) -> None:
            sent.append(event)

        recorder = Recorder(face.app, service=self.service, face=face, marks=True)
        await recorder(scope, cast("Any", receive), cast("Any", send))

    def card(self, who: str) -> str:
        """The card of another professional of the espace, by the name it now has on the bench."""
        one = next(own for own in load_monde().professionnels if own.id == who)
        made = self.pki.clients(professional_clients(one))["cps_auth"]
        self.materials = {**self.materials, who: made}
        return who

    def allow(self, who: str) -> None:
        """The patient's record authorises a professional."""
        self.change("marguerite-delaunay", autorisations=(AutorisationDmp(cible=who, statut="VALIDE"),))

    def search(
        self, *extra: tuple[str, str], certificate: str | None = "cps_auth", **options: Any
    ) -> Reponse:
        """ITI-67 of the patient's current documents, by the nurse's card."""
        query = [("patient.identifier", INS), ("status", "current"), *extra]
        return self.fhir("GET", "/DocumentReference", query=query, certificate=certificate, **options)
