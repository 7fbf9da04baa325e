"""ITI-68: a document is given raw, or as a Binary when a FHIR type is asked for."""

import base64
from typing import Any

import pytest
from lxml import etree

from simulators.core.espace import EspaceSettings
from simulators.core.net.pki.authority import Pki
from tests.dmp import editeur
from tests.dmp.editeur import Document, Lot, cda
from tests.dmp_fhir.banc import Banc

CDA = cda("1.2.250.1.999.1.1.1.1")


@pytest.fixture
def own(banc: Banc) -> str:
    """The id of a document fed over SOAP."""
    assert banc.feed().code == "Success"
    banc.authorise()
    (found,) = banc.search().resources
    return str(found["id"])


@pytest.mark.parametrize("accept", ["", "text/xml", "*/*", "text/*", "image/png, text/xml;q=0.5"])
def test_the_document_is_given_as_it_was_received(banc: Banc, own: str, accept: str) -> None:
    headers: dict[str, Any] = {"accept": accept} if accept else {}
    read = banc.fhir("GET", f"/Binary/{own}", certificate="cps_auth", **headers)
    assert (read.status, read.headers["content-type"], read.body) == (200, "text/xml", CDA)
    assert read.headers["content-length"] == str(len(CDA))
    assert read.headers["content-disposition"] == "inline"
    assert read.exchange.operation == "dmp.fhir.iti68"


def test_the_envelope_is_given_in_json_and_in_xml(banc: Banc, own: str) -> None:
    read = banc.fhir("GET", f"/Binary/{own}", certificate="cps_auth", accept="application/fhir+json")
    assert read.json["resourceType"] == "Binary"
    assert read.json["contentType"] == "text/xml"
    assert base64.b64decode(read.json["data"]) == CDA
    xml = banc.fhir("GET", f"/Binary/{own}", certificate="cps_auth", accept="application/fhir+xml")
    root = etree.fromstring(xml.body)
    assert root.tag == "{http://hl7.org/fhir}Binary"
    data = root.find("{http://hl7.org/fhir}data")
    assert data is not None
    assert base64.b64decode(data.get("value") or "") == CDA


@pytest.mark.parametrize("accept", ["image/png", "application/pdf", "text/xml;q=0"])
def test_another_format_is_not_acceptable(banc: Banc, own: str, accept: str) -> None:
    read = banc.fhir("GET", f"/Binary/{own}", certificate="cps_auth", accept=accept)
    assert (read.status, read.rules) == (406, ["dmp.fhir.accept"])
    assert read.json["resourceType"] == "OperationOutcome"


def test_an_unchanged_document_is_not_sent_twice(banc: Banc, own: str) -> None:
    first = banc.fhir("GET", f"/Binary/{own}", certificate="cps_auth")
    again = banc.fhir("GET", f"/Binary/{own}", certificate="cps_auth", if_none_match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    head = banc.fhir("HEAD", f"/Binary/{own}", certificate="cps_auth")
    assert (head.status, head.body, head.headers["content-length"]) == (200, b"", str(len(CDA)))


@pytest.mark.parametrize(
    "path", ["/Binary/inconnu", "/DocumentReference/inconnu", "/List/inconnu", "/Binary/..%2f..%2fetc"]
)
def test_what_is_not_there_is_not_found(banc: Banc, own: str, path: str) -> None:
    read = banc.fhir("GET", path, certificate="cps_auth")
    assert (read.status, read.json["resourceType"]) == (404, "OperationOutcome")


def test_if_unmodified_since_is_noted(banc: Banc, own: str) -> None:
    date = "Thu, 01 Jan 2026 00:00:00 GMT"
    read = banc.fhir("GET", f"/Binary/{own}", certificate="cps_auth", if_unmodified_since=date)
    assert (read.status, read.rules) == (200, ["dmp.fhir.if_unmodified_since"])


@pytest.mark.parametrize(("options", "status"), [((), 200), (("dmp.fhir.remplace_410",), 410)])
def test_a_replaced_document_is_read_or_gone_as_the_espace_wants(
    pki: Pki, options: tuple[str, ...], status: int
) -> None:
    banc = Banc(pki, EspaceSettings(options=frozenset(options)))
    try:
        banc.feed()
        banc.authorise()
        (found,) = banc.search().resources
        newer = Document("1.2.250.1.999.1.1.1.2", "Document02")
        lot = Lot("1.2.250.1.999.1.2.2", (newer,), {"Document02": banc.entry()})
        assert banc.feed(lot).code == "Success"
        assert banc.fhir("GET", f"/Binary/{found['id']}", certificate="cps_auth").status == status
        shown = banc.fhir("GET", f"/DocumentReference/{found['id']}", certificate="cps_auth")
        assert shown.json["status"] == "superseded"
    finally:
        banc.close()


def test_the_history_of_accesses_keeps_who_read_over_fhir(banc: Banc, own: str) -> None:
    banc.fhir("GET", f"/Binary/{own}", certificate="cps_auth")
    history = banc.open(f"HistoriqueAcces/{editeur.INS}").body.decode()
    assert "NATHALIE KERMARREC" in history
