"""Programs we did not write feed a document to the DMP and read it back: npm `soap`, zeep and curl."""

import base64
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import requests
import zeep
from lxml import etree
from zeep.plugins import Plugin
from zeep.transports import Transport
from zeep.wsa import WsAddressingPlugin
from zeep.wsdl.utils import get_or_create_header

from simulators.core.xml.signing import Signer
from tests.clients.assertions import INS, TEST_OID, signed, written
from tests.clients.tools import broken, in_espace, node
from tests.dmp import editeur
from tests.running import Running

pytestmark = pytest.mark.clients

REPOSITORY = "1.2.250.1.213.4.1.1.1.2"
UNIQUE_ID = "1.2.250.1.999.1.1.1.1"
SUCCESS = "urn:oasis:names:tc:ebxml-regrep:ResponseStatusType:Success"
FAILURE = "urn:oasis:names:tc:ebxml-regrep:ResponseStatusType:Failure"
AIR = "INDIRECTE_RENFORCEE"
WSA = "{http://www.w3.org/2005/08/addressing}"
WSSE = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"
HL7 = "{urn:hl7-org:v3}"
RIM = "{urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0}"
# A PDF whose bytes would not survive a text conversion nor a change of line ends.
PDF = (
    b"%PDF-1.4\r\n%\xe2\xe3\xcf\xd3\n% pdfaid:part\n"
    + bytes(range(256)) * 40
    + b"\r\n--MIMEBoundary42\r\n%%EOF"
)
CDA = editeur.cda(UNIQUE_ID, PDF)
LOT = editeur.Lot(documents=(editeur.Document(UNIQUE_ID, data=CDA),))

CHANGED = "La signature du VIHF est invalide : La signature du VIHF ne correspond pas à son contenu"
FIND_DOCUMENTS = {
    "id": "urn:uuid:14d4debf-8f97-4251-9a74-a90016b0af0d",
    "Slot": [
        {
            "name": "$XDSDocumentEntryPatientId",
            "ValueList": {"Value": [f"'{INS}^^^&{TEST_OID}&ISO^NH'"]},
        },
        {
            "name": "$XDSDocumentEntryStatus",
            "ValueList": {"Value": ["('urn:oasis:names:tc:ebxml-regrep:StatusType:Approved')"]},
        },
    ],
}


def seal(running: Running) -> Signer:
    """The structure's signature key."""
    material = running.ready["pki"]["clients"]["org_sign"]
    return editeur.signer(Path(material["cert"]), Path(material["key"]))


@pytest.fixture
def services(running: Running, espace: str) -> str:
    """The base address of the DMP's services."""
    return in_espace(running.ready["services"]["dmp"]["xds"], espace)


def test_npm_soap_feeds_a_document_by_mtom_and_reads_the_same_bytes_back(
    running: Running, espace: str, services: str, api: httpx.Client
) -> None:
    clients = running.ready["pki"]["clients"]
    told = node(
        running,
        "dmp.mjs",
        {
            "services": services,
            "ca": running.ready["pki"]["ca"],
            "client": clients["org_auth_cli"],
            "seal": clients["org_sign"],
            "assertions": {"indirect": written(), "air": written("INDIRECTE_RENFORCEE")},
            "submission": editeur.xop(LOT),
            "documents": {
                name: base64.b64encode(data).decode() for name, data in LOT.contents(seal(running)).items()
            },
            "repository": REPOSITORY,
            "uniqueId": UNIQUE_ID,
        },
    )
    assert told["provided"] == SUCCESS
    assert told["authorized"] == "DMPOk"
    assert (told["retrieved"], told["uniqueId"]) == (SUCCESS, UNIQUE_ID)
    assert [base64.b64decode(part) for part in told["parts"]] == [CDA]
    assert told["refused"] == CHANGED
    # What these libraries write is right: only the assertion changed on purpose is found wrong.
    assert broken(api, espace, "dmp.td21") == broken(api, espace, "dmp.td03") == [[]]
    assert broken(api, espace, "dmp.td32") == [[], ["dmp.vihf.signature"]]


