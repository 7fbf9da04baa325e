"""The parsers against what no client should send: linear, bounded, never a surprise."""

import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mss.imap.analyse import analyser
from mss.imap.curseur import Syntaxe
from mss.imap.enveloppe import enveloppe
from mss.imap.noms import NomRefuse, correspond, decode_nom, encode_nom
from mss.imap.structure import structure
from mss.messages.courriel import lire
from mss.smtp.commandes import SyntaxeRefusee, lire_ligne, sans_points
from simulators.core.courriel.mime import TropComplexe, arbre, decode_mots


@given(st.binary(max_size=400))
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_a_mail_that_can_be_shown(data: bytes) -> None:
    lire(data)
    tree = arbre(data)
    enveloppe(tree)
    structure(data, tree, etendue=True)


@given(st.binary(max_size=200))
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_a_command_or_no_syntax(data: bytes) -> None:
    with suppress(Syntaxe):
        analyser(b"a " + data + b"\r\n")
    with suppress(SyntaxeRefusee):
        lire_ligne(data)


@given(st.text(max_size=60))
def test_a_folder_name_comes_back_from_the_wire(name: str) -> None:
    try:
        clean = name.encode("utf-16-be").decode("utf-16-be")
    except UnicodeError:
        return
    assert decode_nom(encode_nom(clean).encode("ascii")) == clean


def test_names_of_the_standard() -> None:
    """RFC 3501 §5.1.3."""
    assert decode_nom(b"~peter/mail/&U,BTFw-/&ZeVnLIqe-") == "~peter/mail/台北/日本語"
    assert encode_nom("~peter/mail/台北/日本語") == "~peter/mail/&U,BTFw-/&ZeVnLIqe-"
    assert encode_nom("R&D") == "R&-D"
    with pytest.raises(NomRefuse):
        decode_nom(b"&AAA-x&!-".replace(b"!", b"AAAAA"))


def test_patterns_match_as_they_should() -> None:
    assert correspond("*", "a/b")
    assert correspond("%", "a")
    assert not correspond("%", "a/b")
    assert correspond("inbox", "INBOX")
    assert not correspond("sent", "Sent")
    began = time.monotonic()
    assert not correspond("*%" * 500 + "x", "a" * 200)
    assert time.monotonic() - began < 1


@pytest.mark.parametrize(
    "mail",
    [
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n" * 5_000,
        b"".join(b"H%d: x\r\n" % number for number in range(5_000)) + b"\r\n",
        b"H: " + b"x\r\n " * 200_000 + b"\r\n\r\n",
    ],
    ids=["parts", "headers", "folded"],
)
def test_a_mail_beyond_measure_is_said_so(mail: bytes) -> None:
    with pytest.raises(TropComplexe):
        arbre(mail)
    assert lire(mail).sans_forme


@pytest.mark.parametrize(
    "mail",
    [
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--bx" * 500_000,
        b"From: " + b"<" * 30_000 + b"\r\n\r\n",
        b"From: " + b"(" * 30_000 + b"\r\n\r\n",
        b"Subject: " + b"=?utf-8?q?" * 20_000 + b"\r\n\r\n",
        b'Content-Type: text/plain; a="' + b'\\"' * 50_000 + b"\r\n\r\n",
        b"Subject: XDM/1.0/DDM+" + b"A " * 60_000 + b"\r\n\r\n",
        b"\r\n\r\n" + b"a" * 3_000_000,
    ],
    ids=["boundaries", "angles", "comments", "words", "quotes", "subject", "line"],
)
def test_no_mail_takes_long_to_read(mail: bytes) -> None:
    began = time.monotonic()
    lire(mail)
    assert time.monotonic() - began < 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("=?utf-8?q?=C3=89t=C3=A9?=", "Été"),
        ("=?x-inconnu?q?a?=", "=?x-inconnu?q?a?="),
        ("=?idna?q?=ff?=", "=?idna?q?=ff?="),
    ],
)
def test_encoded_words_are_read_when_they_can_be(text: str, expected: str) -> None:
    assert decode_mots(text) == expected


def test_a_dot_is_taken_off_each_line_that_begins_with_one() -> None:
    assert sans_points(b".a\r\n..b\r\nc.d\r\n...\r\n") == b"a\r\n.b\r\nc.d\r\n..\r\n"
