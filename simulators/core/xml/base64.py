"""Base64 as XML and MIME carry it: white space anywhere, nothing else foreign."""

import binascii
from typing import Final

_BLANKS: Final = b" \t\r\n"
_PIECE: Final = 1 << 20
_ALPHABET: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def decode(data: bytes | memoryview) -> bytes:
    """The bytes coded. Raises ValueError for a sign outside the alphabet, bad padding or text after it."""
    try:
        return _strict(data)
    except ValueError:
        # Cut in lines, most often: the strict mode stops at the first one, before it costs anything.
        compact = bytes(data).translate(None, _BLANKS)
    return _strict(compact) if compact else b""


def _strict(data: bytes | memoryview) -> bytes:
    """Padding after a whole group is refused by Python 3.13 only: here by all."""
    decoded = binascii.a2b_base64(data, strict_mode=True)
    if len(data) != -(-len(decoded) // 3) * 4:
        raise ValueError("excess padding")
    return decoded


def head(data: bytes, count: int) -> bytes:
    """The first `count` bytes coded, the whole text being checked as `decode` does. Raises ValueError.

    Decoding a document of which the first bytes alone are looked at would cost five times more.
    """
    rest = data.translate(None, _ALPHABET)
    signs, padding = len(data) - len(rest), rest.count(b"=")
    if rest.translate(None, _BLANKS) != b"=" * padding or b"=" in data.rstrip(b"=" + _BLANKS):
        raise ValueError("not base64")
    if (signs + padding) % 4 or padding > 2:
        raise ValueError("bad padding")
    return _first(data, -(-count // 3) * 4)[:count]


def codes(data: bytes, mark: bytes) -> bool:
    """Whether the bytes coded hold `mark`; of a text that `head` took. Decodes by pieces, keeping none."""
    rest = seen = b""
    for start in range(0, len(data), _PIECE):
        compact = rest + data[start : start + _PIECE].translate(None, _BLANKS)
        whole = len(compact) // 4 * 4
        seen += binascii.a2b_base64(compact[:whole])
        if mark in seen:
            return True
        rest, seen = compact[whole:], seen[-len(mark) :]
    return False


def _first(data: bytes, signs: int) -> bytes:
    """What the first signs code, from a growing part of the data: blanks may come first."""
    taken = signs
    while len(compact := data[:taken].translate(None, _BLANKS)) < signs and taken < len(data):
        taken *= 8
    return binascii.a2b_base64(compact[:signs])
