"""Mail that comes from correspondents on demand: read by IMAP, opened with the standard library."""

import base64
import email
import io
import zipfile
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

import pytest
from lxml import etree
from pydantic import ValidationError

from mss.arrivees.control import DemandeArrivee
from simulators.core.service import ControlRefused
from tests.mss.banc import (
    BOITE_EHPAD,
    BOITE_INFIRMIERE,
    INFIRMIERE,
    INS_MARGUERITE,
    USAGER,
    Monde,
)

HOSPITAL = "sorties.geriatrie@hopital-trois-vallees.demo.mssante.fr"
HL7 = {"h": "urn:hl7-org:v3"}
RIM = {"r": "urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0"}


def comes(monde: Monde, nature: str = "nominal", **asked: Any) -> list[dict[str, str]]:
    asked = {"boite": BOITE_EHPAD, "nature": nature, "personne": "marguerite-delaunay"} | asked
    said: list[dict[str, str]] = monde.control("POST", "/arrivees", asked)
    return said


def read(monde: Monde, boite: str = BOITE_EHPAD) -> list[EmailMessage]:
    """The mails of the box, as the nurse's program reads them."""
    with monde.imap(boite, INFIRMIERE) as client:
        client.select("INBOX")
        _, found = client.uid("FETCH", "1:*", "(BODY.PEEK[])")
        raw = [one[1] for one in found if isinstance(one, tuple)]
    return [email.message_from_bytes(one, policy=SMTP) for one in raw]


def pieces(mail: EmailMessage) -> dict[str, bytes]:
    return {one.get_filename() or "": one.get_content() for one in mail.iter_attachments()}


def archive(mail: EmailMessage) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(pieces(mail)["IHE_XDM.zip"])) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def broken(monde: Monde, mail: EmailMessage) -> set[str]:
    """The rules that the mail breaks, as `socle check` tells them."""
    exchange = monde.banc.service.read_file("a.eml", mail.as_bytes())
    assert exchange is not None
    return {one.rule.id for one in monde.banc.service.analyse(exchange, None).findings}


def document(mail: EmailMessage, number: int = 1) -> etree._Element:
    return etree.fromstring(archive(mail)[f"IHE_XDM/SUBSET01/DOC{number:05d}.XML"])


def test_a_discharge_letter_is_what_the_reference_asks(monde: Monde) -> None:
    (told,) = comes(monde)
    (mail,) = read(monde)
    label = "Lettre de liaison à la sortie d'un établ"
    assert mail["Subject"] == f"XDM/1.0/DDM+{label} DELAUNAY Marguerite 14/03/1940"
    assert mail["Message-ID"] == told["message_id"]
    assert mail["From"].addresses[0].addr_spec == HOSPITAL
    assert mail["From"].addresses[0].display_name == "Hôpital des Trois-Vallées, gériatrie"
    assert (mail["X-MSS-CODECDA"], mail["X-MSS-INS"]) == ("11490-0", "O")
    assert mail["X-MSS-NIL"]
    day = monde.exchange("mss.remise").started.strftime("%Y%m%d")
    names = list(pieces(mail))
    assert names[0] == "IHE_XDM.zip"
    assert names[1].startswith(f"{day}_{label}_")
    assert sorted(archive(mail)) == [
        "IHE_XDM/SUBSET01/DOC00001.XML",
        "IHE_XDM/SUBSET01/METADATA.XML",
        "INDEX.HTM",
        "README.TXT",
    ]
    cda = document(mail)
    (patient,) = cda.xpath("h:recordTarget/h:patientRole/h:id/@extension", namespaces=HL7)
    assert patient == INS_MARGUERITE
    # The PDF beside is the one inside (ECO.2.1.5).
    inside = cda.xpath("string(h:component/h:nonXMLBody/h:text)", namespaces=HL7)
    assert base64.b64decode(inside) == pieces(mail)[names[1]]
    assert broken(monde, mail) == set()


def test_it_is_told_in_the_journal_as_put_by_the_simulator(monde: Monde) -> None:
    (told,) = comes(monde)
    exchange = monde.exchange("mss.remise")
    assert exchange.id == told["echange"]
    assert exchange.facts["mss.expediteur"] == HOSPITAL
    assert exchange.facts["mss.arrivee"] == "nominal"
    assert monde.banc.service.explain(exchange, "fr").asked == (
        f"Courriel d'un correspondant pour la boîte {BOITE_EHPAD}."
    )
    assert exchange.facts["patient.matricule"] == INS_MARGUERITE


