"""An editor's software, by hand: the messages it writes, the assertions it signs, the documents it sends."""

import base64
import hashlib
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key
from cryptography.x509 import load_pem_x509_certificate

from simulators.core.sante.codes import Code
from simulators.core.sante.identifiants import Cx
from simulators.core.xml.saml import CONTEXTE_PSC, X509_SUBJECT_NAME, Affirmations, Lps
from simulators.core.xml.saml_ecriture import moment
from simulators.core.xml.signing import Signer
from tests.dmp.sceau import signature_du_lot

BASE = "/si-dmp-server/v2/services"
TILLEULS = "1990000028"
NURSE = "899700000039"
DOCTOR = "899700000021"
# Marguerite Delaunay: an open record, nobody authorised.
INS = "240035505090119"
TEST_OID = "1.2.250.1.213.1.4.10"
DISTINGUISHED = "CN=EHPAD Les Tilleuls,OU=1990000028,O=EHPAD Les Tilleuls,ST=55,C=FR"
ACTIONS = {
    "existence": "urn:hl7-org:v3:PRPA_IN201307UV02",
    "autorisation": "urn:si-dmp-habilitations:HabilitationsEndPoint:setAuthorization",
    "depot": "urn:ihe:iti:2007:ProvideAndRegisterDocumentSet-b",
    "liste": "urn:si-dmp-patients:PatientSpecificEndPoint:patientList",
    "traits": "urn:hl7-org:v3:PRPA_IN201305UV02",
    "habilitations": "urn:si-dmp-habilitations:HabilitationsEndPoint:listAuthorizationByPatient",
    "creation": "urn:hl7-org:v3:PRPA_IN201311UV02",
    "gestion": "urn:hl7-org:v3:PRPA_IN201314UV02",
    "recherche": "urn:ihe:iti:2007:RegistryStoredQuery",
    "lecture": "urn:ihe:iti:2007:RetrieveDocumentSet",
    "mise_a_jour": "urn:ihe:iti:2010:UpdateDocumentSet",
}
PATHS = {
    "existence": "patients",
    "autorisation": "habilitations",
    "depot": "repository",
    "liste": "patientsSpecific",
    "traits": "patientsPDQ",
    "habilitations": "habilitations",
    "creation": "patients",
    "gestion": "patients",
    "recherche": "registry",
    "lecture": "repository",
    "mise_a_jour": "registry",
}
PDF = b"%PDF-1.4\n% pdfaid:part\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def signer(cert: Path, key: Path, *, sha1: bool = False) -> Signer:
    """The key that signs assertions."""
    private: Any = load_pem_private_key(key.read_bytes(), None)
    der = load_pem_x509_certificate(cert.read_bytes()).public_bytes(Encoding.DER)
    return Signer(private, der, sha1)


def vihf(
    mode: str = "INDIRECTE", now: datetime | None = None, ins: str = INS, **changes: Any
) -> Affirmations:
    """A right assertion of the nurse's software in that mode."""
    when = now or datetime.now(UTC)
    right = Affirmations(
        id=f"_{uuid.uuid4().hex}",
        emise=moment(when),
        emetteur=DISTINGUISHED,
        emetteur_format=X509_SUBJECT_NAME,
        sujet=NURSE,
        contexte=CONTEXTE_PSC,
        preuve="CONF_EXI_PGSSIS" if mode == "INDIRECTE_RENFORCEE" else None,
        authentifie=moment(when),
        version_vihf="3.0",
        mode_brut=mode,
        structure=TILLEULS,
        secteur=Code("SA17", "1.2.250.1.71.4.2.4"),
        nom_affiche="NATHALIE KERMARREC",
        roles=(Code("60", "1.2.250.1.71.1.2.7", "Infirmier"),),
        ressource=Cx(ins, TEST_OID),
        ressource_brute=f"{ins}^^^&{TEST_OID}&ISO^NH",
        ressource_urn="urn:dmp",
        usage=Code("normal", "1.2.250.1.213.1.1.4.248", "Accès normal"),
        lps=Lps("DUI", "1.0", "SOC-dui-001-demo", "poste-1"),
    )
    return replace(right, **changes)


