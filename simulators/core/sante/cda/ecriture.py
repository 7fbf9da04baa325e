"""Writes a level 1 CDA of a structure: the skeleton of cda.md §8, for the DUI."""

from binascii import b2a_base64
from dataclasses import dataclass
from typing import Final

from simulators.core.sante.codes import Code
from simulators.core.sante.identifiants import IDENTIFIANT_PS, IDENTIFIANT_STRUCTURE, Cx
from simulators.core.xml.escape import attribute, text

_SANS_DETAIL: Final = '<addr nullFlavor="NASK"/><telecom nullFlavor="NASK"/>'
PPA: Final = Code("80788-3", "2.16.840.1.113883.6.1", "Projet personnalisé d'accompagnement")
NORMAL: Final = Code("N", "2.16.840.1.113883.5.25", "Normal")
ESSMS: Final = Code("ESSMS", "1.2.250.1.213.1.1.4.9", "Etablissement ou Service Social ou Médico-Social")
EHPAD: Final = Code("SA17", "1.2.250.1.71.4.2.4", "Etablissement pour personnes âgées")


@dataclass(frozen=True, slots=True)
class PatientN1:
    """The patient: `ins` on 15 characters; `prenoms` the whole list, the first being that of the BR part."""

    ins: Cx
    nom_naissance: str
    prenoms: tuple[str, ...]
    sexe: str
    naissance: str
    lieu: str
    nom_utilise: str = ""


@dataclass(frozen=True, slots=True)
class ProfessionnelN1:
    """A professional: PS_IdNat, name, JDV_J01 code."""

    id: str
    nom: str
    prenom: str
    code: Code


@dataclass(frozen=True, slots=True)
class StructureN1:
    """The structure: Struct_IdNat, name."""

    id: str
    nom: str


@dataclass(frozen=True, slots=True)
class DocumentN1:
    """A level 1 document. Times are as CDA writes them: `date` to the second with its offset."""

    id: str
    lot_versions: str
    patient: PatientN1
    auteur: ProfessionnelN1
    structure: StructureN1
    date: str
    acte: str
    contenu: bytes
    media: str = "application/pdf"
    version: int = 1
    code: Code = PPA
    titre: str = PPA.label
    confidentialite: Code = NORMAL
    cadre: Code = ESSMS
    etablissement: Code = EHPAD
    remplace: str = ""
    destinataires: tuple[ProfessionnelN1, ...] = ()


def ecrire_n1(document: DocumentN1) -> bytes:
    """The document as UTF-8 with its declaration."""
    content = b2a_base64(document.contenu, newline=False)
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<ClinicalDocument xmlns="urn:hl7-org:v3">'
        f"{_identification(document)}{_patient(document.patient)}{_acteurs(document)}"
        f"{_contexte(document)}<component><nonXMLBody>"
        f'<text mediaType="{attribute(document.media)}" representation="B64">'
    )
    return b"".join((head.encode(), content, b"</text></nonXMLBody></component></ClinicalDocument>"))


def _coded(name: str, code: Code) -> str:
    return (
        f'<{name} code="{attribute(code.code)}" codeSystem="{attribute(code.system)}"'
        f' displayName="{attribute(code.label)}"/>'
    )


def _identification(document: DocumentN1) -> str:
    return (
        '<realmCode code="FR"/><typeId root="2.16.840.1.113883.1.3" extension="POCD_HD000040"/>'
        '<templateId root="2.16.840.1.113883.2.8.2.1"/><templateId root="1.2.250.1.213.1.1.1.1"/>'
        f'<templateId root="1.3.6.1.4.1.19376.1.2.20"/><id root="{attribute(document.id)}"/>'
        f"{_coded('code', document.code)}<title>{text(document.titre)}</title>"
        f'<effectiveTime value="{attribute(document.date)}"/>'
        f"{_coded('confidentialityCode', document.confidentialite)}"
        f'<languageCode code="fr-FR"/><setId root="{attribute(document.lot_versions)}"/>'
        f'<versionNumber value="{document.version}"/>'
    )


