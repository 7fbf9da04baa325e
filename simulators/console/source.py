"""A message body laid out for reading, with the marked bytes kept exact.

Lexical, never parsed: what is malformed is shown as well as what is not, and nothing is resolved or fetched.
Only white space between tags is left out and only line breaks are added, so each byte offset of a finding
still falls on its own characters.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final, Literal

Kind = Literal["open", "close", "empty", "text", "other"]

SHOWN_BYTES: Final = 262_144
SHOWN_LINES: Final = 4_000
_DEEPEST: Final = 24

# Possessive: linear whatever the quotes; `<` never stands in an attribute value.
_TAG: Final = re.compile(rb"""<(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+>""")
_SPECIALS: Final = ((b"<!--", b"-->"), (b"<![CDATA[", b"]]>"), (b"<?", b"?>"), (b"<!", b">"))
_CHARSET: Final = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.-]+)""", re.IGNORECASE)
_SINGLE_BYTE: Final = frozenset(
    {"iso-8859-1", "iso-8859-15", "latin-1", "latin1", "windows-1252", "us-ascii"}
)


@dataclass(frozen=True, slots=True)
class Token:
    """One lexical piece of the body: `body[start:end]`."""

    kind: Kind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding's place in the body, `number` being the finding's. Empty when start equals end."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Segment:
    """Characters under the same marks; `begins` are the marks whose first character is here."""

    text: str
    kind: Kind
    marks: tuple[int, ...] = ()
    begins: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the display, `indent` levels deep."""

    indent: int
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """The body as displayed; `truncated` when the rest must be downloaded."""

    lines: tuple[Line, ...] = ()
    truncated: bool = False
    raw: str = ""


@dataclass(slots=True)
class _Cutter:
    """Cuts tokens at the borders of the marks."""

    body: bytes
    encoding: str
    marks: Sequence[Mark]
    seen: set[int] = field(default_factory=set)
    borders: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.borders = sorted({edge for mark in self.marks for edge in (mark.start, mark.end)})

    def cut(self, kind: Kind, start: int, end: int) -> Iterator[Segment]:
        first = bisect_right(self.borders, start)
        last = bisect_left(self.borders, end)
        edges = [start, *self.borders[first:last], end]
        for left, right in pairwise(edges):
            yield from self.passed(left)
            yield self._segment(kind, left, right)

    def passed(self, offset: int) -> Iterator[Segment]:
        """Marks that end by `offset` without a character shown: empty ones, or white space left out."""
        for mark in self.marks:
            if mark.end <= offset and mark.number not in self.seen:
                self.seen.add(mark.number)
                yield Segment("", "other", (mark.number,), (mark.number,))

    def _segment(self, kind: Kind, start: int, end: int) -> Segment:
        text = self.body[start:end].decode(self.encoding, errors="replace")
        over = tuple(mark.number for mark in self.marks if mark.start < end and mark.end > start)
        begins = tuple(number for number in over if number not in self.seen)
        self.seen.update(begins)
        return Segment(text, kind, over, begins)


def encoding_of(body: bytes, content_type: str = "") -> str:
    """The encoding to show a body with: a declared single-byte one, else UTF-8."""
    declared = _CHARSET.search(content_type.encode("latin-1", "replace")) or _CHARSET.search(body[:200])
    name = declared.group(1).decode("ascii", "replace").lower() if declared else "utf-8"
    return name if name in _SINGLE_BYTE else "utf-8"


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


def _rows(body: bytes) -> Iterator[tuple[int, list[Token]]]:
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


def _plain_rows(body: bytes) -> Iterator[tuple[int, list[Token]]]:
    position = 0
    while position < len(body):
        end = body.find(b"\n", position)
        end = len(body) if end < 0 else end + 1
        yield 0, [Token("text", position, end)]
        position = end


def _joined(pieces: Iterable[Segment]) -> Iterator[Segment]:
    """Neighbours under the same marks as one: a finding is one stretch, whatever tags it covers."""
    held: Segment | None = None
    for piece in pieces:
        if held is not None and piece.marks and piece.marks == held.marks and not piece.begins:
            held = replace(held, text=held.text + piece.text)
            continue
        if held is not None:
            yield held
        held = piece
    if held is not None:
        yield held


def lay_out(body: bytes, marks: Sequence[Mark] = (), content_type: str = "") -> Source:
    """The display of a body, marks in place. Only the first 256 kB and 4,000 lines are shown."""
    shown = body[:SHOWN_BYTES]
    cutter = _Cutter(shown, encoding_of(body, content_type), marks)
    rows = _rows(shown) if shown.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else _plain_rows(shown)
    lines: list[Line] = []
    for depth, row in rows:
        if len(lines) == SHOWN_LINES:
            break
        pieces = (segment for token in row for segment in cutter.cut(token.kind, token.start, token.end))
        lines.append(Line(min(depth, _DEEPEST), tuple(_joined(pieces))))
    rest = tuple(cutter.passed(len(shown)))
    lines += [Line(0, rest)] if rest else []
    truncated = len(body) > len(shown) or len(lines) >= SHOWN_LINES
    return Source(tuple(lines), truncated, shown.decode(cutter.encoding, errors="replace"))
