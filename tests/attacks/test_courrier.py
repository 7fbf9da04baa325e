"""Mail: whatever is said to SMTP and IMAP is answered in their words; what is written again says no more."""

import base64
import email
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.attacks.test_hasard import FEW
from tests.mss.banc import BOITE_APP, Brut
from tests.mss.courriers import document, packed, simple
from tests.running import Running

INCONNU = "240036525920131@patient.mssante.fr"
MARGUERITE = "240035505090119"
ENVELOPE = b"MAIL FROM:<%b>\r\nRCPT TO:<%b>\r\nDATA\r\n" % (BOITE_APP.encode(), BOITE_APP.encode())


def wire(running: Running, face: str) -> Brut:
    """A bare connection in clear, greeted."""
    port = int(running.ready["services"]["mss"][face].rpartition(":")[2])
    one = Brut(socket.create_connection(("127.0.0.1", port), 20))
    assert one.line()[:4] in {b"220 ", b"* OK"}
    return one


def smtp(running: Running, espace: str) -> Brut:
    """SMTP, the software of the structure logged in by its certificate."""
    one = wire(running, "smtp_app")
    one.send(b"STARTTLS\r\n")
    one.line()
    one.secure(running.tls("org_auth_cli"), f"{espace}.localhost")
    one.send(b"EHLO a\r\nAUTH PLAIN " + base64.b64encode(b"\0%b\0x" % BOITE_APP.encode()) + b"\r\n")
    one.reply()
    assert one.line().startswith(b"235 ")
    return one


def imap(running: Running, espace: str) -> Brut:
    """IMAP, the same, INBOX selected."""
    one = wire(running, "imap_app")
    one.send(b"s STARTTLS\r\n")
    one.line()
    one.secure(running.tls("org_auth_cli"), f"{espace}.localhost")
    one.send(b"l LOGIN %b x\r\ns SELECT INBOX\r\n" % BOITE_APP.encode())
    assert one.tagged(b"s")[-1].startswith(b"s OK ")
    return one


def sent(running: Running, espace: str, mail: bytes, *recipients: str) -> bytes:
    """The last reply to a mail of the software."""
    with smtp(running, espace) as one:
        one.send(b"MAIL FROM:<%b>\r\n" % BOITE_APP.encode())
        for recipient in recipients or (BOITE_APP,):
            one.send(b"RCPT TO:<%b>\r\n" % recipient.encode())
        one.send(b"DATA\r\n")
        for _ in range(1 + len(recipients or (1,))):
            assert one.line().startswith(b"250 ")
        assert one.line().startswith(b"354 ")
        one.send(mail + b".\r\n")
        return one.line()


def box(api: httpx.Client, espace: str) -> list[bytes]:
    """The mails of the software's box."""
    address = f"/espaces/{espace}/mss/boites/{BOITE_APP}/courriels"
    listed: list[dict[str, Any]] = api.get(address).json()
    return [api.get(f"{address}/{one['id']}").json()["octets"].encode("latin-1") for one in listed]


@pytest.mark.parametrize(
    "end",
    [
        b"\r.\r\n",
        b"\r\n.\r",
        b"\n\n.\r\n",
        b"\r\n\0.\r\n",
        b"\r\n.\n\r\n",
        b"\r\r\n.\r\r\n",
        b"\n.\r\n\r\n",
        b"\r\n.\x0b\r\n",
    ],
)
def test_no_other_end_smuggles_a_second_mail(
    running: Running, api: httpx.Client, cible: str, end: bytes
) -> None:
    """What follows a false end stays in the mail, refused as a whole or kept as one."""
    inside = b"MAIL FROM:<%b>\r\nRCPT TO:<%b>\r\nDATA\r\nSubject: passager\r\n\r\n" % (
        (BOITE_APP.encode(),) * 2
    )
    reply = sent(running, cible, simple()[:-2] + end + inside)
    kept = box(api, cible)
    assert (reply[:3], len(kept)) in {(b"250", 1), (b"550", 0), (b"554", 0)}
    assert all(b"Subject: passager" in one and one.startswith(b"From: Nathalie") for one in kept)


def test_an_end_cut_anywhere_ends_the_mail(running: Running, api: httpx.Client, cible: str) -> None:
    whole = simple() + b".\r\n"
    with smtp(running, cible) as one:
        for cut in range(len(whole) - 5, len(whole)):
            one.send(ENVELOPE)
            assert [one.line()[:3] for _ in range(3)] == [b"250", b"250", b"354"]
            one.send(whole[:cut])
            one.send(whole[cut:])
            assert one.line().startswith(b"250 ")
    assert box(api, cible) == [simple()] * 5


