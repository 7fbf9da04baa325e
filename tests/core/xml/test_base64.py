"""Base64 checked whole, decoded at its beginning only: it must refuse what decoding it whole refuses."""

import base64
import random

import pytest

from simulators.core.xml.base64 import codes, decode, head


def test_the_first_bytes_come_out_whatever_blanks_stand_before_and_between() -> None:
    assert head(b"JVBERi0xLjQK", 5) == b"%PDF-"
    assert head(b"JVBERi0xLjQK", 100) == b"%PDF-1.4\n"
    assert head(b" " * 5_000 + b"JV\r\nBE\tRi0x" + b"\n" * 300 + b"LjQ=\n", 100) == b"%PDF-1.4"
    assert head(b"", 5) == b""
    assert head(b" \n", 5) == b""


@pytest.mark.parametrize(
    "wrong",
    [
        b"J", b"JV", b"JVB", b"JVBER", b"JVBERi0=x", b"JV=ER", b"=", b"====", b"JVBE=", b"JVBE====", b"J===",
        b"JVBE\x00Ri0x", b"JVBE-_0x", "JVBÉ".encode(), b"=JVB", b"JVB=JVB=", b"JVB= =",
    ],
)  # fmt: skip
def test_what_is_no_base64_anywhere_is_refused(wrong: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        head(wrong, 3)
    with pytest.raises(ValueError, match=r".+"):
        decode(wrong)


def test_the_beginning_and_the_whole_always_agree() -> None:
    draw = random.Random(4)  # noqa: S311 (a corpus, not a secret)
    for _ in range(4_000):
        right = base64.b64encode(draw.randbytes(draw.randrange(12)))
        text = bytearray(right)
        for _ in range(draw.randrange(3)):
            text.insert(draw.randrange(len(text) + 1), draw.choice(b"=A \n-/"))
        try:
            whole = decode(bytes(text))
        except ValueError:
            with pytest.raises(ValueError, match=r".+"):
                head(bytes(text), 6)
        else:
            assert head(bytes(text), 6) == whole[:6]


@pytest.mark.parametrize("before", [0, 1, 2, 786_425, 786_430, 2_000_000])
def test_a_mark_is_found_wherever_it_stands(before: int) -> None:
    content = b"x" * before + b"pdfaid:part" + b"y" * 40
    for written in (base64.b64encode(content), base64.encodebytes(content)):
        assert codes(written, b"pdfaid:part")
        assert not codes(written, b"pdfaid:parT")
    assert not codes(b"", b"pdfaid:part")
