"""Bad input on the sending side: each refused in the words of SMTP, nothing stored, nothing hangs."""

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from mss.patience import Delays
from simulators.core.journal.filters import Filter
from tests.mss.banc import BOITE_CABINET, BOITE_INFIRMIERE, Banc, Brut, Monde, running, sasl
from tests.mss.courriers import archive, document, packed, simple

ENVELOPE = (
    b"MAIL FROM:<nathalie.kermarrec@pro.demo.mssante.fr>\r\n"
    b"RCPT TO:<cabinet.besnard@medecin.demo.mssante.fr>\r\nDATA\r\n"
)


@contextmanager
def clear(banc: Banc) -> Iterator[Brut]:
    """A connection greeted, still in clear."""
    with banc.raw("smtp") as wire:
        assert wire.line().startswith(b"220 ")
        yield wire


@contextmanager
def logged(monde: Monde) -> Iterator[Brut]:
    """A connection logged in."""
    with clear(monde.banc) as wire:
        wire.send(b"STARTTLS\r\n")
        wire.line()
        wire.secure(monde.banc.client_tls())
        wire.send(b"EHLO a\r\nAUTH XOAUTH2 " + sasl(monde.xoauth2(BOITE_INFIRMIERE)) + b"\r\n")
        wire.reply()
        assert wire.line().startswith(b"235 ")
        yield wire


def sent(monde: Monde, data: bytes) -> bytes:
    """The final reply to a mail written byte by byte, its end included."""
    with logged(monde) as wire:
        wire.send(ENVELOPE)
        assert [wire.line()[:3] for _ in range(3)] == [b"250", b"250", b"354"]
        wire.send(data)
        return wire.line()


@pytest.mark.parametrize("command", [b"MAIL FROM:<a@b.fr>", b"RCPT TO:<a@b.fr>", b"DATA", b"VRFY x"])
def test_nothing_but_greetings_before_tls(banc: Banc, command: bytes) -> None:
    with clear(banc) as wire:
        wire.send(command + b"\r\n")
        assert wire.line() == b"530 5.7.0 Must issue a STARTTLS command first\r\n"


def test_a_login_in_clear_is_refused_and_told(banc: Banc) -> None:
    monde = banc.espace("defaut")
    with clear(banc) as wire:
        wire.send(b"AUTH XOAUTH2 " + sasl("user=x\x01auth=Bearer secret\x01\x01") + b"\r\n")
        assert wire.line() == b"530 5.7.0 Must issue a STARTTLS command first\r\n"
    told = monde.exchanges("mss.smtp.connexion")[-1]
    assert [one.rule.id for one in told.findings] == ["mss.acces.avant_tls"]
    assert "c2VjcmV0" not in repr(told)


def test_bytes_slipped_behind_starttls_are_thrown_away(banc: Banc) -> None:
    """CVE-2011-0411: the injected command must never be answered inside TLS."""
    with clear(banc) as wire:
        wire.send(b"STARTTLS\r\nVRFY injecte\r\n")
        assert wire.line() == b"220 2.0.0 Ready to start TLS\r\n"
        wire.secure(banc.client_tls())
        wire.send(b"NOOP\r\n")
        assert wire.line() == b"250 2.0.0 Ok\r\n"
    told = banc.espace("defaut").exchanges("mss.smtp.connexion")[-1]
    assert [one.rule.id for one in told.findings] == ["mss.acces.injection"]


def test_mail_without_login_is_refused(banc: Banc) -> None:
    with clear(banc) as wire:
        wire.send(b"STARTTLS\r\n")
        wire.line()
        wire.secure(banc.client_tls())
        wire.send(b"EHLO a\r\nMAIL FROM:<a@b.fr>\r\n")
        wire.reply()
        assert wire.line() == b"530 5.7.0 Authentication required\r\n"


