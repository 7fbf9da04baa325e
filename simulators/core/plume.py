"""A pen of our own: capitals, figures and signs as strokes on a grid 4 wide and 6 high.

A document or an image made here draws its letters itself, so that no foreign font is embedded. Small
letters are smaller capitals, accents are added above (or below) their letter.
"""

import unicodedata
from collections.abc import Mapping
from typing import Final

Stroke = tuple[tuple[float, float], ...]

# Each word is a line through its points, two digits a point: across, then up.
_LETTERS: Final[Mapping[str, str]] = {
    "A": "002640 1232",
    "B": "00063645443303 3342413000",
    "C": "4536160501103041",
    "D": "00062644422000",
    "E": "46060040 0333",
    "F": "460600 0333",
    "G": "45361605011030414323",
    "H": "0006 4046 0343",
    "I": "2026 1030 1636",
    "J": "4641301001",
    "K": "0006 4602 1340",
    "L": "060040",
    "M": "0006234640",
    "N": "00064046",
    "O": "103041453616050110",
    "P": "00063645443303",
    "Q": "103041453616050110 2240",
    "R": "00063645443303 2340",
    "S": "453616050413334241301001",
    "T": "0646 2620",
    "U": "060110304146",
    "V": "062046",
    "W": "0610233046",
    "X": "0046 0640",
    "Y": "062346 2320",
    "Z": "06460040",
    "0": "103041453616050110 1234",
    "1": "052620 1030",
    "2": "05163645440040",
    "3": "0516364544334241301001 1333",
    "4": "30360242",
    "5": "460603334241301001",
    "6": "36160501103041423303",
    "7": "064610",
    "8": "133344453616050413 1302011030414233",
    "9": "1030414536160504133344",
    ".": "2021",
    ",": "2110",
    ":": "2021 2425",
    ";": "2110 2425",
    "'": "2624",
    "-": "1333",
    "/": "0046",
    "(": "36140230",
    ")": "16343210",
    "+": "2125 0343",
    "?": "051636454322 2021",
    "!": "2622 2021",
    "@": "3332222435413010010516364541",
    "|": "2026",
    "%": "0046 0616150506 3040413130",
    "°": "1626251516",
    "<": "360330",
    ">": "063300",
    "=": "0242 0444",
    "*": "2125 1234 1432",
    "_": "0040",
    '"': "1614 3634",
    "µ": "0400 0110203134 3140",
}
# What the pen does not know is seen to be missing: a unit read without its sign would be another one.
_UNKNOWN: Final = "0006464000"
_MARKS: Final[Mapping[str, str]] = {
    "\N{COMBINING ACUTE ACCENT}": "2738",
    "\N{COMBINING GRAVE ACCENT}": "2718",
    "\N{COMBINING CIRCUMFLEX ACCENT}": "172837",
    "\N{COMBINING DIAERESIS}": "1718 3738",
    "\N{COMBINING TILDE}": "17282738",
}
_CEDILLA: Final = "\N{COMBINING CEDILLA}"
_UNDER: Final[Stroke] = ((2, 0), (2.5, -1), (1.4, -1.6))
_SAME: Final = str.maketrans(
    {"’": "'", "«": "'", "»": "'", "“": '"', "”": '"', "–": "-", "—": "-", "•": "-", "…": "...",
     "\u00a0": " ", "\u202f": " ", "\u2009": " ", "œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "μ": "µ",
     "≥": ">=", "≤": "<=", "²": "2", "³": "3"}
)  # fmt: skip
_SMALL: Final = 0.78
ADVANCE: Final = 5.5


def shown(text: str) -> str:
    """The text as this pen can draw it: ligatures opened, typographic signs made plain."""
    return unicodedata.normalize("NFC", text.translate(_SAME))


def strokes(letter: str) -> tuple[float, tuple[Stroke, ...]]:
    """How far a letter moves the pen, and its strokes; a sign the pen does not know is drawn as a box."""
    apart = unicodedata.normalize("NFD", letter)
    base, marks = apart[0], apart[1:]
    scale = _SMALL if base.islower() else 1.0
    known = _LETTERS.get(base) or _LETTERS.get(base.upper()) or ("" if base.isspace() else _UNKNOWN)
    drawn = known + "".join(f" {_MARKS.get(mark, '')}" for mark in marks)
    under = tuple((across * scale, up * scale) for across, up in _UNDER)
    hung = (under,) if _CEDILLA in marks else ()
    return ADVANCE * scale, (*(_stroke(word, scale) for word in drawn.split()), *hung)


def _stroke(word: str, scale: float) -> Stroke:
    pairs = zip(word[::2], word[1::2], strict=True)
    return tuple((int(across) * scale, int(up) * scale) for across, up in pairs)