def envelope(
    kind: str,
    body: str,
    assertion: bytes,
    *,
    message_id: str = "urn:uuid:7f3c9d52-0f0e-4a6c-9d2b-5a1d1f0b7a04",
    changes: Iterable[tuple[str, str]] = (),
) -> bytes:
    """The SOAP 1.2 envelope of the examples; `changes` replaces pieces of text (each must be there)."""
    wsa = 'xmlns="http://www.w3.org/2005/08/addressing"'
    text = (
        f'<soap:Envelope xmlns:soap="http://www.w3.org/2003/05/soap-envelope"><soap:Header>'
        f"<MessageID {wsa}>{message_id}</MessageID><To {wsa}/>"
        f"<ReplyTo {wsa}><Address>http://www.w3.org/2005/08/addressing/anonymous</Address></ReplyTo>"
        f"<Action {wsa}>{ACTIONS[kind]}</Action>"
        f'<Security xmlns="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd">'
        f"{assertion.decode()}</Security></soap:Header><soap:Body>{body}</soap:Body></soap:Envelope>"
    )
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text.encode()


def existence(ins: str = INS, oid: str = TEST_OID, reason: str = "TEST_EXST") -> str:
    """The body of TD0.2, as in the official example."""
    return (
        '<PRPA_IN201307UV02 ITSVersion="XML_1.0" xmlns="urn:hl7-org:v3"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        '<id root="1.2.250.1.999.1" extension="4b1c0a52-5a65-4c36-8a9e-1f6a3b0f0001"/>'
        '<creationTime value="20260101080000"/>'
        '<interactionId root="2.16.840.1.113883.1.6" extension="PRPA_IN201307UV02"/>'
        '<processingCode code="P"/><processingModeCode code="T"/><acceptAckCode code="AL"/>'
        '<receiver typeCode="RCV"><device classCode="DEV" determinerCode="INSTANCE">'
        '<id root="1.2.250.1.213.4.1.1.1"/><softwareName>DMP</softwareName></device></receiver>'
        '<sender typeCode="SND"><device classCode="DEV" determinerCode="INSTANCE">'
        '<id root="1.2.250.1.999.1"/><softwareName>DUI</softwareName></device></sender>'
        '<attentionLine xsi:nil="true"/><controlActProcess classCode="CACT" moodCode="EVN">'
        f'<reasonCode code="{reason}" codeSystem="1.2.250.1.213.1.1.4.11"/>'
        '<queryByParameter><queryId root="1.2.250.1.999.2" extension="q-1"/><statusCode code="new"/>'
        '<parameterList><dataSource xsi:nil="true"/><patientIdentifier>'
        f'<value root="{oid}" extension="{ins}"/><semanticsText>Patient.id</semanticsText>'
        "</patientIdentifier></parameterList></queryByParameter></controlActProcess></PRPA_IN201307UV02>"
    )


def gestion(
    reason: str,
    *,
    ins: str = INS,
    status: str = "active",
    flags: Mapping[str, str] | None = None,
    author: str = "<family>KERMARREC</family><given>NATHALIE</given>",
    person: str = '<name><prefix>MME</prefix><family qualifier="SP">DELAUNAY</family>'
    "<given>MARGUERITE</given></name>",
    motive: str = "FERMETURE_DEMANDE_PATIENT",
) -> str:
    """The body of TD1.1 (`CREA_RD`), TD1.2, TD1.3b or TD1.4, as in the official examples."""
    root = "PRPA_IN201311UV02" if reason == "CREA_RD" else "PRPA_IN201314UV02"
    told = "".join(
        '<subjectOf typeCode="SBJ"><administrativeObservation classCode="OBS" moodCode="EVN">'
        f'<code code="{code}" codeSystem="1.2.250.1.213.4.1.2.3"/><value xsi:type="BL" value="{value}"/>'
        "</administrativeObservation></subjectOf>"
        for code, value in (flags or {}).items()
    )
    why = (
        '<reasonOf typeCode="RSON"><detectedIssueEvent classCode="ALRT" moodCode="EVN">'
        f'<code code="{motive}" codeSystem="1.2.250.1.213.4.1.2.4"/><text>Demande du patient</text>'
        "</detectedIssueEvent></reasonOf>"
        if reason == "FERM" and motive
        else ""
    )
    return (
        f'<{root} ITSVersion="XML_1.0" xmlns="urn:hl7-org:v3"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        '<id root="1.2.250.1.999.1" extension="g-1"/><creationTime value="20260101080000"/>'
        f'<interactionId root="2.16.840.1.113883.1.6" extension="{root}"/>'
        '<processingCode code="D"/><processingModeCode code="T"/><acceptAckCode code="AL"/>'
        '<receiver typeCode="RCV"><device classCode="DEV" determinerCode="INSTANCE">'
        '<id root="1.2.250.1.213.4.1.1.1"/><softwareName>DMP</softwareName></device></receiver>'
        '<sender typeCode="SND"><device classCode="DEV" determinerCode="INSTANCE">'
        '<id root="1.2.250.1.999.1"/><softwareName>DUI</softwareName></device></sender>'
        f'<controlActProcess classCode="CACT" moodCode="EVN"><reasonCode code="{reason}"'
        ' codeSystem="1.2.250.1.213.1.1.4.11"/><subject typeCode="SUBJ" contextConductionInd="false">'
        '<registrationRequest classCode="REG" moodCode="RQO"><statusCode code="active"/>'
        f'<subject1 typeCode="SBJ"><patient classCode="PAT"><id root="{TEST_OID}" extension="{ins}"/>'
        f'<statusCode code="{status}"/><patientPerson classCode="PSN" determinerCode="INSTANCE">{person}'
        f"</patientPerson>{told}</patient></subject1>"
        '<author typeCode="AUT"><assignedEntity classCode="ASSIGNED">'
        f'<id root="1.2.250.1.71.4.2.1" extension="{NURSE}"/><assignedPerson classCode="PSN"'
        f' determinerCode="INSTANCE"><name>{author}</name></assignedPerson><representedOrganization'
        f' classCode="ORG" determinerCode="INSTANCE"><id root="1.2.250.1.71.4.2.2" extension="{TILLEULS}"/>'
        "<name>EHPAD Les Tilleuls</name></representedOrganization></assignedEntity></author>"
        f"</registrationRequest></subject>{why}</controlActProcess></{root}>"
    )