class Vihf:
    """Puts an assertion signed elsewhere into zeep's envelope."""

    def __init__(self, running: Running, mode: str) -> None:
        self._running, self._mode = running, mode

    def apply(
        self, envelope: etree._Element, headers: dict[str, str]
    ) -> tuple[etree._Element, dict[str, str]]:
        """zeep's hook before it sends."""
        header = get_or_create_header(envelope)
        # The one addressing header that zeep leaves out.
        reply = etree.SubElement(header, f"{WSA}ReplyTo")
        etree.SubElement(reply, f"{WSA}Address").text = "http://www.w3.org/2005/08/addressing/anonymous"
        etree.SubElement(header, f"{{{WSSE}}}Security").append(signed(self._running, self._mode))
        return envelope, headers

    def verify(self, envelope: etree._Element) -> None:
        """zeep's hook on answers: the DMP signs none."""


@pytest.fixture
def transport(running: Running) -> Iterator[Transport]:
    """A session with the structure's certificate."""
    material = running.ready["pki"]["clients"]["org_auth_cli"]
    with requests.Session() as session:
        session.verify, session.cert = running.ready["pki"]["ca"], (material["cert"], material["key"])
        session.trust_env = False
        yield Transport(session=session)


class Zeep:
    """zeep on the served descriptions, one client per service."""

    def __init__(self, running: Running, services: str, transport: Transport) -> None:
        self._running, self._services, self._transport = running, services, transport

    def service(self, name: str, mode: str, *plugins: Plugin) -> Any:
        """The operations of a service, an assertion in that mode in each call."""
        vihf = Vihf(self._running, mode)
        client = zeep.Client(
            f"{self._services}{name}?wsdl", wsse=vihf, transport=self._transport, plugins=plugins
        )
        return client.service


@pytest.fixture
def dui(running: Running, services: str, transport: Transport) -> Zeep:
    """A DUI written with zeep."""
    return Zeep(running, services, transport)


@pytest.fixture
def fed(running: Running, services: str, tmp_path: Path) -> None:
    """The nurse's document is in the DMP, posted by curl."""
    assert f'status="{SUCCESS}"' in curl(running, f"{services}repository", saved(running, tmp_path))


def saved(running: Running, folder: Path, change: tuple[str, str] = ("", "")) -> Path:
    """The feeding as an editor keeps it in a file: a whole MTOM package."""
    path = folder / "alimentation.mtom"
    assertion = etree.tostring(signed(running)).decode().replace(*change)
    root = editeur.envelope("depot", editeur.xop(LOT), assertion.encode())
    path.write_bytes(editeur.mtom(root, LOT.contents(seal(running))))
    return path


def curl(running: Running, address: str, body: Path) -> str:
    """What curl received for a saved package."""
    material = running.ready["pki"]["clients"]["org_auth_cli"]
    ran = subprocess.run(
        ["curl", "-sS", "--noproxy", "*", "--cacert", running.ready["pki"]["ca"], "--cert", material["cert"],
         "--key", material["key"], "-H", f"Content-Type: {editeur.MTOM_TYPE}", "--data-binary", f"@{body}",
         "-w", "\n%{http_code}", address],
        capture_output=True, text=True, timeout=30, check=True,
    )  # fmt: skip
    return ran.stdout


def test_curl_posts_a_saved_package_once(running: Running, services: str, tmp_path: Path) -> None:
    path = saved(running, tmp_path)
    first = curl(running, f"{services}repository", path)
    assert f'status="{SUCCESS}"' in first
    assert first.endswith("\n200")
    again = curl(running, f"{services}repository", path)
    assert f'status="{FAILURE}"' in again
    assert 'errorCode="XDSDuplicateUniqueIdInRegistry"' in again


def test_curl_is_told_that_an_assertion_was_changed_after_it_was_signed(
    running: Running, services: str, tmp_path: Path
) -> None:
    told = curl(running, f"{services}repository", saved(running, tmp_path, (">INDIRECTE<", ">DIRECTE<")))
    assert told.endswith("\n500")
    assert CHANGED in told