@pytest.mark.parametrize(
    ("nature", "rules"),
    [
        ("sans_ins", set()),
        ("ins_fausse", set()),
        ("deux_cda", set()),
        ("accuse_demande", set()),
        ("eicar", set()),
        ("simple", set()),
        (
            "autre_patient",
            {
                *("mss.cda.xds_match_patient", "mss.cda.xds_match_traits", "mss.xdm.patient_different"),
                *("mss.sujet.patient", "mss.pdf.patient"),
            },
        ),
        ("zip_corrompu", {"mss.entete.codecda_sans_cda", "mss.entete.ins_sans_cda", "mss.xdm.illisible"}),
    ],
)
def test_each_nature_has_the_defects_it_is_made_for_and_no_other(
    monde: Monde, nature: str, rules: set[str]
) -> None:
    comes(monde, nature)
    (mail,) = read(monde)
    assert broken(monde, mail) == rules


def test_a_document_without_ins_says_so_everywhere(monde: Monde) -> None:
    comes(monde, "sans_ins")
    (mail,) = read(monde)
    assert mail["X-MSS-INS"] == "N"
    (root,) = document(mail).xpath("h:recordTarget/h:patientRole/h:id/@root", namespaces=HL7)
    assert not root.startswith("1.2.250.1.213.1.4.")
    assert INS_MARGUERITE.encode() not in mail.as_bytes()


def test_a_wrong_ins_bears_the_traits_of_the_patient(monde: Monde) -> None:
    comes(monde, "ins_fausse")
    (mail,) = read(monde)
    (patient,) = document(mail).xpath("h:recordTarget/h:patientRole/h:id/@extension", namespaces=HL7)
    assert patient != INS_MARGUERITE
    assert "DELAUNAY" in mail["Subject"]


def test_two_documents_come_with_two_pdf_and_two_codes(monde: Monde) -> None:
    comes(monde, "deux_cda")
    (mail,) = read(monde)
    assert mail["Subject"].startswith("XDM/1.0/DDM+2 documents DELAUNAY ")
    assert mail["X-MSS-CODECDA"] == "11490-0,11490-0"
    assert len(pieces(mail)) == 3
    ids = [document(mail, rank).xpath("string(h:id/@root)", namespaces=HL7) for rank in (1, 2)]
    assert len(set(ids)) == 2


def test_a_replacement_follows_what_it_replaces(monde: Monde) -> None:
    assert [one["nature"] for one in comes(monde, "remplacement")] == ["nominal", "remplacement"]
    first, second = read(monde)
    assert second["Subject"].startswith("[Annule et remplace] XDM/1.0/DDM+")
    assert second["In-Reply-To"] == first["Message-ID"]
    old, new = document(first), document(second)
    assert new.xpath("string(h:relatedDocument/h:parentDocument/h:id/@root)", namespaces=HL7) == old.xpath(
        "string(h:id/@root)", namespaces=HL7
    )
    assert new.xpath("string(h:setId/@root)", namespaces=HL7) == old.xpath(
        "string(h:setId/@root)", namespaces=HL7
    )
    sheets = [etree.fromstring(archive(one)["IHE_XDM/SUBSET01/METADATA.XML"]) for one in (first, second)]
    before, after = sheets
    (entry,) = before.xpath("//r:ExtrinsicObject/@id", namespaces=RIM)
    (target,) = after.xpath(
        "//r:Association[contains(@associationType,'RPLC')]/@targetObject", namespaces=RIM
    )
    assert target == entry
    assert (broken(monde, first), broken(monde, second)) == (set(), set())


def test_a_deletion_is_asked_in_the_metadata_of_the_same_document(monde: Monde) -> None:
    comes(monde, "suppression")
    first, second = read(monde)
    sheet = etree.fromstring(archive(second)["IHE_XDM/SUBSET01/METADATA.XML"])
    (action,) = sheet.xpath("//r:Slot[@name='action']/r:ValueList/r:Value/text()", namespaces=RIM)
    assert action == "D"
    ids = [document(one).xpath("string(h:id/@root)", namespaces=HL7) for one in (first, second)]
    assert ids[0] == ids[1]


