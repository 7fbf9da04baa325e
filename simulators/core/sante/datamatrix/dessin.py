"""A symbol drawn with its quiet zone and its mention, as SVG or PNG; no library needed (ins.md §8.3).

A `Planche` is measured in modules, from its top left corner; whoever draws it chooses the size of a module.
"""

import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

from simulators.core.plume import Stroke, shown, strokes
from simulators.core.sante.datamatrix.symbole import Modules

MENTION: Final = "INS à scanner"
# One module at least by the format; two are easier on scanners.
QUIET: Final = 2
_LETTER_HEIGHT: Final = 6
_BAND: Final = 2
_MOST_SCALE: Final = 0.7
_WHITE, _BLACK = 255, 0
# The largest image made: a side of some 4,000 pixels.
MOST_PIXELS_BY_MODULE: Final = 40


class Barre(NamedTuple):
    """Dark modules side by side on one row: left, top, width; their height is one."""

    x: int
    y: int
    largeur: int


@dataclass(frozen=True, slots=True)
class Planche:
    """What to draw: dark bars, then the strokes of the mention, `epaisseur` thick."""

    largeur: float
    hauteur: float
    barres: tuple[Barre, ...]
    traits: tuple[Stroke, ...]
    epaisseur: float


def sheet(modules: Modules, mention: str = MENTION) -> Planche:
    """The symbol within its quiet zone, the mention under it, as wide as the symbol at most."""
    side = len(modules)
    width = side + 2 * QUIET
    scale = min(_MOST_SCALE, width / max(_length(mention), 1.0))
    left = (width - _length(mention) * scale) / 2
    base = side + 2 * QUIET + _LETTER_HEIGHT * scale
    bars = tuple(Barre(x + QUIET, y + QUIET, length) for x, y, length in _runs(modules))
    return Planche(width, base + _BAND * scale, bars, tuple(_written(mention, left, base, scale)), scale / 2)


def svg(planche: Planche, module_mm: float = 0.5) -> str:
    """The drawing as an SVG file at its printed size."""
    wide, high = planche.largeur, planche.hauteur
    bars = "".join(f"M{x} {y}h{length}v1h-{length}z" for x, y, length in planche.barres)
    lines = "".join("M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in stroke) for stroke in planche.traits)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide * module_mm:.2f}mm"'
        f' height="{high * module_mm:.2f}mm" viewBox="0 0 {wide:g} {high:.2f}" role="img">'
        f"<title>{MENTION}</title>"
        f'<rect width="{wide:g}" height="{high:.2f}" fill="#fff"/>'
        f'<path d="{bars}" shape-rendering="crispEdges"/>'
        f'<path d="{lines}" fill="none" stroke="#000" stroke-width="{planche.epaisseur:.2f}"'
        ' stroke-linecap="round" stroke-linejoin="round"/></svg>\n'
    )


def png(planche: Planche, pixels: int = 6) -> bytes:
    """The drawing as a grey PNG, `pixels` a module. Raises ValueError outside 1 to 40."""
    if not 1 <= pixels <= MOST_PIXELS_BY_MODULE:
        raise ValueError(f"{pixels} pixels par module : de 1 à {MOST_PIXELS_BY_MODULE}")
    wide, high = round(planche.largeur * pixels), round(planche.hauteur * pixels)
    rows = [bytearray([_WHITE]) * wide for _ in range(high)]
    for x, y, length in planche.barres:
        dark = bytes(length * pixels)
        for row in rows[y * pixels : (y + 1) * pixels]:
            row[x * pixels : (x + length) * pixels] = dark
    for stroke in planche.traits:
        for begin, end in pairwise(stroke):
            _line(rows, begin, end, pixels, planche.epaisseur)
    return _png(rows, wide, high)


def _runs(modules: Modules) -> Iterator[tuple[int, int, int]]:
    for y, row in enumerate(modules):
        x = 0
        while x < len(row):
            end = x
            while end < len(row) and row[end]:
                end += 1
            if end > x:
                yield x, y, end - x
            x = end + 1


def _length(text: str) -> float:
    return sum(strokes(letter)[0] for letter in shown(text))


def _written(text: str, left: float, base: float, scale: float) -> Iterator[Stroke]:
    """The strokes of a text whose letters stand on `base`, down being positive."""
    for letter in shown(text):
        advance, drawn = strokes(letter)
        for stroke in drawn:
            yield tuple((left + across * scale, base - up * scale) for across, up in stroke)
        left += advance * scale


def _line(
    rows: Sequence[bytearray],
    begin: tuple[float, float],
    end: tuple[float, float],
    pixels: int,
    thickness: float,
) -> None:
    """Darkens the pixels whose centre is near enough to a segment."""
    (x1, y1), (x2, y2) = ((x * pixels, y * pixels) for x, y in (begin, end))
    reach = max(thickness * pixels / 2, 0.5)
    across, down = x2 - x1, y2 - y1
    square = across * across + down * down or 1.0
    for y in range(max(int(min(y1, y2) - reach), 0), min(int(max(y1, y2) + reach) + 1, len(rows))):
        row = rows[y]
        for x in range(max(int(min(x1, x2) - reach), 0), min(int(max(x1, x2) + reach) + 1, len(row))):
            along = min(max(((x + 0.5 - x1) * across + (y + 0.5 - y1) * down) / square, 0.0), 1.0)
            away = (x + 0.5 - x1 - along * across) ** 2 + (y + 0.5 - y1 - along * down) ** 2
            if away <= reach * reach:
                row[x] = _BLACK


def _png(rows: Sequence[bytearray], wide: int, high: int) -> bytes:
    header = struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    chunks = ((b"IHDR", header), (b"IDAT", pixels), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