@pytest.mark.parametrize(
    ("line", "reply"),
    [
        (b"\r\n", b"500 5.5.1 Command not recognized\r\n"),
        (b"BDAT 10 LAST\r\n", b"500 5.5.1 Command not recognized\r\n"),
        (b"MA\x00IL\r\n", b"501 5.5.4 Syntax error in parameters\r\n"),
        (b"MAIL FROM:<\xe9@b.fr>\r\n", b"501 5.5.4 Syntax error in parameters\r\n"),
        (b"MAIL FROM:nathalie\r\n", b"501 5.5.4 Syntax error in parameters\r\n"),
        (b"MAIL FROM:<a@b.fr> HOLDFOR=10\r\n", b"555 5.5.4 Parameters not recognized\r\n"),
        (b"MAIL FROM:<a@b.fr> RET=ALL\r\n", b"501 5.5.4 Syntax error in parameters\r\n"),
        (b"MAIL FROM:<a@b.fr> RET=FULL RET=HDRS\r\n", b"501 5.5.4 Syntax error in parameters\r\n"),
        (b"MAIL FROM:<a@b.fr> ENVID=a=b\r\n", b"501 5.5.4 Syntax error in parameters\r\n"),
        (b"MAIL FROM:<a@b.fr> ENVID=a+0D+0Ab\r\n", b"501 5.5.4 Syntax error in parameters\r\n"),
        (b"MAIL FROM:<a@b.fr> ENVID=" + b"a" * 101 + b"\r\n", b"501 5.5.4 Syntax error in parameters\r\n"),
        (b"MAIL FROM:<a@b.fr> SIZE=abc\r\n", b"501 5.5.4 Syntax error in parameters\r\n"),
        (b"RCPT TO:<a@b.fr>\r\n", b"503 5.5.1 Bad sequence of commands\r\n"),
        (b"DATA\r\n", b"503 5.5.1 Bad sequence of commands\r\n"),
        (b"EXPN liste\r\n", b"502 5.5.1 Command not implemented\r\n"),
        (b"STARTTLS\r\n", b"503 5.5.1 Bad sequence of commands\r\n"),
        (b"AUTH XOAUTH2\r\n", b"503 5.5.1 Already authenticated\r\n"),
        (b"RSET maintenant\r\n", b"501 5.5.4 Syntax error in parameters\r\n"),
        (b"NOOP " + b"a" * 20_000 + b"\r\n", b"500 5.5.2 Command line too long\r\n"),
    ],
)
def test_a_wrong_command_is_refused_and_the_conversation_goes_on(
    monde: Monde, line: bytes, reply: bytes
) -> None:
    with logged(monde) as wire:
        wire.send(line)
        assert wire.line() == reply
        wire.send(b"NOOP\r\n")
        assert wire.line() == b"250 2.0.0 Ok\r\n"


@pytest.mark.parametrize(
    "address",
    [
        "<a b@c.fr>",
        "<@c.fr>",
        "<a@>",
        "<a@c.fr\r\n",
        "<" + "a" * 70 + "@c.fr>",
        '<"x"@c.fr>',
        "<a@c.fr> NOTIFY=NEVER,SUCCESS",
    ],
)
def test_an_impossible_recipient_is_refused(monde: Monde, address: str) -> None:
    with logged(monde) as wire:
        wire.send(b"MAIL FROM:<nathalie.kermarrec@pro.demo.mssante.fr>\r\n")
        wire.line()
        wire.send(b"RCPT TO:" + address.encode() + b"\r\n")
        assert wire.line()[:1] == b"5"


@pytest.mark.parametrize("end", [b"\n.\n", b"\n.\r\n", b"\r\n.\n", b"\r.\r", b"\r\n.\r\r\n"])
def test_only_crlf_dot_crlf_ends_a_mail(monde: Monde, end: bytes) -> None:
    """Smuggling: what follows a false end stays inside the mail, which is refused for its bare line ends."""
    smuggled = b"MAIL FROM:<contact@ehpad-les-tilleuls.demo.mssante.fr>\r\n"
    reply = sent(monde, simple()[:-2] + end + smuggled + b"\r\n.\r\n")
    assert reply == b"550 5.6.0 Bare <LF> or <CR> received\r\n"
    exchange = monde.exchange("mss.envoi")
    assert smuggled in (exchange.request.body or b"")
    assert monde.box(BOITE_CABINET) == []


@pytest.mark.parametrize(
    ("mail", "reply"),
    [
        (simple(("docteur", "x" * 1_200)), b"500 5.6.0 Line too long\r\n"),
        (simple(("docteur", "a\0b")), b"554 5.6.0 Message contains a NUL\r\n"),
    ],
)
def test_what_the_standard_forbids_in_a_mail_is_refused(monde: Monde, mail: bytes, reply: bytes) -> None:
    assert sent(monde, mail + b".\r\n") == reply
    assert monde.box(BOITE_CABINET) == []


def test_eight_bit_text_is_taken_as_it_is(monde: Monde) -> None:
    mail = simple(("Bonjour docteur", "Où est l'été ?"))
    assert sent(monde, mail + b".\r\n").startswith(b"250 2.0.0 Ok")
    assert monde.exchange("mss.envoi").findings == ()


@pytest.mark.parametrize(
    "joined",
    [
        archive(extra={"../../../etc/cron.d/x": b"x"}),
        archive(extra={"/etc/passwd": b"x"}),
        archive(extra={"C:\\windows\\x": b"x"}),
        packed({"METADATA.XML": b"<a/>", "BOMBE.XML": b"\0" * 50_000_000}),
    ],
    ids=["slip", "absolute", "drive", "bomb"],
)
def test_a_dangerous_archive_is_refused_in_every_profile(monde: Monde, joined: bytes) -> None:
    assert sent(monde, document(joined=joined) + b".\r\n") == b"554 5.7.0 Dangerous attachment rejected\r\n"
    assert monde.exchange("mss.envoi").findings[-1].rule.id == "mss.xdm.dangereuse" or any(
        one.rule.id == "mss.xdm.dangereuse" for one in monde.exchange("mss.envoi").findings
    )
    assert monde.box(BOITE_CABINET) == []