def test_commands_slipped_behind_the_end_of_a_mail_are_commands_of_the_same_login(
    running: Running, cible: str
) -> None:
    """PIPELINING (RFC 2920) lets them come, and they may do what the login may: not more."""
    with smtp(running, cible) as one:
        one.send(ENVELOPE)
        one.send(simple() + b".\r\nMAIL FROM:<contact@ehpad-les-tilleuls.demo.mssante.fr>\r\nNOOP\r\n")
        replies = [one.line()[:3] for _ in range(6)]
    assert replies == [b"250", b"250", b"354", b"250", b"553", b"250"]


@pytest.mark.parametrize("face", ["smtp", "smtp_app"])
def test_a_bare_cr_makes_no_second_command(running: Running, face: str) -> None:
    with wire(running, face) as one:
        one.send(b"EHLO a\rSTARTTLS\r\n")
        assert one.line() == b"501 5.5.4 Syntax error in parameters\r\n"
        one.send(b"NOOP\r\n")
        assert one.line() == b"250 2.0.0 Ok\r\n"


def test_a_flood_of_logins_ends_the_connection(running: Running) -> None:
    with wire(running, "smtp") as one:
        one.send(b"STARTTLS\r\n")
        one.line()
        one.secure(ssl.create_default_context(cafile=running.ready["pki"]["ca"]))
        one.send(b"AUTH XOAUTH2 dXNlcj0BYXV0aD1CZWFyZXIgeAEB\r\n\r\n" * 40)
        said = one.file.read().splitlines()
    assert said[-1] == b"421 4.7.0 Too many errors"
    assert said.count(b"535 5.7.8 Authentication credentials invalid") == 21
    with wire(running, "imap") as one:
        one.send(b"s STARTTLS\r\n")
        one.line()
        one.secure(ssl.create_default_context(cafile=running.ready["pki"]["ca"]))
        one.send(b"a AUTHENTICATE XOAUTH2 dXNlcj0BYXV0aD1CZWFyZXIgeAEB\r\n\r\n" * 80)
        said = one.file.read().splitlines()
    assert said[-1] == b"* BYE Too many errors"
    assert said.count(b"a NO [AUTHENTICATIONFAILED] Authentication failed") == 51


HOSTILE = [
    "=?utf-8?q?a=0D=0ABcc:_espion@pro.demo.mssante.fr?=",
    "=?utf-8?q?a=E2=80=A8Bcc:_espion@pro.demo.mssante.fr?=",
    "=?undefined?q?a=0D=0AB?=",
    "=?punycode?q?" + "a" * 70 + "?=",
    "a\x0bBcc: espion@pro.demo.mssante.fr",
    "a\u2028Bcc: espion@pro.demo.mssante.fr",
    "a\x85Bcc: espion@pro.demo.mssante.fr",
    '<(((["\\',
]


@pytest.mark.parametrize("value", HOSTILE)
def test_a_header_never_becomes_two_in_what_is_written_back(
    running: Running, api: httpx.Client, cible: str, value: str
) -> None:
    """The notice of non-delivery, then the citizen's answer: both come, neither has a header more."""
    headers = {
        "From": f"{value} <dui@ehpad-les-tilleuls.demo.mssante.fr>",
        "Subject": value,
        "Message-ID": value,
        "References": f"<1@a.fr> {value}",
        "X-MSS-NIL": "DEV935997",
    }
    lines = "".join(f"{name}: {told}\r\n" for name, told in headers.items())
    mail = f"{lines}Content-Type: text/plain; charset=utf-8\r\n\r\nBonjour\r\n".encode()
    assert sent(running, cible, mail, INCONNU, f"{MARGUERITE}@patient.mssante.fr").startswith(b"250 ")
    answered = api.post(f"/espaces/{cible}/mss/usagers/{MARGUERITE}/repondre", json={"texte": "Merci"})
    assert answered.status_code == 201, answered.text
    written = awaited(lambda: box(api, cible), 2)
    for one in written:
        read = email.message_from_bytes(one)
        assert not {"Bcc", "B"} & set(read.keys()), one
        assert read["To"] == BOITE_APP
        assert read.defects == []


