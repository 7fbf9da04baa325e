"""The hardened parser: no DTD, no entity, no network, bounded size, depth and number of nodes."""

import re
from dataclasses import dataclass

from lxml import etree

from simulators.core.xml.encoding import UTF8, normalise
from simulators.core.xml.refusal import XmlReason, XmlRefusedError

# libxml2: XML_ERR_UNDECLARED_ENTITY and XML_WAR_UNDECLARED_ENTITY; then the encoding family.
_ENTITY_CODES = frozenset({26, 27, 89})
_ENCODING_CODES = frozenset({31, 32, 81, 6003})
_DEPTH_MESSAGE = "Excessive depth"
# A text or an attribute of more than ten megabytes.
_SIZE_MESSAGES = ("Text node too long", "Buffer size limit exceeded")
_PROLOG_ITEM = re.compile(rb"\s*(?:<\?.*?\?>|<!--.*?-->)", re.DOTALL)
# libxml2 keeps namespaces for ever, in pools of four times the longest.
_LONG_NAMESPACE = re.compile(rb"xmlns[^=<>]{0,100}=[ \t\r\n]*[\"'][^\"'<>]{2000}")
_DOCTYPE = re.compile(rb"\s*<!DOCTYPE")


@dataclass(frozen=True, slots=True)
class XmlLimits:
    """What one document may hold. `size` is in bytes; `elements` and `attributes` are counts.

    Nodes cost some thirty times their shortest writing: counting them before building the tree is what
    keeps memory within four times the body.
    """

    size: int = 2_000_000
    elements: int = 5_000
    attributes: int = 10_000
    depth: int = 64


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed body: its root, the bytes as received, its encoding, and its bytes in UTF-8."""

    root: etree._Element
    source: bytes
    encoding: str
    utf8: bytes

    @property
    def offsets_hold(self) -> bool:
        """True when byte offsets in `utf8` are offsets in `source` (less a byte order mark)."""
        return self.encoding == UTF8

    @property
    def shift(self) -> int:
        """Bytes of `source` before `utf8` begins: 3 for a UTF-8 byte order mark, else 0."""
        return len(self.source) - len(self.utf8) if self.offsets_hold else 0


def parse(
    data: bytes, limits: XmlLimits | None = None, charset: str = "", *, blanks: bool = True
) -> Document:
    """Reads a body of which nothing is known yet.

    Comments and processing instructions are dropped, so that the text of an element is whole. Raises
    `XmlRefusedError` and nothing else. `charset` is the parameter of the content type, if any. Without
    `blanks`, white space between elements is dropped too: an indented document then takes half the memory.
    """
    limits = limits or XmlLimits()
    if len(data) > limits.size:
        raise XmlRefusedError(XmlReason.TOO_LARGE, str(len(data)))
    if not data or data.isspace():
        raise XmlRefusedError(XmlReason.EMPTY)
    utf8, encoding = normalise(data, charset)
    _refuse_dtd(utf8)
    _refuse_too_many(utf8, limits)
    root = _tree(utf8, blanks=blanks)
    # A tree cannot be deeper than it has closing tags, nor closing tags mean depth in a flat body.
    if utf8.count(b"</") > limits.depth:
        _refuse_too_deep(root, limits.depth)
    return Document(root, data, encoding, utf8)


def _refuse_dtd(data: bytes) -> None:
    """Before any tree is built: attribute defaults of an internal subset could multiply it."""
    if b"<!DOCTYPE" not in data:
        return
    at = 0
    while item := _PROLOG_ITEM.match(data, at):
        at = item.end()
    if _DOCTYPE.match(data, at):
        raise XmlRefusedError(XmlReason.DTD, line=data.count(b"\n", 0, at) + 1)


def _refuse_too_many(data: bytes, limits: XmlLimits) -> None:
    """Upper bounds by counting bytes: each element has one `</` or `/>`, each attribute one `=`.

    A body too short to hold so many is not counted: `<a/>` is four bytes, ` a=""` five.
    """
    size = len(data)
    if size > 4 * limits.elements and data.count(b"</") + data.count(b"/>") > limits.elements:
        raise XmlRefusedError(XmlReason.TOO_MANY, f"> {limits.elements}")
    if size > 5 * limits.attributes and data.count(b"=") > limits.attributes:
        raise XmlRefusedError(XmlReason.TOO_MANY, f"> {limits.attributes} @")
    if _LONG_NAMESPACE.search(data):
        raise XmlRefusedError(XmlReason.TOO_MANY, "xmlns > 2000")


def _refuse_too_deep(root: etree._Element, most: int) -> None:
    """One path of so many steps, walked by libxml2: a walk in Python costs ten times more."""
    if root.xpath(f"boolean({'/*' * (most + 1)})"):
        raise XmlRefusedError(XmlReason.TOO_DEEP, f"> {most}")


def _tree(data: bytes, *, blanks: bool) -> etree._Element:
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        remove_blank_text=not blanks,
        collect_ids=False,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise _refusal(error) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise XmlRefusedError(XmlReason.DTD)
    return root


def _refusal(error: etree.XMLSyntaxError) -> XmlRefusedError:
    message = error.msg or ""
    line = error.lineno or None
    if error.code in _ENTITY_CODES:
        return XmlRefusedError(XmlReason.ENTITY, message, line)
    if error.code in _ENCODING_CODES:
        return XmlRefusedError(XmlReason.ENCODING, message, line)
    if _DEPTH_MESSAGE in message:
        return XmlRefusedError(XmlReason.TOO_DEEP, message, line)
    if any(told in message for told in _SIZE_MESSAGES):
        return XmlRefusedError(XmlReason.TOO_LARGE, "texte > 10000000", line)
    return XmlRefusedError(XmlReason.MALFORMED, message, line)