@pytest.mark.usefixtures("fed")
def test_zeep_finds_and_reads_the_document_from_the_served_descriptions(
    dui: Zeep, api: httpx.Client, espace: str
) -> None:
    habilitations = dui.service("habilitations", AIR, WsAddressingPlugin())
    assert habilitations.setAuthorization(action="AJOUT").status == "DMPOk"
    found = dui.service("registry", AIR).DocumentRegistry_RegistryStoredQuery(
        ResponseOption={"returnComposedObjects": True, "returnType": "LeafClass"}, AdhocQuery=FIND_DOCUMENTS
    )
    assert (found.status, found.totalResultCount) == (SUCCESS, 1)
    (entry,) = found.RegistryObjectList._value_1
    assert entry.tag == f"{RIM}ExtrinsicObject"
    names = {
        one.find(f"{RIM}Name/{RIM}LocalizedString").get("value"): one.get("value")
        for one in entry.iterfind(f"{RIM}ExternalIdentifier")
    }
    assert names["XDSDocumentEntry.uniqueId"] == UNIQUE_ID
    read = dui.service("repository", AIR).DocumentRepository_RetrieveDocumentSet(
        DocumentRequest=[{"RepositoryUniqueId": REPOSITORY, "DocumentUniqueId": UNIQUE_ID}]
    )
    assert read.RegistryResponse.status == SUCCESS
    (document,) = read.DocumentResponse
    assert (document.DocumentUniqueId, document.mimeType) == (UNIQUE_ID, "text/xml")
    assert document.Document == CDA
    for operation in ("dmp.td21", "dmp.td03", "dmp.td31", "dmp.td32"):
        assert broken(api, espace, operation) == [[]]


@pytest.mark.usefixtures("fed")
def test_zeep_reads_the_refusal_of_a_reading_in_the_structures_name(dui: Zeep) -> None:
    repository = dui.service("repository", "INDIRECTE")
    with pytest.raises(zeep.exceptions.Fault) as refused:
        repository.DocumentRepository_RetrieveDocumentSet(
            DocumentRequest=[{"RepositoryUniqueId": REPOSITORY, "DocumentUniqueId": UNIQUE_ID}]
        )
    assert refused.value.message.startswith("Accès refusé par le service de gestion des droits")
    assert [one.localname for one in refused.value.subcodes] == ["DMPAccessDeniedByRightsService"]


def test_zeep_told_twice_to_address_its_calls_is_told_so_in_the_findings(
    dui: Zeep, api: httpx.Client, espace: str
) -> None:
    habilitations = dui.service("habilitations", AIR, WsAddressingPlugin(), WsAddressingPlugin())
    assert habilitations.setAuthorization(action="AJOUT").status == "DMPOk"
    # MessageID, Action and To.
    assert broken(api, espace, "dmp.td03") == [["dmp.soap.entete_double"] * 3]


def test_zeep_without_addressing_is_refused_by_name(dui: Zeep) -> None:
    habilitations = dui.service("habilitations", AIR)
    with pytest.raises(zeep.exceptions.Fault) as refused:
        habilitations.setAuthorization(action="AJOUT")
    assert refused.value.message == (
        "A required header representing a Message Addressing Property is not present"
    )


def test_zeep_asks_whether_the_record_exists(dui: Zeep, api: httpx.Client, espace: str) -> None:
    patients = dui.service("patients", "INDIRECTE", WsAddressingPlugin())
    asked = list(etree.fromstring(editeur.existence()))
    told = etree.Element("answer")
    told.extend(patients.PRPA_IN201307UV02(ITSVersion="XML_1.0", _value_1=asked)._value_1)
    assert [one.get("code") for one in told.iterfind(f"{HL7}attentionLine/{HL7}value")] == [
        "NON_EXISTE",
        None,
    ]
    assert [one.text for one in told.iter(f"{HL7}family")] == ["DELAUNAY"]
    assert [one.get("code") for one in told.iter(f"{HL7}queryResponseCode")] == ["OK"]
    assert broken(api, espace, "dmp.td02") == [[]]
