"""The plan the reference DUI produces: a PDF anybody opens, in a CDA, described by its entry."""

import hashlib
import re
from base64 import b64decode, b64encode
from dataclasses import replace
from importlib import import_module
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree
from signxml.verifier import SignatureConfiguration, XMLVerifier

from dmp.xds.messages.certificats import Certificats
from dmp.xds.messages.signature_lot import lire_signature
from dmp.xds.model import Piece
from dmp.xds.rules.fiche_signature import fiche_signature
from dmp.xds.rules.signature_lot import signature
from simulators.core.ids import Ids
from simulators.core.sante.cda.lecture import lire
from simulators.core.sante.cda_rules.corps import juger
from simulators.core.sante.codes import Code
from simulators.core.sante.datamatrix.lecture import LectureError, read_file
from simulators.core.sante.nomenclatures import Nomenclatures
from simulators.core.sante.pdf.fichier import Fiche, page_pdf
from simulators.core.sante.pdf.mise_en_page import Ligne
from simulators.core.sante.rniv.dossier import Statut
from simulators.core.xml.signing import Signer
from simulators.dui.documents import ppa
from simulators.dui.documents.production import produire
from simulators.dui.documents.projet import Precedent
from simulators.dui.documents.redaction import imprimer
from simulators.dui.documents.soumission import Document
from simulators.dui.psc import Activite
from tests.dui.redactions import INFIRMIERE, QUAND, projet

FICHE = Fiche("Projet", "Nathalie Kermarrec", "DUI de référence", QUAND)
HL7 = "{urn:hl7-org:v3}"
REDACTION = ppa.rediger(ppa.Plan(attentes=("Jardiner le mardi.",), participation=True))
DS = "{http://www.w3.org/2000/09/xmldsig#}"


@pytest.fixture
def document(signer: Signer) -> Document:
    return produire(projet(), REDACTION, Ids(b"essai", "documents"), signer)


def test_the_plan_and_its_entry_break_no_rule(document: Document) -> None:
    assert juger(lire(document.cda).entete, Nomenclatures(), document.fiche, document.cda) == ()


def test_a_second_version_keeps_the_lineage_and_names_what_it_replaces(signer: Signer) -> None:
    before = Precedent("urn:uuid:0f0e0d0c-0b0a-4908-8706-050403020100", "2.25.12", "2.25.34", 1)
    plan = replace(projet(), precedent=before)
    second = produire(plan, REDACTION, Ids(b"essai", "documents"), signer)
    assert juger(lire(second.cda).entete, Nomenclatures(), second.fiche, second.cda) == ()
    assert (second.lignee, second.version) == ("2.25.34", 2)
    assert (
        b'<relatedDocument typeCode="RPLC"><parentDocument><id root="2.25.12"/></parentDocument>'
        in second.cda
    )
    assert b'<setId root="2.25.34"/><versionNumber value="2"/>' in second.cda
    (link,) = [one for one in second.soumission.associations if one.type.endswith(":RPLC")]
    assert (link.source, link.target) == ("Document01", before.entry_uuid)


def test_marks_of_confidentiality_stand_beside_the_normal_level(signer: Signer) -> None:
    masked = Code("MASQUE_PS", "1.2.250.1.213.1.1.4.13", "Masqué aux professionnels de santé")
    plan = replace(projet(), confidentialites=(masked,))
    document = produire(plan, REDACTION, Ids(b"essai", "documents"), signer)
    assert juger(lire(document.cda).entete, Nomenclatures(), document.fiche, document.cda) == ()
    assert [code.code for code in document.fiche.confidentiality_codes] == ["N", "MASQUE_PS"]


def test_the_pdf_says_it_is_a_pdf_a_and_embeds_its_only_font() -> None:
    pdf = page_pdf(FICHE, [Ligne("Projet personnalisé", 16)])
    assert pdf.startswith(b"%PDF-1.4\n%")
    assert b"<pdfaid:part>1</pdfaid:part>" in pdf
    assert re.findall(rb"/Subtype /(\w+)", pdf) == [b"XML", b"Type3"]
    assert b"/Encrypt" not in pdf
    assert b"/DeviceRGB" not in pdf


def test_each_entry_of_the_cross_reference_points_at_its_object() -> None:
    pdf = page_pdf(FICHE, [Ligne("Abc")])
    offsets = [int(found) for found in re.findall(rb"^(\d{10}) 00000 n $", pdf, re.MULTILINE)]
    assert len(offsets) == 11
    assert all(pdf[at:].startswith(b"%d 0 obj\n" % number) for number, at in enumerate(offsets, 1))
    start = int(re.findall(rb"startxref\n(\d+)", pdf)[0])
    assert pdf[start : start + 4] == b"xref"


def test_the_text_can_be_copied_from_the_page_accents_included() -> None:
    pdf = page_pdf(FICHE, [Ligne("é")])
    code = re.findall(rb"<([0-9A-F]{2})> <00E9>", pdf)[0]
    assert b"<" + code + b"> Tj" in pdf


def test_the_datamatrix_of_a_qualified_identity_is_read_from_the_first_page() -> None:
    assert read_file(imprimer(projet(), REDACTION), pages=1) == (
        "IS010000000000000000000000S1240035505090119S21.2.250.1.213.1.4.10S3MARGUERITE JEANNE\x1dS4DELAUNAY"
        "\x1dS5FS614-03-1940S755050",
    )


def test_the_plan_of_an_identity_not_qualified_has_no_datamatrix() -> None:
    plan = projet()
    with pytest.raises(LectureError, match="aucun datamatrix"):
        read_file(imprimer(replace(plan, dossier=replace(plan.dossier, statut=Statut.RECUP)), REDACTION))


