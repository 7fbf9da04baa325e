"""Reads the narrative of a section: blocks, and the text that runs between them (CDA R2 §4.3.5).

Nothing is refused: an element that the narrative has not is read for its text, a reference to the outside
(`linkHtml`, styles, sizes) is left aside.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from simulators.core.sante.cda.lecture import HL7
from simulators.core.sante.cda.narratif import (
    Bloc,
    Cellule,
    Fragment,
    Illustration,
    Liste,
    Paragraphe,
    Style,
    Tableau,
)
from simulators.core.xml.nodes import Node, local_name

_H: Final = f"{{{HL7}}}"
_BLANK: Final = re.compile(r"[ \t\r\n]+")
_STYLES: Final = {style.value: style for style in Style}
# A cell cannot claim more of the page than any table needs.
_WIDEST: Final = 100


def texte(node: Node) -> str:
    """All the text of an element, blanks between words only."""
    return _BLANK.sub(" ", "".join(node.itertext())).strip()


def blocs(node: Node) -> tuple[Bloc, ...]:
    """The blocks of an element of narrative."""
    reader = _Suite()
    reader.parcourir(node, None)
    return reader.fin()


class _Suite:
    """Blocks in order, and the text that runs until the next one."""

    def __init__(self) -> None:
        self._blocs: list[Bloc] = []
        self._run: list[Fragment] = []

    def parcourir(self, node: Node, style: Style | None) -> None:
        """Reads the content of a node."""
        self._ecrire(node.text or "", style)
        for child in node:
            self._enfant(child, style)
            self._ecrire(child.tail or "", style)

    def fin(self) -> tuple[Bloc, ...]:
        """What was read."""
        self._couper()
        return tuple(self._blocs)

    def _enfant(self, node: Node, style: Style | None) -> None:
        match local_name(node):
            case "caption":
                pass
            case "br":
                self._run.append(Fragment("\n", style))
            case "paragraph":
                self._ajouter(*_paragraphe(node))
            case "list":
                self._ajouter(_liste(node))
            case "table":
                self._ajouter(_tableau(node))
            case "renderMultiMedia":
                self._ajouter(Illustration(node.get("referencedObject") or ""))
            case _:
                self.parcourir(node, _style(node) or style)

    def _ajouter(self, *blocs: Bloc) -> None:
        self._couper()
        self._blocs.extend(blocs)

    def _ecrire(self, text: str, style: Style | None) -> None:
        if text:
            self._run.append(Fragment(_BLANK.sub(" ", text), style))

    def _couper(self) -> None:
        joined = _joindre(self._run)
        self._run.clear()
        if joined:
            self._blocs.append(Paragraphe(joined))


def _joindre(run: Iterable[Fragment]) -> tuple[Fragment, ...]:
    """Neighbours of one style joined, blanks kept only between words; linear in the text."""
    pieces: list[tuple[Style | None, list[str]]] = []
    last = "\n"
    for one in run:
        text = one.texte.lstrip(" ") if last in " \n" else one.texte
        if not text or (text == "\n" and not pieces):
            continue
        if text == "\n":
            pieces[-1][1][-1] = pieces[-1][1][-1].rstrip(" ")
        if not pieces or pieces[-1][0] is not one.style:
            pieces.append((one.style, []))
        pieces[-1][1].append(text)
        last = text[-1]
    found = [Fragment("".join(texts), style) for style, texts in pieces]
    while found and not found[-1].texte.rstrip():
        found.pop()
    if found:
        found[-1] = Fragment(found[-1].texte.rstrip(), found[-1].style)
    return tuple(one for one in found if one.texte)


def _style(node: Node) -> Style | None:
    told = (node.get("styleCode") or "").split()
    return next((_STYLES[one] for one in told if one in _STYLES), None)


def _titre(node: Node) -> str:
    caption = node.find(f"{_H}caption")
    return "" if caption is None else texte(caption)


def _paragraphe(node: Node) -> tuple[Bloc, ...]:
    found, title = blocs(node), _titre(node)
    if title and found and isinstance(found[0], Paragraphe):
        return (Paragraphe(found[0].fragments, title), *found[1:])
    return (Paragraphe((), title), *found) if title else found


def _liste(node: Node) -> Liste:
    items = tuple(blocs(item) for item in node.iterchildren(f"{_H}item"))
    return Liste(items, node.get("listType") == "ordered", _titre(node))


def _tableau(node: Node) -> Tableau:
    return Tableau(tuple(tuple(_cellules(row)) for row in _rangs(node)), _titre(node))


def _rangs(table: Node) -> Iterator[Node]:
    """The rows of a table, wherever they stand in it."""
    for part in table:
        if local_name(part) == "tr":
            yield part
        elif local_name(part) in {"thead", "tbody", "tfoot"}:
            yield from part.iterchildren(f"{_H}tr")


def _cellules(row: Node) -> Iterator[Cellule]:
    for cell in row:
        if local_name(cell) in {"th", "td"}:
            wide, high = _etendue(cell, "colspan"), _etendue(cell, "rowspan")
            yield Cellule(blocs(cell), local_name(cell) == "th", wide, high)


def _etendue(cell: Node, name: str) -> int:
    told = cell.get(name) or ""
    return min(max(int(told), 1), _WIDEST) if told.isascii() and told.isdigit() and len(told) < 5 else 1
