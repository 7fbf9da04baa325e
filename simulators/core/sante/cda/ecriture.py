"""Writes a CDA of a structure, of level 1 or structured, for the DUI (cda.md §2, §4, §8)."""

from binascii import b2a_base64
from collections.abc import Iterable

from simulators.core.sante.cda.ecriture_corps import corps_structure
from simulators.core.sante.cda.ecriture_entete import EnteteEcrit, entete_xml
from simulators.core.sante.cda.narratif import SectionNarrative
from simulators.core.sante.nomenclatures import N1_TEMPLATE
from simulators.core.xml.escape import attribute


def ecrire_n1(entete: EnteteEcrit, contenu: bytes, media: str = "application/pdf") -> bytes:
    """A level 1 document that wraps a file, as UTF-8 with its declaration."""
    content = b2a_base64(contenu, newline=False)
    head = (
        f"{entete_xml(entete, ((N1_TEMPLATE, ''),))}<component><nonXMLBody>"
        f'<text mediaType="{attribute(media)}" representation="B64">'
    )
    return b"".join((head.encode(), content, b"</text></nonXMLBody></component></ClinicalDocument>"))


def ecrire_n3(
    entete: EnteteEcrit, gabarits: tuple[tuple[str, str], ...], sections: Iterable[SectionNarrative]
) -> bytes:
    """A structured document, as UTF-8 with its declaration; `gabarits` are (root, version) of its model."""
    body = corps_structure(entete.id, sections)
    return f"{entete_xml(entete, gabarits)}{body}</ClinicalDocument>".encode()