def liste(start: str = "20200101000000", kind: str = "LASTAUTORIZATION", ps: str = "") -> str:
    """The body of TD0.4."""
    owner = f"<psOwnerId>{ps}</psOwnerId>" if ps else ""
    return (
        f'<patientList xmlns="urn:si-dmp-patients"><startDate>{start}</startDate>'
        f"<dateType>{kind}</dateType>{owner}</patientList>"
    )


def habilitations(mode: str = "TOUTE") -> str:
    """The body of TD1.6."""
    return (
        f'<listAuthorizationByPatient xmlns="urn:si-dmp-habilitations"><mode>{mode}</mode>'
        "</listAuthorizationByPatient>"
    )


def traits(family: str, given: str = "", born: str = "", sex: str = "") -> str:
    """The body of TD0.5."""
    more = f"<given>{given}</given>" if given else ""
    asked = (
        f"<livingSubjectName><value><family>{family}</family>{more}</value>"
        "<semanticsText>LivingSubject.name</semanticsText></livingSubjectName>"
    )
    if born:
        asked += (
            f'<livingSubjectBirthTime><value value="{born}"/>'
            "<semanticsText>LivingSubject.birthTime</semanticsText></livingSubjectBirthTime>"
        )
    if sex:
        asked += (
            f'<livingSubjectAdministrativeGender><value code="{sex}"/>'
            "<semanticsText>LivingSubject.administrativeGender</semanticsText>"
            "</livingSubjectAdministrativeGender>"
        )
    return (
        '<PRPA_IN201305UV02 ITSVersion="XML_1.0" xmlns="urn:hl7-org:v3">'
        '<id root="1.2.250.1.999.1" extension="t-1"/><creationTime value="20260101080000"/>'
        '<interactionId root="2.16.840.1.113883.1.6" extension="PRPA_IN201305UV02"/>'
        '<processingCode code="D"/><processingModeCode code="T"/><acceptAckCode code="AL"/>'
        '<receiver typeCode="RCV"><device classCode="DEV" determinerCode="INSTANCE">'
        '<id root="1.2.250.1.213.4.1.1.1"/><softwareName>DMP</softwareName></device></receiver>'
        '<sender typeCode="SND"><device classCode="DEV" determinerCode="INSTANCE">'
        '<id root="1.2.250.1.999.1"/><softwareName>DUI</softwareName></device></sender>'
        '<controlActProcess classCode="CACT" moodCode="EVN"><code code="PRPA_TE201305UV02"'
        ' codeSystem="2.16.840.1.113883.1.6"/><queryByParameter>'
        '<queryId root="1.2.250.1.999.2" extension="q-5"/><statusCode code="new"/>'
        f"<parameterList>{asked}</parameterList></queryByParameter></controlActProcess></PRPA_IN201305UV02>"
    )


def autorisation(action: str = "AJOUT", role: str = "") -> str:
    """The body of TD0.3."""
    role = f"<role>{role}</role>" if role else ""
    inside = f"<action>{action}</action>{role}"
    return f'<setAuthorization xmlns="urn:si-dmp-habilitations">{inside}</setAuthorization>'


