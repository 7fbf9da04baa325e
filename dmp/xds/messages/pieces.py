"""The documents of a set as received: by the id of their entry, fingerprinted, read once each (ITI-41)."""

from dataclasses import dataclass, field, replace
from hashlib import sha1, sha256
from typing import Final

from dmp.xds.data import noms
from dmp.xds.model import Piece
from simulators.core.sante.cda.lecture import LIMITES, CdaLu, CdaRefuseError
from simulators.core.sante.cda.lecture import lire as lire_cda
from simulators.core.xml.mtom import Mtom, MtomReason, MtomRefusedError, content_of
from simulators.core.xml.nodes import Node
from simulators.core.xml.refusal import XmlRefusedError

_DOCUMENT: Final = f"{{{noms.XDSB}}}Document"


@dataclass(slots=True)
class Pieces:
    """The documents by id with the nodes that carry them; `cdas` are those that are CDA.

    `absentes` are the addresses of parts the package does not hold, `doubles` the ids given twice.
    """

    pieces: dict[str, Piece] = field(default_factory=dict)
    cdas: dict[str, CdaLu] = field(default_factory=dict)
    nodes: dict[str, Node] = field(default_factory=dict)
    absentes: list[str] = field(default_factory=list)
    doubles: list[str] = field(default_factory=list)


def lire_pieces(content: Node, package: Mtom | None) -> Pieces:
    """Every `Document` of a request.

    A part that several name is read once: a small message would otherwise ask for hours. All the documents
    together hold at most the elements that one may.
    """
    found = Pieces()
    reader = _Lecteur()
    for node in content.iterfind(_DOCUMENT):
        identifier = (node.get("id") or "").strip()
        if identifier in found.pieces:
            found.doubles.append(identifier)
            continue
        found.nodes[identifier] = node
        try:
            piece, lu = reader.lire(content_of(node, package))
        except MtomRefusedError as error:
            found.absentes.append(error.detail if error.reason is MtomReason.NO_PART else identifier)
            continue
        found.pieces[identifier] = replace(piece, id=identifier)
        if lu is not None:
            found.cdas[identifier] = lu
    return found


class _Lecteur:
    """Reads documents one after the other, within one measure for all."""

    def __init__(self) -> None:
        self._limites = LIMITES
        # By the identity of the part, which its package keeps: bytes written inside the XML are never shared.
        self._lus: dict[int, tuple[Piece, CdaLu | None]] = {}

    def lire(self, octets: bytes | memoryview) -> tuple[Piece, CdaLu | None]:
        """One document, its id yet to be given."""
        if not isinstance(octets, memoryview):
            return self._lire(octets)
        known = self._lus.get(id(octets))
        if known is None:
            known = self._lus[id(octets)] = self._lire(octets)
        return known

    def _lire(self, octets: bytes | memoryview) -> tuple[Piece, CdaLu | None]:
        fingerprint = sha1(octets, usedforsecurity=False).hexdigest()
        bare = Piece("", octets, fingerprint, sha256(octets).hexdigest())
        try:
            lu = lire_cda(bytes(octets), self._limites)
        except CdaRefuseError as error:
            return replace(bare, racine=str(error)), None
        except XmlRefusedError as error:
            return replace(bare, refus=f"{error.reason.value} {error.detail}".strip()), None
        self._compter(lu)
        return replace(bare, entete=lu.entete), lu

    def _compter(self, lu: CdaLu) -> None:
        root = lu.document.root
        elements, attributes = (int(root.xpath(f"count(//{kind})")) for kind in ("*", "@*"))
        self._limites = replace(
            self._limites,
            elements=max(0, self._limites.elements - elements),
            attributes=max(0, self._limites.attributes - attributes),
        )