def test_a_broken_archive_is_delivered_with_a_finding(monde: Monde) -> None:
    assert sent(monde, document(joined=archive()[:-60]) + b".\r\n").startswith(b"250 ")
    assert "mss.xdm.illisible" in {one.rule.id for one in monde.exchange("mss.envoi").findings}
    assert len(monde.box(BOITE_CABINET)) == 1


def test_a_client_that_leaves_in_the_middle_has_sent_nothing(monde: Monde) -> None:
    with logged(monde) as wire:
        wire.send(ENVELOPE + simple())
        for _ in range(3):
            wire.line()
        wire.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    cut = Filter(operation="mss.envoi", after_seq=0)
    exchange = monde.banc.do(monde.espace.journal.wait(cut, 10))
    assert exchange is not None
    assert exchange.outcome == "coupure"
    assert [one.rule.id for one in exchange.findings] == ["mss.envoi.coupe"]
    assert monde.box(BOITE_CABINET) == []


def test_twenty_errors_end_the_connection(banc: Banc) -> None:
    with clear(banc) as wire:
        wire.send(b"FLOOD\r\n" * 21)
        replies = [wire.line() for _ in range(22)]
        assert replies[-1] == b"421 4.7.0 Too many errors\r\n"
        assert wire.ended()


@pytest.mark.parametrize(
    "start",
    [b"", b"EHL", b"EHLO a\r\nMAIL FROM:<", b"STARTTLS\r\n\x16\x03\x01"],
    ids=["rien", "ehl", "mail", "tls"],
)
def test_half_a_command_then_silence_is_cut_in_time(banc: Banc, start: bytes) -> None:
    patience = Delays(greeting=0.2, command=0.2, middle=0.2, handshake=0.2)
    with running(banc.pki.root, delays=patience) as hasty, hasty.raw("smtp") as wire:
        wire.line()
        wire.send(start)
        said = wire.file.read()
        if b"STARTTLS" not in start:
            assert said.endswith(b"421 4.4.2 Timeout exceeded\r\n")


def test_half_a_mail_then_silence_is_cut_in_time(banc: Banc) -> None:
    patience = Delays(middle=0.2)
    with running(banc.pki.root, delays=patience) as hasty:
        monde = hasty.espace("defaut")
        with logged(monde) as wire:
            wire.send(ENVELOPE + b"Subject: demi")
            lines = [wire.line() for _ in range(4)]
            assert lines[3] == b"421 4.4.2 Timeout exceeded\r\n"
            assert wire.ended()
        assert monde.exchange("mss.envoi").outcome == "coupure"
        assert monde.box(BOITE_CABINET) == []


def test_an_endless_mail_is_cut_in_bounded_memory(banc: Banc) -> None:
    with running(banc.pki.root, limit=100_000) as small:
        monde = small.espace("defaut")
        with logged(monde) as wire:
            wire.send(ENVELOPE)
            for _ in range(3):
                wire.line()
            with pytest.raises(OSError):  # noqa: PT011 - reset or broken pipe, as the system has it
                wire.send((b"b" * 76 + b"\r\n") * 400_000)
        assert monde.exchange("mss.envoi").outcome == "coupure"


def test_a_handshake_that_fails_is_told(banc: Banc, pki_folder: Path) -> None:
    with clear(banc) as wire:
        wire.send(b"STARTTLS\r\n")
        wire.line()
        wire.send(b"EHLO still in clear\r\n")
        assert wire.ended()
    told = banc.refusal()
    assert (told.cause, told.face) == ("pas_de_tls", "smtp")


def test_a_bad_base64_answer_is_refused_after_the_challenge(monde: Monde) -> None:
    with clear(monde.banc) as wire:
        wire.send(b"STARTTLS\r\n")
        wire.line()
        wire.secure(monde.banc.client_tls())
        wire.send(b"AUTH XOAUTH2 pas-du-base64!\r\n")
        assert wire.line().startswith(b"334 ")
        wire.send(b"\r\n")
        assert wire.line() == b"535 5.7.8 Authentication credentials invalid\r\n"
        wire.send(b"AUTH PLAIN AGEAYg==\r\n")
        assert wire.line() == b"504 5.5.4 Unrecognized authentication type\r\n"
        wire.send(b"AUTH XOAUTH2\r\n")
        assert wire.line() == b"334 \r\n"
        wire.send(b"*\r\n")
        assert wire.line() == b"501 5.0.0 Authentication cancelled\r\n"


def test_too_many_recipients_are_refused_one_by_one(monde: Monde) -> None:
    with logged(monde) as wire:
        wire.send(b"MAIL FROM:<nathalie.kermarrec@pro.demo.mssante.fr>\r\n")
        wire.send(b"".join(b"RCPT TO:<%d@patient.mssante.fr>\r\n" % one for one in range(101)))
        replies = [wire.line() for _ in range(102)]
        assert replies[-2] == b"250 2.1.5 Ok\r\n"
        assert replies[-1] == b"452 4.5.3 Too many recipients\r\n"