def recherche(
    *values: tuple[str, str],
    retour: str = "LeafClass",
    query: str = "urn:uuid:14d4debf-8f97-4251-9a74-a90016b0af0d",
) -> str:
    """The body of TD3.1; approved documents of the patient unless told otherwise."""
    slots = values or (
        ("$XDSDocumentEntryPatientId", f"'{INS}^^^&amp;{TEST_OID}&amp;ISO^NH'"),
        ("$XDSDocumentEntryStatus", "('urn:oasis:names:tc:ebxml-regrep:StatusType:Approved')"),
    )
    written = "".join(
        f'<rim:Slot name="{name}"><rim:ValueList><rim:Value>{value}</rim:Value></rim:ValueList></rim:Slot>'
        for name, value in slots
    )
    return (
        '<q:AdhocQueryRequest xmlns:q="urn:oasis:names:tc:ebxml-regrep:xsd:query:3.0"'
        ' xmlns:rim="urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0">'
        f'<q:ResponseOption returnComposedObjects="true" returnType="{retour}"/>'
        f'<rim:AdhocQuery id="{query}">{written}</rim:AdhocQuery></q:AdhocQueryRequest>'
    )


def lecture(*unique_ids: str, depot: str = "1.2.250.1.213.4.1.1.1.2") -> str:
    """The body of TD3.2."""
    asked = "".join(
        f"<x:DocumentRequest><x:RepositoryUniqueId>{depot}</x:RepositoryUniqueId>"
        f"<x:DocumentUniqueId>{one}</x:DocumentUniqueId></x:DocumentRequest>"
        for one in unique_ids
    )
    root = "x:RetrieveDocumentSetRequest"
    return f'<{root} xmlns:x="urn:ihe:iti:xds-b:2007">{asked}</{root}>'


def cda(unique_id: str = "1.2.250.1.999.1.1.1.1", content: bytes = PDF, ins: str = INS) -> bytes:
    """The PPA of Marguerite Delaunay at level 1, typed from the skeleton of the CI-SIS."""
    nobody = '<addr nullFlavor="NASK"/><telecom nullFlavor="NASK"/>'
    nurse = f'<id root="1.2.250.1.71.4.2.1" extension="{NURSE}"/>'
    place = f'<id root="1.2.250.1.71.4.2.2" extension="{TILLEULS}"/><name>EHPAD Les Tilleuls</name>'
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<ClinicalDocument xmlns="urn:hl7-org:v3"><realmCode code="FR"/>
<typeId root="2.16.840.1.113883.1.3" extension="POCD_HD000040"/>
<templateId root="2.16.840.1.113883.2.8.2.1"/><templateId root="1.2.250.1.213.1.1.1.1"/>
<templateId root="1.3.6.1.4.1.19376.1.2.20"/><id root="{unique_id}"/>
<code code="80788-3" codeSystem="2.16.840.1.113883.6.1" displayName="Projet personnalisé d'accompagnement"/>
<title>Projet personnalisé d'accompagnement</title><effectiveTime value="20260101120000+0100"/>
<confidentialityCode code="N" codeSystem="2.16.840.1.113883.5.25" displayName="Normal"/>
<languageCode code="fr-FR"/><setId root="1.2.250.1.999.1.1.2.1"/><versionNumber value="1"/>
<recordTarget><patientRole><id root="{TEST_OID}" extension="{ins}"/>{nobody}<patient><name>
<family qualifier="BR">DELAUNAY</family><given qualifier="BR">MARGUERITE</given>
<given>MARGUERITE JEANNE</given></name>
<administrativeGenderCode code="F" codeSystem="2.16.840.1.113883.5.1"/><birthTime value="19400314"/>
<birthplace><place><addr><county>55050</county></addr></place></birthplace></patient></patientRole></recordTarget>
<author><time value="20260101120000+0100"/><assignedAuthor>{nurse}
<code code="G15_60" codeSystem="1.2.250.1.213.1.1.4.5" displayName="Infirmier"/>{nobody}
<assignedPerson><name><family>KERMARREC</family><given>NATHALIE</given></name></assignedPerson>
<representedOrganization>{place}</representedOrganization></assignedAuthor></author>
<custodian><assignedCustodian><representedCustodianOrganization>{place}</representedCustodianOrganization>
</assignedCustodian></custodian>
<legalAuthenticator><time value="20260101120000+0100"/><signatureCode code="S"/><assignedEntity>{nurse}{
        nobody
    }