def _patient(patient: PatientN1) -> str:
    used = f'<family qualifier="CL">{text(patient.nom_utilise)}</family>' if patient.nom_utilise else ""
    return (
        f'<recordTarget><patientRole><id root="{attribute(patient.ins.oid)}"'
        f' extension="{attribute(patient.ins.id)}"/>{_SANS_DETAIL}<patient><name>'
        f'<family qualifier="BR">{text(patient.nom_naissance)}</family>{used}'
        f'<given qualifier="BR">{text(patient.prenoms[0])}</given>'
        f"<given>{text(' '.join(patient.prenoms))}</given></name>"
        f'<administrativeGenderCode code="{attribute(patient.sexe)}" codeSystem="2.16.840.1.113883.5.1"/>'
        f'<birthTime value="{attribute(patient.naissance)}"/><birthplace><place><addr>'
        f"<county>{text(patient.lieu)}</county></addr></place></birthplace>"
        f"</patient></patientRole></recordTarget>"
    )


def _acteurs(document: DocumentN1) -> str:
    author, structure = document.auteur, document.structure
    when = f'<time value="{attribute(document.date)}"/>'
    own = f'<id root="{IDENTIFIANT_PS}" extension="{attribute(author.id)}"/>'
    place = f'<id root="{IDENTIFIANT_STRUCTURE}" extension="{attribute(structure.id)}"/>'
    named = f"<name><family>{text(author.nom)}</family><given>{text(author.prenom)}</given></name>"
    person = f"{_SANS_DETAIL}<assignedPerson>{named}</assignedPerson>"
    organisation = f"{place}<name>{text(structure.nom)}</name>"
    return (
        f"<author>{when}<assignedAuthor>{own}{_coded('code', author.code)}{person}"
        f"<representedOrganization>{organisation}</representedOrganization></assignedAuthor></author>"
        f"<custodian><assignedCustodian><representedCustodianOrganization>{organisation}"
        f"</representedCustodianOrganization></assignedCustodian></custodian>"
        f"{''.join(map(_destinataire, document.destinataires))}"
        f'<legalAuthenticator>{when}<signatureCode code="S"/><assignedEntity>{own}{person}</assignedEntity>'
        f"</legalAuthenticator>"
    )


def _destinataire(one: ProfessionnelN1) -> str:
    own = f'<id root="{IDENTIFIANT_PS}" extension="{attribute(one.id)}"/>'
    named = f"<name><family>{text(one.nom)}</family><given>{text(one.prenom)}</given></name>"
    return (
        f"<informationRecipient><intendedRecipient>{own}{_SANS_DETAIL}<informationRecipient>{named}"
        "</informationRecipient></intendedRecipient></informationRecipient>"
    )


def _contexte(document: DocumentN1) -> str:
    low = f'<effectiveTime><low value="{attribute(document.acte)}"/></effectiveTime>'
    own = f'<id root="{IDENTIFIANT_PS}" extension="{attribute(document.auteur.id)}"/>'
    replaced = (
        f'<relatedDocument typeCode="RPLC"><parentDocument><id root="{attribute(document.remplace)}"/>'
        "</parentDocument></relatedDocument>"
        if document.remplace
        else ""
    )
    return (
        f'<documentationOf><serviceEvent>{low}<performer typeCode="PRF"><assignedEntity>{own}'
        f"<representedOrganization>{_coded('standardIndustryClassCode', document.cadre)}"
        f"</representedOrganization></assignedEntity></performer></serviceEvent></documentationOf>{replaced}"
        f"<componentOf><encompassingEncounter>{low}<location><healthCareFacility>"
        f"{_coded('code', document.etablissement)}</healthCareFacility></location></encompassingEncounter>"
        f"</componentOf>"
    )
