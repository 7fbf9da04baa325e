"""A document as the official texts read it: whole but for its base64, and every node with its place."""

from dataclasses import dataclass
from typing import Final

from lxml import etree

from simulators.core.rule import Place
from simulators.core.sante.cda.corps import couper
from simulators.core.sante.cda.lecture import HL7, LIMITES
from simulators.core.sante.cda.racine import auto_presentable
from simulators.core.sante.officiel.modele import SchemaRefuse
from simulators.core.xml.encoding import normalise
from simulators.core.xml.nodes import Node
from simulators.core.xml.parser import Document, parse
from simulators.core.xml.positions import Positions
from simulators.core.xml.refusal import XmlReason, XmlRefusedError

_XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
# Locations that the document proposes for its own schema: libxml2 would go and read them.
_PROPOSED: Final = (f"{{{_XSI}}}schemaLocation", f"{{{_XSI}}}noNamespaceSchemaLocation")
# What stands for ten megabytes of base64: some, and rightly coded.
_SHORT: Final = 1_024
_SHOWN: Final = 200


@dataclass(frozen=True, slots=True)
class DocumentLu:
    """The tree that is judged, and what tells where each node stood in the bytes received."""

    racine: Node
    positions: Positions

    def gabarits(self) -> list[tuple[str, str]]:
        """Root and extension of each templateId of the document."""
        found = self.racine.iterchildren(f"{{{HL7}}}templateId")
        return [(one.get("root", ""), one.get("extension", "")) for one in found]

    def noeud(self, path: str) -> Node:
        """The element at these ranks, from the root down; the root for a path that leads nowhere."""
        node = self.racine
        try:
            for rank in path.split("/")[1:]:
                node = node[int(rank)]
        except (ValueError, IndexError):
            return self.racine
        return node

    def place(self, node: Node, attribute: str = "") -> Place:
        """Where an element or one of its attributes stands."""
        return self.positions.place(node, attribute)


def lire(data: bytes) -> DocumentLu:
    """Reads a document within our limits. Raises `SchemaRefuse`."""
    try:
        if len(data) > LIMITES.size:
            raise XmlRefusedError(XmlReason.TOO_LARGE, str(len(data)))
        utf8, encoding = normalise(data)
        coupe = couper(utf8)
        short = coupe.document
        if coupe.contenu is not None:
            kept = b"".join(coupe.contenu.split())[:_SHORT]
            short = short[: coupe.place] + kept + short[coupe.place :]
        root = parse(short, LIMITES).root
    except XmlRefusedError as error:
        raise SchemaRefuse(f"document illisible : {error.reason.value} {error.detail}".strip()) from None
    if auto_presentable(root):
        raise SchemaRefuse("document auto-présentable : les textes officiels jugent un CDA seul")
    for name in _PROPOSED:
        for node in root.iter():
            node.attrib.pop(name, None)
    return DocumentLu(root, Positions(Document(root, data, encoding, utf8)))


def ecrit(node: Node, attribute: str = "") -> str:
    """A node as a person recognises it: the attribute, or the start of the element."""
    if attribute:
        return (node.get(attribute) or "")[:_SHOWN]
    name = etree.QName(node).localname
    told = [f'{etree.QName(key).localname}="{value}"' for key, value in node.attrib.items()]
    text = " ".join((node.text or "").split())
    return f"<{' '.join([name, *told])}>{text}"[:_SHOWN]
