"""The manifest of a signature: what it names of the set, and whether its digests are those received."""

from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from dmp.xds.model import Piece
from dmp.xds.model.signature import Lieu, Mention, Tenue
from simulators.core.sante.cda.canonique import empreintes
from simulators.core.xml.dsig import DS, SHA1
from simulators.core.xml.enveloping import DIGESTS, algorithm, binary
from simulators.core.xml.nodes import Node

URN: Final = "urn:oid:"
_D: Final = f"{{{DS}}}"


@dataclass(frozen=True, slots=True)
class Mentions:
    """What reading a manifest needs: the documents of the set by uniqueId, the number of a node."""

    documents: Mapping[str, Piece]
    rank: Callable[[Node], int]

    def lire(self, manifest: Node) -> Iterator[Mention]:
        """Each reference; a document named twice is digested once."""
        done: set[str] = set()
        for node in manifest.iterfind(f"{_D}Reference"):
            uri = (node.get("URI") or "").strip()
            given = "".join((node.findtext(f"{_D}DigestValue") or "").split())
            mention = Mention(Lieu(uri, self.rank(node)), given)
            piece = self.documents.get(uri.removeprefix(URN)) if uri not in done else None
            done.add(uri)
            hasher = DIGESTS.get(algorithm(node.find(f"{_D}DigestMethod")))
            yield mention if piece is None or hasher is None else _comparee(mention, piece, hasher)


def _comparee(mention: Mention, piece: Piece, hasher: Any) -> Mention:
    """A document that is no XML has no canonical form: its bytes are compared."""
    given = binary(mention.empreinte)
    own = bytes.fromhex(piece.sha1 if hasher is DIGESTS[SHA1] else piece.sha256)
    forms = iter([own]) if piece.refus else empreintes(bytes(piece.octets), hasher)
    first = next(forms, b"")
    if not first:
        return mention
    if given != first and given in forms:
        first = given
    held = Tenue.JUSTE if given == first else Tenue.OCTETS if given == own else Tenue.FAUSSE
    return Mention(mention.lieu, mention.empreinte, b64encode(first).decode(), held)
