"""Receipts (MDN): asked by the sender, returned on order by who received, in both grammars (mss.md §2.6)."""

import email
from email.message import EmailMessage, MIMEPart
from email.policy import default
from pathlib import Path

import pytest
from pydantic import ValidationError

from mss.accuses import DemandeAccuse
from mss.patience import Delays
from simulators.core.service import ControlRefused
from tests.mss.banc import (
    BOITE_CABINET,
    BOITE_EHPAD,
    BOITE_INFIRMIERE,
    INFIRMIERE,
    MEDECIN,
    USAGER,
    Monde,
    running,
)
from tests.mss.courriers import Change, accuse, document, simple

ANSWER = "/boites/{adresse}/courriels/{id}/accuser"
ASK = f"Disposition-Notification-To: <{BOITE_INFIRMIERE}>\nX-MSS-NIL"
ASKED: Change = ("X-MSS-NIL", ASK)


def send(monde: Monde, mail: bytes, to: str = BOITE_CABINET) -> None:
    with monde.smtp() as client:
        assert client.sendmail(BOITE_INFIRMIERE, [to], mail) == {}


def answer(monde: Monde, box: str = BOITE_CABINET, **asked: str) -> dict[str, object]:
    """The only mail of a box is answered by a receipt."""
    (one,) = monde.box(box)
    said: dict[str, object] = monde.control("POST", ANSWER, asked, adresse=box, id=one["id"])
    return said


def received(monde: Monde, box: str = BOITE_INFIRMIERE, rpps: str = INFIRMIERE) -> bytes:
    """The last mail of a box, as an IMAP client reads it."""
    with monde.imap(box, rpps) as client:
        client.select("INBOX")
        _, found = client.uid("FETCH", "*", "(BODY.PEEK[])")
        assert isinstance(found[0], tuple)
        octets: bytes = found[0][1]
        return octets


def parts(octets: bytes) -> tuple[EmailMessage, list[MIMEPart]]:
    mail = email.message_from_bytes(octets, policy=default)
    assert mail.get_content_type() == "multipart/report"
    assert mail.get_param("report-type") == "disposition-notification"
    assert mail.defects == []
    return mail, list(mail.iter_parts())


def test_a_mail_opened_by_a_professional_returns_its_receipt(monde: Monde) -> None:
    sent = simple(ASKED)
    send(monde, sent)
    said = answer(monde)
    octets = received(monde)
    mail, (text, fields, original) = parts(octets)
    assert mail["From"] == "cabinet.besnard@medecin.demo.mssante.fr"
    assert mail["To"] == "nathalie.kermarrec@pro.demo.mssante.fr"
    assert mail["Subject"] == "Question sur un traitement"
    assert mail["In-Reply-To"] == "<1.20260101@pro.demo.mssante.fr>"
    assert mail["References"] == "<1.20260101@pro.demo.mssante.fr>"
    assert mail["Auto-Submitted"] is None
    assert "a été ouvert" in text.get_content()
    assert fields.get_content_type() == "message/disposition-notification"
    assert b"\r\nDisposition: manual-action/MDN-sent-manually; displayed\r\n" in octets
    assert b"\r\nReporting-UA: mss.demo.mssante.fr; Socle\r\n" in octets
    assert b"\r\nFinal-Recipient: rfc822; cabinet.besnard@medecin.demo.mssante.fr\r\n" in octets
    assert b"\r\nOriginal-Message-ID: <1.20260101@pro.demo.mssante.fr>\r\n" in octets
    assert original.get_content_type() == "message/rfc822"
    assert b"\r\n\r\n" + sent in octets
    back = monde.exchange("mss.remise")
    assert (back.id, back.parent) == (said["echange"], monde.exchange("mss.envoi").id)
    assert back.facts["mss.accuse"] == "displayed"
    assert back.facts["mss.expediteur"] == ""


def test_a_document_integrated_returns_an_automatic_receipt(monde: Monde) -> None:
    send(monde, document(ASKED))
    answer(monde, disposition="processed")
    octets = received(monde)
    mail, (text, _, original) = parts(octets)
    assert mail["Subject"] == "XDM/1.0/DDM+Projet personnalise PAT-TROIS Dominique 01/03/1979"
    assert mail["Auto-Submitted"] == "auto-replied"
    assert "a été intégré" in text.get_content()
    assert b"\r\nDisposition: automatic-action/MDN-sent-automatically; processed\r\n" in octets
    assert b"\r\nError:" not in octets
    assert b'filename="IHE_XDM.zip"' in original.as_bytes()
    assert monde.exchange("mss.remise").facts["patient.matricule"] == "279035121518989"