<assignedPerson><name><family>KERMARREC</family></name></assignedPerson></assignedEntity></legalAuthenticator>
<documentationOf><serviceEvent><effectiveTime><low value="20260101"/></effectiveTime>
<performer typeCode="PRF"><assignedEntity>{nurse}<representedOrganization>
<standardIndustryClassCode code="ESSMS" codeSystem="1.2.250.1.213.1.1.4.9"
 displayName="Etablissement ou Service Social ou Médico-Social"/></representedOrganization></assignedEntity>
</performer></serviceEvent></documentationOf>
<componentOf><encompassingEncounter><effectiveTime><low value="20260101"/></effectiveTime><location>
<healthCareFacility><code code="SA17" codeSystem="1.2.250.1.71.4.2.4"
 displayName="Etablissement pour personnes âgées"/></healthCareFacility></location></encompassingEncounter>
</componentOf><component><nonXMLBody><text mediaType="application/pdf" representation="B64">{
        base64.b64encode(content).decode()
    }</text></nonXMLBody></component></ClinicalDocument>""".encode()


def _slot(name: str, *values: str) -> str:
    listed = "".join(f"<rim:Value>{value}</rim:Value>" for value in values)
    return f'<rim:Slot name="{name}"><rim:ValueList>{listed}</rim:ValueList></rim:Slot>'


def _code(owner: str, scheme: str, code: str, system: str, label: str) -> str:
    return (
        f'<rim:Classification classificationScheme="urn:uuid:{scheme}" classifiedObject="{owner}"'
        f' id="c{uuid.uuid4().hex}" nodeRepresentation="{code}">{_slot("codingScheme", system)}<rim:Name>'
        f'<rim:LocalizedString charset="UTF8" value="{label}" xml:lang="FR"/></rim:Name></rim:Classification>'
    )


def _external(owner: str, scheme: str, name: str, value: str) -> str:
    return (
        f'<rim:ExternalIdentifier id="e{uuid.uuid4().hex}" identificationScheme="urn:uuid:{scheme}"'
        f' registryObject="{owner}" value="{value}"><rim:Name><rim:LocalizedString charset="UTF8"'
        f' value="{name}" xml:lang="FR"/></rim:Name></rim:ExternalIdentifier>'
    )


ENTRY_PATIENT = "58a6f841-87b3-4a3e-92fd-a8ffeff98427"
ENTRY_UNIQUE = "2e82c1f6-a085-4c72-9da3-8640a32e42ab"
PATIENT = f"{INS}^^^&amp;{TEST_OID}&amp;ISO^NH"
XCN = f"{NURSE}^KERMARREC^NATHALIE^^^^^^&amp;1.2.250.1.71.4.2.1&amp;ISO^D^^^IDNPS"
XON = f"EHPAD Les Tilleuls^^^^^&amp;1.2.250.1.71.4.2.2&amp;ISO^IDNST^^^{TILLEULS}"


@dataclass(frozen=True)
class Document:
    """One document to feed: its entry's id, its uniqueId, its bytes; `extra` are other slots."""

    unique_id: str = "1.2.250.1.999.1.1.1.1"
    symbol: str = "Document01"
    data: bytes = b""
    extra: Mapping[str, str] = field(default_factory=dict)
    confidentialities: tuple[tuple[str, str], ...] = (("N", "2.16.840.1.113883.5.25"),)

    @property
    def octets(self) -> bytes:
        """The CDA, made for that uniqueId unless given."""
        return self.data or cda(self.unique_id)

    def entry(self) -> str:
        """Its ExtrinsicObject."""
        own = self.symbol
        slots = {
            "creationTime": "20260101110000",
            "languageCode": "fr-FR",
            "legalAuthenticator": XCN,
            "serviceStartTime": "20260101000000",
            "sourcePatientId": PATIENT,
            **self.extra,
        }
        author = (
            f'<rim:Classification classificationScheme="urn:uuid:93606bcf-9494-43ec-9b4e-a7748d1a838d"'
            f' classifiedObject="{own}" id="c{uuid.uuid4().hex}" nodeRepresentation="">'
            f"{_slot('authorInstitution', XON)}{_slot('authorPerson', XCN)}"
            f"{_slot('authorSpecialty', 'G15_60^Infirmier^1.2.250.1.213.1.1.4.5')}</rim:Classification>"
        )
        codes = (
            _code(
                own, "41a5887f-8865-4c09-adf7-e362475b143a", "44", "1.2.250.1.213.1.1.4.1", "Plan de soins"
            ),
            *(
                _code(own, "f4f85eac-e6cb-4883-b524-f2705394840f", code, system, code)
                for code, system in self.confidentialities
            ),
            _code(
                own,
                "a09d5840-386c-46f2-b5ad-9c3699a4309d",
                "urn:ihe:iti:xds-sd:pdf:2008",
                "1.3.6.1.4.1.19376.1.2.3",
                "PDF",
            ),
            _code(own, "f33fb8ac-18af-42cc-ae0e-ed0b0bdb91e1", "SA17", "1.2.250.1.71.4.2.4", "EHPAD"),
            _code(own, "cccf5598-8b07-4b77-a05e-ae952c785ead", "ESSMS", "1.2.250.1.213.1.1.4.9", "ESSMS"),
            _code(own, "f0306f51-975f-434e-a61c-c59651d33983", "80788-3", "2.16.840.1.113883.6.1", "PPA"),
        )
        info = ("PID-5|DELAUNAY^MARGUERITE^^^^^L", "PID-7|19400314", "PID-8|F", "PID-11|^^^^^^BDL^^55050")
        return (
            f'<rim:ExtrinsicObject id="{own}" mimeType="text/xml"'
            f' objectType="urn:uuid:7edca82f-054d-47f2-a032-9b2a5b5186c1">'
            f"{''.join(_slot(name, value) for name, value in slots.items() if value)}"
            f"{_slot('sourcePatientInfo', *info)}"
            f'<rim:Name><rim:LocalizedString charset="UTF8" value="Projet personnalisé d\'accompagnement"'
            f' xml:lang="FR"/></rim:Name>{author}{"".join(codes)}'
            f"{_external(own, ENTRY_PATIENT, 'XDSDocumentEntry.patientId', PATIENT)}"
            f"{_external(own, ENTRY_UNIQUE, 'XDSDocumentEntry.uniqueId', self.unique_id)}"
            f"</rim:ExtrinsicObject>"
        )


