"""IHE_XDM.zip of one document or several, both directions (mss.md §2.4)."""

from collections.abc import Sequence
from dataclasses import replace

from simulators.core.rule import Text
from simulators.core.sante.identifiants import Cx
from simulators.core.sante.xdm.ecriture import Emetteur, Piece, construire
from simulators.core.sante.xdm.lecture import lire
from simulators.core.sante.xdm.modele import XdmRefuseError
from simulators.dui.documents.projet import LOGICIEL
from simulators.dui.documents.soumission import Document
from simulators.dui.reseau import Refus

_UNREADABLE = Text("l'archive reçue est illisible", "the archive received is unreadable")


def archive(document: Document, patient: Cx | None = None) -> bytes:
    """The archive of a document; with `patient`, its metadata name that person instead of the document's."""
    lot, fiche = document.soumission.lot, document.fiche
    if patient is not None:
        lot, fiche = (
            replace(lot, patient_id=str(patient)),
            replace(fiche, patient_id=str(patient), source_patient_id=str(patient)),
        )
    return construire(lot, [Piece(fiche, document.cda)], _emetteur(document), document.projet.quand)


def archive_de(documents: Sequence[Document]) -> bytes:
    """The archive of several documents, in one lot: that of the first."""
    first = documents[0]
    pieces = [
        Piece(replace(one.fiche, entry_uuid=f"Document{rank:02d}"), one.cda)
        for rank, one in enumerate(documents, 1)
    ]
    return construire(first.soumission.lot, pieces, _emetteur(first), first.projet.quand)


def _emetteur(document: Document) -> Emetteur:
    projet = document.projet
    return Emetteur(
        nom=f"{projet.auteur.prenom.title()} {projet.auteur.nom}",
        organisme=projet.etablissement.nom,
        adresse=projet.etablissement.ville,
        application=LOGICIEL,
        version="1.0.0",
        editeur="Socle",
    )


def extraire(data: bytes) -> list[bytes]:
    """The documents of an archive received. Raises Refus."""
    try:
        return [one.contenu for one in lire(data).documents if one.contenu is not None]
    except XdmRefuseError:
        raise Refus(_UNREADABLE) from None
