"""An XML document as a tree, each element with its bytes."""

from dataclasses import replace
from typing import Final

from simulators.console.structure.model import MOST_CHILDREN, Branch, Budget, Span, shortened
from simulators.core.xml.nodes import Node, local_name
from simulators.core.xml.parser import Document, XmlLimits, parse
from simulators.core.xml.positions import element_spans

_LIMITS: Final = XmlLimits(size=16_000_000, elements=50_000, attributes=150_000, depth=64)
# Beyond, in scope of one element, its attributes are told without prefix.
_MOST_PREFIXES: Final = 500
_XML: Final = "{http://www.w3.org/XML/1998/namespace}"


def read_xml(data: bytes, charset: str = "") -> Document:
    """A document small enough to be shown. Raises XmlRefusedError."""
    return parse(data, _LIMITS, charset, blanks=False)


def xml_branch(document: Document, base: int | None, budget: Budget) -> Branch:
    """The tree of a document whose source begins at `base` in the body, None when it was decoded from it."""
    return replace(_Reader(document, base).branch(document.root, budget), fold="document")


def legend(document: Document) -> dict[str, str]:
    """The namespaces by the prefix the document gives them, an empty one for the default; the first wins."""
    found: dict[str, str] = {}
    for count, node in enumerate(document.root.iter()):
        if max(count, len(found)) > MOST_CHILDREN:
            break
        for prefix, address in node.nsmap.items():
            found.setdefault(prefix or "", address)
    return found


class _Reader:
    def __init__(self, document: Document, base: int | None) -> None:
        self._spans: dict[Node, Span] = {}
        self._crowded = False
        if base is not None and document.offsets_hold:
            shift = base + document.shift
            spans = element_spans(document.utf8)
            pairs = zip(document.root.iter(), spans, strict=False)
            self._spans = {node: (start + shift, end + shift) for node, (start, end) in pairs}

    def branch(self, node: Node, budget: Budget) -> Branch:
        children: list[Branch] = []
        for rank, child in enumerate(node):
            if rank >= MOST_CHILDREN or not budget.take():
                budget.cut = True
                break
            children.append(self.branch(child, budget))
        return Branch(
            f"{node.prefix}:{local_name(node)}" if node.prefix else local_name(node),
            shortened((node.text or "").strip()),
            shortened(self._attributes(node)),
            self._spans.get(node),
            children=tuple(children),
        )

    def _attributes(self, node: Node) -> str:
        names = list(node.attrib)
        prefixes = self._prefixes(node) if any("}" in name for name in names) else {}
        return " ".join(f'{_name(name, prefixes)}="{node.attrib[name]}"' for name in names)

    def _prefixes(self, node: Node) -> dict[str, str]:
        """The prefix of each address in scope. Gathered at each call: not where there are too many."""
        if self._crowded:
            return {}
        scope = node.nsmap
        self._crowded = len(scope) > _MOST_PREFIXES
        return {address: prefix for prefix, address in scope.items() if prefix}


def _name(qualified: str, prefixes: dict[str, str]) -> str:
    """The name of an attribute with the prefix the document uses."""
    address, brace, local = qualified.rpartition("}")
    if not brace:
        return qualified
    if f"{address}}}" == _XML:
        return f"xml:{local}"
    prefix = prefixes.get(address[1:], "")
    return f"{prefix}:{local}" if prefix else local
