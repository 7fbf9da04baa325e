"""The entry and the lot that go with a document, to the DMP as in a mail (dmp_xds.md §5.2, cda.md §3)."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from simulators.core.sante.cda.ecriture_entete import NORMAL
from simulators.core.sante.codes import Code
from simulators.core.sante.ebrim.modele import Association, Auteur, FicheDocument, LotSoumission, Soumission
from simulators.core.sante.ebrim.noms import TypeAssociation
from simulators.core.sante.identifiants import InfosPatient, NomPatient, Xcn, Xon
from simulators.core.xml.dsig import DS
from simulators.dui.documents.projet import Projet
from simulators.dui.documents.signature import SOURCE

ENTREE: Final = "Document01"
SIGNATURE: Final = "Signature01"
_LOT: Final = "SubmissionSet01"
_ORIGINAL: Final = {"SubmissionSetStatus": ("Original",)}
_HIDDEN: Final = (
    Code("MASQUE_PS", "1.2.250.1.213.1.1.4.13", "Masqué aux professionnels de santé"),
    Code("INVISIBLE_PATIENT", "1.2.250.1.213.1.1.4.13", "Non visible par le patient"),
)
_HEBERGEMENT: Final = Code("11", "1.2.250.1.213.2.2", "Hébergement complet ou internat")
_AUTEURS: Final = "1.2.250.1.213.1.1.4.5"
_LABELS: Final = {"60": "Infirmier", "10": "Médecin"}


@dataclass(frozen=True, slots=True)
class Identifiants:
    """OIDs of the document, of its lot, of the lot's signature and of the software that submits."""

    document: str
    lot: str
    signature: str
    source: str


@dataclass(frozen=True, slots=True)
class Document:
    """A document as filed: the plan, its CDA, its PDF, what is submitted with it and its signature.

    `lignee` is common to its versions, `version` its number among them.
    """

    projet: Projet
    unique_id: str
    cda: bytes
    pdf: bytes
    signature: bytes
    soumission: Soumission
    lignee: str = ""
    version: int = 1

    @property
    def fiche(self) -> FicheDocument:
        """Its own entry, the signature's left aside."""
        return self.soumission.fiches[0]

    @property
    def contenus(self) -> Mapping[str, bytes]:
        """What a submission sends, by the id of its entry."""
        return {ENTREE: self.cda, SIGNATURE: self.signature}


def specialite(projet: Projet) -> Code:
    """Profession and speciality of the author (JDV_J01)."""
    activite = projet.auteur.activite
    code = f"G15_{activite.profession}" + (f"/{activite.savoir_faire}" if activite.savoir_faire else "")
    return Code(code, _AUTEURS, _LABELS.get(activite.profession, activite.profession))


def utc(when: datetime) -> str:
    """A time of metadata: UTC, to the second."""
    return f"{when.astimezone(UTC):%Y%m%d%H%M%S}"


def lot_de(projet: Projet, unique_id: str, source: str) -> LotSoumission:
    """The submission set of an author about a person: what feeds, or what changes documents already fed."""
    return LotSoumission(
        entry_uuid=_LOT,
        unique_id=unique_id,
        source_id=source,
        patient_id=str(projet.patient),
        submission_time=utc(projet.quand),
        title=projet.intitule,
        authors=(_author(projet),),
        content_type_code=_HEBERGEMENT,
    )


def soumettre(projet: Projet, cda: bytes, signature: bytes, identifiants: Identifiants) -> Soumission:
    """The lot of one document and of the signature of the lot."""
    lot = lot_de(projet, identifiants.lot, identifiants.source)
    entry = _entry(projet, cda, identifiants.document)
    links = (
        Association(TypeAssociation.CONTIENT, _LOT, ENTREE, slots=_ORIGINAL),
        Association(TypeAssociation.CONTIENT, _LOT, SIGNATURE, slots=_ORIGINAL),
        Association(TypeAssociation.SIGNE, SIGNATURE, _LOT, slots=_ORIGINAL),
    )
    before = projet.precedent
    replaced = (Association(TypeAssociation.REMPLACE, ENTREE, before.entry_uuid),) if before else ()
    signed = _signature(entry, signature, identifiants.signature)
    return Soumission(lot, (entry, signed), (*links, *replaced))


def _author(projet: Projet) -> Auteur:
    auteur, special = projet.auteur, specialite(projet)
    return Auteur(
        institutions=(str(Xon(projet.etablissement.nom, projet.etablissement.identifiant)),),
        personnes=(str(Xcn(auteur.identifiant, auteur.nom, auteur.prenom)),),
        specialites=(f"{special.code}^{special.label}^{special.system}",),
    )


def _entry(projet: Projet, cda: bytes, unique_id: str) -> FicheDocument:
    auteur, traits = projet.auteur, projet.dossier.traits
    return FicheDocument(
        entry_uuid=ENTREE,
        mime_type="text/xml",
        title=projet.intitule,
        creation_time=utc(projet.quand),
        language_code="fr-FR",
        service_start_time=utc(projet.commence),
        service_stop_time=utc(projet.fin) if projet.fin else "",
        legal_authenticator=str(Xcn(auteur.identifiant, auteur.nom, auteur.prenom)),
        source_patient_id=str(projet.patient),
        source_patient_info=InfosPatient(
            (NomPatient(traits.nom_naissance, traits.premier_prenom),),
            traits.date_naissance.replace("-", ""),
            traits.sexe,
            traits.lieu_naissance,
        ).valeurs(),
        hash=hashlib.sha1(cda, usedforsecurity=False).hexdigest(),
        size=str(len(cda)),
        authors=(_author(projet),),
        class_code=projet.classe,
        type_code=projet.type,
        format_code=projet.format,
        healthcare_facility_type_code=projet.etablissement.secteur,
        practice_setting_code=projet.etablissement.cadre,
        event_codes=(projet.acte,) if projet.acte else (),
        confidentiality_codes=(NORMAL, *projet.confidentialites),
        patient_id=str(projet.patient),
        unique_id=unique_id,
    )


def _signature(entry: FicheDocument, signature: bytes, unique_id: str) -> FicheDocument:
    """The entry of the signature: what IHE DSG says of it, the rest as its document (dmp_xds.md §5.4)."""
    return replace(
        entry,
        entry_uuid=SIGNATURE,
        title="Source",
        language_code="art",
        hash=hashlib.sha1(signature, usedforsecurity=False).hexdigest(),
        size=str(len(signature)),
        class_code=Code("urn:oid:1.3.6.1.4.1.19376.1.2.1.1.1", "URN", "Digital Signature"),
        type_code=Code("E1762", "ASTM", "Full Document"),
        format_code=Code(DS, "URN", "Default Signature Style"),
        event_codes=(Code(SOURCE, "1.2.840.10065.1.12", "Source"),),
        confidentiality_codes=(NORMAL, *_HIDDEN),
        unique_id=unique_id,
    )