SIGNATURE_CLASS = "urn:oid:1.3.6.1.4.1.19376.1.2.1.1.1"
XMLDSIG = "http://www.w3.org/2000/09/xmldsig#"
SET_UNIQUE = "96fdda7c-d067-4183-912e-bf5ee74998a8"
SET_SOURCE = "554ac39e-e3fe-47fe-b233-965d2a147832"


def _signature(unique_id: str) -> str:
    """The set's signature document, as in the official example."""
    own = "Signature01"
    return (
        f'<rim:ExtrinsicObject id="{own}" mimeType="text/xml"'
        f' objectType="urn:uuid:7edca82f-054d-47f2-a032-9b2a5b5186c1">'
        f"{_slot('creationTime', '20260101110000')}{_slot('languageCode', 'art')}"
        f'<rim:Name><rim:LocalizedString value="Source"/></rim:Name>'
        + _code(
            own, "41a5887f-8865-4c09-adf7-e362475b143a", "urn:oid:1.3.6.1.4.1.19376.1.2.1.1.1", "URN", "Sig"
        )
        + _code(own, "f4f85eac-e6cb-4883-b524-f2705394840f", "N", "2.16.840.1.113883.5.25", "Normal")
        + _code(own, "f4f85eac-e6cb-4883-b524-f2705394840f", "MASQUE_PS", "1.2.250.1.213.1.1.4.13", "Masqué")
        + _code(
            own, "f4f85eac-e6cb-4883-b524-f2705394840f", "INVISIBLE_PATIENT", "1.2.250.1.213.1.1.4.13", "Inv."
        )
        + _code(
            own,
            "2c6b8cb7-8b2a-4051-b291-b1ae6a575ef4",
            "1.2.840.10065.1.12.1.14",
            "1.2.840.10065.1.12",
            "Source",
        )
        + _code(
            own, "a09d5840-386c-46f2-b5ad-9c3699a4309d", "http://www.w3.org/2000/09/xmldsig#", "URN", "Sig"
        )
        + _code(own, "f33fb8ac-18af-42cc-ae0e-ed0b0bdb91e1", "SA17", "1.2.250.1.71.4.2.4", "EHPAD")
        + _code(own, "cccf5598-8b07-4b77-a05e-ae952c785ead", "ESSMS", "1.2.250.1.213.1.1.4.9", "ESSMS")
        + _code(own, "f0306f51-975f-434e-a61c-c59651d33983", "E1762", "ASTM", "Full Document")
        + _external(own, ENTRY_PATIENT, "XDSDocumentEntry.patientId", PATIENT)
        + _external(own, ENTRY_UNIQUE, "XDSDocumentEntry.uniqueId", unique_id)
        + "</rim:ExtrinsicObject>"
    )