def test_an_error_is_told_in_a_field_of_its_own(monde: Monde) -> None:
    """The later rendering of volet 1.1.3: the default."""
    send(monde, document(ASKED))
    answer(monde, disposition="processed", erreur="902")
    octets = received(monde)
    mail, (text, _, original) = parts(octets)
    assert mail["Subject"] == (
        "[KO Intégration système !][902] XDM/1.0/DDM+Projet personnalise PAT-TROIS Dominique 01/03/1979"
    )
    assert "Erreur 902 : Identifiant de patient inconnu" in text.get_content()
    assert b"\r\nDisposition: automatic-action/MDN-sent-automatically; processed/error\r\n" in octets
    assert (
        b"\r\nError: 902^Identifiant de patient inconnu^applicationErrorCondition| E^Error^errorSeverity\r\n"
    ) in octets
    assert original.get_content_type() == "message/rfc822"
    assert monde.exchange("mss.remise").facts["mss.accuse_erreur"] == "902"


def test_an_error_is_told_in_the_disposition_by_the_former_grammar(monde: Monde) -> None:
    """Volet 1.1.2: the attachments come again beside the original."""
    send(monde, document(ASKED))
    answer(monde, disposition="processed", erreur="902", grammaire="1.1.2")
    octets = received(monde)
    _, (_, _, original, archive, pdf) = parts(octets)
    assert (
        b"\r\nDisposition: automatic-action/MDN-sent-automatically; processed/Error: "
        b"902^Identifiant de patient inconnu^messageErrorCondition| E^Error^errorSeverity\r\n"
    ) in octets
    assert b"\r\nError:" not in octets
    assert original.get_content_type() == "message/rfc822"
    assert archive.get_filename() == "IHE_XDM.zip"
    assert archive.get_content()[:2] == b"PK"
    assert pdf.get_filename() == "20260101_Projet_PAT-TROIS_Dominique.pdf"


def test_a_label_beyond_ascii_is_encoded_in_the_field(monde: Monde) -> None:
    send(monde, document(ASKED))
    answer(monde, disposition="processed", erreur="903")
    octets = received(monde)
    _, (text, fields, _) = parts(octets)
    assert "Erreur 903 : INS non présent dans le document" in text.get_content()
    assert octets.isascii()
    assert b"\r\nError: 903^INS non =?utf-8?q?pr=C3=A9sent?=" in octets
    told = email.message_from_string(fields.as_string().partition("\n\n")[2], policy=default)
    assert told["Error"] == (
        "903^INS non présent dans le document^applicationErrorCondition| E^Error^errorSeverity"
    )


def test_a_citizen_who_opens_the_mail_returns_the_receipt(monde: Monde) -> None:
    send(monde, simple(ASKED), USAGER)
    answer(monde, USAGER)
    octets = received(monde)
    mail, _ = parts(octets)
    assert mail["From"] == "DELAUNAY Marguerite <240035505090119@patient.demo.mssante.fr>"
    assert b"\r\nDisposition: manual-action/MDN-sent-manually; displayed\r\n" in octets


def refused(monde: Monde, reason: str, box: str = BOITE_CABINET, **asked: str) -> None:
    with pytest.raises(ControlRefused, match=reason) as caught:
        answer(monde, box, **asked)
    assert caught.value.status == 409
    assert monde.exchanges("mss.remise") == []


def test_no_receipt_goes_that_was_not_asked(monde: Monde) -> None:
    send(monde, simple())
    refused(monde, "ne demande pas d'accusé")


def test_a_citizen_integrates_nothing(monde: Monde) -> None:
    send(monde, simple(ASKED), USAGER)
    refused(monde, "Un usager", USAGER, disposition="processed")


def test_a_receipt_goes_once(monde: Monde) -> None:
    """$MDNSent tells every client of the box, ours or the editor's own (RFC 3503)."""
    send(monde, simple(ASKED))
    answer(monde)
    (one,) = monde.box(BOITE_CABINET)
    assert one["drapeaux"] == ["$MDNSent"]
    with pytest.raises(ControlRefused, match="déjà été envoyé"):
        answer(monde)
    assert len(monde.box(BOITE_INFIRMIERE)) == 1


def test_a_receipt_sent_by_the_reader_s_own_software_is_not_sent_again(monde: Monde) -> None:
    send(monde, simple(ASKED))
    with monde.imap(BOITE_CABINET, MEDECIN) as client:
        client.select("INBOX")
        client.store("1", "+FLAGS", "($MDNSent)")
    refused(monde, "déjà été envoyé")


