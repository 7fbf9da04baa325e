"""How a body is cut into lines for reading: XML, JSON, a form, a package of parts, or the lines it has.

Lexical, never parsed: what is malformed is shown as well as what is not, and nothing is resolved or fetched.
Only white space between tags is left out and only line breaks are added.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal["open", "close", "empty", "text", "other"]

# Possessive: linear whatever the quotes; `<` never stands in an attribute value.
_TAG: Final = re.compile(rb"""<(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+>""")
_SPECIALS: Final = ((b"<!--", b"-->"), (b"<![CDATA[", b"]]>"), (b"<?", b"?>"), (b"<!", b">"))
_BLANKS: Final = b"\xef\xbb\xbf \t\r\n"
_BOUNDARY: Final = re.compile(r"""boundary\s*=\s*(?:"([^"]{1,200})"|([^\s;"]{1,200}))""", re.IGNORECASE)
# A string of JSON whole, or one sign that opens, closes or separates.
_JSON: Final = re.compile(
    rb"""(?:"(?:[^"\\]|\\.)*+(?:"|\Z)|[^"{}\[\],])++[,{\[]?|[{\[]|[}\]],?|,""", re.DOTALL
)

Row = tuple[int, list["Token"]]


@dataclass(frozen=True, slots=True)
class Token:
    """One lexical piece of the body: `body[start:end]`."""

    kind: Kind
    start: int
    end: int


def rows(body: bytes, content_type: str = "") -> Iterator[Row]:
    """The tokens of each line with its depth, laid out as the body's own kind wants."""
    kind = content_type.partition(";")[0].strip().lower()
    boundary = _BOUNDARY.search(content_type) if kind.startswith("multipart/") else None
    if boundary:
        yield from _package_rows(body, b"--" + (boundary[1] or boundary[2]).encode("utf-8", "replace"))
    elif kind == "application/x-www-form-urlencoded":
        yield from _form_rows(body)
    elif kind == "application/json" or kind.endswith("+json"):
        yield from _json_rows(body)
    else:
        yield from _part_rows(body, 0, len(body))


def _part_rows(body: bytes, start: int, end: int) -> Iterator[Row]:
    if body[start:end].lstrip(_BLANKS).startswith(b"<"):
        yield from _shifted(_xml_rows(body[start:end]), start)
    else:
        yield from _plain_rows(body, start, end)


def _shifted(lines: Iterator[Row], by: int) -> Iterator[Row]:
    for depth, row in lines:
        yield depth, [Token(token.kind, token.start + by, token.end + by) for token in row] if by else row


def _package_rows(body: bytes, delimiter: bytes) -> Iterator[Row]:
    """Each part with the lines of its headers, then its content laid out by itself."""
    position = 0
    while position < len(body):
        following = body.find(b"\n" + delimiter, position)
        end = len(body) if following < 0 else following + 1
        blank = re.compile(rb"\r?\n\r?\n").search(body, position, end)
        content = blank.end() if blank and body.startswith(delimiter, position) else end
        yield from _plain_rows(body, position, content)
        yield from _part_rows(body, content, end)
        position = end


def _form_rows(body: bytes) -> Iterator[Row]:
    position = 0
    while position < len(body):
        following = body.find(b"&", position)
        end = len(body) if following < 0 else following + 1
        yield 0, [Token("text", position, end)]
        position = end


def _json_rows(body: bytes) -> Iterator[Row]:
    depth, position = 0, 0
    while position < len(body):
        found = _JSON.match(body, position)
        end = found.end() if found else len(body)
        text = body[position:end]
        if text.strip(_BLANKS):
            depth = max(0, depth - text.startswith((b"}", b"]")))
            yield depth, [Token("text", position, end)]
            depth += text.endswith((b"{", b"["))
        position = end


def tokens(body: bytes) -> Iterator[Token]:
    """The body cut into tags, text and the rest; never fails, linear in the size of the body."""
    position, size = 0, len(body)
    while position < size:
        token = _markup(body, position) if body[position] == 0x3C else None
        if token is None:
            following = body.find(b"<", position + 1)
            token = Token("text", position, size if following < 0 else following)
        yield token
        position = token.end


def _markup(body: bytes, start: int) -> Token | None:
    for opening, closing in _SPECIALS:
        if body.startswith(opening, start):
            end = body.find(closing, start + len(opening))
            return Token("other", start, len(body) if end < 0 else end + len(closing))
    found = _TAG.match(body, start)
    if found is None:
        return None
    end = found.end()
    if body.startswith(b"</", start):
        return Token("close", start, end)
    return Token("empty" if body[end - 2 : end] == b"/>" else "open", start, end)


def _xml_rows(body: bytes) -> Iterator[Row]:
    """Tokens gathered by line: an element that holds text alone stays on one line."""
    stream = list(tokens(body))
    depth, index = 0, 0
    while index < len(stream):
        token = stream[index]
        leaf = _leaf(stream, index)
        if leaf:
            yield depth, stream[index : index + leaf]
            index += leaf
            continue
        index += 1
        if token.kind == "text" and not body[token.start : token.end].strip():
            continue
        if token.kind == "close":
            depth = max(0, depth - 1)
        yield depth, [token]
        if token.kind == "open":
            depth += 1


def _leaf(stream: list[Token], index: int) -> int:
    kinds = [token.kind for token in stream[index : index + 3]]
    if kinds[:2] == ["open", "close"]:
        return 2
    return 3 if kinds == ["open", "text", "close"] else 0


def _plain_rows(body: bytes, start: int, end: int) -> Iterator[Row]:
    position = start
    while position < end:
        found = body.find(b"\n", position, end)
        stop = end if found < 0 else found + 1
        yield 0, [Token("text", position, stop)]
        position = stop
