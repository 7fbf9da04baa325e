"""The context of an entry, and its archiving (§2.1)."""

from typing import Final

from dmp.fhir.rules.catalogue.base import (
    ERROR,
    INVARIANT,
    PDSM,
    REQUIS,
    TOLEREE,
    ligne,
    requis,
)

CONTEXTE: Final = requis(
    "fiche.context",
    "context",
    ("le contexte de l'acte", "the context of the act"),
    ("Ajoutez context.", "Add context."),
)
DEBUT: Final = requis(
    "fiche.period",
    "context.period",
    ("les dates de l'acte", "the dates of the act"),
    ("Donnez context.period.start.", "Give context.period.start."),
    TOLEREE,
)
DEBUT_DATE: Final = requis(
    "fiche.period_start",
    "context.period.start",
    ("le début de l'acte", "the start of the act"),
    ("Donnez la date de début ; la fin peut manquer.", "Give the start; the end may be missing."),
    TOLEREE,
)
SECTEUR: Final = requis(
    "fiche.facility_type",
    "context.facilityType",
    ("le secteur d'activité", "the kind of facility"),
    ("Donnez un code du jeu J61 du DMP.", "Give a code of the DMP's J61 set."),
)
CADRE: Final = requis(
    "fiche.practice_setting",
    "context.practiceSetting",
    ("le cadre d'exercice", "the practice setting"),
    ("Donnez un code du jeu J04.", "Give a code of the J04 set."),
)
PATIENT_SOURCE: Final = requis(
    "fiche.source_patient_info",
    "context.sourcePatientInfo",
    ("le patient tel que le connaît votre logiciel", "the patient as your software knows them"),
    ("Contenez le Patient et désignez-le par #id.", "Contain the Patient and name it by #id."),
)
REFERENCES_LIEES: Final = ligne(
    "fiche.related",
    ERROR,
    REQUIS,
    "context.related",
    (
        "Un identifiant de référence a une valeur et un type parmi ceux d'IHE.",
        "A reference identifier has a value and one of the types of IHE.",
    ),
    (
        "Donnez identifier.value et un type urn:ihe:iti:xds: sous le système urn:ietf:rfc:3986.",
        "Give identifier.value and a urn:ihe:iti:xds: type under the system urn:ietf:rfc:3986.",
    ),
    PDSM,
    TOLEREE,
    "urn:ihe:iti:xds:2013:accession",
)
ARCHIVE: Final = ligne(
    "fiche.is_archived",
    ERROR,
    INVARIANT,
    "extension(pdsm-ext-is-archived)",
    (
        "L'extension d'archivage porte un booléen, une fois.",
        "The archive extension carries a boolean, once.",
    ),
    ("Écrivez valueBoolean, sans guillemets.", "Write valueBoolean, without quotes."),
    PDSM,
    TOLEREE,
    "valueBoolean",
)
