"""The official XML Schema of CDA, compiled once, run by libxml2."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from lxml import etree

from simulators.core.sante.officiel.fichiers import PLUS_DE_FICHIERS, Copie
from simulators.core.sante.officiel.modele import SchemaRefuse
from simulators.core.xml.nodes import Node

_XS: Final = "{http://www.w3.org/2001/XMLSchema}"
_NAMING: Final = tuple(f"{_XS}{name}" for name in ("include", "import", "redefine"))
_HL7: Final = "{urn:hl7-org:v3}"


class Ecart(NamedTuple):
    """Where a document leaves the schema."""

    noeud: Node
    message: str


class Xsd:
    """A compiled schema. Raises `SchemaRefuse` when it cannot be compiled from the copy alone."""

    def __init__(self, copie: Copie, path: Path) -> None:
        try:
            _watch(copie, path)
            self._schema = etree.XMLSchema(etree.parse(str(path), _parser()))
        except (etree.XMLSchemaParseError, etree.XMLSyntaxError, OSError) as error:
            raise SchemaRefuse(f"{copie.nom(path)} : {error}") from None

    def juger(self, root: Node) -> Iterator[Ecart]:
        """What libxml2 says of a document, in its order."""
        tree = root.getroottree()
        if self._schema.validate(tree):
            return
        for entry in self._schema.error_log:
            found = tree.xpath(entry.path) if entry.path else []
            node = found[0] if isinstance(found, list) and found else root
            yield Ecart(node if isinstance(node, etree._Element) else root, entry.message.replace(_HL7, ""))


def _watch(copie: Copie, path: Path) -> None:
    """Every file the schema draws in is of the copy: libxml2 would open whatever address is written there."""
    todo, seen = [path], {path}
    while todo:
        here = todo.pop()
        for node in _lire(here).iter(*_NAMING):
            href = node.get("schemaLocation")
            found = copie.trouver(here.parent, href) if href else None
            if found is not None and found not in seen:
                seen.add(found)
                todo.append(found)
        if len(seen) > PLUS_DE_FICHIERS:
            raise SchemaRefuse(f"{copie.nom(path)} : trop de fichiers")


def _lire(path: Path) -> Node:
    """The W3C's own schema of schemas has a DTD, which stays unread: nothing of it is needed."""
    return etree.parse(str(path), _parser()).getroot()


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
