"""Turns the leaves of a CDA into values, and numbers the nodes that a finding may point at."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from operator import methodcaller
from typing import Final, TypeVar

from simulators.core.sante.cda.racine import HL7
from simulators.core.sante.cda.valeurs import Coded, Ident, Nom, Telecom, Temps, Texte
from simulators.core.xml.nodes import Node

_H: Final = f"{{{HL7}}}"

T = TypeVar("T")


def _descend(parent: Node, names: Sequence[str]) -> Iterator[Node]:
    """The elements at the end of these steps, in document order: `find` costs three times as much."""
    first, *rest = names
    found: Iterator[Node] = parent.iterchildren(_H + first)
    for name in rest:
        found = chain.from_iterable(map(methodcaller("iterchildren", _H + name), found))
    return found


class Feuilles:
    """Identifiers, codes, times, names; `noeuds` are the nodes numbered so far."""

    def __init__(self) -> None:
        self.noeuds: list[Node] = []

    def _repere(self, node: Node) -> int:
        self.noeuds.append(node)
        return len(self.noeuds) - 1

    def _one(self, parent: Node | None, make: Callable[[Node], T], *names: str) -> T | None:
        found = None if parent is None else next(_descend(parent, names), None)
        return None if found is None else make(found)

    def _all(self, parent: Node | None, make: Callable[[Node], T], *names: str) -> tuple[T, ...]:
        return () if parent is None else tuple([make(node) for node in _descend(parent, names)])

    def _ident(self, node: Node) -> Ident:
        root, extension = node.get("root") or "", node.get("extension")
        return Ident(root, extension, node.get("nullFlavor"), self._repere(node))

    def _coded(self, node: Node) -> Coded:
        system, label = node.get("codeSystem") or "", node.get("displayName") or ""
        return Coded(node.get("code"), system, label, node.get("nullFlavor"), self._repere(node))

    def _temps(self, node: Node) -> Temps:
        return Temps(node.get("value"), node.get("nullFlavor"), self._repere(node))

    def _texte(self, node: Node) -> Texte:
        content = "".join(node.itertext()).strip()
        return Texte(content, node.get("qualifier") or "", node.get("nullFlavor"), self._repere(node))

    def _valeur(self, node: Node) -> Texte:
        return Texte(node.get("value") or "", "", node.get("nullFlavor"), self._repere(node))

    def _nom(self, node: Node) -> Nom:
        rank = self._repere(node)
        return Nom(self._all(node, self._texte, "family"), self._all(node, self._texte, "given"), rank)

    def _telecom(self, node: Node) -> Telecom:
        return Telecom(node.get("value"), node.get("use"), node.get("nullFlavor"), self._repere(node))
