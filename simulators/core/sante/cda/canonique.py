"""The canonical forms of a document, digested: what a signature of its set says of it (dmp_xds.md §5.4)."""

from collections.abc import Callable, Iterator
from typing import Any

from lxml import etree

from simulators.core.sante.cda.corps import Coupe, couper, couture
from simulators.core.xml.c14n import overloaded
from simulators.core.xml.encoding import normalise


def empreintes(data: bytes, hasher: Callable[[], Any]) -> Iterator[bytes]:
    """The digest of each canonical form, the most usual first: with comments or not, whole or root alone.

    A reader that finds its digest asks for no other. `data` is a document the parser accepted once; nothing
    comes of one that cannot be made canonical.
    """
    coupe = couper(normalise(data)[0])
    if overloaded(coupe.document):
        return
    try:
        root = etree.fromstring(coupe.document, _parser())
        for node in (root.getroottree(), root):
            for comments in (True, False):
                yield _digest(etree.tostring(node, method="c14n", with_comments=comments), coupe, hasher())
    except etree.LxmlError:
        return


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, collect_ids=False
    )


def _digest(canonical: bytes, coupe: Coupe, hasher: Any) -> bytes:
    """The base64 cut out before parsing goes back as the parser would have read it."""
    at = couture(canonical) if coupe.contenu is not None else None
    if at is None or coupe.contenu is None:
        hasher.update(canonical)
    else:
        hasher.update(canonical[:at])
        hasher.update(_lignes(coupe.contenu))
        hasher.update(canonical[at:])
    digest: bytes = hasher.digest()
    return digest


def _lignes(content: bytes) -> bytes:
    """Ends of lines as XML reads them (XML 1.0 §2.11)."""
    return content.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in content else content