def awaited(read: Callable[[], list[bytes]], count: int) -> list[bytes]:
    """What is read once there are so many."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        if len(found := read()) >= count:
            return found
    raise AssertionError(read())


@pytest.mark.parametrize("name", ["a\r\nX: y", "a\u2028b", "\0", ""])
def test_the_name_of_a_file_joined_by_a_citizen_is_one_line(api: httpx.Client, cible: str, name: str) -> None:
    body = {"texte": "Merci", "pieces": [{"nom": name, "texte": "x"}]}
    refused = api.post(f"/espaces/{cible}/mss/usagers/{MARGUERITE}/repondre", json=body)
    assert refused.status_code == 422


NESTED = b"".join(
    b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n) for n in range(3_000)
)
CHARSETS = ["undefined", "punycode", "idna", "unicode_escape", "utf-7", "utf-16", "zlib", "a" * 9_000, '"\0"']


@pytest.mark.parametrize(
    "mail",
    [
        NESTED,
        b"".join(b"Content-Type: message/rfc822\r\n\r\n" for _ in range(3_000)),
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n" * 5_000,
        b"".join(b"H%d: x\r\n" % n for n in range(5_000)) + b"\r\n",
    ],
    ids=["multiparts", "mails", "parts", "headers"],
)
def test_a_structure_beyond_measure_is_refused_and_can_still_be_read_when_put(
    running: Running, cible: str, mail: bytes
) -> None:
    assert sent(running, cible, mail) == b"554 5.6.0 Message structure too complex\r\n"
    with imap(running, cible) as one:
        one.send(b"x APPEND INBOX {%d+}\r\n%b\r\n" % (len(mail), mail))
        assert one.tagged(b"x")[-1].startswith(b"x OK [APPENDUID ")
        one.send(b"x FETCH 1 (ENVELOPE BODYSTRUCTURE BODY[1] BODY[TEXT])\r\n")
        assert one.tagged(b"x")[-1] == b"x OK FETCH completed\r\n"
        one.send(b"x SEARCH OR TEXT rien BODY rien\r\n")
        assert one.tagged(b"x")[-1] == b"x OK SEARCH completed\r\n"


@pytest.mark.parametrize("charset", CHARSETS)
def test_no_charset_stops_who_reads_or_looks_for(running: Running, cible: str, charset: str) -> None:
    text = "été &AOk- \\udc80 " * 3_000 + "trouve"
    mail = simple(
        ("charset=utf-8", f"charset={charset}"),
        ("Question sur un traitement", f"=?{charset[:70]}?b?w6kAAP8=?= fin"),
        ("Bonjour docteur,\n", "\n".join(text[at : at + 80] for at in range(0, len(text), 80)) + "\n"),
    ).replace(b"\0", b"")
    began = time.monotonic()
    sent(running, cible, mail)
    with imap(running, cible) as one:
        one.send(b"x APPEND INBOX {%d+}\r\n%b\r\n" % (len(mail), mail))
        assert one.tagged(b"x")[-1].startswith(b"x OK ")
        for command in (b"SEARCH BODY trouve", b"SEARCH SUBJECT fin", b"FETCH 1:* (ENVELOPE BODYSTRUCTURE)"):
            one.send(b"x " + command + b"\r\n")
            assert one.tagged(b"x")[-1].startswith(b"x OK ")
    assert time.monotonic() - began < 20


def test_twenty_thousand_ranges_are_found_by_halves(running: Running, cible: str) -> None:
    with imap(running, cible) as one:
        for _ in range(3):
            one.send(b"a APPEND INBOX {%d+}\r\n%b\r\n" % (len(simple()), simple()))
        one.send(b"n NOOP\r\n")
        one.tagged(b"n")
        wanted = b",".join(b"%d" % n for n in range(2, 39_000, 2))[:60_000].rpartition(b",")[0]
        one.send(b"x UID FETCH " + wanted + b" FLAGS\r\ny UID SEARCH UID " + wanted + b"\r\n")
        assert [line for line in one.tagged(b"x") if b"UID" in line] == [
            b"* 2 FETCH (UID 2 FLAGS (\\Recent))\r\n"
        ]
        assert one.tagged(b"y")[0] == b"* SEARCH 2\r\n"


@pytest.mark.parametrize("told", ["lien", "chiffre", "double", "imbrique", "chevauche", "quine"])
def test_no_archive_opens_anything(running: Running, api: httpx.Client, cible: str, told: str) -> None:
    """A link is dangerous; what cannot be trusted to be one file is kept as bytes, unread, and said so."""
    reply = sent(running, cible, document(joined=ARCHIVES[told]()))
    (exchange,) = api.get(f"/espaces/{cible}/echanges", params={"operation": "mss.envoi"}).json()
    address = f"/espaces/{cible}/echanges/{exchange['id']}/constats"
    rules = {one["rule"] for one in api.get(address).json()}
    if told == "lien":
        assert (reply, "mss.xdm.dangereuse" in rules) == (
            b"554 5.7.0 Dangerous attachment rejected\r\n",
            True,
        )
        return
    assert reply.startswith(b"250 ")
    assert "mss.xdm.illisible" in rules
    assert exchange["facts"]["mss.documents"] == 0


def _lien() -> bytes:
    data = packed({"LIEN": b"/etc/passwd", "METADATA.XML": b"<a/>"})
    at = data.index(b"PK\x01\x02")
    return data[: at + 5] + b"\x03" + data[at + 6 : at + 38] + b"\0\0\xff\xa1" + data[at + 42 :]


def _chiffre() -> bytes:
    data = packed({"METADATA.XML": b"<a/>"})
    at = data.index(b"PK\x01\x02")
    return data[: at + 8] + b"\x01" + data[at + 9 :]


def _chevauche() -> bytes:
    """Two names in the directory for the same bytes of the archive (as the bombs of Fifield)."""
    data = packed({"METADATA.XML": b"<a/>", "DOC00001.XML": b"<a/>"}, 0)
    second = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 1)
    return data[: second + 42] + b"\0\0\0\0" + data[second + 46 :]


ARCHIVES: dict[str, Callable[[], bytes]] = {
    "lien": _lien,
    "chiffre": _chiffre,
    "double": partial(packed, {"METADATA.XML": b"<a/>", "metadata.xml": b"<b/>"}),
    "imbrique": lambda: packed({"METADATA.XML": b"<a/>", "X.XML": packed({"Y.XML": b"<a/>"})}),
    "chevauche": _chevauche,
    "quine": lambda: packed({"METADATA.XML": b"<a/>", "IHE_XDM.ZIP": b"PK"}),
}
WORDS = [b"MAIL FROM:<a@b.fr>", ENVELOPE, b"DATA", b".", b"RSET", b"EHLO x", b"VRFY", b"AUTH"]
COMMANDS = [b"FETCH", b"UID", b"SEARCH", b"APPEND INBOX", b"1:*", b"(", b")", b"{3}", b"{3+}", b"BODY[", b"]"]
SAID = st.lists(st.one_of(st.binary(max_size=40), st.sampled_from([*WORDS, *COMMANDS])), max_size=12)


@FEW
@given(said=SAID)
def test_any_words_are_answered_by_smtp(running: Running, said: list[bytes]) -> None:
    with smtp(running, "defaut") as one:
        heard = last_words(one, b"\r\n".join(said) + b"\r\n.\r\n\r\nQUIT\r\n")
    assert all(line[:3].isdigit() and line[3:4] in b" -" for line in heard.splitlines()), heard


@FEW
@given(said=SAID)
def test_any_words_are_answered_by_imap(running: Running, said: list[bytes]) -> None:
    with imap(running, "defaut") as one:
        heard = last_words(one, b"x " + b" ".join(said) + b"\r\n\r\nDONE\r\nz LOGOUT\r\n")
    assert all(line[:2] in {b"* ", b"+ ", b"+\r"} or b" " in line for line in heard.splitlines()), heard
    assert b"Traceback" not in heard


def last_words(one: Brut, said: bytes) -> bytes:
    """Says it all, closes its side, listens to the end."""
    heard: list[bytes] = []
    with suppress(OSError):
        one.send(said)
        one.socket.settimeout(5)
        while line := one.line():
            heard.append(line)
    return b"".join(heard)


@pytest.fixture(autouse=True, scope="module")
def _still_there(running: Running) -> Iterator[None]:
    """Afterwards a mail is still taken and read."""
    yield
    assert sent(running, "defaut", simple()).startswith(b"250 ")
    with imap(running, "defaut") as one:
        one.send(b"x FETCH * BODY.PEEK[]\r\n")
        assert one.tagged(b"x")[-1] == b"x OK FETCH completed\r\n"
