"""Programs of Debian that read a box, unmodified: mbsync, offlineimap, neomutt, fetchmail."""

import mailbox
import re
from contextlib import closing
from pathlib import Path
from subprocess import CompletedProcess

import httpx
import pytest

from tests.clients.courrier import APP_BOX, DOCTOR_BOX, Mail, Poste, app_message, on_screen, ran
from tests.mss import courriers

pytestmark = pytest.mark.clients
Done = CompletedProcess[bytes]

MBSYNC = """
IMAPAccount mss
Host localhost
Port {port}
User {box}
PassCmd "cat secret"
SSLType STARTTLS
CertificateFile {ca}
AuthMechs {mechanism}
{files}

IMAPStore loin
Account mss

MaildirStore ici
Path {home}/boite/
Inbox {home}/boite/INBOX
SubFolders Verbatim

Channel mss
Far :loin:
Near :ici:
Patterns *
Create Both
Expunge Both
SyncState *
"""

OFFLINEIMAP = """
[general]
accounts = mss
metadata = {home}/suivi
ui = quiet
[Account mss]
localrepository = ici
remoterepository = loin
[Repository ici]
type = Maildir
localfolders = {home}/boite
[Repository loin]
type = IMAP
remotehost = localhost
remoteport = {port}
remoteuser = {box}
ssl = no
starttls = yes
sslcacertfile = {ca}
{login}
"""

NEOMUTT = """
set folder = "imap://localhost:{port}/"
set spoolfile = "imap://localhost:{port}/INBOX"
set imap_user = "{box}"
set ssl_starttls = yes
set ssl_force_tls = yes
set ssl_ca_certificates_file = "{ca}"
set certificate_file = "{home}/acceptes"
set confirmcreate = no
set quit = yes
set move = no
{login}
push "<tag-pattern>~A<enter><tag-prefix><copy-message>{home}/copie<enter><quit>"
"""

FETCHMAIL = """
poll localhost service {port} protocol IMAP auth {mechanism} user "{box}" password "x" folder INBOX
sslproto "TLS1.2+" sslcertck sslcertfile "{ca}" sslcert "{cert}" sslkey "{key}"
keep mda "tee -a recu > /dev/null"
"""


def mails(home: Path, folder: str = "INBOX") -> list[bytes]:
    """What a folder of the mirror holds, as on the wire."""
    found = [*(home / "boite" / folder / "new").iterdir(), *(home / "boite" / folder / "cur").iterdir()]
    return sorted(unmarked(one.read_bytes().replace(b"\n", b"\r\n")) for one in found)


def unmarked(mail: bytes) -> bytes:
    """Without the line by which mbsync finds its own copies again."""
    return re.sub(rb"\r\nX-TUID: \S+\r\n", b"\r\n", mail)


def mbsync(home: Path) -> Done:
    return ran(home, "mbsync", "-q", "-c", "mbsyncrc", "-a")


@pytest.fixture
def miroir(mail: Mail, tmp_path: Path) -> Path:
    """mbsync set by a professional, with the token of their session."""
    (tmp_path / "boite").mkdir()
    (tmp_path / "secret").write_text(mail.tokens[DOCTOR_BOX])
    told = MBSYNC.format(
        port=mail.port("imap"), box=DOCTOR_BOX, ca=mail.ca, mechanism="XOAUTH2", files="", home=tmp_path
    )
    (tmp_path / "mbsyncrc").write_text(told)
    return tmp_path


def test_mbsync_mirrors_a_box_with_a_token_and_brings_back_what_is_done_here(
    mail: Mail, api: httpx.Client, miroir: Path
) -> None:
    mail.put(courriers.document(), courriers.simple())
    first = mbsync(miroir)
    assert first.returncode == 0, first.stderr
    assert mails(miroir) == sorted([courriers.document(), courriers.simple()])
    assert {one.name for one in (miroir / "boite").iterdir()} == {"INBOX", "Sent", "Drafts", "Trash", "Junk"}
    inbox = miroir / "boite" / "INBOX"
    seen, gone = sorted((inbox / "new").iterdir(), key=lambda one: one.stat().st_size)
    seen.rename(inbox / "cur" / f"{seen.name}S")
    gone.unlink()
    (miroir / "boite" / "Sent" / "new" / "1.2.poste").write_bytes(courriers.accuse().replace(b"\r\n", b"\n"))
    second = mbsync(miroir)
    assert second.returncode == 0, second.stderr
    assert mail.held(api, DOCTOR_BOX) == [courriers.simple()]
    assert [unmarked(one) for one in mail.held(api, DOCTOR_BOX, "Sent")] == [courriers.accuse()]
    assert flags(api, mail.espace, DOCTOR_BOX) == [["\\Seen"]]
    assert mbsync(miroir).returncode == 0
    assert (len(mails(miroir)), len(mails(miroir, "Sent"))) == (1, 1)


def flags(api: httpx.Client, espace: str, box: str) -> list[list[str]]:
    """The flags of the mails of the inbox."""
    told = api.get(f"/espaces/{espace}/mss/boites/{box}/courriels").json()
    return [one["drapeaux"] for one in told if one["dossier"] == "INBOX"]


@pytest.mark.parametrize("mechanism", ["PLAIN", "EXTERNAL"])
def test_mbsync_mirrors_the_box_of_the_software_by_its_certificate(
    poste: Poste, tmp_path: Path, mechanism: str
) -> None:
    poste.put(app_message("mbsync"))
    (tmp_path / "boite").mkdir()
    (tmp_path / "secret").write_text("x")
    files = f"ClientCertificate {poste.cert}\nClientKey {poste.key}"
    told = MBSYNC.format(
        port=poste.port("imap_app"), box=APP_BOX, ca=poste.ca, mechanism=mechanism, files=files, home=tmp_path
    )
    (tmp_path / "mbsyncrc").write_text(told)
    done = mbsync(tmp_path)
    assert done.returncode == 0, done.stderr
    assert mails(tmp_path) == [app_message("mbsync")]


