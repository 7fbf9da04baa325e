"""Names of the wire: namespaces, body roots, actions, identifiers (dmp_xds.md §1, §2, §4, §5)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

BASE: Final = "/si-dmp-server/v2/services"
SOAP_TYPE: Final = "application/soap+xml"
ANSWER_TYPE: Final = "application/soap+xml;charset=UTF-8"
HTML_TYPE: Final = "text/html;charset=UTF-8"

HL7: Final = "urn:hl7-org:v3"
GDP: Final = "asip:ci-sis:gdp:2010"
XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
HABILITATIONS: Final = "urn:si-dmp-habilitations"
PATIENTS: Final = "urn:si-dmp-patients"
XDSB: Final = "urn:ihe:iti:xds-b:2007"
RS: Final = "urn:oasis:names:tc:ebxml-regrep:xsd:rs:3.0"
RIM: Final = "urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0"
LCM: Final = "urn:oasis:names:tc:ebxml-regrep:xsd:lcm:3.0"
QUERY: Final = "urn:oasis:names:tc:ebxml-regrep:xsd:query:3.0"
WSSE: Final = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"
SAML: Final = "urn:oasis:names:tc:SAML:2.0:assertion"

SECURITY: Final = f"{{{WSSE}}}Security"
ASSERTION: Final = f"{{{SAML}}}Assertion"

ANONYMOUS: Final = "http://www.w3.org/2005/08/addressing/anonymous"
FAULT_ACTION: Final = "http://www.w3.org/2005/08/addressing/soap/fault"

ROOT_TD02: Final = f"{{{HL7}}}PRPA_IN201307UV02"
ROOT_TD03: Final = f"{{{HABILITATIONS}}}setAuthorization"
ROOT_TD04: Final = f"{{{PATIENTS}}}patientList"
ROOT_TD05: Final = f"{{{HL7}}}PRPA_IN201305UV02"
ROOT_TD11: Final = f"{{{HL7}}}PRPA_IN201311UV02"
ROOT_TD13B: Final = f"{{{HL7}}}PRPA_IN201314UV02"
ROOT_TD16: Final = f"{{{HABILITATIONS}}}listAuthorizationByPatient"
ROOT_TD21: Final = f"{{{XDSB}}}ProvideAndRegisterDocumentSetRequest"
ROOT_TD31: Final = f"{{{QUERY}}}AdhocQueryRequest"
ROOT_TD32: Final = f"{{{XDSB}}}RetrieveDocumentSetRequest"
ROOT_TD33: Final = f"{{{LCM}}}SubmitObjectsRequest"

BY_ROOT: Final[Mapping[str, str]] = MappingProxyType(
    {
        ROOT_TD02: "dmp.td02",
        ROOT_TD03: "dmp.td03",
        ROOT_TD04: "dmp.td04",
        ROOT_TD05: "dmp.td05",
        ROOT_TD11: "dmp.td11",
        ROOT_TD13B: "dmp.td13b",
        ROOT_TD16: "dmp.td16",
        ROOT_TD21: "dmp.td21",
        ROOT_TD31: "dmp.td31",
        ROOT_TD32: "dmp.td32",
        ROOT_TD33: "dmp.td33",
    }
)
# Roots of transactions the DMP had and closed (dmp_xds.md §1).
RETIREES: Final = frozenset(
    {
        f"{{{PATIENTS}}}identityCertification",
        f"{{{PATIENTS}}}createPatientAccess",
        f"{{{PATIENTS}}}patientOTPUpdate",
        f"{{{PATIENTS}}}updatePatientAccess",
    }
)
# Some messages carry several transactions; the reason given chooses (dmp_xds.md §4.5).
BY_REASON: Final[Mapping[tuple[str, str], str]] = MappingProxyType(
    {
        (ROOT_TD02, "CNSLT_DATA"): "dmp.td13a",
        (ROOT_TD13B, "REAC"): "dmp.td12",
        (ROOT_TD13B, "MODIF_DATA"): "dmp.td13b",
        (ROOT_TD13B, "FERM"): "dmp.td14",
    }
)
ACTIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "dmp.td02": "urn:hl7-org:v3:PRPA_IN201307UV02",
        "dmp.td03": "urn:si-dmp-habilitations:HabilitationsEndPoint:setAuthorization",
        "dmp.td04": "urn:si-dmp-patients:PatientSpecificEndPoint:patientList",
        "dmp.td05": "urn:hl7-org:v3:PRPA_IN201305UV02",
        "dmp.td11": "urn:hl7-org:v3:PRPA_IN201311UV02",
        "dmp.td12": "urn:hl7-org:v3:PRPA_IN201314UV02",
        "dmp.td13a": "urn:hl7-org:v3:PRPA_IN201307UV02",
        "dmp.td13b": "urn:hl7-org:v3:PRPA_IN201314UV02",
        "dmp.td14": "urn:hl7-org:v3:PRPA_IN201314UV02",
        "dmp.td16": "urn:si-dmp-habilitations:HabilitationsEndPoint:listAuthorizationByPatient",
        "dmp.td21": "urn:ihe:iti:2007:ProvideAndRegisterDocumentSet-b",
        "dmp.td31": "urn:ihe:iti:2007:RegistryStoredQuery",
        "dmp.td32": "urn:ihe:iti:2007:RetrieveDocumentSet",
        "dmp.td33": "urn:ihe:iti:2010:UpdateDocumentSet",
    }
)
ANSWER_ACTIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "dmp.td02": "urn:hl7-org:v3:PRPA_IN201308UV02",
        "dmp.td03": "urn:si-dmp-habilitations:HabilitationsEndPoint:setAuthorizationResponse",
        "dmp.td04": "urn:si-dmp-patients:PatientSpecificEndPoint:patientListResponse",
        "dmp.td05": "urn:hl7-org:v3:PRPA_IN201306UV02",
        "dmp.td11": "urn:hl7-org:v3:PRPA_IN201311ResponseUV02",
        "dmp.td12": "urn:hl7-org:v3:PRPA_IN201314ResponseUV02",
        "dmp.td13a": "urn:hl7-org:v3:PRPA_IN201308UV02",
        "dmp.td13b": "urn:hl7-org:v3:PRPA_IN201314ResponseUV02",
        "dmp.td14": "urn:hl7-org:v3:PRPA_IN201314ResponseUV02",
        "dmp.td16": "urn:si-dmp-habilitations:HabilitationsEndPoint:listAuthorizationByPatientResponse",
        "dmp.td21": "urn:ihe:iti:2007:ProvideAndRegisterDocumentSet-bResponse",
        "dmp.td31": "urn:ihe:iti:2007:RegistryStoredQueryResponse",
        "dmp.td32": "urn:ihe:iti:2007:RetrieveDocumentSetResponse",
        "dmp.td33": "urn:ihe:iti:2010:UpdateDocumentSet-Response",
    }
)
# What clients of the field announce besides (dmp_xds.md §2).
OTHER_ACTIONS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "dmp.td02": frozenset({"PRPA_IN201307UV02"}),
        "dmp.td04": frozenset(),
        "dmp.td05": frozenset({"urn:ihe:iti:pdqv3:2007:PDQSupplier_Service:findCandidatesQuery"}),
        "dmp.td11": frozenset(),
        "dmp.td12": frozenset(),
        "dmp.td13a": frozenset({"PRPA_IN201307UV02"}),
        "dmp.td13b": frozenset(),
        "dmp.td14": frozenset(),
        "dmp.td03": frozenset({"urn:hl7-org:v3:setAuthorization"}),
        "dmp.td16": frozenset({"urn:hl7-org:v3:listAuthorizationByPatient"}),
        "dmp.td21": frozenset(
            {
                "urn:ihe:iti:xds-b:2007:ProvideAndRegisterDocumentSet-b",
                "DocumentRepository_ProvideAndRegisterDocumentSet-b",
            }
        ),
        "dmp.td31": frozenset({"urn:ihe:iti:xds-b:2007:RegistryStoredQuery-b"}),
        "dmp.td32": frozenset(),
        "dmp.td33": frozenset({"urn:ihe:iti:xds-b:2007:UpdateDocumentSet-b"}),
    }
)
# Path ends by service, the spellings of the example client included, compared without case.
PATHS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "repository": "repository",
        "documentrepository_service": "repository",
        "registry": "registry",
        "documentregistry_service": "registry",
        "patients": "patients",
        "patient": "patients",
        "patientspdq": "patientsPDQ",
        "patientsspecific": "patientsSpecific",
        "patientspecific": "patientsSpecific",
        "patientcertif": "patientCertif",
        "habilitations": "habilitations",
        "habilitation": "habilitations",
    }
)

DMP_OID: Final = "1.2.250.1.213.4.1.1.1"
REASON_SYSTEM: Final = "1.2.250.1.213.1.1.4.11"
REASON_EXISTENCE: Final = "TEST_EXST"
REASON_DATA: Final = "CNSLT_DATA"
REASON_LABELS: Final[Mapping[str, str]] = MappingProxyType(
    {
        REASON_EXISTENCE: "Test d'existence de dossier",
        REASON_DATA: "Consultation des données de gestion de dossier",
        "CREA_RD": "Création de dossier",
        "REAC": "Réactivation de dossier",
        "MODIF_DATA": "Modification des données de gestion du dossier",
        "FERM": "Fermeture de dossier",
    }
)
