"""The documents of a correspondent: a level 1 CDA around a PDF/A, its sheet, the archive of them all."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final
from uuid import UUID

from mss.arrivees.data.lettres import LOGICIEL, TYPE
from mss.arrivees.model import Correspondant, Lettre
from simulators.core.sante.cda.ecriture import ecrire_n1
from simulators.core.sante.cda.ecriture_entete import NORMAL, EnteteEcrit, PatientN1
from simulators.core.sante.codes import Code
from simulators.core.sante.ebrim.modele import Association, Auteur, FicheDocument, LotSoumission
from simulators.core.sante.ebrim.noms import TypeAssociation
from simulators.core.sante.identifiants import InfosPatient, NomPatient, Xcn, Xon
from simulators.core.sante.nomenclatures import N1_FORMATS, Nomenclatures
from simulators.core.sante.pdf.fichier import Fiche, page_pdf
from simulators.core.sante.pdf.mise_en_page import Ligne
from simulators.core.sante.xdm.ecriture import Emetteur, Piece, construire

# The OID under which correspondents number their documents, then their sets.
_RACINE: Final = "1.2.250.1.999.26.8"
_PDF: Final = "urn:ihe:iti:xds-sd:pdf:2008"
_HOPITAL: Final = ("SA01", "ETABLISSEMENT")
_CONTENU: Final = Code("04", "1.2.250.1.213.2.2", "Hospitalisation de jour")
_LOT: Final = "SubmissionSet01"


@dataclass(frozen=True, slots=True)
class DocumentEcrit:
    """A document as it leaves: its CDA, its PDF, its sheet, the entry that it replaces."""

    cda: bytes
    pdf: bytes
    fiche: FicheDocument
    remplace: str


class Redacteur:
    """Writes documents. Holds the value sets, read at their first use."""

    def __init__(self) -> None:
        self._sets = Nomenclatures()

    @property
    def type(self) -> Code:
        """What the documents are."""
        return self._sets.type_code_dmp.find(TYPE) or Code(TYPE, "2.16.840.1.113883.6.1")

    def ecrire(self, lettre: Lettre, de: Correspondant) -> DocumentEcrit:
        """One document, the same for the same values."""
        pdf = self._pdf(lettre, de)
        before = oid(lettre.lignee) if lettre.lignee and not lettre.action else ""
        facility, practice = _HOPITAL
        entete = EnteteEcrit(
            id=oid(lettre.numero),
            lot_versions=oid(f"{lettre.lignee or lettre.numero}/versions"),
            version=lettre.version,
            patient=lettre.patient,
            auteur=de.auteur,
            structure=de.structure,
            date=f"{lettre.quand:%Y%m%d%H%M%S%z}",
            acte=f"{lettre.quand:%Y%m%d}",
            code=self.type,
            titre=self.type.label,
            cadre=self._sets.practice_setting.find(practice) or Code(practice),
            etablissement=self._sets.facility_type.find(facility) or Code(facility),
            remplace=before,
        )
        cda = ecrire_n1(entete, pdf)
        replaced = entree(lettre.lignee) if before else ""
        return DocumentEcrit(cda, pdf, self._fiche(lettre, de), replaced)

    def archive(self, documents: Sequence[DocumentEcrit], lettre: Lettre, de: Correspondant) -> bytes:
        """The IHE_XDM archive of documents sent together."""
        lot = LotSoumission(
            entry_uuid=_LOT,
            unique_id=oid(f"{lettre.numero}/lot"),
            source_id=_RACINE,
            patient_id=str(lettre.fiche.ins),
            submission_time=_utc(lettre.quand),
            title=self.type.label,
            authors=(_auteur(de),),
            content_type_code=_CONTENU,
        )
        links = [
            Association(TypeAssociation.REMPLACE, one.fiche.entry_uuid, one.remplace)
            for one in documents
            if one.remplace
        ]
        emetteur = Emetteur(
            nom=f"{de.auteur.prenom.title()} {de.auteur.nom}",
            organisme=de.structure.nom,
            adresse=de.ville,
            application=LOGICIEL,
            version="1.0.0",
            editeur="Socle",
        )
        pieces = [Piece(one.fiche, one.cda) for one in documents]
        return construire(lot, pieces, emetteur, lettre.quand, links)

    def _pdf(self, lettre: Lettre, de: Correspondant) -> bytes:
        author, patient = f"{de.auteur.prenom.title()} {de.auteur.nom}", lettre.patient
        lines = [
            Ligne(de.structure.nom, 12),
            Ligne(self.type.label, 12),
            Ligne(f"Le {lettre.quand:%d/%m/%Y}"),
            Ligne(f"Patient : {patient.nom_naissance} {patient.prenoms[0]}, {_jour(patient.naissance)}"),
            Ligne(lettre.texte),
            Ligne(author),
        ]
        return page_pdf(Fiche(self.type.label, author, LOGICIEL, lettre.quand), lines)

    def _fiche(self, lettre: Lettre, de: Correspondant) -> FicheDocument:
        sets, patient = self._sets, lettre.fiche
        facility, practice = _HOPITAL
        names = (NomPatient(patient.nom_naissance, patient.prenoms[0]),)
        infos = InfosPatient(names, patient.naissance, patient.sexe, patient.lieu)
        fiche = FicheDocument(
            entry_uuid=entree(lettre.numero),
            mime_type="text/xml",
            title=self.type.label,
            creation_time=_utc(lettre.quand),
            language_code="fr-FR",
            service_start_time=_utc(lettre.quand.replace(hour=0, minute=0, second=0, microsecond=0)),
            legal_authenticator=str(Xcn(de.auteur.id, de.auteur.nom, de.auteur.prenom)),
            source_patient_id=str(patient.ins),
            source_patient_info=infos.valeurs(),
            authors=(_auteur(de),),
            class_code=sets.class_code.find(sets.classes_by_type.get(self.type.code, "10")),
            type_code=self.type,
            format_code=sets.format_code.find(_PDF) or Code(_PDF, N1_FORMATS),
            healthcare_facility_type_code=sets.facility_type.find(facility),
            practice_setting_code=sets.practice_setting.find(practice),
            confidentiality_codes=(NORMAL,),
            patient_id=str(patient.ins),
            unique_id=oid(lettre.numero),
        )
        return replace(fiche, autres={"action": (lettre.action,)}) if lettre.action else fiche


def _auteur(de: Correspondant) -> Auteur:
    special = de.auteur.code
    return Auteur(
        institutions=(str(Xon(de.structure.nom, de.structure.id)),),
        personnes=(str(Xcn(de.auteur.id, de.auteur.nom, de.auteur.prenom)),),
        specialites=(f"{special.code}^{special.label}^{special.system}",),
    )


def oid(numero: str) -> str:
    """The OID of what that number names, the same for the same number."""
    drawn = int.from_bytes(sha256(numero.encode()).digest()[:8])
    return f"{_RACINE}.{drawn}"


def entree(numero: str) -> str:
    """The entryUUID of the sheet of a document: a later version names it."""
    return f"urn:uuid:{UUID(bytes=sha256(numero.encode()).digest()[:16], version=4)}"


def deuxieme(patient: PatientN1, autre: PatientN1) -> PatientN1:
    """The traits of somebody under the INS of another: what a wrong entry at the sender's makes."""
    return replace(patient, ins=autre.ins)


def _jour(naissance: str) -> str:
    return f"{naissance[6:8]}/{naissance[4:6]}/{naissance[:4]}"


def _utc(quand: datetime) -> str:
    return f"{quand.astimezone(UTC):%Y%m%d%H%M%S}"
