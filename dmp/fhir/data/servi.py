"""What the face serves, resource by resource: the one table that routes, searches and /metadata read.

`xds` is the twin of a parameter in a stored query (dmp_fhir.md §4.1, §4.2).
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

TypeParametre = Literal["token", "reference", "date", "string", "uri"]
FHIR: Final = "http://hl7.org/fhir/SearchParameter/"
MHD: Final = "https://profiles.ihe.net/ITI/MHD/SearchParameter/"
PDSM: Final = "https://interop.esante.gouv.fr/ig/fhir/pdsm/SearchParameter/"


class Parametre(NamedTuple):
    """One search parameter: its type, the definition it comes from, its modifiers, its twin in XDS."""

    nom: str
    type: TypeParametre
    definition: str
    modificateurs: tuple[str, ...] = ()
    xds: str = ""


_TEXTE: Final = ("exact", "contains")


def _table(*rows: Parametre) -> Mapping[str, Parametre]:
    return MappingProxyType({row.nom: row for row in rows})


_COMMUNS: Final = (
    Parametre("_id", "token", f"{FHIR}Resource-id"),
    Parametre("_lastUpdated", "date", f"{FHIR}Resource-lastUpdated"),
)
_AUTEUR: Final = "$XDSDocumentEntryAuthorPerson"

FICHES: Final = _table(
    *_COMMUNS,
    Parametre("patient", "reference", f"{FHIR}clinical-patient", (), "$XDSDocumentEntryPatientId"),
    Parametre("patient.identifier", "token", f"{FHIR}Patient-identifier", (), "$XDSDocumentEntryPatientId"),
    Parametre("status", "token", f"{FHIR}DocumentReference-status", (), "$XDSDocumentEntryStatus"),
    Parametre("identifier", "token", f"{FHIR}clinical-identifier", (), "$XDSDocumentEntryUniqueId"),
    Parametre("type", "token", f"{FHIR}clinical-type", (), "$XDSDocumentEntryTypeCode"),
    Parametre("category", "token", f"{FHIR}DocumentReference-category", (), "$XDSDocumentEntryClassCode"),
    Parametre(
        "setting", "token", f"{FHIR}DocumentReference-setting", (), "$XDSDocumentEntryPracticeSettingCode"
    ),
    Parametre(
        "facility",
        "token",
        f"{FHIR}DocumentReference-facility",
        (),
        "$XDSDocumentEntryHealthcareFacilityTypeCode",
    ),
    Parametre("event", "token", f"{FHIR}DocumentReference-event", (), "$XDSDocumentEntryEventCodeList"),
    Parametre("format", "token", f"{FHIR}DocumentReference-format", (), "$XDSDocumentEntryFormatCode"),
    Parametre(
        "security-label",
        "token",
        f"{FHIR}DocumentReference-security-label",
        (),
        "$XDSDocumentEntryConfidentialityCode",
    ),
    Parametre("date", "date", f"{FHIR}DocumentReference-date"),
    Parametre(
        "creation", "date", f"{MHD}DocumentReference-Creation", (), "$XDSDocumentEntryCreationTimeFrom"
    ),
    Parametre(
        "period", "date", f"{FHIR}DocumentReference-period", (), "$XDSDocumentEntryServiceStartTimeFrom"
    ),
    Parametre(
        "period-start", "date", f"{PDSM}PDSm-period-start", (), "$XDSDocumentEntryServiceStartTimeFrom"
    ),
    Parametre("period-end", "date", f"{PDSM}PDSm-period-end", (), "$XDSDocumentEntryServiceStopTimeFrom"),
    Parametre("isArchived", "token", f"{PDSM}PDSm-isArchived", (), "$XDSDocumentEntryStatus"),
    Parametre("author", "reference", f"{FHIR}DocumentReference-author", ("PractitionerRole",), _AUTEUR),
    Parametre("author.identifier", "token", f"{FHIR}Practitioner-identifier", (), _AUTEUR),
    Parametre("author.given", "string", f"{FHIR}individual-given", _TEXTE, _AUTEUR),
    Parametre("author.family", "string", f"{FHIR}individual-family", _TEXTE, _AUTEUR),
    Parametre("author.name", "string", f"{FHIR}Practitioner-name", _TEXTE, _AUTEUR),
    Parametre("relatesto", "reference", f"{FHIR}DocumentReference-relatesto"),
    Parametre(
        "related", "reference", f"{FHIR}DocumentReference-related", (), "$XDSDocumentEntryReferenceIdList"
    ),
    Parametre("related.identifier", "token", f"{FHIR}DocumentReference-related"),
)
LOTS: Final = _table(
    *_COMMUNS,
    Parametre("patient", "reference", f"{FHIR}clinical-patient", (), "$XDSSubmissionSetPatientId"),
    Parametre("patient.identifier", "token", f"{FHIR}Patient-identifier", (), "$XDSSubmissionSetPatientId"),
    Parametre("code", "token", f"{FHIR}clinical-code"),
    Parametre("status", "token", f"{FHIR}List-status", (), "$XDSSubmissionSetStatus"),
    Parametre("identifier", "token", f"{FHIR}clinical-identifier", (), "$XDSSubmissionSetUniqueId"),
    Parametre("date", "date", f"{FHIR}clinical-date", (), "$XDSSubmissionSetSubmissionTimeFrom"),
    Parametre("title", "string", f"{FHIR}List-title", _TEXTE),
    Parametre("designationType", "token", f"{MHD}List-DesignationType", (), "$XDSSubmissionSetContentType"),
    Parametre("sourceId", "token", f"{MHD}List-SourceId", (), "$XDSSubmissionSetSourceId"),
    Parametre("source", "reference", f"{FHIR}List-source", (), "$XDSSubmissionSetAuthorPerson"),
    Parametre("source.identifier", "token", f"{FHIR}Practitioner-identifier"),
    Parametre("source.given", "string", f"{FHIR}individual-given", _TEXTE, "$XDSSubmissionSetAuthorPerson"),
    Parametre("source.family", "string", f"{FHIR}individual-family", _TEXTE, "$XDSSubmissionSetAuthorPerson"),
    Parametre("source.name", "string", f"{FHIR}Practitioner-name", _TEXTE),
    Parametre("authorOrg", "reference", f"{PDSM}PDSm-authorOrg"),
    Parametre("isArchived", "token", f"{PDSM}PDSm-isArchived"),
)
PATIENTS: Final = _table(Parametre("identifier", "token", f"{FHIR}Patient-identifier"))

# Other writings of the same parameters: in the guides' examples, statements and narrative.
ALIAS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "relatesTo": "relatesto",
        "DesignationType": "designationType",
        "designationtype": "designationType",
        "SourceId": "sourceId",
        "sourceid": "sourceId",
        "isarchived": "isArchived",
        "patient:identifier": "patient.identifier",
        "author:identifier": "author.identifier",
        "source:identifier": "source.identifier",
        "subject": "patient",
        "subject.identifier": "patient.identifier",
        "subject:Patient.identifier": "patient.identifier",
        "patient:Patient.identifier": "patient.identifier",
        "author:PractitionerRole.name": "author.name",
        "author:Practitioner.given": "author.given",
        "author:Practitioner.family": "author.family",
        "author:Practitioner.identifier": "author.identifier",
        "author:PractitionerRole.identifier": "author.identifier",
        "source:Patient.given": "source.given",
        "source:Patient.family": "source.family",
        "source:Practitioner.given": "source.given",
        "source:Practitioner.family": "source.family",
        "source:PractitionerRole.name": "source.name",
        "related:identifier": "related.identifier",
    }
)
# Parameters about the result, whatever is searched for.
RESULTAT: Final = frozenset(
    {"_count", "_sort", "_total", "_summary", "_elements", "_format", "_pretty", "_page", "_include"}
)
PAGE: Final = 50
PAGE_MAX: Final = 200
PARAMETRES_MAX: Final = 60
VALEURS_MAX: Final = 200
TRIS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "date": "date",
        "creation": "creation",
        "period": "debut",
        "period-start": "debut",
        "_lastUpdated": "maj",
    }
)


class Ressource(NamedTuple):
    """One type served: its interactions, its profile, its parameters; `projet` when of the draft alone."""

    type: str
    interactions: tuple[str, ...]
    parametres: Mapping[str, Parametre] = MappingProxyType({})
    profil: str = ""
    projet: bool = False


RESSOURCES: Final[Mapping[str, Ressource]] = MappingProxyType(
    {
        one.type: one
        for one in (
            Ressource(
                "DocumentReference",
                ("create", "read", "patch", "search-type"),
                FICHES,
                "https://interop.esante.gouv.fr/ig/fhir/pdsm/StructureDefinition/"
                "pdsm-comprehensive-document-reference",
            ),
            Ressource(
                "List",
                ("read", "search-type"),
                LOTS,
                "https://interop.esante.gouv.fr/ig/fhir/pdsm/StructureDefinition/pdsm-submissionset-comprehensive",
            ),
            Ressource("Binary", ("read",)),
            Ressource("Patient", ("search-type",), PATIENTS, projet=True),
        )
    }
)
