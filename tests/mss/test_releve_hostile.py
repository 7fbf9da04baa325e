"""Bad input on the reading side: each refused in the words of IMAP, at once, in bounded memory."""

import resource

import pytest

from mss.patience import Delays
from tests.mss.banc import BOITE_CABINET, Banc, Monde, running, sasl
from tests.mss.courriers import simple
from tests.mss.test_releve import ask, logged, send


def test_before_tls_only_greeting_commands_work(banc: Banc) -> None:
    with banc.raw("imap") as wire:
        wire.line()
        wire.send(b"a LOGIN x y\r\nb AUTHENTICATE XOAUTH2 AAAA\r\nc SELECT INBOX\r\nd NOOP\r\ne ID NIL\r\n")
        assert wire.line() == b"a NO [PRIVACYREQUIRED] Use STARTTLS first\r\n"
        assert wire.line() == b"b NO [PRIVACYREQUIRED] Use STARTTLS first\r\n"
        assert wire.line() == b"c NO [PRIVACYREQUIRED] Use STARTTLS first\r\n"
        assert wire.line() == b"d OK NOOP completed\r\n"
        assert wire.tagged(b"e")[-1] == b"e OK ID completed\r\n"
    told = banc.espace("defaut").exchanges("mss.imap.refusee")[-1]
    assert told.findings[0].rule.id == "mss.acces.avant_tls"


def test_bytes_slipped_behind_starttls_are_thrown_away(banc: Banc) -> None:
    with banc.raw("imap") as wire:
        wire.line()
        wire.send(b"a STARTTLS\r\nb NOOP\r\n")
        assert wire.line() == b"a OK Begin TLS negotiation now\r\n"
        wire.secure(banc.client_tls())
        wire.send(b"c NOOP\r\n")
        assert wire.line() == b"c OK NOOP completed\r\n"


def test_a_literal_of_four_gigabytes_is_refused_at_once(monde: Monde) -> None:
    with logged(monde) as wire:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        wire.send(b"x APPEND INBOX {4294967296}\r\n")
        assert wire.line() == b"x NO [TOOBIG] Literal too large\r\n"
        assert ask(wire, b"NOOP")[-1] == b"x OK NOOP completed\r\n"
        wire.send(b"y APPEND INBOX {4294967296+}\r\n")
        assert wire.line() == b"y NO [TOOBIG] Literal too large\r\n"
        assert wire.line() == b"* BYE Literal too large\r\n"
        assert wire.ended()
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000


@pytest.mark.parametrize("literal", [b"{99999}", b"{99999999999999999999}", b"{70000+}"])
def test_a_literal_too_large_for_its_place_is_refused(monde: Monde, literal: bytes) -> None:
    with logged(monde) as wire:
        wire.send(b"x SELECT " + literal + b"\r\n")
        assert wire.line() == b"x NO [TOOBIG] Literal too large\r\n"


def test_before_login_no_large_literal_is_taken(banc: Banc) -> None:
    with banc.raw("imap") as wire:
        wire.line()
        wire.send(b"x APPEND INBOX {1000000}\r\n")
        assert wire.line() == b"x NO [TOOBIG] Literal too large\r\n"


@pytest.mark.parametrize(
    "command",
    [
        b"",
        b"FETCH",
        b"FETCH 0 FLAGS",
        b"FETCH 1 (FLAGS",
        b"FETCH 1 BODY[HEADER.FIELDS ()]",
        b"FETCH 1 BODY[0]",
        b"FETCH 1 BODY[]<1.0>",
        b"FETCH 1:x FLAGS",
        b"FETCH 1 NOTHING",
        b"STORE 1 FLAGS (\\Bidon)",
        b"STORE 1 +FLAGS (a\xc3\xa9)",
        b"SEARCH BIDON",
        b"SEARCH " + b"(" * 200 + b"ALL" + b")" * 200,
        b"SEARCH " + b"NOT " * 200 + b"ALL",
        b"SEARCH SINCE 32-Jan-2026",
        b"SEARCH LARGER 99999999999999999999",
        b'SELECT "INBOX',
        b'SELECT "IN\x00BOX"',
        b"UID NOOP",
        b"LIST (",
        b"STATUS INBOX (BIDON)",
        b"APPEND INBOX",
        b"NOOP trop",
    ],
)
def test_a_command_without_sense_is_bad_and_the_conversation_goes_on(monde: Monde, command: bytes) -> None:
    send(monde, simple())
    with logged(monde) as wire:
        ask(wire, b"SELECT INBOX")
        assert ask(wire, command)[-1].startswith(b"x BAD ")
        assert ask(wire, b"NOOP")[-1] == b"x OK NOOP completed\r\n"


