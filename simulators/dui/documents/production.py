"""Produces the document: its printed form, its CDA, entry and lot, with identifiers of their own."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

from simulators.core.ids import Ids
from simulators.core.sante.cda.ecriture import ecrire_n1, ecrire_n3
from simulators.core.sante.cda.ecriture_entete import EnteteEcrit, PatientN1, ProfessionnelN1, StructureN1
from simulators.core.xml.signing import Signer
from simulators.dui.documents.projet import LOGICIEL, Projet
from simulators.dui.documents.redaction import Redaction, copie, imprimer
from simulators.dui.documents.signature import signer_lot
from simulators.dui.documents.soumission import Document, Identifiants, soumettre, specialite

# An OID under 2.25 is a UUID written as a number (ITU-T X.667): nobody has to be asked for one.
SOURCE: Final = f"2.25.{uuid5(NAMESPACE_URL, LOGICIEL).int}"

Deforme = Callable[[bytes], bytes]


def annoncer(projet: Projet, redaction: Redaction) -> Projet:
    """The project under the type, class, format and event of what was written."""
    model = redaction.modele
    return replace(
        projet,
        type=model.code,
        classe=model.classe,
        format=model.format,
        titre=model.titre,
        acte=redaction.acte or model.acte,
        debut=redaction.debut,
        fin=redaction.fin,
    )


def tel_quel(cda: bytes) -> bytes:
    """The document as it is written."""
    return cda


def produire(
    projet: Projet, redaction: Redaction, ids: Ids, signer: Signer, deforme: Deforme = tel_quel
) -> Document:
    """The document and its signed lot; produced again, it is another document.

    What it announces is the project's: `annoncer` makes it that of the model. `deforme` spoils its bytes
    before they are signed, for what is done wrongly on purpose. Raises ValueError for a text of more than
    twenty pages.
    """
    own, lot_id, signed = (nouvel_oid(ids, kind) for kind in ("document", "lot", "signature"))
    identifiants = Identifiants(own, lot_id, signed, SOURCE)
    printed, before = imprimer(projet, redaction), projet.precedent
    lignee, version = (before.lignee, before.version + 1) if before else (nouvel_oid(ids, "versions"), 1)
    cda = deforme(_cda(_entete(projet, redaction, own, lignee, version), redaction, printed))
    signature = signer_lot(identifiants.lot, {own: cda}, signer, projet.quand)
    lot = soumettre(projet, cda, signature, identifiants)
    return Document(projet, own, cda, printed, signature, lot, lignee, version)


def nouvel_oid(ids: Ids, kind: str) -> str:
    """An OID that nobody else has: a UUID of that kind, written as a number."""
    return f"2.25.{UUID(ids.uuid(kind)).int}"


def _cda(header: EnteteEcrit, redaction: Redaction, printed: bytes) -> bytes:
    if redaction.modele.niveau == "N1":
        return ecrire_n1(header, printed)
    sections = (*redaction.sections, copie(printed)) if redaction.copie else redaction.sections
    return ecrire_n3(header, redaction.modele.gabarits, sections)


def _entete(projet: Projet, redaction: Redaction, unique_id: str, versions: str, version: int) -> EnteteEcrit:
    traits, auteur, structure = projet.dossier.traits, projet.auteur, projet.etablissement
    return EnteteEcrit(
        id=unique_id,
        lot_versions=versions,
        version=version,
        remplace=projet.precedent.unique_id if projet.precedent else "",
        patient=PatientN1(
            projet.patient,
            traits.nom_naissance,
            traits.prenoms,
            traits.sexe,
            traits.date_naissance.replace("-", ""),
            traits.lieu_naissance,
        ),
        auteur=ProfessionnelN1(auteur.identifiant, auteur.nom, auteur.prenom, specialite(projet)),
        structure=StructureN1(structure.identifiant, structure.nom),
        date=_cda_time(projet.quand),
        acte=_cda_time(projet.commence),
        fin=_cda_time(projet.fin) if projet.fin else "",
        code=projet.type,
        titre=projet.intitule,
        cadre=structure.cadre,
        etablissement=structure.secteur,
        code_acte=projet.acte,
        traitant=redaction.traitant,
        destinataires=redaction.destinataires,
    )


def _cda_time(when: datetime) -> str:
    return f"{when.astimezone(UTC):%Y%m%d%H%M%S}+0000"
