"""A square ECC200 symbol (ISO/IEC 16022) from a text: codewords, Reed-Solomon, frame; no library needed.

Text is encoded in ASCII mode with pairs of digits: of the characters an INS holds, nothing else is needed.
The symbol is rows of modules, the top one first, True for dark.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from simulators.core.sante.datamatrix.placement import place

Modules = tuple[tuple[bool, ...], ...]

_PAD: Final = 129
_DIGITS: Final = 130
_POLYNOMIAL: Final = 0x12D
_FIELD: Final = 256
_LAST_ASCII: Final = 127


class Format(NamedTuple):
    """One size of symbol: side, side of a data region, codewords of data and of correction, blocks."""

    cote: int
    region: int
    donnees: int
    correction: int
    blocs: int = 1


# ISO/IEC 16022 table 7, square symbols up to the longest INS.
FORMATS: Final = (
    Format(10, 8, 3, 5),
    Format(12, 10, 5, 7),
    Format(14, 12, 8, 10),
    Format(16, 14, 12, 12),
    Format(18, 16, 18, 14),
    Format(20, 18, 22, 18),
    Format(22, 20, 30, 20),
    Format(24, 22, 36, 24),
    Format(26, 24, 44, 28),
    Format(32, 14, 62, 36),
    Format(36, 16, 86, 42),
    Format(40, 18, 114, 48),
    Format(44, 20, 144, 56),
    Format(48, 22, 174, 68),
    Format(52, 24, 204, 84, 2),
    Format(64, 14, 280, 112, 2),
    Format(72, 16, 368, 144, 4),
    Format(80, 18, 456, 192, 4),
    Format(88, 20, 576, 224, 4),
)


class SymboleError(ValueError):
    """A text that no symbol of these sizes holds, or with a character above ASCII."""


def symbol(text: str) -> Modules:
    """The smallest square symbol of a text, without quiet zone. Raises SymboleError."""
    words = codewords(text)
    size = next((one for one in FORMATS if one.donnees >= len(words)), None)
    if size is None:
        raise SymboleError(f"{len(words)} mots, {FORMATS[-1].donnees} au plus")
    full = _corrected(_padded(words, size.donnees), size)
    across = (size.cote // (size.region + 2)) * size.region
    return _framed(place(full, across), size)


def codewords(text: str) -> list[int]:
    """The text in ASCII encodation: pairs of digits in one codeword."""
    words, at = [], 0
    while at < len(text):
        pair = text[at : at + 2]
        if len(pair) == 2 and pair.isascii() and pair.isdigit():
            words.append(_DIGITS + int(pair))
            at += 2
            continue
        if ord(text[at]) > _LAST_ASCII:
            raise SymboleError(f"caractère {text[at]!r}")
        words.append(ord(text[at]) + 1)
        at += 1
    return words


def _padded(words: Sequence[int], room: int) -> list[int]:
    """Filled up to the room: 129, then the same disguised by the 253-state algorithm."""
    full = [*words]
    if len(full) < room:
        full.append(_PAD)
    while len(full) < room:
        pseudo = _PAD + (149 * (len(full) + 1)) % 253 + 1
        full.append(pseudo if pseudo < _FIELD - 1 else pseudo - 254)
    return full


def _corrected(words: Sequence[int], size: Format) -> list[int]:
    """Data then correction, the codewords of the blocks interleaved."""
    length = size.correction // size.blocs
    full = [*words, *([0] * size.correction)]
    generator = _generator(length)
    for block in range(size.blocs):
        full[size.donnees + block :: size.blocs] = _remainder(words[block :: size.blocs], generator)
    return full


def _generator(length: int) -> list[int]:
    """The coefficients of (x + 2)(x + 4)…(x + 2^length), the highest degree (always 1) left out."""
    made = [1]
    for power in range(1, length + 1):
        shifted = [*made, 0]
        for rank, coefficient in enumerate(made, 1):
            shifted[rank] ^= _times(coefficient, _power(power))
        made = shifted
    return made[1:]


def _remainder(words: Sequence[int], generator: Sequence[int]) -> list[int]:
    left = [0] * len(generator)
    for word in words:
        factor = word ^ left[0]
        left = [one ^ _times(factor, two) for one, two in zip([*left[1:], 0], generator, strict=True)]
    return left


def _power(exponent: int) -> int:
    value = 1
    for _ in range(exponent):
        value = _times(value, 2)
    return value


def _times(one: int, two: int) -> int:
    """The product in the field of 256 elements."""
    product = 0
    while two:
        if two & 1:
            product ^= one
        one, two = one << 1, two >> 1
        if one >= _FIELD:
            one ^= _POLYNOMIAL
    return product


def _framed(data: Sequence[Sequence[bool]], size: Format) -> Modules:
    """Each data region within its frame: solid at left and bottom, alternating at top and right."""
    side, step = size.cote, size.region + 2

    def module(row: int, column: int) -> bool:
        down, across = row % step, column % step
        if across == 0 or down == step - 1:
            return True
        if down == 0:
            return across % 2 == 0
        if across == step - 1:
            return down % 2 == 1
        return data[row // step * size.region + down - 1][column // step * size.region + across - 1]

    return tuple(tuple(module(row, column) for column in range(side)) for row in range(side))
