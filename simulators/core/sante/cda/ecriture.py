"""Writes a CDA of a structure, of level 1 or structured, for the DUI (cda.md §2, §4, §8)."""

from binascii import b2a_base64
from dataclasses import dataclass

from simulators.core.sante.cda.ecriture_corps import corps_structure
from simulators.core.sante.cda.ecriture_entete import (
    EHPAD,
    ESSMS,
    NORMAL,
    PPA,
    Destinataire,
    EnteteEcrit,
    PatientN1,
    ProfessionnelN1,
    StructureN1,
    entete_xml,
)
from simulators.core.sante.cda.narratif import SectionNarrative
from simulators.core.sante.nomenclatures import N1_TEMPLATE
from simulators.core.xml.escape import attribute

__all__ = [
    "EHPAD",
    "ESSMS",
    "NORMAL",
    "PPA",
    "Destinataire",
    "DocumentN1",
    "DocumentN3",
    "EnteteEcrit",
    "PatientN1",
    "ProfessionnelN1",
    "StructureN1",
    "ecrire_n1",
    "ecrire_n3",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentN1(EnteteEcrit):
    """A level 1 document: the file that it wraps."""

    contenu: bytes
    media: str = "application/pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentN3(EnteteEcrit):
    """A structured document: the (root, version) that name its model, and its sections."""

    gabarits: tuple[tuple[str, str], ...]
    sections: tuple[SectionNarrative, ...]


def ecrire_n1(document: DocumentN1) -> bytes:
    """The document as UTF-8 with its declaration."""
    content = b2a_base64(document.contenu, newline=False)
    head = (
        f"{entete_xml(document, ((N1_TEMPLATE, ''),))}<component><nonXMLBody>"
        f'<text mediaType="{attribute(document.media)}" representation="B64">'
    )
    return b"".join((head.encode(), content, b"</text></nonXMLBody></component></ClinicalDocument>"))


def ecrire_n3(document: DocumentN3) -> bytes:
    """The document as UTF-8 with its declaration."""
    body = corps_structure(document.id, document.sections)
    return f"{entete_xml(document, document.gabarits)}{body}</ClinicalDocument>".encode()