def test_the_same_document_may_come_twice(monde: Monde) -> None:
    comes(monde, "doublon")
    first, second = read(monde)
    assert first["Message-ID"] != second["Message-ID"]
    assert archive(first) == archive(second)


def test_a_corrupt_archive_cannot_be_opened(monde: Monde) -> None:
    comes(monde, "zip_corrompu")
    (mail,) = read(monde)
    with pytest.raises(zipfile.BadZipFile):
        archive(mail)


def test_the_antivirus_test_file_is_whole(monde: Monde) -> None:
    comes(monde, "eicar")
    (mail,) = read(monde)
    (content,) = pieces(mail).values()
    assert (len(content), content[-9:]) == (68, b"ILE!$H+H*")


def test_a_receipt_asked_by_a_correspondent_is_returned_to_it(monde: Monde) -> None:
    comes(monde, "accuse_demande")
    (mail,) = read(monde)
    assert mail["Disposition-Notification-To"].strip() == f"<{HOSPITAL}>"
    (one,) = monde.box(BOITE_EHPAD)
    where = {"adresse": BOITE_EHPAD, "id": one["id"]}
    path = "/boites/{adresse}/courriels/{id}/accuser"
    said = monde.control("POST", path, {"disposition": "processed"}, **where)
    assert tuple(said["boites"]) == (HOSPITAL,)
    assert len(monde.box(HOSPITAL)) == 1


def test_a_failure_report_comes_from_nobody(monde: Monde) -> None:
    comes(monde, "avis_echec")
    (mail,) = read(monde)
    assert mail.get_content_type() == "multipart/report"
    assert "Diagnostic-Code: smtp; 550 5.1.1 User unknown" in list(mail.iter_parts())[1].as_string()
    assert monde.exchange("mss.remise").facts["mss.expediteur"] == ""


def test_two_hundred_mails_come_at_once_in_order(monde: Monde) -> None:
    told = comes(monde, nombre=200, personne="")
    assert len(told) == 200
    with monde.imap(BOITE_EHPAD, INFIRMIERE) as client:
        assert client.select("INBOX") == ("OK", [b"200"])
        _, found = client.uid("FETCH", "1:*", "(BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])")
        ids = [one[1].decode().partition(":")[2].strip() for one in found if isinstance(one, tuple)]
    assert ids == [one["message_id"] for one in told]
    assert len({one["matricule"] for one in told}) > 10


def test_a_waiting_client_sees_them_come(monde: Monde) -> None:
    with monde.imap(BOITE_EHPAD, INFIRMIERE) as client:
        client.select("INBOX")
        client.send(b"i IDLE\r\n")
        assert client.readline() == b"+ idling\r\n"
        comes(monde, "simple")
        assert client.readline() == b"* 1 EXISTS\r\n"
        assert client.readline() == b"* 1 RECENT\r\n"
        client.send(b"DONE\r\n")
        assert client.readline() == b"i OK IDLE terminated\r\n"


def test_another_box_may_write_and_a_professional_signs(monde: Monde) -> None:
    comes(monde, expediteur="cabinet.besnard@medecin.demo.mssante.fr", boite=BOITE_INFIRMIERE)
    (mail,) = read(monde, BOITE_INFIRMIERE)
    assert mail["From"].addresses[0].display_name == "Luc BESNARD"
    (author,) = document(mail).xpath("h:author/h:assignedAuthor/h:id/@extension", namespaces=HL7)
    assert author == "899700000021"
    assert broken(monde, mail) == set()


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"boite": USAGER}, 409),
        ({"boite": "personne@pro.demo.mssante.fr"}, 404),
        ({"expediteur": USAGER}, 409),
        ({"personne": "personne"}, 422),
    ],
)
def test_what_cannot_come_is_refused(monde: Monde, asked: dict[str, str], status: int) -> None:
    with pytest.raises(ControlRefused) as caught:
        comes(monde, **asked)
    assert caught.value.status == status
    assert monde.exchanges("mss.remise") == []


def test_no_more_than_two_hundred_are_asked_for() -> None:
    with pytest.raises(ValidationError):
        DemandeArrivee(boite=BOITE_EHPAD, nombre=201)


def test_the_natures_are_listed(monde: Monde) -> None:
    told = {one["nature"]: one["texte"] for one in monde.control("GET", "/arrivees")}
    assert len(told) == 13
    assert told["nominal"] == "Lettre de sortie, INS qualifiée"