def _link(kind: str, source: str, target: str) -> str:
    return (
        f'<rim:Association associationType="{kind}" id="a{uuid.uuid4().hex}" sourceObject="{source}"'
        f' targetObject="{target}">{_slot("SubmissionSetStatus", "Original")}</rim:Association>'
    )


HAS_MEMBER = "urn:oasis:names:tc:ebxml-regrep:AssociationType:HasMember"
RPLC = "urn:ihe:iti:2007:AssociationType:RPLC"
SIGNS = "urn:ihe:iti:2007:AssociationType:signs"


@dataclass(frozen=True)
class Lot:
    """A submission set: its uniqueId, its documents, what they replace (id → entryUUID), signed or not."""

    unique_id: str = "1.2.250.1.999.1.2.1"
    documents: tuple[Document, ...] = (Document(),)
    replaces: Mapping[str, str] = field(default_factory=dict)
    signed: bool = True

    def body(self, contents: Mapping[str, str]) -> str:
        """The ITI-41 body; `contents` are the inner XML of each `Document`."""
        own = "SubmissionSet01"
        links = [_link(HAS_MEMBER, own, one.symbol) for one in self.documents]
        links += [_link(RPLC, source, target) for source, target in self.replaces.items()]
        signature = ""
        if self.signed:
            signature = _signature(f"{self.unique_id}.9")
            links += [_link(HAS_MEMBER, own, "Signature01"), _link(SIGNS, "Signature01", own)]
        package = (
            f'<rim:RegistryPackage id="{own}">{_slot("submissionTime", "20260101110100")}'
            f'<rim:Name><rim:LocalizedString value="Lot"/></rim:Name>'
            + _code(own, "aa543740-bdda-424e-8c96-df4873be8500", "07", "1.2.250.1.213.2.2", "Consultations")
            + f'<rim:Classification classificationNode="urn:uuid:a54d6aa5-d40d-43f9-88c5-b4633d873bdd"'
            f' classifiedObject="{own}" id="c{uuid.uuid4().hex}"/>'
            + _external(own, "6b5aea1a-874d-4603-a4bc-96a0a7b38446", "XDSSubmissionSet.patientId", PATIENT)
            + _external(own, SET_SOURCE, "XDSSubmissionSet.sourceId", "1.2.250.1.999")
            + _external(own, SET_UNIQUE, "XDSSubmissionSet.uniqueId", self.unique_id)
            + "</rim:RegistryPackage>"
        )
        documents = "".join(
            f'<x:Document id="{name}">{inner}</x:Document>' for name, inner in contents.items()
        )
        return (
            '<x:ProvideAndRegisterDocumentSetRequest xmlns:x="urn:ihe:iti:xds-b:2007"'
            ' xmlns:lcm="urn:oasis:names:tc:ebxml-regrep:xsd:lcm:3.0"'
            ' xmlns:rim="urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0"><lcm:SubmitObjectsRequest>'
            f"<rim:RegistryObjectList>{package}{''.join(one.entry() for one in self.documents)}{signature}"
            f"{''.join(links)}</rim:RegistryObjectList></lcm:SubmitObjectsRequest>{documents}"
            "</x:ProvideAndRegisterDocumentSetRequest>"
        )

    @property
    def symbols(self) -> tuple[str, ...]:
        """The ids of its documents, the signature's included."""
        return (*(one.symbol for one in self.documents), *(("Signature01",) if self.signed else ()))

    def contents(self, seal: Signer) -> dict[str, bytes]:
        """The bytes of each document, the signature's included, made by that seal."""
        found = {one.symbol: one.octets for one in self.documents}
        if not self.signed:
            return found
        named = {one.unique_id: found[one.symbol] for one in self.documents}
        return {**found, "Signature01": signature_du_lot(self.unique_id, named, seal)}


APPROVED = "urn:oasis:names:tc:ebxml-regrep:StatusType:Approved"
ARCHIVED = "urn:asip:ci-sis:2010:StatusType:Archived"
DELETED = "urn:asip:ci-sis:2010:StatusType:Deleted"


def etat(
    entry: str, original: str, new: str, *, set_id: str = "1.2.250.1.999.3.1", source: str = "SubmissionSet01"
) -> str:
    """The body of TD3.3c or TD3.3d: a change of state, its set as in the official example."""
    link = (
        '<rim:Association associationType="urn:ihe:iti:2010:AssociationType:UpdateAvailabilityStatus" id="a1"'
        ' objectType="urn:oasis:names:tc:ebxml-regrep:ObjectType:RegistryObject:Association"'
        f' sourceObject="{source}" targetObject="{entry}">'
        f"{_slot('OriginalStatus', original)}{_slot('NewStatus', new)}</rim:Association>"
    )
    return _update(set_id, link)


