"""An XML document as a tree, each element with its bytes."""

from dataclasses import replace
from typing import Final

from simulators.console.structure.model import MOST_CHILDREN, Branch, Budget, Span, shortened
from simulators.core.xml.nodes import Node, local_name
from simulators.core.xml.parser import Document, XmlLimits, parse
from simulators.core.xml.positions import element_spans

_LIMITS: Final = XmlLimits(size=16_000_000, elements=50_000, attributes=150_000, depth=64)
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
        if count > MOST_CHILDREN:
            break
        for prefix, address in node.nsmap.items():
            found.setdefault(prefix or "", address)
    return found


class _Reader:
    def __init__(self, document: Document, base: int | None) -> None:
        self._spans: dict[Node, Span] = {}
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
            _name(node, str(node.tag)),
            shortened((node.text or "").strip()),
            shortened(" ".join(f'{_name(node, name)}="{value}"' for name, value in node.attrib.items())),
            self._spans.get(node),
            children=tuple(children),
        )


def _name(node: Node, qualified: str) -> str:
    """The name with the prefix the document uses."""
    address, brace, local = qualified.rpartition("}")
    if not brace:
        return qualified
    if f"{address}}}" == _XML:
        return f"xml:{local}"
    if qualified == node.tag:
        return f"{node.prefix}:{local_name(node)}" if node.prefix else local
    prefix = next((one for one, told in node.nsmap.items() if one and told == address[1:]), "")
    return f"{prefix}:{local}" if prefix else local
