"""A message body laid out for reading, with the marked bytes kept exact.

Each byte offset of a finding falls on its own characters, whatever was left out or added around them.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from simulators.console.layout import Kind, rows

SHOWN_BYTES: Final = 262_144
SHOWN_LINES: Final = 4_000
_DEEPEST: Final = 24

_CHARSET: Final = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.-]+)""", re.IGNORECASE)
_SINGLE_BYTE: Final = frozenset(
    {"iso-8859-1", "iso-8859-15", "latin-1", "latin1", "windows-1252", "us-ascii"}
)


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
    lines: list[Line] = []
    for depth, row in rows(shown, content_type):
        if len(lines) == SHOWN_LINES:
            break
        pieces = (segment for token in row for segment in cutter.cut(token.kind, token.start, token.end))
        lines.append(Line(min(depth, _DEEPEST), tuple(_joined(pieces))))
    rest = tuple(cutter.passed(len(shown)))
    lines += [Line(0, rest)] if rest else []
    truncated = len(body) > len(shown) or len(lines) >= SHOWN_LINES
    return Source(tuple(lines), truncated, shown.decode(cutter.encoding, errors="replace"))
