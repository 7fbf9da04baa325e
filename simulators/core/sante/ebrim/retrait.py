"""RetrieveDocumentSet (ITI-43), request and answer (dmp_xds.md §4.9)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from simulators.core.sante.ebrim import noms
from simulators.core.sante.ebrim.lecture import EbrimRefuseError, RaisonEbrim
from simulators.core.sante.ebrim.reponses import (
    REGISTRY_RESPONSE,
    ReponseRegistre,
    lire_reponse,
    reponse_xml,
)
from simulators.core.xml.escape import attribute, text
from simulators.core.xml.mtom import Mtom, content_of
from simulators.core.xml.nodes import Node

_X: Final = f"{{{noms.XDS}}}"
REQUEST: Final = f"{_X}RetrieveDocumentSetRequest"
RESPONSE: Final = f"{_X}RetrieveDocumentSetResponse"
ENTREPOT_DMP: Final = "1.2.250.1.213.4.1.1.1.2"
_XOP: Final = "http://www.w3.org/2004/08/xop/include"


@dataclass(frozen=True, slots=True)
class DemandeDocument:
    """One document asked for; the home community is accepted and ignored."""

    unique_id: str
    entrepot: str = ENTREPOT_DMP


@dataclass(frozen=True, slots=True)
class DocumentRendu:
    """One document of an answer: `href` is the `cid:` address of its part."""

    unique_id: str
    mime_type: str
    href: str
    entrepot: str = ENTREPOT_DMP


@dataclass(frozen=True, slots=True)
class DocumentLu:
    """One document received."""

    unique_id: str
    mime_type: str
    contenu: bytes | memoryview
    entrepot: str


def lire_demande(root: Node) -> tuple[DemandeDocument, ...]:
    """Reads a RetrieveDocumentSetRequest. Raises `EbrimRefuseError(RACINE)`."""
    if root.tag != REQUEST:
        raise EbrimRefuseError(RaisonEbrim.RACINE, str(root.tag), root)
    return tuple(
        DemandeDocument(_text(node, "DocumentUniqueId"), _text(node, "RepositoryUniqueId"))
        for node in root.iterfind(f"{_X}DocumentRequest")
    )


def _text(node: Node, name: str) -> str:
    return (node.findtext(f"{_X}{name}") or "").strip()


def demande_xml(demandes: Sequence[DemandeDocument]) -> str:
    """A RetrieveDocumentSetRequest, as a DUI sends it."""
    asked = "".join(
        f"<xds:DocumentRequest><xds:RepositoryUniqueId>{text(one.entrepot)}</xds:RepositoryUniqueId>"
        f"<xds:DocumentUniqueId>{text(one.unique_id)}</xds:DocumentUniqueId></xds:DocumentRequest>"
        for one in demandes
    )
    return f'<xds:RetrieveDocumentSetRequest xmlns:xds="{noms.XDS}">{asked}</xds:RetrieveDocumentSetRequest>'


def retrait_xml(reponse: ReponseRegistre, documents: Sequence[DocumentRendu]) -> str:
    """A RetrieveDocumentSetResponse with the DMP's prefixes."""
    given = "".join(
        f"<ns4:DocumentResponse><ns4:RepositoryUniqueId>{text(one.entrepot)}</ns4:RepositoryUniqueId>"
        f"<ns4:DocumentUniqueId>{text(one.unique_id)}</ns4:DocumentUniqueId>"
        f"<ns4:mimeType>{text(one.mime_type)}</ns4:mimeType><ns4:Document>"
        f'<xop:Include xmlns:xop="{_XOP}" href="{attribute(one.href)}"/></ns4:Document>'
        "</ns4:DocumentResponse>"
        for one in documents
    )
    return (
        f'<ns4:RetrieveDocumentSetResponse xmlns:ns2="{noms.RS}" xmlns:ns4="{noms.XDS}">'
        f"{reponse_xml(reponse, namespaces='')}{given}</ns4:RetrieveDocumentSetResponse>"
    )


def lire_retrait(root: Node, package: Mtom | None) -> tuple[ReponseRegistre, tuple[DocumentLu, ...]]:
    """Reads an answer. Raises `EbrimRefuseError(RACINE)`, `MtomRefusedError` for a part that is missing."""
    status = root.find(REGISTRY_RESPONSE)
    if root.tag != RESPONSE or status is None:
        raise EbrimRefuseError(RaisonEbrim.RACINE, str(root.tag), root)
    documents = tuple(
        DocumentLu(
            _text(node, "DocumentUniqueId"),
            _text(node, "mimeType"),
            content_of(carrier, package),
            _text(node, "RepositoryUniqueId"),
        )
        for node in root.iterfind(f"{_X}DocumentResponse")
        if (carrier := node.find(f"{_X}Document")) is not None
    )
    return lire_reponse(status), documents