@pytest.mark.parametrize(
    "name", [b"a%b", b"a*", b"/a", b"a//b", b"a" * 300, b"a/b/c/d/e/f/g/h/i/j/k", b"&xx-&"]
)
def test_an_impossible_folder_is_refused(monde: Monde, name: bytes) -> None:
    with logged(monde) as wire:
        assert ask(wire, b'CREATE "' + name + b'"')[-1].split(b" ")[1] in {b"NO", b"BAD"}


def test_a_line_without_end_is_refused(monde: Monde) -> None:
    with logged(monde) as wire:
        wire.send(b"x NOOP" + b" " * 200_000 + b"\r\n")
        assert wire.line() == b"* BAD [TOOBIG] Command line too long\r\n"
        assert ask(wire, b"NOOP")[-1] == b"x OK NOOP completed\r\n"


def test_a_mail_with_a_nul_is_not_put(monde: Monde) -> None:
    with logged(monde) as wire:
        wire.send(b"x APPEND INBOX {3+}\r\na\0b\r\n")
        assert wire.line().startswith(b"x NO [UNKNOWN-CTE]")
    assert monde.box(BOITE_CABINET) == []


def test_a_full_box_takes_no_mail(monde: Monde) -> None:
    monde.set_state(BOITE_CABINET, "pleine")
    with logged(monde) as wire:
        wire.send(b"x APPEND INBOX {3+}\r\nabc\r\n")
        assert wire.line() == b"x NO [OVERQUOTA] Mailbox full\r\n"


def test_commands_sent_together_are_answered_in_order(monde: Monde) -> None:
    with logged(monde) as wire:
        wire.send(b"a NOOP\r\nb SELECT INBOX\r\nc UID SEARCH ALL\r\nd BIDON\r\n")
        for tag, start in ((b"a", b"a OK"), (b"b", b"b OK"), (b"c", b"c OK"), (b"d", b"d BAD")):
            assert wire.tagged(tag)[-1].startswith(start)


@pytest.mark.parametrize("start", [b"", b"a LOG", b"a LOGIN {5}\r\n", b"a STARTTLS\r\n\x16\x03"])
def test_half_a_command_then_silence_is_cut_in_time(banc: Banc, start: bytes) -> None:
    patience = Delays(greeting=0.2, middle=0.2, handshake=0.2)
    with running(banc.pki.root, delays=patience) as hasty, hasty.raw("imap") as wire:
        wire.line()
        wire.send(start)
        said = wire.file.read()
        if b"STARTTLS" not in start:
            assert said.endswith(b"* BYE Autologout; idle for too long\r\n")


def test_a_client_that_waits_too_long_is_sent_away(banc: Banc) -> None:
    patience = Delays(idle=0.3, pulse=0.1)
    with running(banc.pki.root, delays=patience) as hasty:
        monde = hasty.espace("defaut")
        with logged(monde) as wire:
            wire.send(b"i IDLE\r\n")
            assert wire.line() == b"+ idling\r\n"
            assert wire.line().startswith(b"* BYE Autologout")


def test_a_waiting_session_ends_with_its_refresh_token(banc: Banc) -> None:
    with running(banc.pki.root, delays=Delays(pulse=0.05)) as quick:
        monde = quick.espace("defaut")
        with logged(monde) as wire:
            wire.send(b"i IDLE\r\n")
            assert wire.line() == b"+ idling\r\n"
            quick.jetons.dead.add("session")
            assert wire.line().startswith(b"* BYE [EXPIRED]")
            assert wire.ended()


def test_a_flood_of_errors_ends_the_connection(monde: Monde) -> None:
    with logged(monde) as wire:
        wire.send(b"x BIDON\r\n" * 51)
        said = wire.file.read()
        assert said.endswith(b"* BYE Too many errors\r\n")


def test_a_bad_token_is_refused_after_the_challenge(banc: Banc) -> None:
    with banc.raw("imap") as wire:
        wire.line()
        wire.send(b"s STARTTLS\r\n")
        wire.line()
        wire.secure(banc.client_tls())
        wire.send(b"a AUTHENTICATE XOAUTH2 " + sasl("user=\x01\x01") + b"\r\n")
        assert wire.line().startswith(b"+ ")
        wire.send(b"\r\n")
        assert wire.line() == b"a NO [AUTHENTICATIONFAILED] Authentication failed\r\n"
        wire.send(b"b AUTHENTICATE XOAUTH2\r\n*\r\n")
        assert wire.line() == b"+ \r\n"
        assert wire.line() == b"b BAD Authentication cancelled\r\n"
