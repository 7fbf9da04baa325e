"""From a node of the tree to the place a person looks at: XPath, line, bytes."""

import re
from collections import Counter
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


class Steps:
    """How the elements of one document are named in paths: with the prefixes it uses, a position only among
    namesakes, no prefix in a default namespace, as the author wrote it.

    The children of an element are counted together, at the first question about one of them: one by one,
    ten thousand namesakes would cost a hundred million comparisons.
    """

    def __init__(self) -> None:
        self._known: dict[etree._Element, str] = {}

    def path(self, node: etree._Element, attribute: str = "") -> str:
        """The path of a node, or of one of its attributes."""
        steps: list[str] = []
        current: etree._Element | None = node
        while current is not None:
            parent = current.getparent()
            steps.append(_name(current) if parent is None else self._step(current, parent))
            current = parent
        path = "/" + "/".join(reversed(steps))
        return f"{path}/@{attribute}" if attribute else path

    def _step(self, node: etree._Element, parent: etree._Element) -> str:
        known = self._known.get(node)
        if known is None:
            self._count(parent)
            known = self._known[node]
        return known

    def _count(self, parent: etree._Element) -> None:
        children = list(parent)
        namesakes = Counter(child.tag for child in children)
        ranks: Counter[object] = Counter()
        for child in children:
            ranks[child.tag] += 1
            alone = namesakes[child.tag] == 1
            self._known[child] = _name(child) if alone else f"{_name(child)}[{ranks[child.tag]}]"


def _name(node: etree._Element) -> str:
    local = local_name(node)
    return f"{node.prefix}:{local}" if node.prefix else local


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
        self._steps = Steps()
        self._spans: Mapping[etree._Element, tuple[int, int]] | None = None

    def place(self, node: etree._Element, attribute: str = "") -> Place:
        """The place of an element, or of one of its attributes (whose bytes are those of the element)."""
        start, end = self._span(node)
        return Place(self._part, "xpath", self._steps.path(node, attribute), start, end, node.sourceline)

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