def version(document: Document, lid: str, previous: str = "1", *, set_id: str = "1.2.250.1.999.3.1") -> str:
    """The body of TD3.3a or TD3.3b: the whole entry again, with its confidentiality codes of now."""
    entry = document.entry().replace("<rim:ExtrinsicObject ", f'<rim:ExtrinsicObject lid="{lid}" ')
    link = (
        f'<rim:Association associationType="{HAS_MEMBER}" id="a1" sourceObject="SubmissionSet01"'
        f' targetObject="{document.symbol}">{_slot("SubmissionSetStatus", "Original")}'
        f"{_slot('PreviousVersion', previous)}</rim:Association>"
    )
    return _update(set_id, entry + link)


def _update(set_id: str, content: str) -> str:
    """A SubmitObjectsRequest; its set names no registryObject nor classifiedObject (dmp_xds.md §4.10)."""
    own = "SubmissionSet01"
    package = (
        f'<rim:RegistryPackage id="{own}">{_slot("submissionTime", "20260102080000")}'
        '<rim:Name><rim:LocalizedString value="Mise à jour"/></rim:Name>'
        '<rim:Classification classificationScheme="urn:uuid:a7058bb9-b4e4-4307-ba5b-e3f0ab85e12d" id="c1"'
        f' nodeRepresentation="">{_slot("authorInstitution", XON)}{_slot("authorPerson", XCN)}'
        "</rim:Classification>"
        + _code(own, "aa543740-bdda-424e-8c96-df4873be8500", "07", "1.2.250.1.213.2.2", "Consultations")
        + '<rim:Classification classificationNode="urn:uuid:a54d6aa5-d40d-43f9-88c5-b4633d873bdd" id="c2"/>'
        + "".join(
            f'<rim:ExternalIdentifier id="e{rank}" identificationScheme="urn:uuid:{scheme}" value="{value}"/>'
            for rank, (scheme, value) in enumerate(
                (
                    ("6b5aea1a-874d-4603-a4bc-96a0a7b38446", PATIENT),
                    (SET_SOURCE, "1.2.250.1.999"),
                    (SET_UNIQUE, set_id),
                )
            )
        )
        + "</rim:RegistryPackage>"
    )
    return (
        '<lcm:SubmitObjectsRequest xmlns:lcm="urn:oasis:names:tc:ebxml-regrep:xsd:lcm:3.0"'
        ' xmlns:rim="urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0"><rim:RegistryObjectList>'
        f"{package}{content}</rim:RegistryObjectList></lcm:SubmitObjectsRequest>"
    )


MTOM_TYPE = (
    'multipart/related; boundary="MIMEBoundary42"; type="application/xop+xml"; start="<root@dui>";'
    ' start-info="application/soap+xml"'
)
SOAP_TYPE = "application/soap+xml; charset=utf-8"


def xop(lot: Lot) -> str:
    """The ITI-41 body with its parts named."""
    include = '<xop:Include xmlns:xop="http://www.w3.org/2004/08/xop/include" href="cid:{0}%40dui"/>'
    return lot.body({name: include.format(name) for name in lot.symbols})


def inline(lot: Lot, seal: Signer) -> str:
    """The ITI-41 body with its documents in base64."""
    return lot.body({name: base64.b64encode(data).decode() for name, data in lot.contents(seal).items()})


def mtom(root: bytes, parts: Mapping[str, bytes]) -> bytes:
    """A package by hand: CRLF, binary parts, closing boundary."""
    head = (
        b"--MIMEBoundary42\r\n"
        b'Content-Type: application/xop+xml; charset=UTF-8; type="application/soap+xml"\r\n'
        b"Content-Transfer-Encoding: binary\r\nContent-ID: <root@dui>\r\n\r\n" + root + b"\r\n"
    )
    for name, data in parts.items():
        head += (
            f"--MIMEBoundary42\r\nContent-Type: text/xml\r\nContent-Transfer-Encoding: binary\r\n"
            f"Content-ID: <{name}@dui>\r\n\r\n"
        ).encode()
        head += data + b"\r\n"
    return head + b"--MIMEBoundary42--\r\n"


def sha1_of(data: bytes) -> str:
    """The hash of XDS metadata."""
    return hashlib.sha1(data, usedforsecurity=False).hexdigest()