def test_only_a_gesture_sends_a_receipt_elsewhere_than_to_the_sender(monde: Monde) -> None:
    send(monde, simple(("X-MSS-NIL", f"Disposition-Notification-To: {BOITE_EHPAD}\nX-MSS-NIL")))
    refused(monde, "autre adresse", disposition="processed")
    answer(monde, disposition="displayed")
    assert len(monde.box(BOITE_EHPAD)) == 1
    assert monde.box(BOITE_INFIRMIERE) == []


@pytest.mark.parametrize("address", ["qui@gmail.com", USAGER, "personne@pro.demo.mssante.fr"])
def test_a_receipt_never_leaves_the_boxes_of_professionals(monde: Monde, address: str) -> None:
    send(monde, simple(("X-MSS-NIL", f"Disposition-Notification-To: {address}\nX-MSS-NIL")))
    refused(monde, "hors de l'espace de confiance")


def test_a_receipt_is_not_answered_by_a_receipt(monde: Monde) -> None:
    report = ("text/plain; charset=utf-8", 'multipart/report; boundary="b"')
    send(monde, simple(ASKED, report))
    refused(monde, "lui-même un accusé")


def test_a_mail_that_was_put_in_a_folder_by_its_owner_was_not_received(monde: Monde) -> None:
    with monde.imap(BOITE_CABINET, MEDECIN) as client:
        client.append("Sent", "", "", simple(ASKED))
    refused(monde, "n'a pas été reçu")


def test_an_error_goes_with_an_integration_only() -> None:
    with pytest.raises(ValidationError, match="Une erreur d'intégration"):
        DemandeAccuse(disposition="displayed", erreur="902")
    assert DemandeAccuse(disposition="processed", erreur="902").grammaire == "1.1.3"


FORMER = (
    "processed/error\nError: 902^Identifiant de patient inconnu^applicationErrorCondition|",
    "processed/Error: 902^Identifiant de patient inconnu^messageErrorCondition|",
)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (("902^", "902^"), "902"),
        (FORMER, "902"),
        (("902^Identifiant", "905^Identifiant"), "905"),
        (("processed/error\nError: 902", "processed\nX: 902"), ""),
    ],
    ids=["later", "former", "other-code", "success"],
)
def test_a_receipt_of_the_editor_is_read_in_both_grammars(monde: Monde, change: Change, error: str) -> None:
    send(monde, accuse(change))
    exchange = monde.exchange("mss.envoi")
    assert exchange.facts["mss.accuse"] == "processed"
    assert exchange.facts["mss.accuse_erreur"] == error
    assert exchange.facts["mss.accuse_de"] == "<2.20260101@pro.demo.mssante.fr>"
    assert [one.rule.id for one in exchange.findings] == []


def test_a_receipt_that_tells_nothing_is_noticed(monde: Monde) -> None:
    send(monde, accuse(("automatic-action/MDN-sent-automatically; processed/error", "lu")))
    (found,) = monde.exchange("mss.envoi").findings
    assert (found.rule.id, found.rule.severity, found.found) == ("mss.accuse.disposition", "error", "lu")


def test_an_unknown_mail_has_no_receipt(monde: Monde) -> None:
    send(monde, simple(ASKED))
    with pytest.raises(ControlRefused) as caught:
        monde.control("POST", ANSWER, {}, adresse=BOITE_CABINET, id="999-1")
    assert caught.value.status == 404


def test_a_client_that_waits_learns_that_the_receipt_went(pki_folder: Path) -> None:
    """$MDNSent set elsewhere is told to IDLE at once: the pulse of this bench is ten minutes."""
    with running(pki_folder, delays=Delays(pulse=600.0)) as banc:
        monde = banc.espace("defaut")
        send(monde, simple(ASKED))
        with monde.imap() as client:
            client.select("INBOX")
            client.send(b"i IDLE\r\n")
            assert client.readline() == b"+ idling\r\n"
            answer(monde)
            # A keyword nobody had set yet is first told as one of the folder's.
            known = b"* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft $MDNSent)\r\n"
            assert client.readline() == known
            assert client.readline().startswith(b"* OK [PERMANENTFLAGS (")
            assert client.readline() == b"* 1 FETCH (UID 1 FLAGS ($MDNSent \\Recent))\r\n"
            with monde.imap() as other:
                other.select("INBOX")
                other.store("1", "+FLAGS", "(\\Flagged)")
            assert client.readline() == b"* 1 FETCH (UID 1 FLAGS ($MDNSent \\Flagged \\Recent))\r\n"
            client.send(b"DONE\r\n")
            assert client.readline() == b"i OK IDLE terminated\r\n"
