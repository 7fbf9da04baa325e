"""Reads a CDA: any document is read as far as it goes, what it lacks is for the rules to say."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from simulators.core.sante.cda.corps import Coupe, couper
from simulators.core.sante.cda.lecteur import Lecteur
from simulators.core.sante.cda.modele import Corps, EnteteCda
from simulators.core.sante.cda.racine import HL7, auto_presentable, document_de
from simulators.core.xml.encoding import normalise
from simulators.core.xml.nodes import Node
from simulators.core.xml.parser import Document, XmlLimits, parse
from simulators.core.xml.refusal import XmlReason, XmlRefusedError

LIMITES: Final = XmlLimits(size=60_000_000, elements=100_000, attributes=300_000, depth=100)


class CdaRefuseError(Exception):
    """XML that holds no `ClinicalDocument` of HL7 v3, or several; the argument is the root met."""


@dataclass(frozen=True, slots=True)
class CdaLu:
    """A CDA as values, and what tells where each value stood.

    `contenu` is the text of a level 1 body, in base64 as it is written; empty for a structured one.
    """

    entete: EnteteCda
    noeuds: tuple[Node, ...]
    document: Document
    contenu: bytes = b""

    @property
    def racine(self) -> Node:
        """The `ClinicalDocument`: the root, unless the document presents itself."""
        return self.noeuds[0]


def lire(data: bytes, limites: XmlLimits = LIMITES) -> CdaLu:
    """Reads a document. Raises `XmlRefusedError` or `CdaRefuseError`, and nothing else."""
    if len(data) > limites.size:
        raise XmlRefusedError(XmlReason.TOO_LARGE, str(len(data)))
    utf8, encoding = normalise(data)
    coupe = couper(utf8)
    parsed = parse(coupe.document, limites)
    root = document_de(parsed.root)
    if root is None:
        raise CdaRefuseError(str(parsed.root.tag))
    # The tree is that of the cut document, offsets are those of the whole: the cut holds no element.
    document = Document(parsed.root, data, encoding, utf8)
    reader = Lecteur()
    read = reader.entete(root, coupe, presentable=auto_presentable(parsed.root))
    return CdaLu(read, tuple(reader.noeuds), document, _ecrit(read.corps, reader.noeuds, coupe))


def _ecrit(corps: Corps, noeuds: Sequence[Node], coupe: Coupe) -> bytes:
    """The text of a level 1 body as it is written."""
    if corps.niveau != "N1":
        return b""
    if coupe.contenu is not None:
        return coupe.contenu
    return "".join(noeuds[corps.texte].itertext()).encode("utf-8")


__all__ = ["HL7", "LIMITES", "CdaLu", "CdaRefuseError", "lire"]
