"""Writes the header of a document of a structure: the skeleton of cda.md §8, for any body."""

from dataclasses import dataclass
from typing import Final

from simulators.core.sante.cda.ecriture_codes import LOINC, code_xml
from simulators.core.sante.codes import Code
from simulators.core.sante.identifiants import IDENTIFIANT_PS, IDENTIFIANT_STRUCTURE, Cx
from simulators.core.xml.escape import attribute, text

_SANS_DETAIL: Final = '<addr nullFlavor="NASK"/><telecom nullFlavor="NASK"/>'
PPA: Final = Code("80788-3", "2.16.840.1.113883.6.1", "Projet personnalisé d'accompagnement")
NORMAL: Final = Code("N", "2.16.840.1.113883.5.25", "Normal")
ESSMS: Final = Code("ESSMS", "1.2.250.1.213.1.1.4.9", "Etablissement ou Service Social ou Médico-Social")
EHPAD: Final = Code("SA17", "1.2.250.1.71.4.2.4", "Etablissement pour personnes âgées")
_TRAITANT: Final = Code("PCP", "2.16.840.1.113883.5.88", "Médecin Traitant")


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
class Destinataire:
    """To whom the document is sent: a professional, of a structure when it is known."""

    professionnel: ProfessionnelN1
    structure: StructureN1 | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EnteteEcrit:
    """What the header says, whatever the body. Times are as CDA writes them: `date` to the second, with its
    offset; `acte` and `fin` bound the event, whose code is `code_acte` when its model wants one."""

    id: str
    lot_versions: str
    patient: PatientN1
    auteur: ProfessionnelN1
    structure: StructureN1
    date: str
    acte: str
    fin: str = ""
    version: int = 1
    code: Code = PPA
    titre: str = PPA.label
    confidentialite: Code = NORMAL
    cadre: Code = ESSMS
    etablissement: Code = EHPAD
    remplace: str = ""
    code_acte: Code | None = None
    traitant: ProfessionnelN1 | None = None
    destinataires: tuple[Destinataire, ...] = ()


def entete_xml(one: EnteteEcrit, gabarits: tuple[tuple[str, str], ...]) -> str:
    """The document up to its body; `gabarits` are (root, version) of its model, or of level 1."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<ClinicalDocument xmlns="urn:hl7-org:v3">'
        f"{_identification(one, gabarits)}{_patient(one.patient)}{_acteurs(one)}{_contexte(one)}"
    )


def _gabarit(root: str, version: str) -> str:
    extension = f' extension="{attribute(version)}"' if version else ""
    return f'<templateId root="{attribute(root)}"{extension}/>'


def _identification(one: EnteteEcrit, gabarits: tuple[tuple[str, str], ...]) -> str:
    return (
        '<realmCode code="FR"/><typeId root="2.16.840.1.113883.1.3" extension="POCD_HD000040"/>'
        '<templateId root="2.16.840.1.113883.2.8.2.1"/><templateId root="1.2.250.1.213.1.1.1.1"/>'
        f'{"".join(_gabarit(*each) for each in gabarits)}<id root="{attribute(one.id)}"/>'
        f"{code_xml('code', one.code)}<title>{text(one.titre)}</title>"
        f'<effectiveTime value="{attribute(one.date)}"/>'
        f"{code_xml('confidentialityCode', one.confidentialite)}"
        f'<languageCode code="fr-FR"/><setId root="{attribute(one.lot_versions)}"/>'
        f'<versionNumber value="{one.version}"/>'
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


def _ps(one: ProfessionnelN1) -> str:
    return f'<id root="{IDENTIFIANT_PS}" extension="{attribute(one.id)}"/>'


def _nom(one: ProfessionnelN1) -> str:
    return f"<name><family>{text(one.nom)}</family><given>{text(one.prenom)}</given></name>"


def _organisation(structure: StructureN1) -> str:
    place = f'<id root="{IDENTIFIANT_STRUCTURE}" extension="{attribute(structure.id)}"/>'
    return f"{place}<name>{text(structure.nom)}</name>"


def _acteurs(one: EnteteEcrit) -> str:
    author, organisation = one.auteur, _organisation(one.structure)
    when = f'<time value="{attribute(one.date)}"/>'
    person = f"{_SANS_DETAIL}<assignedPerson>{_nom(author)}</assignedPerson>"
    return (
        f"<author>{when}<assignedAuthor>{_ps(author)}{code_xml('code', author.code)}{person}"
        f"<representedOrganization>{organisation}</representedOrganization></assignedAuthor></author>"
        f"<custodian><assignedCustodian><representedCustodianOrganization>{organisation}"
        f"</representedCustodianOrganization></assignedCustodian></custodian>"
        f"{''.join(map(_destinataire, one.destinataires))}"
        f'<legalAuthenticator>{when}<signatureCode code="S"/><assignedEntity>{_ps(author)}{person}'
        f"</assignedEntity></legalAuthenticator>{_traitant(one.traitant) if one.traitant else ''}"
    )


def _destinataire(one: Destinataire) -> str:
    place = (
        f"<receivedOrganization>{_organisation(one.structure)}</receivedOrganization>"
        if one.structure
        else ""
    )
    return (
        f"<informationRecipient><intendedRecipient>{_ps(one.professionnel)}<informationRecipient>"
        f"{_nom(one.professionnel)}</informationRecipient>{place}</intendedRecipient></informationRecipient>"
    )


def _traitant(one: ProfessionnelN1) -> str:
    """The GP, as a source of information (SM §2; asked by the model of the DLU)."""
    return (
        f'<participant typeCode="INF">{code_xml("functionCode", _TRAITANT)}<time nullFlavor="UNK"/>'
        f'<associatedEntity classCode="PROV">{_ps(one)}{_SANS_DETAIL}'
        f"<associatedPerson>{_nom(one)}</associatedPerson></associatedEntity></participant>"
    )


def _code_acte(code: Code) -> str:
    """The model of the VSM wants the name of the code system too."""
    named = ' codeSystemName="LOINC"/>' if code.system == LOINC else "/>"
    return code_xml("code", code).replace("/>", named)


def _contexte(one: EnteteEcrit) -> str:
    high = f'<high value="{attribute(one.fin)}"/>' if one.fin else ""
    period = f'<effectiveTime><low value="{attribute(one.acte)}"/>{high}</effectiveTime>'
    event = _code_acte(one.code_acte) if one.code_acte else ""
    replaced = (
        f'<relatedDocument typeCode="RPLC"><parentDocument><id root="{attribute(one.remplace)}"/>'
        "</parentDocument></relatedDocument>"
        if one.remplace
        else ""
    )
    return (
        f'<documentationOf><serviceEvent>{event}{period}<performer typeCode="PRF"><assignedEntity>'
        f"{_ps(one.auteur)}<representedOrganization>{code_xml('standardIndustryClassCode', one.cadre)}"
        f"</representedOrganization></assignedEntity></performer></serviceEvent></documentationOf>{replaced}"
        f"<componentOf><encompassingEncounter>{period}<location><healthCareFacility>"
        f"{code_xml('code', one.etablissement)}</healthCareFacility></location></encompassingEncounter>"
        f"</componentOf>"
    )
