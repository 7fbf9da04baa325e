"""The entries of the documents and of the signature of a set, in ebRIM."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.dmp.editeur.base import INS, NURSE, TEST_OID, TILLEULS
from tests.dmp.editeur.ppa import cda


def slot(name: str, *values: str) -> str:
    listed = "".join(f"<rim:Value>{value}</rim:Value>" for value in values)
    return f'<rim:Slot name="{name}"><rim:ValueList>{listed}</rim:ValueList></rim:Slot>'


def coded(owner: str, scheme: str, code: str, system: str, label: str) -> str:
    return (
        f'<rim:Classification classificationScheme="urn:uuid:{scheme}" classifiedObject="{owner}"'
        f' id="c{uuid.uuid4().hex}" nodeRepresentation="{code}">{slot("codingScheme", system)}<rim:Name>'
        f'<rim:LocalizedString charset="UTF8" value="{label}" xml:lang="FR"/></rim:Name></rim:Classification>'
    )


def external(owner: str, scheme: str, name: str, value: str) -> str:
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
            f"{slot('authorInstitution', XON)}{slot('authorPerson', XCN)}"
            f"{slot('authorSpecialty', 'G15_60^Infirmier^1.2.250.1.213.1.1.4.5')}</rim:Classification>"
        )
        codes = (
            coded(
                own, "41a5887f-8865-4c09-adf7-e362475b143a", "44", "1.2.250.1.213.1.1.4.1", "Plan de soins"
            ),
            *(
                coded(own, "f4f85eac-e6cb-4883-b524-f2705394840f", code, system, code)
                for code, system in self.confidentialities
            ),
            coded(
                own,
                "a09d5840-386c-46f2-b5ad-9c3699a4309d",
                "urn:ihe:iti:xds-sd:pdf:2008",
                "1.3.6.1.4.1.19376.1.2.3",
                "PDF",
            ),
            coded(own, "f33fb8ac-18af-42cc-ae0e-ed0b0bdb91e1", "SA17", "1.2.250.1.71.4.2.4", "EHPAD"),
            coded(own, "cccf5598-8b07-4b77-a05e-ae952c785ead", "ESSMS", "1.2.250.1.213.1.1.4.9", "ESSMS"),
            coded(own, "f0306f51-975f-434e-a61c-c59651d33983", "80788-3", "2.16.840.1.113883.6.1", "PPA"),
        )
        info = ("PID-5|DELAUNAY^MARGUERITE^^^^^L", "PID-7|19400314", "PID-8|F", "PID-11|^^^^^^BDL^^55050")
        return (
            f'<rim:ExtrinsicObject id="{own}" mimeType="text/xml"'
            f' objectType="urn:uuid:7edca82f-054d-47f2-a032-9b2a5b5186c1">'
            f"{''.join(slot(name, value) for name, value in slots.items() if value)}"
            f"{slot('sourcePatientInfo', *info)}"
            f'<rim:Name><rim:LocalizedString charset="UTF8" value="Projet personnalisé d\'accompagnement"'
            f' xml:lang="FR"/></rim:Name>{author}{"".join(codes)}'
            f"{external(own, ENTRY_PATIENT, 'XDSDocumentEntry.patientId', PATIENT)}"
            f"{external(own, ENTRY_UNIQUE, 'XDSDocumentEntry.uniqueId', self.unique_id)}"
            f"</rim:ExtrinsicObject>"
        )


SIGNATURE_CLASS = "urn:oid:1.3.6.1.4.1.19376.1.2.1.1.1"
XMLDSIG = "http://www.w3.org/2000/09/xmldsig#"
SET_UNIQUE = "96fdda7c-d067-4183-912e-bf5ee74998a8"
SET_SOURCE = "554ac39e-e3fe-47fe-b233-965d2a147832"


def signature_entry(unique_id: str) -> str:
    """The set's signature document, as in the official example."""
    own = "Signature01"
    return (
        f'<rim:ExtrinsicObject id="{own}" mimeType="text/xml"'
        f' objectType="urn:uuid:7edca82f-054d-47f2-a032-9b2a5b5186c1">'
        f"{slot('creationTime', '20260101110000')}{slot('languageCode', 'art')}"
        f'<rim:Name><rim:LocalizedString value="Source"/></rim:Name>'
        + coded(
            own, "41a5887f-8865-4c09-adf7-e362475b143a", "urn:oid:1.3.6.1.4.1.19376.1.2.1.1.1", "URN", "Sig"
        )
        + coded(own, "f4f85eac-e6cb-4883-b524-f2705394840f", "N", "2.16.840.1.113883.5.25", "Normal")
        + coded(own, "f4f85eac-e6cb-4883-b524-f2705394840f", "MASQUE_PS", "1.2.250.1.213.1.1.4.13", "Masqué")
        + coded(
            own, "f4f85eac-e6cb-4883-b524-f2705394840f", "INVISIBLE_PATIENT", "1.2.250.1.213.1.1.4.13", "Inv."
        )
        + coded(
            own,
            "2c6b8cb7-8b2a-4051-b291-b1ae6a575ef4",
            "1.2.840.10065.1.12.1.14",
            "1.2.840.10065.1.12",
            "Source",
        )
        + coded(
            own, "a09d5840-386c-46f2-b5ad-9c3699a4309d", "http://www.w3.org/2000/09/xmldsig#", "URN", "Sig"
        )
        + coded(own, "f33fb8ac-18af-42cc-ae0e-ed0b0bdb91e1", "SA17", "1.2.250.1.71.4.2.4", "EHPAD")
        + coded(own, "cccf5598-8b07-4b77-a05e-ae952c785ead", "ESSMS", "1.2.250.1.213.1.1.4.9", "ESSMS")
        + coded(own, "f0306f51-975f-434e-a61c-c59651d33983", "E1762", "ASTM", "Full Document")
        + external(own, ENTRY_PATIENT, "XDSDocumentEntry.patientId", PATIENT)
        + external(own, ENTRY_UNIQUE, "XDSDocumentEntry.uniqueId", unique_id)
        + "</rim:ExtrinsicObject>"
    )


def link_xml(kind: str, source: str, target: str) -> str:
    return (
        f'<rim:Association associationType="{kind}" id="a{uuid.uuid4().hex}" sourceObject="{source}"'
        f' targetObject="{target}">{slot("SubmissionSetStatus", "Original")}</rim:Association>'
    )


HAS_MEMBER = "urn:oasis:names:tc:ebxml-regrep:AssociationType:HasMember"
RPLC = "urn:ihe:iti:2007:AssociationType:RPLC"
SIGNS = "urn:ihe:iti:2007:AssociationType:signs"
