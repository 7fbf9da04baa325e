"""SOAP envelopes: reading, WS-Addressing, and which operation a message asks for."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from lxml import etree

from simulators.core.xml.nodes import tag
from simulators.core.xml.parser import Document

SOAP12 = "http://www.w3.org/2003/05/soap-envelope"
SOAP11 = "http://schemas.xmlsoap.org/soap/envelope/"
WSA = "http://www.w3.org/2005/08/addressing"

_ACTION = f"{{{WSA}}}Action"
_MESSAGE_ID = f"{{{WSA}}}MessageID"

T = TypeVar("T")


class SoapReason(StrEnum):
    """Why a well-formed document is not a SOAP message of an accepted version with one body child."""

    NOT_SOAP = "not_soap"
    VERSION = "version"
    NO_BODY = "no_body"
    SEVERAL_BODIES = "several_bodies"
    EMPTY_BODY = "empty_body"
    SEVERAL_CHILDREN = "several_children"


class SoapRefusedError(Exception):
    """A document that is not a usable SOAP envelope; `node` is the element at fault."""

    def __init__(self, reason: SoapReason, node: etree._Element) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.node = node


@dataclass(frozen=True, slots=True)
class Envelope:
    """A SOAP message: its header blocks by qualified name, in order, and its only body child.

    `header` is None when the message has no `Header` element; `version` is the namespace of the envelope.
    """

    document: Document
    header: etree._Element | None
    blocks: Mapping[str, tuple[etree._Element, ...]]
    body: etree._Element
    content: etree._Element
    version: str = SOAP12

    def block(self, name: str) -> etree._Element | None:
        """The first header block of that qualified name."""
        found = self.blocks.get(name)
        return found[0] if found else None

    @property
    def action(self) -> str | None:
        """`wsa:Action`, white space collapsed (it is an anyURI), None when absent."""
        return self._uri(_ACTION)

    @property
    def message_id(self) -> str | None:
        """`wsa:MessageID`, white space collapsed, None when absent."""
        return self._uri(_MESSAGE_ID)

    def _uri(self, name: str) -> str | None:
        found = self.block(name)
        return None if found is None else (found.text or "").strip()


def read_envelope(document: Document, *, soap11: bool = False) -> Envelope:
    """Reads the envelope, also of the older version with `soap11`.

    Raises `SoapRefusedError` (SOAP 1.2 part 1 §5, and one body child).
    """
    root = document.root
    version = _version(root, soap11=soap11)
    header: etree._Element | None = None
    bodies: list[etree._Element] = []
    for child in root:
        if child.tag == f"{{{version}}}Body":
            bodies.append(child)
        elif child.tag == f"{{{version}}}Header" and header is None:
            header = child
    if not bodies:
        raise SoapRefusedError(SoapReason.NO_BODY, root)
    if len(bodies) > 1:
        raise SoapRefusedError(SoapReason.SEVERAL_BODIES, bodies[1])
    content = _only_child(bodies[0])
    return Envelope(document, header, _blocks(header), bodies[0], content, version)


def _version(root: etree._Element, *, soap11: bool) -> str:
    if root.tag == f"{{{SOAP12}}}Envelope":
        return SOAP12
    if root.tag != f"{{{SOAP11}}}Envelope":
        raise SoapRefusedError(SoapReason.NOT_SOAP, root)
    if not soap11:
        raise SoapRefusedError(SoapReason.VERSION, root)
    return SOAP11


def _only_child(body: etree._Element) -> etree._Element:
    match len(body):
        case 0:
            raise SoapRefusedError(SoapReason.EMPTY_BODY, body)
        case 1:
            return body[0]
        case _:
            raise SoapRefusedError(SoapReason.SEVERAL_CHILDREN, body[1])


def _blocks(header: etree._Element | None) -> dict[str, tuple[etree._Element, ...]]:
    blocks: dict[str, list[etree._Element]] = {}
    for child in () if header is None else header:
        blocks.setdefault(tag(child), []).append(child)
    return {name: tuple(found) for name, found in blocks.items()}


@dataclass(frozen=True, slots=True)
class Dispatch(Generic[T]):
    """The operation found and the marks that ask for another: (`body`|`wsa`|`parameter`, value) pairs."""

    operation: T | None
    disagreements: tuple[tuple[str, str], ...] = ()


def dispatch(
    root: str, action: str | None, parameter: str, by_root: Mapping[str, T], by_action: Mapping[str, T]
) -> Dispatch[T]:
    """Body root first, then `wsa:Action`, then the `action` parameter, none of the last two required.

    `root` is the qualified name of the body child. A mark that is present and does not name the chosen
    operation is told as a disagreement.
    """
    marks = [(kind, value) for kind, value in (("wsa", action), ("parameter", parameter)) if value]
    chosen = by_root.get(root)
    for _kind, value in marks:
        if chosen is None:
            chosen = by_action.get(value)
    if chosen is None:
        return Dispatch(None)
    return Dispatch(chosen, tuple(mark for mark in marks if by_action.get(mark[1]) != chosen))
