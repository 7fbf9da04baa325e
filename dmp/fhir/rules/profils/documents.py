"""The document behind an entry: base64, size, hash (§3.2). Nothing is stored; the tree is only read."""

import binascii
from collections.abc import Iterator
from typing import Final

from dmp.fhir.model.empreinte import empreinte
from dmp.fhir.model.profil import Ecart
from dmp.fhir.model.ressource import Noeud
from dmp.fhir.rules.catalogue import croisements as b

# The SHA-1 of nothing: with a size of zero, MHD's document to be assembled later.
RIEN: Final = "2jmj7l5rSw0yVb/vlWAYkK/YBwk="
_BLANCS: Final = str.maketrans("", "", " \t\r\n")


def decode(text: str) -> bytes | None:
    """The bytes coded, white space apart; None when it is no base64."""
    try:
        data = text.translate(_BLANCS).encode("ascii")
        found = binascii.a2b_base64(data, strict_mode=True)
    except (ValueError, UnicodeEncodeError):
        return None
    return found if len(data) == -(-len(found) // 3) * 4 else None


def empreinte_bien_formee(text: str) -> bool:
    """True for the base64 of twenty bytes."""
    found = decode(text)
    return found is not None and len(found) == 20


def differe(piece: Noeud) -> bool:
    """True when the attachment announces a document to be assembled later."""
    return piece.champ("size").valeur == 0 and piece.champ("hash").texte == RIEN


def integre(piece: Noeud, data: Noeud) -> Iterator[Ecart]:
    """The size and the hash of an attachment, if told, are those of its document."""
    if differe(piece):
        yield Ecart(b.DIFFERE, piece.chemin, "size 0", "")
        return
    content = decode(data.texte)
    if content is None:
        yield Ecart(b.BASE64, data.chemin, f"{data.texte[:40]}…", b.BASE64.attendu)
        return
    size, told = piece.champ("size"), piece.champ("hash")
    if isinstance(size.valeur, int) and size.valeur != len(content):
        yield Ecart(b.TAILLE, size.chemin, str(size.valeur), str(len(content)))
    if empreinte_bien_formee(told.texte) and told.texte != (real := empreinte(content)):
        yield Ecart(b.EMPREINTE, told.chemin, told.texte, real)