def test_a_text_too_long_for_a_page_goes_on_with_the_next() -> None:
    pdf = page_pdf(FICHE, [Ligne(f"ligne {rank}", 12) for rank in range(60)])
    assert b"/Kids [3 0 R 24 0 R] /Count 2" in pdf
    reader: Any = import_module("pypdfium2")
    opened = reader.PdfDocument(pdf)
    shown = [page.get_textpage().get_text_range().split("\r\n") for page in opened]
    assert [(page[0], page[-1]) for page in shown] == [("ligne 0", "ligne 37"), ("ligne 38", "ligne 59")]


def test_a_text_of_more_than_twenty_pages_is_refused_rather_than_cut() -> None:
    with pytest.raises(ValueError, match="ne tient pas"):
        page_pdf(FICHE, [Ligne("une ligne", 12)] * 800)


def found(root: etree._Element, *path: str) -> etree._Element:
    """The one element at the end of a path of HL7 names."""
    (one,) = root.findall("/".join(f"{HL7}{name}" for name in path))
    return one


def test_the_cda_carries_the_pdf_and_names_person_author_and_establishment(document: Document) -> None:
    root = etree.fromstring(document.cda)
    assert found(root, "title").text == "Projet personnalisé d'accompagnement"
    assert found(root, "code").get("code") == "80788-3"
    assert found(root, "recordTarget", "patientRole", "id").get("extension") == "240035505090119"
    assert found(root, "author", "assignedAuthor", "id").get("extension") == "899700000039"
    body = found(root, "component", "nonXMLBody", "text")
    assert (body.get("mediaType"), body.get("representation")) == ("application/pdf", "B64")
    assert b64decode(body.text or "") == document.pdf


def test_the_entry_tells_the_same_as_the_document(document: Document) -> None:
    fiche = document.fiche
    root = etree.fromstring(document.cda)
    assert found(root, "id").get("root") == fiche.unique_id
    assert fiche.patient_id == "240035505090119^^^&1.2.250.1.213.1.4.10&ISO^NH"
    assert fiche.creation_time == "20260304093005"
    assert fiche.hash == hashlib.sha1(document.cda, usedforsecurity=False).hexdigest()
    codes = (fiche.type_code, fiche.class_code, fiche.format_code)
    assert [one and one.code for one in codes] == [
        "80788-3",
        "44",
        "urn:ihe:iti:xds-sd:pdf:2008",
    ]
    assert fiche.authors[0].institutions == (
        "EHPAD Les Tilleuls^^^^^&1.2.250.1.71.4.2.2&ISO^IDNST^^^1990000028",
    )
    assert fiche.source_patient_info[0] == "PID-5|DELAUNAY^MARGUERITE^^^^^L"


def test_produced_again_it_is_another_document(signer: Signer) -> None:
    ids = Ids(b"essai", "documents")
    first, second = produire(projet(), REDACTION, ids, signer), produire(projet(), REDACTION, ids, signer)
    assert first.unique_id != second.unique_id
    assert first.cda != second.cda
    assert first.pdf == second.pdf


def test_a_doctor_signs_with_his_speciality(signer: Signer) -> None:
    doctor = replace(INFIRMIERE, activite=Activite("10", "SA17", "SM54"))
    made = produire(replace(projet(), auteur=doctor), REDACTION, Ids(b"essai", "documents"), signer)
    assert made.fiche.authors[0].specialites == ("G15_10/SM54^Médecin^1.2.250.1.213.1.1.4.5",)


class WithoutSchema(XMLVerifier):
    """IHE DSG writes the purpose of the signature as text alone, which the W3C schema does not foresee."""

    def validate_schema(self, signature: Any) -> None:
        """Accepts."""


def test_a_foreign_verifier_believes_the_signature_of_the_lot(document: Document, signer: Signer) -> None:
    pem = x509.load_der_x509_certificate(signer.certificate).public_bytes(Encoding.PEM)
    strict = SignatureConfiguration(expect_references=2)
    verified: Any = WithoutSchema().verify(document.signature, x509_cert=pem.decode(), expect_config=strict)
    assert [one.signed_xml.get("Id") for one in verified] == ["IHEManifest", "S0-SignedProperties"]


def test_the_signed_manifest_names_lot_and_document(document: Document) -> None:
    root = etree.fromstring(document.signature)
    listed = root.findall(f".//{DS}Manifest/{DS}Reference")
    lot = document.soumission.lot.unique_id
    assert [one.get("URI") for one in listed] == [f"urn:oid:{lot}", f"urn:oid:{document.unique_id}"]
    assert listed[0].findtext(f"{DS}DigestValue") == "AA=="
    canonical = etree.tostring(etree.fromstring(document.cda), method="c14n")
    digest = b64encode(hashlib.sha1(canonical, usedforsecurity=False).digest()).decode()
    assert listed[1].findtext(f"{DS}DigestValue") == digest


def test_the_lot_says_that_its_signature_signs_it(document: Document) -> None:
    links = [
        (one.type.rpartition(":")[2], one.source, one.target) for one in document.soumission.associations
    ]
    assert links == [
        ("HasMember", "SubmissionSet01", "Document01"),
        ("HasMember", "SubmissionSet01", "Signature01"),
        ("signs", "Signature01", "SubmissionSet01"),
    ]


def test_the_dmp_finds_nothing_to_say_of_the_signature(document: Document) -> None:
    own = document.unique_id
    piece = Piece(
        "Document01",
        document.cda,
        hashlib.sha1(document.cda, usedforsecurity=False).hexdigest(),
        hashlib.sha256(document.cda).hexdigest(),
    )
    lue = lire_signature(document.signature, {own: piece}, Certificats(None))
    assert list(signature(lue.signature, document.soumission, None, QUAND)) == []
    assert list(fiche_signature(document.soumission)) == []
