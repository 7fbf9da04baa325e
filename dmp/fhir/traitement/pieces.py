"""Documents as received: their bytes, what they are, the header of a CDA."""

from dataclasses import dataclass, replace
from hashlib import sha1, sha256

from dmp.fhir.model.ressource import Noeud
from dmp.xds.model import Piece
from dmp.xds.rules.alimentation import CDA_TYPES
from simulators.core.sante.cda.lecture import CdaLu, CdaRefuseError
from simulators.core.sante.cda.lecture import lire as lire_cda
from simulators.core.xml.base64 import decode
from simulators.core.xml.refusal import XmlRefusedError


@dataclass(frozen=True, slots=True)
class Document:
    """One document and, when it is a CDA, what was read of it."""

    piece: Piece
    cda: CdaLu | None = None


def document(symbole: str, octets: bytes, mime: str) -> Document:
    """A document under the symbol of its entry; only what announces a CDA is read as one."""
    fingerprint = sha1(octets, usedforsecurity=False).hexdigest()
    bare = Piece(symbole, octets, fingerprint, sha256(octets).hexdigest())
    if mime not in CDA_TYPES:
        return Document(bare)
    try:
        lu = lire_cda(octets)
    except CdaRefuseError as error:
        return Document(replace(bare, racine=str(error)))
    except XmlRefusedError as error:
        return Document(replace(bare, refus=f"{error.reason.value} {error.detail}".strip()))
    return Document(replace(bare, entete=lu.entete), lu)


def decoder(noeud: Noeud) -> bytes | None:
    """The bytes of a base64 element; None when it is not base64."""
    try:
        return decode(noeud.texte.encode())
    except ValueError:
        return None
