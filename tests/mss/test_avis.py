"""Delivery reports (DSN): asked in the envelope, they come back by mail (RFC 3461, RFC 3464; ECO.2.3.1)."""

import email
from email.message import EmailMessage, MIMEPart
from email.policy import default

import pytest

from simulators.core.journal.filters import Filter
from tests.mss.banc import BOITE_CABINET, BOITE_INFIRMIERE, INFIRMIERE, USAGER, Monde
from tests.mss.courriers import simple

FERMEE = "229075505093803@patient.mssante.fr"


def send(
    monde: Monde, to: str = BOITE_CABINET, *, mail: tuple[str, ...] = (), rcpt: tuple[str, ...] = ()
) -> None:
    """A mail whose MAIL and RCPT bear these parameters."""
    with monde.smtp() as client:
        assert client.has_extn("dsn")
        assert client.sendmail(BOITE_INFIRMIERE, [to], simple(), mail, rcpt) == {}


def arrived(monde: Monde) -> bytes:
    """The report, as the sender reads it by IMAP."""
    assert monde.banc.do(monde.espace.journal.wait(Filter(operation="mss.remise", after_seq=0), 10))
    with monde.imap(BOITE_INFIRMIERE, INFIRMIERE) as client:
        client.select("INBOX")
        _, found = client.uid("FETCH", "1:*", "(BODY.PEEK[])")
        assert isinstance(found[0], tuple)
        octets: bytes = found[0][1]
        return octets


def parts(octets: bytes) -> tuple[EmailMessage, list[MIMEPart]]:
    mail = email.message_from_bytes(octets, policy=default)
    assert mail.get_content_type() == "multipart/report"
    assert mail.get_param("report-type") == "delivery-status"
    return mail, list(mail.iter_parts())


@pytest.mark.parametrize("to", [BOITE_CABINET, USAGER])
def test_a_mail_delivered_is_told_when_asked(monde: Monde, to: str) -> None:
    asked = ("NOTIFY=SUCCESS,FAILURE", f"ORCPT=rfc822;{to.replace('@', '+40')}")
    send(monde, to, mail=("RET=FULL", "ENVID=envoi+2B1"), rcpt=asked)
    octets = arrived(monde)
    mail, (text, _, headers) = parts(octets)
    assert mail["From"] == "mailer-daemon@mss.demo.mssante.fr"
    assert mail["Subject"] == "Message remis"
    assert mail["In-Reply-To"] == "<1.20260101@pro.demo.mssante.fr>"
    assert "a été remis" in text.get_content()
    report = (
        "Original-Envelope-Id: envoi+1\r\nReporting-MTA: dns; mss.demo.mssante.fr\r\n\r\n"
        f"Original-Recipient: rfc822; {to}\r\nFinal-Recipient: rfc822; {to}\r\n"
        "Action: delivered\r\nStatus: 2.0.0\r\n"
    )
    assert report.encode() in octets
    assert headers.get_content_type() == "text/rfc822-headers"
    assert b"Subject: Question sur un traitement" in octets
    assert b"Bonjour docteur" not in octets
    sent, back = monde.exchange("mss.envoi"), monde.exchange("mss.remise")
    assert sent.facts["mss.avis_demande"] == ("FAILURE", "SUCCESS")
    assert back.parent == sent.id
    assert back.facts["mss.avis"] == "remis"
    assert back.facts["mss.expediteur"] == ""


@pytest.mark.parametrize("rcpt", [(), ("NOTIFY=NEVER",), ("NOTIFY=FAILURE",), ("NOTIFY=DELAY",)])
def test_a_mail_delivered_is_not_told_otherwise(monde: Monde, rcpt: tuple[str, ...]) -> None:
    send(monde, rcpt=rcpt)
    send(monde, USAGER, rcpt=("NOTIFY=SUCCESS",))
    mail, (_, status) = parts(arrived(monde))
    assert mail["To"] == BOITE_INFIRMIERE
    assert f"Final-Recipient: rfc822; {USAGER}" in status.as_string()
    assert len(monde.box(BOITE_INFIRMIERE)) == 1


@pytest.mark.parametrize("rcpt", [("NOTIFY=NEVER",), ("NOTIFY=SUCCESS",), ("NOTIFY=SUCCESS,DELAY",)])
def test_a_failure_that_notify_bars_is_not_told(monde: Monde, rcpt: tuple[str, ...]) -> None:
    send(monde, FERMEE, rcpt=rcpt)
    send(monde, FERMEE, rcpt=("NOTIFY=FAILURE",))
    arrived(monde)
    assert monde.exchange("mss.remise").parent == monde.exchanges("mss.envoi")[-1].id


@pytest.mark.parametrize(
    ("ret", "kind", "whole"), [("FULL", "message/rfc822", True), ("HDRS", "text/rfc822-headers", False)]
)
def test_a_mail_sent_back_repeats_what_ret_asks(monde: Monde, ret: str, kind: str, whole: bool) -> None:
    send(monde, FERMEE, mail=(f"RET={ret}", "ENVID=e1"))
    octets = arrived(monde)
    mail, (_, _, original) = parts(octets)
    assert mail["Subject"] == "Message non distribué"
    assert b"Original-Envelope-Id: e1\r\nReporting-MTA: dns; patient.mssante.fr\r\n\r\n" in octets
    assert b"Action: failed\r\nStatus: 5.2.1\r\n" in octets
    assert original.get_content_type() == kind
    assert (simple() in octets) is whole


def test_the_null_sender_is_told_nothing(monde: Monde) -> None:
    """RFC 5321 §4.5.5: a report is never answered by a report."""
    with monde.smtp() as client:
        client.sendmail("", [FERMEE], simple())
        client.sendmail("", [BOITE_CABINET], simple(), (), ("NOTIFY=SUCCESS",))
        client.sendmail(BOITE_INFIRMIERE, [FERMEE], simple())
    arrived(monde)
    assert len(monde.box(BOITE_INFIRMIERE)) == 1
    assert monde.exchange("mss.remise").facts["mss.rebond"] == "fermee"


@pytest.mark.parametrize(
    "parameter",
    [
        "NOTIFY=",
        "NOTIFY=NEVER,SUCCESS",
        "NOTIFY=SUCCESS,SUCCESS",
        "NOTIFY=TOUJOURS",
        "ORCPT=rfc822",
        "ORCPT=rfc822;a+0Ab",
        "ORCPT=rfc822;" + "a" * 500,
        "NOTIFY=NEVER NOTIFY=NEVER",
    ],
)
def test_a_wrong_request_for_a_report_is_refused(monde: Monde, parameter: str) -> None:
    with monde.smtp() as client:
        client.mail(BOITE_INFIRMIERE)
        assert client.rcpt(BOITE_CABINET, [parameter])[0] == 501
        assert client.rcpt(BOITE_CABINET, ["NOTIFY=SUCCESS", "ORCPT=rfc822;a+40b"])[0] == 250
        assert client.rcpt(BOITE_CABINET, ["BY=10"])[0] == 555
