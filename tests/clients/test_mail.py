"""Programs we did not write send and read secure mail: curl, Python itself, nodemailer and imapflow."""

import base64
import imaplib
import smtplib
import ssl
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.clients.courrier import (
    APP_BOX,
    DOCTOR_BOX,
    NURSE_BOX,
    OTHER_APP_BOX,
    WRONG,
    Mail,
    app_message,
    fetched,
)
from tests.clients.tools import broken, node
from tests.mss import courriers
from tests.running import Running

pytestmark = pytest.mark.clients


def test_pythons_own_clients_carry_a_document_from_the_nurse_to_the_doctor(
    mail: Mail, api: httpx.Client, espace: str
) -> None:
    sent = courriers.document()
    with mail.smtp(NURSE_BOX) as smtp:
        assert smtp.sendmail(NURSE_BOX, [DOCTOR_BOX], sent) == {}
    with mail.imap(DOCTOR_BOX) as imap:
        assert imap.select("INBOX") == ("OK", [b"1"])
        assert imap.search(None, "UNSEEN") == ("OK", [b"1"])
        _, body = fetched(imap, "1", "(BODY.PEEK[])")
        assert body.endswith(sent)
        _, joined = fetched(imap, "1", "(BODY.PEEK[2])")
        assert base64.b64decode(joined) == courriers.archive()
        imap.store("1", "+FLAGS", r"(\Seen \Answered)")
    with mail.imap(DOCTOR_BOX) as imap:
        imap.select("INBOX")
        assert imap.search(None, "UNSEEN") == ("OK", [b""])
        assert imap.search(None, "ANSWERED") == ("OK", [b"1"])
    assert broken(api, espace, "mss.envoi") == [[]]


def test_smtplib_and_imaplib_read_a_wrong_token_as_a_failed_login(mail: Mail) -> None:
    with pytest.raises(smtplib.SMTPAuthenticationError) as refused, mail.smtp(NURSE_BOX, WRONG):
        pass
    assert refused.value.smtp_code == 535
    with pytest.raises(imaplib.IMAP4.error, match="AUTHENTICATIONFAILED"), mail.imap(NURSE_BOX, WRONG):
        pass


def later(api: httpx.Client, espace: str, seconds: int) -> None:
    """The espace's clock, so far ahead of the machine's."""
    told = api.put(f"/espaces/{espace}/horloge", json={"mode": "shifted", "offset": seconds})
    assert told.status_code == 200


def test_a_box_opened_stays_so_while_the_session_lives_and_a_dead_token_opens_none(
    mail: Mail, api: httpx.Client, espace: str
) -> None:
    """The access token lives two minutes, the mail session as long as the refresh token: half an hour."""
    with mail.smtp(NURSE_BOX) as smtp, mail.imap(NURSE_BOX) as imap:
        later(api, espace, 200)
        assert smtp.noop()[0] == 250
        assert imap.noop()[0] == "OK"
        with pytest.raises(smtplib.SMTPAuthenticationError), mail.smtp(NURSE_BOX):
            pass
        later(api, espace, 1810)
        assert smtp.noop()[0] == 421
        assert imap.noop() == ("NO", [b"[EXPIRED] Session ended, authenticate again"])
        with pytest.raises(imaplib.IMAP4.abort):
            imap.noop()


def test_smtplib_reads_the_refusal_of_a_sender_that_is_not_the_box(mail: Mail) -> None:
    with mail.smtp(NURSE_BOX) as smtp, pytest.raises(smtplib.SMTPSenderRefused) as refused:
        smtp.sendmail(DOCTOR_BOX, [DOCTOR_BOX], courriers.simple())
    assert refused.value.smtp_code == 553


def test_smtplib_reads_the_refusal_of_an_unknown_recipient(mail: Mail) -> None:
    with mail.smtp(NURSE_BOX) as smtp, pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        smtp.sendmail(NURSE_BOX, ["personne@pro.demo.mssante.fr"], courriers.simple())
    assert refused.value.recipients["personne@pro.demo.mssante.fr"][0] == 550


def test_imaplib_finds_the_folders_of_a_box_by_their_use(mail: Mail) -> None:
    with mail.imap(NURSE_BOX) as imap:
        _, listed = imap.list()
    lines = [line.decode() for line in listed if isinstance(line, bytes)]
    uses = {use for line in lines for use in line[1 : line.index(")")].split()}
    assert {"\\Sent", "\\Drafts", "\\Trash", "\\Junk"} <= uses
    assert any(line.endswith('"INBOX"') for line in lines)


def test_the_software_sends_and_reads_by_its_certificate(mail: Mail) -> None:
    with mail.app_smtp() as smtp:
        code, _ = smtp.auth("EXTERNAL", lambda challenge=None: APP_BOX)
        assert code == 235
        assert smtp.sendmail(APP_BOX, [NURSE_BOX, APP_BOX], app_message("Automate")) == {}
    with mail.imap(NURSE_BOX) as imap:
        assert imap.select("INBOX") == ("OK", [b"1"])
    with mail.app_imap() as imap:
        imap.authenticate("EXTERNAL", lambda _: APP_BOX.encode())
        assert imap.select("INBOX") == ("OK", [b"1"])
        _, subject = fetched(imap, "1", "(BODY.PEEK[HEADER.FIELDS (SUBJECT)])")
        assert subject.strip() == b"Subject: Automate"


