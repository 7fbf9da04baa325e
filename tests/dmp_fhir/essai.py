"""An editor's software on real sockets: SOAP and FHIR of the same simulator, in an espace of its own."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import httpx

from simulators.core.xml.mtom import is_multipart, split
from simulators.core.xml.saml_ecriture import write_signed
from tests.dmp import editeur
from tests.running import Running

JSON = "application/fhir+json"
PATCH = "application/json-patch+json"
INS = f"urn:oid:{editeur.TEST_OID}|{editeur.INS}"


@dataclass(frozen=True)
class Essai:
    """One espace of a running simulator; calls by the structure's certificate or the nurse's card."""

    running: Running
    espace: str
    structure: httpx.Client
    carte: httpx.Client

    def adresse(self, url: str) -> str:
        """An announced address inside the espace."""
        parts = urlsplit(url)
        return urlunsplit(parts._replace(path=f"/~{self.espace}{parts.path}"))

    @property
    def fhir(self) -> str:
        return self.adresse(self.running.ready["services"]["dmp"]["fhir"])

    def soap(self, kind: str, body: str, claims: Any = None) -> str:
        """One signed call over SOAP; the message answered."""
        told = write_signed(claims or editeur.vihf(), self._sceau())
        return self._poster(kind, editeur.envelope(kind, body, told), editeur.SOAP_TYPE)

    def deposer(self, lot: editeur.Lot) -> str:
        """A set fed over SOAP."""
        told = write_signed(editeur.vihf(), self._sceau())
        root = editeur.envelope("depot", editeur.xop(lot), told)
        return self._poster("depot", editeur.mtom(root, lot.contents(self._sceau())), editeur.MTOM_TYPE)

    def autoriser(self) -> None:
        """The nurse declares her authorisation."""
        told = self.soap("autorisation", editeur.autorisation(), editeur.vihf("INDIRECTE_RENFORCEE"))
        assert "DMPOk" in told, told

    def lire(self, path: str, **options: Any) -> httpx.Response:
        """GET by the nurse's card."""
        return self.carte.get(f"{self.fhir}{path}", **options)

    def _sceau(self) -> Any:
        material = self.running.ready["pki"]["clients"]["org_sign"]
        return editeur.signer(Path(material["cert"]), Path(material["key"]))

    def _poster(self, kind: str, data: bytes, media: str) -> str:
        base = self.adresse(self.running.ready["services"]["dmp"]["xds"])
        answer = self.structure.post(
            f"{base}{editeur.PATHS[kind]}", content=data, headers={"content-type": media}
        )
        told = answer.headers.get("content-type", "")
        return (split(told, answer.content).root if is_multipart(told) else answer.content).decode()
