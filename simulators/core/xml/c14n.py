"""Canonicalisation of one element (W3C Canonical XML 1.0, Exclusive C14N 1.0), comments kept on demand."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from lxml import etree

from simulators.core.xml.escape import attribute
from simulators.core.xml.nodes import Node

INCLUSIVE: Final = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
EXCLUSIVE: Final = "http://www.w3.org/2001/10/xml-exc-c14n#"
DEFAULT: Final = "#default"
_INCLUSIVE_NAMESPACES: Final = f"{{{EXCLUSIVE}}}InclusiveNamespaces"
_OPENING: Final = re.compile(rb"<[^\s/>]+")
_DECLARED: Final = re.compile(rb"xmlns:?([^\s=]*)")
# Canonicalising takes the square of the namespaces in scope: nobody uses so many.
_MOST_PREFIXES: Final = 200
_XML: Final = "{http://www.w3.org/XML/1998/namespace}"


class Method(NamedTuple):
    """A canonicalisation: of the element with what surrounds it or alone, with its comments or without."""

    exclusive: bool
    comments: bool


METHODS: Final[Mapping[str, Method]] = MappingProxyType(
    {
        INCLUSIVE: Method(exclusive=False, comments=False),
        f"{INCLUSIVE}#WithComments": Method(exclusive=False, comments=True),
        EXCLUSIVE: Method(exclusive=True, comments=False),
        f"{EXCLUSIVE}WithComments": Method(exclusive=True, comments=True),
    }
)


def overloaded(utf8: bytes) -> bool:
    """Whether a document declares more prefixes than it may have in scope to be made canonical."""
    if utf8.count(b"xmlns") <= _MOST_PREFIXES:
        return False
    return len(set(_DECLARED.findall(utf8))) > _MOST_PREFIXES


def prefix_list(method: Node) -> tuple[str, ...]:
    """The `PrefixList` of a canonicalisation method or transform, empty when it has none."""
    found = method.find(_INCLUSIVE_NAMESPACES)
    return () if found is None else tuple((found.get("PrefixList") or "").split())


def standalone(source: Node | bytes, *, comments: bool = False) -> Node:
    """The element as the root of a document of its own, with every namespace that was in scope."""
    data = source if isinstance(source, bytes) else etree.tostring(source, encoding="utf-8", with_tail=False)
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=not comments,
        collect_ids=False,
    )
    return etree.fromstring(data, parser)


def canonical(element: Node, method: Method, prefixes: tuple[str, ...] = ()) -> bytes:
    """The canonical bytes of an element where it stands; it is not changed."""
    alone = standalone(element, comments=method.comments)
    if method.exclusive:
        return exclusive(alone, prefixes, comments=method.comments)
    for ancestor in element.iterancestors():
        for name, value in ancestor.attrib.items():
            # Canonical XML 1.0 §2.4: an element cut out keeps the xml:* attributes it inherits.
            if str(name).startswith(_XML) and name not in alone.attrib:
                alone.set(name, value)
    return etree.tostring(alone, method="c14n", with_comments=method.comments)


def exclusive(element: Node, prefixes: tuple[str, ...] = (), *, comments: bool = False) -> bytes:
    """The canonical bytes of an element of a document of its own (see `standalone`)."""
    named = [prefix for prefix in prefixes if prefix != DEFAULT]
    data = etree.tostring(
        element, method="c14n", exclusive=True, inclusive_ns_prefixes=named, with_comments=comments
    )
    return _with_default(element, data) if DEFAULT in prefixes else data


def _with_default(element: Node, data: bytes) -> bytes:
    """Renders the default namespace in scope, as `#default` asks: lxml forgets it.

    Where the element itself is unprefixed it is rendered already, and its descendants follow.
    """
    uri = element.nsmap.get(None)
    if uri is None or element.prefix is None:
        return data
    opening = _OPENING.match(data)
    at = opening.end() if opening else 0
    return data[:at] + f' xmlns="{attribute(uri)}"'.encode() + data[at:]