def offlineimap(home: Path, port: int, box: str, ca: str, login: str) -> Done:
    told = OFFLINEIMAP.format(home=home, port=port, box=box, ca=ca, login=login)
    (home / "offlineimaprc").write_text(told)
    return ran(home, "offlineimap", "-o", "-c", "offlineimaprc")


def test_offlineimap_mirrors_a_box_with_a_token_and_brings_back_what_is_done_here(
    mail: Mail, api: httpx.Client, tmp_path: Path
) -> None:
    mail.put(courriers.simple())
    login = f"auth_mechanisms = XOAUTH2\noauth2_access_token = {mail.tokens[DOCTOR_BOX]}"
    told = (tmp_path, mail.port("imap"), DOCTOR_BOX, mail.ca, login)
    first = offlineimap(*told)
    assert first.returncode == 0, first.stderr
    assert mails(tmp_path) == [courriers.simple()]
    inbox = tmp_path / "boite" / "INBOX"
    (read,) = (inbox / "new").iterdir()
    read.rename(inbox / "cur" / f"{read.name.partition(':')[0]}:2,S")
    (tmp_path / "boite" / "Sent" / "new" / "1.2.poste").write_bytes(courriers.accuse())
    for _ in range(2):
        again = offlineimap(*told)
        assert again.returncode == 0, again.stderr
    assert flags(api, mail.espace, DOCTOR_BOX) == [["\\Seen"]]
    (kept,) = mail.held(api, DOCTOR_BOX, "Sent")
    assert b"Original-Message-ID: <2.20260101@pro.demo.mssante.fr>\r\n" in kept


def test_offlineimap_shows_no_certificate_under_starttls_and_is_refused_by_tls(
    poste: Poste, tmp_path: Path
) -> None:
    """It keeps `sslclientcert` for implicit TLS (8.0.0): the operator is right to refuse."""
    files = f"sslclientcert = {poste.cert}\nsslclientkey = {poste.key}"
    login = f"auth_mechanisms = PLAIN\nremotepass = x\n{files}"
    refused = offlineimap(tmp_path, poste.port("imap_app"), APP_BOX, poste.ca, login)
    assert refused.returncode == 1
    # What it says is not looked at: in TLS 1.3 the alert comes after the handshake, and the program may meet
    # the end of the connection first, in one of its layers or another. The journal knows why.
    told = poste.api.get("/espaces/installation/echanges", params={"limit": 1, "order": "desc"}).json()
    assert (told[0]["face"], told[0]["facts"]["tls.refused"]) == ("imap_app", True)
    assert told[0]["facts"]["tls.openssl"] == "PEER_DID_NOT_RETURN_A_CERTIFICATE"
    assert told[0]["summary"] == "aucun certificat client présenté"


def neomutt(home: Path, port: int, box: str, ca: str, login: str) -> list[bytes]:
    """What neomutt copied out of the box, its screen being one that nobody looks at."""
    (home / "neomuttrc").write_text(NEOMUTT.format(home=home, port=port, box=box, ca=ca, login=login))
    code, shown = on_screen(home, "neomutt", "-n", "-F", "neomuttrc")
    assert code == 0, shown
    with closing(mailbox.mbox(home / "copie")) as copied:
        return [bytes(one.get_payload(decode=True)) for one in copied]


def test_neomutt_reads_a_box_with_a_token(mail: Mail, tmp_path: Path) -> None:
    mail.put(courriers.simple())
    (tmp_path / "jeton").write_text(mail.tokens[DOCTOR_BOX])
    login = f'set imap_authenticators = "xoauth2"\nset imap_oauth_refresh_command = "cat {tmp_path}/jeton"'
    read = neomutt(tmp_path, mail.port("imap"), DOCTOR_BOX, mail.ca, login)
    assert read == [b"Bonjour docteur,\n"]


def test_neomutt_reads_the_box_of_the_software_by_its_certificate(poste: Poste, tmp_path: Path) -> None:
    poste.put(app_message("neomutt"))
    both = tmp_path / "certificat.pem"
    both.write_bytes(Path(poste.cert).read_bytes() + Path(poste.key).read_bytes())
    login = f'set imap_authenticators = "plain"\nset imap_pass = "x"\nset ssl_client_cert = "{both}"'
    read = neomutt(tmp_path, poste.port("imap_app"), APP_BOX, poste.ca, login)
    assert read == [b"Bonjour docteur,\n"]


@pytest.mark.parametrize("mechanism", ["external", "password"])
def test_fetchmail_brings_what_is_new_in_the_box_of_the_software_once(
    poste: Poste, tmp_path: Path, mechanism: str
) -> None:
    settings = tmp_path / "fetchmailrc"
    told = FETCHMAIL.format(
        port=poste.port("imap_app"), box=APP_BOX, ca=poste.ca, cert=poste.cert, key=poste.key,
        mechanism=mechanism,
    )  # fmt: skip
    settings.write_text(told)
    settings.chmod(0o600)
    command = ("fetchmail", "-f", str(settings), "--nodetach", "--nosyslog", "--pidfile", f"{tmp_path}/pid")
    assert ran(tmp_path, *command).returncode == 1
    poste.put(app_message("fetchmail"))
    done = ran(tmp_path, *command)
    assert done.returncode == 0, done.stderr
    assert ran(tmp_path, *command).returncode == 1
    received = (tmp_path / "recu").read_bytes()
    assert received.count(b"Subject: fetchmail\n") == 1
    assert received.endswith(b"\n\nBonjour docteur,\n")
