"""From a node of the tree to the place a person looks at: XPath, line, bytes."""

import re
from collections.abc import Mapping
from typing import Literal

from lxml import etree

from simulators.core.rule import Place
from simulators.core.xml.nodes import local_name
from simulators.core.xml.parser import Document

_TOKEN = re.compile(
    rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>"
    rb"|<(?P<close>/)[^>]*>"
    rb"|<(?P<open>[^\s>/!?\"']+)[^>\"']*(?:\"[^\"]*\"[^>\"']*|'[^']*'[^>\"']*)*>",
    re.DOTALL,
)

_SLASH = ord("/")


def xpath(node: etree._Element, attribute: str = "") -> str:
    """The path of a node with the prefixes its own document uses, positions only among namesakes.

    An element in a default namespace is written without prefix, as its author wrote it.
    """
    steps: list[str] = []
    current: etree._Element | None = node
    while current is not None:
        steps.append(_step(current))
        current = current.getparent()
    path = "/" + "/".join(reversed(steps))
    return f"{path}/@{attribute}" if attribute else path


def _step(node: etree._Element) -> str:
    local = local_name(node)
    name = f"{node.prefix}:{local}" if node.prefix else local
    parent = node.getparent()
    if parent is None:
        return name
    namesakes = [sibling for sibling in parent if sibling.tag == node.tag]
    return name if len(namesakes) == 1 else f"{name}[{namesakes.index(node) + 1}]"


class Positions:
    """The places of one document. Offsets are computed at the first question: a clean message pays none.

    Without `offsets` they never are: in a document of many megabytes they would take too long.
    """

    def __init__(
        self, document: Document, part: Literal["request", "answer"] = "request", *, offsets: bool = True
    ) -> None:
        self._document = document
        self._offsets = offsets and document.offsets_hold
        self._part = part
        self._spans: Mapping[etree._Element, tuple[int, int]] | None = None

    def place(self, node: etree._Element, attribute: str = "") -> Place:
        """The place of an element, or of one of its attributes (whose bytes are those of the element)."""
        start, end = self._span(node)
        return Place(self._part, "xpath", xpath(node, attribute), start, end, node.sourceline)

    def _span(self, node: etree._Element) -> tuple[int | None, int | None]:
        document = self._document
        if not self._offsets:
            return None, None
        if self._spans is None:
            self._spans = dict(zip(document.root.iter(), element_spans(document.utf8), strict=False))
        start, end = self._spans.get(node, (None, None))
        if start is None or end is None:
            return None, None
        return start + document.shift, end + document.shift


def element_spans(data: bytes) -> list[tuple[int, int]]:
    """Start and end offsets of every element of a well-formed document, in document order."""
    spans: list[tuple[int, int]] = []
    opened: list[int] = []
    for token in _TOKEN.finditer(data):
        if token["open"] is not None:
            spans.append((token.start(), token.end()))
            if data[token.end() - 2] != _SLASH:
                opened.append(len(spans) - 1)
        elif token["close"] is not None and opened:
            rank = opened.pop()
            spans[rank] = (spans[rank][0], token.end())
    return spans
