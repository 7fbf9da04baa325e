"""How lines of text fill the pages of our PDF."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from simulators.core.plume import ADVANCE, shown
from simulators.core.sante.datamatrix.dessin import Planche

PAGE: Final = (595, 842)
MARGIN: Final = 56
# One unit of the pen is 11 hundredths of the size of the text.
UNIT: Final = 0.11
LINE: Final = 1.6
# Half a millimetre a module, from which a hand scanner reads; the symbol begins this far from the top.
MODULE: Final = 1.42
TOP: Final = 28
# A document of ours has no reason to be longer.
_MOST: Final = 20


class Ligne(NamedTuple):
    """A line of the page; `taille` in points."""

    texte: str
    taille: float = 9


def pages(lignes: Sequence[Ligne], code: Planche | None) -> list[list[Ligne]]:
    """The lines that hold on each page: the first is shorter by its symbol.

    Raises ValueError for more than twenty pages.
    """
    filled: list[list[Ligne]] = [[]]
    height = top(code)
    for ligne in lignes:
        height -= ligne.taille * LINE
        if height < MARGIN:
            filled.append([])
            height = top(None) - ligne.taille * LINE
        filled[-1].append(ligne)
    if len(filled) > _MOST:
        raise ValueError(f"le texte ne tient pas sur {_MOST} pages")
    return filled


def top(code: Planche | None) -> float:
    """Where the text of a page begins, below its symbol."""
    return float(PAGE[1] - MARGIN) - (code.hauteur * MODULE - MARGIN + TOP if code else 0)


def wrapped(ligne: Ligne) -> Iterable[Ligne]:
    """The line cut between words so that each piece holds within the margins."""
    room = (PAGE[0] - 2 * MARGIN) / (ligne.taille * UNIT * ADVANCE)
    piece = ""
    for word in shown(ligne.texte).split():
        longer = f"{piece} {word}".strip()
        if piece and len(longer) > room:
            yield Ligne(piece, ligne.taille)
            longer = word
        piece = longer
    yield Ligne(piece, ligne.taille)
