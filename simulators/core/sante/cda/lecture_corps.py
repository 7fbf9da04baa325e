"""Reads the body of a CDA: its sections, or the content of a level 1."""

from collections.abc import Callable
from typing import Final

from simulators.core.sante.cda.corps import Coupe
from simulators.core.sante.cda.lecture_tiers import sections
from simulators.core.sante.cda.modele import Corps
from simulators.core.sante.cda.racine import HL7
from simulators.core.xml import base64
from simulators.core.xml.nodes import Node

_H: Final = f"{{{HL7}}}"
# What tells a PDF, an image or a text: formats are known by their first bytes.
_DEBUT: Final = 16
# ISO 19005-1 §6.7.11: the claim stands in metadata that are never compressed.
_PDFA: Final = b"pdfaid:part"


def corps(root: Node, coupe: Coupe, repere: Callable[[Node], int]) -> Corps:
    """What carries the content: sections, or one content in base64; `repere` numbers a node."""
    structured = root.find(f"{_H}component/{_H}structuredBody")
    if structured is not None:
        own = repere(structured)
        return Corps("N3", repere=own, sections=sections(structured, repere))
    node = root.find(f"{_H}component/{_H}nonXMLBody")
    if node is None:
        return Corps()
    language = node.find(f"{_H}languageCode")
    text = node.find(f"{_H}text")
    own = repere(node)
    if text is None:
        return Corps("N1", repere=own, texte=own)
    head, pdfa = _contenu(text, coupe)
    return Corps(
        niveau="N1",
        media=text.get("mediaType"),
        representation=text.get("representation"),
        langue="" if language is None else language.get("code") or "",
        debut=head,
        pdfa=pdfa,
        repere=own,
        texte=repere(text),
    )


def _contenu(text: Node, coupe: Coupe) -> tuple[bytes | None, bool]:
    """The first bytes of the content, and whether it is a PDF that claims PDF/A."""
    written = coupe.contenu
    if written is None:
        written = "".join(text.itertext()).encode("utf-8")
    try:
        head = base64.head(written, _DEBUT)
    except ValueError:
        return None, False
    return head, head.startswith(b"%PDF-") and base64.codes(written, _PDFA)
