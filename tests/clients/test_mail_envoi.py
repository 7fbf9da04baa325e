"""Programs of Debian that send, unmodified: msmtp, swaks, curl; by token if they know one, else by file."""

from pathlib import Path
from subprocess import CompletedProcess

import httpx
import pytest

from tests.clients.courrier import (
    APP_BOX,
    DOCTOR_BOX,
    NURSE_BOX,
    OTHER_APP_BOX,
    WRONG,
    Mail,
    Poste,
    app_message,
    ran,
)
from tests.clients.tools import broken
from tests.mss import courriers

pytestmark = pytest.mark.clients
Done = CompletedProcess[bytes]


def msmtp(home: Path, mail: Mail, mechanism: str, token: str = "") -> Done:
    """msmtp as a professional configures it, the token coming from a command."""
    (home / "jeton").write_text(token or mail.tokens[NURSE_BOX])
    return ran(
        home, "msmtp", "-C", "/dev/null", "--host=localhost", f"--port={mail.port('smtp')}", "--tls=on",
        "--tls-starttls=on", f"--tls-trust-file={mail.ca}", f"--auth={mechanism}", f"--user={NURSE_BOX}",
        "--passwordeval=cat jeton", f"--from={NURSE_BOX}", DOCTOR_BOX, told=courriers.document(),
    )  # fmt: skip


def app_msmtp(home: Path, poste: Poste, mechanism: str, *files: str) -> Done:
    """msmtp with the certificate of the software."""
    return ran(
        home, "msmtp", "-C", "/dev/null", "--host=localhost", f"--port={poste.port('smtp_app')}", "--tls=on",
        "--tls-starttls=on", f"--tls-trust-file={poste.ca}", *files, f"--auth={mechanism}",
        f"--user={APP_BOX}", "--passwordeval=echo x", f"--from={APP_BOX}", APP_BOX, told=app_message("msmtp"),
    )  # fmt: skip


def swaks(home: Path, port: int, ca: str, *options: str) -> Done:
    """swaks, which verifies the server."""
    (home / "courriel.eml").write_bytes(app_message("swaks"))
    return ran(
        home, "swaks", "--server", f"localhost:{port}", "--tls", "--tls-verify", "--tls-ca-path", ca,
        "--data", "@courriel.eml", "--suppress-data", *options,
    )  # fmt: skip


@pytest.mark.parametrize("mechanism", ["xoauth2", "oauthbearer"])
def test_msmtp_sends_a_document_with_a_token(
    mail: Mail, api: httpx.Client, espace: str, tmp_path: Path, mechanism: str
) -> None:
    sent = msmtp(tmp_path, mail, mechanism)
    assert (sent.returncode, sent.stderr) == (0, b"")
    assert mail.held(api, DOCTOR_BOX) == [courriers.document()]
    assert broken(api, espace, "mss.envoi") == [[]]


def test_msmtp_reads_a_wrong_token_as_a_failed_login(mail: Mail, tmp_path: Path) -> None:
    refused = msmtp(tmp_path, mail, "xoauth2", WRONG)
    assert refused.returncode == 77
    assert b"authentication failed (method XOAUTH2)" in refused.stderr
    assert b"server message: 535 5.7.8 Authentication credentials invalid" in refused.stderr


@pytest.mark.parametrize("mechanism", ["plain", "external"])
def test_msmtp_sends_by_the_certificate_of_the_software(poste: Poste, tmp_path: Path, mechanism: str) -> None:
    files = (f"--tls-cert-file={poste.cert}", f"--tls-key-file={poste.key}")
    sent = app_msmtp(tmp_path, poste, mechanism, *files)
    assert (sent.returncode, sent.stderr) == (0, b"")
    assert poste.held(APP_BOX) == [app_message("msmtp")]


def test_msmtp_without_certificate_is_refused_by_tls(poste: Poste, tmp_path: Path) -> None:
    refused = app_msmtp(tmp_path, poste, "plain")
    assert refused.returncode in {68, 69, 74, 76}
    assert b"TLS" in refused.stderr
    assert poste.held(APP_BOX) == []


def test_swaks_sends_by_the_certificate_of_the_software(poste: Poste, tmp_path: Path) -> None:
    files = ("--tls-cert", poste.cert, "--tls-key", poste.key)
    login = ("--auth", "PLAIN", "--auth-user", APP_BOX, "--auth-password", "x")
    sent = swaks(
        tmp_path, poste.port("smtp_app"), poste.ca, *files, *login, "--pipeline", "--from", APP_BOX,
        "--to", f"{NURSE_BOX},{APP_BOX}",
    )  # fmt: skip
    assert sent.returncode == 0, sent.stdout
    assert b"<~  250 2.0.0 Ok: queued as" in sent.stdout
    assert poste.held(NURSE_BOX) == poste.held(APP_BOX)
    # Its template language ends the mail with one more empty line.
    assert [one.rstrip() for one in poste.held(APP_BOX)] == [app_message("swaks").rstrip()]


@pytest.mark.parametrize(
    ("sender", "recipient", "code", "said"),
    [
        (OTHER_APP_BOX, NURSE_BOX, 23, b"553 5.7.1 Sender address rejected: not owned by user"),
        (APP_BOX, "personne@pro.demo.mssante.fr", 24, b"550 5.1.1 User unknown"),
        (APP_BOX, "medecin@gmail.com", 24, b"550 5.7.1 Recipient domain not authorized"),
    ],
)
def test_swaks_reads_each_refusal_where_it_comes(
    poste: Poste, tmp_path: Path, sender: str, recipient: str, code: int, said: bytes
) -> None:
    files = ("--tls-cert", poste.cert, "--tls-key", poste.key)
    login = ("--auth", "PLAIN", "--auth-user", APP_BOX, "--auth-password", "x")
    envelope = ("--from", sender, "--to", recipient)
    refused = swaks(tmp_path, poste.port("smtp_app"), poste.ca, *files, *login, *envelope)
    assert (refused.returncode, said in refused.stdout) == (code, True), refused.stdout


def test_swaks_that_knows_no_token_finds_no_mechanism_of_its_own(mail: Mail, tmp_path: Path) -> None:
    login = ("--auth", "--auth-user", NURSE_BOX, "--auth-password", "x")
    refused = swaks(tmp_path, mail.port("smtp"), mail.ca, *login, "--from", NURSE_BOX, "--to", DOCTOR_BOX)
    assert refused.returncode == 28
    assert b"<~  250 AUTH XOAUTH2 OAUTHBEARER" in refused.stdout
    assert b"no advertised types available" in refused.stdout + refused.stderr


@pytest.mark.parametrize("mechanism", ["PLAIN", "EXTERNAL"])
def test_curl_sends_and_reads_by_the_certificate_of_the_software(
    mail: Mail, espace: str, tmp_path: Path, mechanism: str
) -> None:
    path = tmp_path / "courriel.eml"
    path.write_bytes(app_message("curl"))
    host = f"{espace}.localhost"
    sent = mail.app_curl(
        mechanism, "--url", f"smtp://{host}:{mail.port('smtp_app')}", "--mail-from", APP_BOX,
        "--mail-rcpt", APP_BOX, "--upload-file", str(path),
    )  # fmt: skip
    assert (sent.returncode, sent.stderr) == (0, b"")
    address = f"imap://{host}:{mail.port('imap_app')}/INBOX;MAILINDEX=1"
    read = mail.app_curl(mechanism, "--url", address)
    assert (read.returncode, read.stderr) == (0, b"")
    assert read.stdout.rstrip().endswith(path.read_bytes().rstrip())
