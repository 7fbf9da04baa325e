"""Produces the document: page, PDF, CDA of level 1, entry and lot, with identifiers of their own."""

from collections.abc import Callable
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
SOURCE: Final = f"2.25.{uuid5(NAMESPACE_URL, LOGICIEL).int}"


Deforme = Callable[[bytes], bytes]


def tel_quel(cda: bytes) -> bytes:
    """The document as it is written."""
    return cda


def produire(projet: Projet, ids: Ids, signer: Signer, deforme: Deforme = tel_quel) -> Document:
    """The document of a plan and its signed lot; produced again, it is another document.

    `deforme` spoils its bytes before they are signed, for what is done wrongly on purpose.
    """
    identifiants = Identifiants(
        nouvel_oid(ids, "document"), nouvel_oid(ids, "lot"), nouvel_oid(ids, "signature"), SOURCE
    )
    own, printed, before = identifiants.document, pdf(projet), projet.precedent
    lignee, version = (before.lignee, before.version + 1) if before else (nouvel_oid(ids, "versions"), 1)
    cda = deforme(ecrire_n1(_n1(projet, own, lignee, version, printed)))
    signature = signer_lot(identifiants.lot, {own: cda}, signer, projet.quand)
    lot = soumettre(projet, cda, signature, identifiants)
    return Document(projet, own, cda, printed, signature, lot, lignee, version)


def nouvel_oid(ids: Ids, kind: str) -> str:
    """An OID that nobody else has: a UUID of that kind, written as a number."""
    return f"2.25.{UUID(ids.uuid(kind)).int}"


def _n1(projet: Projet, unique_id: str, versions: str, version: int, printed: bytes) -> DocumentN1:
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
        acte=_cda_time(projet.acte or projet.quand),
        contenu=printed,
        version=version,
        code=projet.type,
        titre=projet.type.label,
        remplace=projet.precedent.unique_id if projet.precedent else "",
        destinataires=projet.destinataires,
    )


def _cda_time(when: datetime) -> str:
    return f"{when.astimezone(UTC):%Y%m%d%H%M%S}+0000"
