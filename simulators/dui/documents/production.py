"""Produces the document: page, PDF, CDA of level 1, entry and lot, with identifiers of their own."""

from datetime import UTC, datetime
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

from simulators.core.ids import Ids
from simulators.core.sante.cda.ecriture import (
    DocumentN1,
    PatientN1,
    ProfessionnelN1,
    StructureN1,
    ecrire_n1,
)
from simulators.core.xml.signing import Signer
from simulators.dui.documents.ppa import LOGICIEL, Projet, pdf
from simulators.dui.documents.signature import signer_lot
from simulators.dui.documents.soumission import Document, Identifiants, soumettre, specialite

# An OID under 2.25 is a UUID written as a number (ITU-T X.667): nobody has to be asked for one.
_SOURCE: Final = f"2.25.{uuid5(NAMESPACE_URL, LOGICIEL).int}"


def produire(projet: Projet, ids: Ids, signer: Signer) -> Document:
    """The document of a plan and its signed lot; produced again, it is another document."""
    identifiants = Identifiants(_oid(ids, "document"), _oid(ids, "lot"), _oid(ids, "signature"), _SOURCE)
    own, printed = identifiants.document, pdf(projet)
    cda = ecrire_n1(_n1(projet, own, _oid(ids, "versions"), printed))
    signature = signer_lot(identifiants.lot, {own: cda}, signer, projet.quand)
    lot = soumettre(projet, cda, signature, identifiants)
    return Document(projet, own, cda, printed, signature, lot)


def _oid(ids: Ids, kind: str) -> str:
    return f"2.25.{UUID(ids.uuid(kind)).int}"


def _n1(projet: Projet, unique_id: str, versions: str, printed: bytes) -> DocumentN1:
    traits, auteur = projet.dossier.traits, projet.auteur
    when = _cda_time(projet.quand)
    return DocumentN1(
        id=unique_id,
        lot_versions=versions,
        patient=PatientN1(
            projet.patient,
            traits.nom_naissance,
            traits.prenoms,
            traits.sexe,
            traits.date_naissance.replace("-", ""),
            traits.lieu_naissance,
        ),
        auteur=ProfessionnelN1(auteur.identifiant, auteur.nom, auteur.prenom, specialite(projet)),
        structure=StructureN1(projet.etablissement.identifiant, projet.etablissement.nom),
        date=when,
        acte=when,
        contenu=printed,
        code=projet.type,
        titre=projet.type.label,
    )


def _cda_time(when: datetime) -> str:
    return f"{when.astimezone(UTC):%Y%m%d%H%M%S}+0000"
