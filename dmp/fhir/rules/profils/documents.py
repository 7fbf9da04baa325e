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


# What documents measure, by the path of their content: size and hash, None for what is no base64.
Mesures = dict[str, tuple[int, str] | None]


def integre(piece: Noeud, data: Noeud, mesures: Mesures) -> Iterator[Ecart]:
    """The size and the hash of an attachment, if told, are those of its document.

    A document is measured once, however many entries name it: a small message could otherwise ask for hours.
    """
    if differe(piece):
        yield Ecart(b.DIFFERE, piece.chemin, "size 0", "")
        return
    if data.chemin not in mesures:
        content = decode(data.texte)
        mesures[data.chemin] = None if content is None else (len(content), empreinte(content))
    measured = mesures[data.chemin]
    if measured is None:
        yield Ecart(b.BASE64, data.chemin, f"{data.texte[:40]}…", b.BASE64.attendu)
        return
    length, real = measured
    size, told = piece.champ("size"), piece.champ("hash")
    if isinstance(size.valeur, int) and size.valeur != length:
        yield Ecart(b.TAILLE, size.chemin, str(size.valeur), str(length))
    if empreinte_bien_formee(told.texte) and told.texte != real:
        yield Ecart(b.EMPREINTE, told.chemin, told.texte, real)
