"""curl posts to the DMP what editors keep in files, packed by hand in the ways of the field."""

import base64
import re
import subprocess
from pathlib import Path

import httpx
import pytest
from lxml import etree

from tests.clients.assertions import AIR, STRUCTURE, Claims, signed
from tests.clients.dmp_lot import CDA, FAILURE, LOT, SUCCESS, UNIQUE_ID, contents
from tests.clients.tools import broken
from tests.dmp import editeur
from tests.dmp.editeur import APPROVED, DELETED, MTOM_TYPE, SOAP_TYPE
from tests.running import Running

pytestmark = pytest.mark.clients

CHANGED = "La signature du VIHF est invalide : La signature du VIHF ne correspond pas à son contenu"
REPLY_TO = (
    '<ReplyTo xmlns="http://www.w3.org/2005/08/addressing">'
    "<Address>http://www.w3.org/2005/08/addressing/anonymous</Address></ReplyTo>"
)
GET_DOCUMENTS = "urn:uuid:5c4f972b-d56b-40ac-a5fc-c8ca9b40b9d4"
# How WCF packs a message that has no document (the client given as example by the GIE SESAM-Vitale).
WCF = "uuid:0ca0e16e-feb1-426c-97d8-c4508ada5e82+id=1"
WCF_TYPE = (
    'multipart/related; type="application/xop+xml";start="<http://tempuri.org/0>";'
    f'boundary="{WCF}";start-info="application/soap+xml"'
)


class Curl:
    """curl with the structure's certificate, on files of a folder."""

    def __init__(self, running: Running, services: str, folder: Path) -> None:
        self._running, self._services, self._folder = running, services, folder

    def message(
        self, kind: str, body: str, claims: Claims = STRUCTURE, *changes: tuple[str, str], forged: str = ""
    ) -> bytes:
        """An envelope, pieces of it replaced; `forged` is the mode written over the one signed."""
        assertion = etree.tostring(signed(self._running, claims)).decode()
        if forged:
            assertion = assertion.replace(f">{claims.mode}<", f">{forged}<")
        return editeur.envelope(kind, body, assertion.encode(), changes=changes)

    def post(self, service: str, content_type: str, body: bytes) -> str:
        """What came back, the HTTP status on its last line."""
        path = self._folder / "message"
        path.write_bytes(body)
        material = self._running.ready["pki"]["clients"]["org_auth_cli"]
        ran = subprocess.run(
            ["curl", "-sS", "--noproxy", "*", "--cacert", self._running.ready["pki"]["ca"],
             "--cert", material["cert"], "--key", material["key"], "-H", f"Content-Type: {content_type}",
             "--data-binary", f"@{path}", "-w", "\n%{http_code}", f"{self._services}{service}"],
            capture_output=True, text=True, timeout=30, check=True,
        )  # fmt: skip
        return ran.stdout

    def feed(self, forged: str = "") -> str:
        """TD2.1: the set as an editor keeps it in a file, a whole MTOM package."""
        root = self.message("depot", editeur.xop(LOT), forged=forged)
        return self.post("repository", MTOM_TYPE, editeur.mtom(root, contents(self._running)))


@pytest.fixture
def curl(running: Running, services: str, tmp_path: Path) -> Curl:
    """curl in an espace of its own."""
    return Curl(running, services, tmp_path)


def by_wcf(root: bytes) -> bytes:
    """A package of one part, as WCF writes it."""
    head = (
        f"\r\n--{WCF}\r\nContent-ID: <http://tempuri.org/0>\r\nContent-Transfer-Encoding: 8bit\r\n"
        'Content-Type: application/xop+xml;charset=utf-8;type="application/soap+xml"\r\n\r\n'
    )
    return head.encode() + root + f"\r\n--{WCF}--\r\n".encode()


def by_lines(root: bytes, documents: dict[str, bytes]) -> bytes:
    """A package typed by hand: LF alone, documents in base64, the root after them."""
    text = "A preamble nobody reads.\n"
    for name, data in documents.items():
        text += f"--MIMEBoundary42\nContent-ID: <{name}@dui>\nContent-Transfer-Encoding: base64\n\n"
        text += base64.encodebytes(data).decode()
    text += "--MIMEBoundary42\nContent-ID: <root@dui>\n"
    text += 'Content-Type: application/xop+xml; charset=UTF-8; type="application/soap+xml"\n\n'
    return text.encode() + root + b"\n--MIMEBoundary42--\n"


