"""Exclusive XML canonicalisation of one element (W3C Exclusive C14N 1.0), without comments."""

import re
from typing import Final

from lxml import etree

from simulators.core.xml.escape import attribute
from simulators.core.xml.nodes import Node

EXCLUSIVE: Final = "http://www.w3.org/2001/10/xml-exc-c14n#"
DEFAULT: Final = "#default"
_INCLUSIVE: Final = f"{{{EXCLUSIVE}}}InclusiveNamespaces"
_OPENING: Final = re.compile(rb"<[^\s/>]+")


def prefix_list(method: Node) -> tuple[str, ...]:
    """The `PrefixList` of a canonicalisation method or transform, empty when it has none."""
    found = method.find(_INCLUSIVE)
    return () if found is None else tuple((found.get("PrefixList") or "").split())


def standalone(source: Node | bytes) -> Node:
    """The element as the root of a document of its own, with every namespace that was in scope."""
    data = source if isinstance(source, bytes) else etree.tostring(source, encoding="utf-8", with_tail=False)
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        collect_ids=False,
    )
    return etree.fromstring(data, parser)


def exclusive(element: Node, prefixes: tuple[str, ...] = ()) -> bytes:
    """The canonical bytes of an element of a document of its own (see `standalone`)."""
    named = [prefix for prefix in prefixes if prefix != DEFAULT]
    data = etree.tostring(
        element, method="c14n", exclusive=True, inclusive_ns_prefixes=named, with_comments=False
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