def test_the_software_may_also_name_its_box_by_plain_or_login(mail: Mail) -> None:
    with mail.app_smtp() as smtp:
        assert smtp.login(APP_BOX, "any")[0] == 235
    with mail.app_imap() as imap:
        assert imap.login(APP_BOX, "any")[0] == "OK"


def test_a_certificate_does_not_open_the_box_of_another_structure(mail: Mail) -> None:
    with mail.app_smtp() as smtp, pytest.raises(smtplib.SMTPAuthenticationError) as refused:
        smtp.auth("EXTERNAL", lambda challenge=None: OTHER_APP_BOX)
    assert refused.value.smtp_code == 535
    with mail.app_imap() as imap, pytest.raises(imaplib.IMAP4.error, match="AUTHORIZATIONFAILED"):
        imap.authenticate("EXTERNAL", lambda _: OTHER_APP_BOX.encode())


def test_without_certificate_the_software_is_told_by_tls(mail: Mail) -> None:
    with pytest.raises((ssl.SSLError, smtplib.SMTPServerDisconnected)), mail.app_smtp("") as smtp:
        smtp.noop()


@pytest.mark.parametrize("mechanism", ["XOAUTH2", "OAUTHBEARER"])
def test_curl_sends_and_reads_with_a_token(mail: Mail, mechanism: str, tmp_path: Path) -> None:
    path = tmp_path / "courriel.eml"
    path.write_bytes(courriers.document())
    login = f"AUTH={mechanism}"
    sent = mail.curl(
        "--login-options", login, "--url", f"smtp://localhost:{mail.port('smtp')}", "--mail-from", NURSE_BOX,
        "--mail-rcpt", DOCTOR_BOX, "--upload-file", str(path), box=NURSE_BOX,
    )  # fmt: skip
    assert (sent.returncode, sent.stderr) == (0, b"")
    address = f"imap://localhost:{mail.port('imap')}/INBOX;MAILINDEX=1"
    read = mail.curl("--login-options", login, "--url", address, box=DOCTOR_BOX)
    assert (read.returncode, read.stderr) == (0, b"")
    assert read.stdout.rstrip().endswith(path.read_bytes().rstrip())


def test_curl_reads_a_wrong_token_as_a_denied_login(mail: Mail) -> None:
    for address in (f"smtp://localhost:{mail.port('smtp')}", f"imap://localhost:{mail.port('imap')}/INBOX"):
        refused = mail.curl("--url", address, box=NURSE_BOX, token=WRONG)
        assert refused.returncode == 67, refused.stderr


def test_imapflow_waits_in_idle_for_the_document_that_nodemailer_sends(
    running: Running, mail: Mail, api: httpx.Client, espace: str
) -> None:
    job: dict[str, Any] = {
        "host": "localhost",
        "smtp": mail.port("smtp"),
        "imap": mail.port("imap"),
        "sender": {"box": NURSE_BOX, "token": mail.tokens[NURSE_BOX]},
        "reader": {"box": DOCTOR_BOX, "token": mail.tokens[DOCTOR_BOX]},
        "wrong": WRONG,
        "folder": "Projets traités",
        "mail": {
            "subject": "XDM/1.0/DDM+Projet personnalisé PAT-TROIS Dominique 01/03/1979",
            "text": "Voici le projet personnalisé.",
            "headers": {"X-MSS-NIL": "DEV935997", "X-MSS-CODECDA": "80788-3", "X-MSS-INS": "O"},
            "zip": base64.b64encode(courriers.archive()).decode(),
            "pdf": base64.b64encode(courriers.PDF).decode(),
            "pdfName": courriers.NOM_PDF,
            "copy": base64.b64encode(courriers.simple()).decode(),
        },
    }
    assert node(running, "mail.mjs", job) == {
        "accepted": [DOCTOR_BOX],
        "specialUse": {
            "INBOX": "\\Inbox",
            "Drafts": "\\Drafts",
            "Junk": "\\Junk",
            "Sent": "\\Sent",
            "Trash": "\\Trash",
        },
        "arrived": ["INBOX", True, 1],
        "subject": "XDM/1.0/DDM+Projet personnalisé PAT-TROIS Dominique 01/03/1979",
        "from": [{"name": "Nathalie Kermarrec", "address": NURSE_BOX}],
        "messageId": True,
        "unseen": True,
        "zip": True,
        "kept": ["\\Flagged", "\\Seen"],
        "filed": ["Projets traités", True, 1],
        "stored": True,
        "noSmtp": {"code": "EAUTH", "responseCode": 535},
        "noImap": {
            "failed": True,
            "code": "AUTHENTICATIONFAILED",
            "told": {"status": "401", "schemes": "bearer", "scope": "openid"},
        },
        "stranger": {"failed": True, "code": "AUTHORIZATIONFAILED"},
    }
    assert broken(api, espace, "mss.envoi") == [[]]


def test_nodemailer_and_imapflow_serve_the_software_by_its_certificate(
    running: Running, mail: Mail, espace: str
) -> None:
    job: dict[str, Any] = {
        "host": "localhost",
        "servername": f"{espace}.localhost",
        "smtp": mail.port("smtp_app"),
        "imap": mail.port("imap_app"),
        "box": APP_BOX,
        "cert": mail.certificate["cert"],
        "key": mail.certificate["key"],
        "mail": base64.b64encode(app_message("Node")).decode(),
    }
    assert node(running, "mail_app.mjs", job) == {
        "accepted": [APP_BOX],
        "read": True,
        "quota": {"path": "INBOX"},
        "bare": "refused",
    }