def test_a_saved_package_is_fed_once(curl: Curl, api: httpx.Client, espace: str) -> None:
    first = curl.feed()
    assert f'status="{SUCCESS}"' in first
    assert first.endswith("\n200")
    again = curl.feed()
    assert f'status="{FAILURE}"' in again
    assert 'errorCode="XDSDuplicateUniqueIdInRegistry"' in again
    assert broken(api, espace, "dmp.td21")[0] == []


def test_an_assertion_changed_after_it_was_signed_is_told(curl: Curl) -> None:
    told = curl.feed(forged="DIRECTE")
    assert told.endswith("\n500")
    assert CHANGED in told


def test_a_package_of_another_shape_is_fed_and_its_bytes_kept(
    curl: Curl, running: Running, api: httpx.Client, espace: str
) -> None:
    root = curl.message("depot", editeur.xop(LOT))
    fed = curl.post("repository", MTOM_TYPE, by_lines(root, contents(running)))
    assert f'status="{SUCCESS}"' in fed
    assert broken(api, espace, "dmp.td21") == [[]]
    curl.post("habilitations", SOAP_TYPE, curl.message("autorisation", editeur.autorisation(), AIR))
    read = curl.post("repository", SOAP_TYPE, curl.message("lecture", editeur.lecture(UNIQUE_ID), AIR))
    assert CDA.decode() in read


def test_a_reference_sought_in_a_package_is_deleted_by_bare_bytes(
    curl: Curl, api: httpx.Client, espace: str
) -> None:
    assert f'status="{SUCCESS}"' in curl.feed()
    # The example client packs what it posts to the registry too, and announces the action of IHE.
    slot = ("$XDSDocumentEntryUniqueId", f"('{UNIQUE_ID}')")
    query = editeur.recherche(slot, retour="ObjectRef", query=GET_DOCUMENTS)
    action = ("2007:RegistryStoredQuery<", "xds-b:2007:RegistryStoredQuery-b<")
    found = curl.post("registry", WCF_TYPE, by_wcf(curl.message("recherche", query, STRUCTURE, action)))
    (entry,) = re.findall(r'<ns4:ObjectRef id="([^"]*)"', found)
    # Another client of the DMP posts its updates as application/octet-stream, without ReplyTo.
    body = curl.message("mise_a_jour", editeur.etat(entry, APPROVED, DELETED), STRUCTURE, (REPLY_TO, ""))
    deleted = curl.post("registry", "application/octet-stream", body)
    assert f'status="{SUCCESS}"' in deleted
    assert deleted.endswith("\n200")
    assert broken(api, espace, "dmp.td31") == [[]]
    assert broken(api, espace, "dmp.td33") == [["dmp.wsa.reply_to_absent"]]


@pytest.mark.parametrize(
    "namespace", ["urn:si-dmp-habilitation", "urn:si-dmp-patients", "urn:SI-DMP-habilitations", ""]
)
def test_a_wrong_namespace_names_no_transaction(
    curl: Curl, api: httpx.Client, espace: str, namespace: str
) -> None:
    body = editeur.autorisation().replace("urn:si-dmp-habilitations", namespace)
    told = curl.post("habilitations", SOAP_TYPE, curl.message("autorisation", body, AIR))
    assert told.endswith("\n500")
    name = f"{{{namespace}}}setAuthorization" if namespace else "setAuthorization"
    assert f"Opération inconnue : {name}<" in told
    assert broken(api, espace, "dmp.inconnue") == [["dmp.soap.operation"]]


def test_the_right_message_at_another_service_is_answered_and_told(
    curl: Curl, api: httpx.Client, espace: str
) -> None:
    message = curl.message("autorisation", editeur.autorisation(), AIR)
    assert "<status>DMPOk</status>" in curl.post("patientsSpecific", SOAP_TYPE, message)
    assert broken(api, espace, "dmp.td03") == [["dmp.soap.autre_adresse"]]


def test_soap_1_1_is_answered_in_kind_and_told(curl: Curl, api: httpx.Client, espace: str) -> None:
    old = ("http://www.w3.org/2003/05/soap-envelope", "http://schemas.xmlsoap.org/soap/envelope/")
    told = curl.post("patients", "text/xml", curl.message("existence", editeur.existence(), STRUCTURE, old))
    assert '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">' in told
    assert broken(api, espace, "dmp.td02") == [["dmp.soap.version_11"]]
