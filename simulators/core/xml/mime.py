"""Headers of MIME parts and the parameters of a media type (RFC 2045 §5.1, RFC 5322 §2.2)."""

import re
from typing import Final

_PARAMETER = re.compile(r";\s*([^\s=;\"]+)\s*=\s*(?:\"((?:[^\"\\]|\\.)*)\"|([^;\"]*))")
_ESCAPED = re.compile(r"\\(.)")
_FOLDED = re.compile(r"\r?\n[ \t]+")
LONGEST_HEADERS: Final = 8_192


class MimeRefusedError(Exception):
    """Headers of a part that do not end, or that are too long."""


def media_type(value: str) -> tuple[str, dict[str, str]]:
    """The media type in lower case and its parameters by lower-case name, unquoted; the first wins."""
    kind, _, _ = value.partition(";")
    parameters: dict[str, str] = {}
    for found in _PARAMETER.finditer(value, len(kind)):
        quoted = found[2]
        text = _ESCAPED.sub(r"\1", quoted) if quoted is not None else found[3].strip()
        parameters.setdefault(found[1].lower(), text)
    return kind.strip().lower(), parameters


def header_block(data: bytes, start: int, end: int) -> tuple[dict[str, str], int]:
    """The headers of the part between two offsets, by lower-case name, and where its content starts.

    Lines may end with LF alone. Raises `MimeRefusedError`.
    """
    if data.startswith((b"\r\n", b"\n"), start, end):
        return {}, start + (2 if data[start : start + 1] == b"\r" else 1)
    limit = min(end, start + LONGEST_HEADERS)
    found = [(at, len(mark)) for mark in (b"\n\r\n", b"\n\n") if (at := data.find(mark, start, limit)) >= 0]
    if not found:
        raise MimeRefusedError("headers without end")
    at, size = min(found)
    text = _FOLDED.sub(" ", data[start:at].decode("latin-1"))
    headers: dict[str, str] = {}
    for line in text.split("\n"):
        name, _, value = line.partition(":")
        headers.setdefault(name.strip().lower(), value.strip())
    return headers, at + size
