"""Namespaces, UUIDs, statuses and slot names of XDS.b metadata (dmp_xds.md §4.8, §5.1; IHE ITI TF-3 §4.2)."""

from enum import StrEnum
from typing import Final

LCM: Final = "urn:oasis:names:tc:ebxml-regrep:xsd:lcm:3.0"
RIM: Final = "urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0"
RS: Final = "urn:oasis:names:tc:ebxml-regrep:xsd:rs:3.0"
QUERY: Final = "urn:oasis:names:tc:ebxml-regrep:xsd:query:3.0"
XDS: Final = "urn:ihe:iti:xds-b:2007"

FICHE: Final = "urn:uuid:7edca82f-054d-47f2-a032-9b2a5b5186c1"
FICHE_AUTEUR: Final = "urn:uuid:93606bcf-9494-43ec-9b4e-a7748d1a838d"
FICHE_CLASSE: Final = "urn:uuid:41a5887f-8865-4c09-adf7-e362475b143a"
FICHE_CONFIDENTIALITE: Final = "urn:uuid:f4f85eac-e6cb-4883-b524-f2705394840f"
FICHE_EVENEMENT: Final = "urn:uuid:2c6b8cb7-8b2a-4051-b291-b1ae6a575ef4"
FICHE_FORMAT: Final = "urn:uuid:a09d5840-386c-46f2-b5ad-9c3699a4309d"
FICHE_ETABLISSEMENT: Final = "urn:uuid:f33fb8ac-18af-42cc-ae0e-ed0b0bdb91e1"
FICHE_CADRE: Final = "urn:uuid:cccf5598-8b07-4b77-a05e-ae952c785ead"
FICHE_TYPE: Final = "urn:uuid:f0306f51-975f-434e-a61c-c59651d33983"
FICHE_PATIENT: Final = "urn:uuid:58a6f841-87b3-4a3e-92fd-a8ffeff98427"
FICHE_UNIQUE: Final = "urn:uuid:2e82c1f6-a085-4c72-9da3-8640a32e42ab"

LOT: Final = "urn:uuid:a54d6aa5-d40d-43f9-88c5-b4633d873bdd"
LOT_AUTEUR: Final = "urn:uuid:a7058bb9-b4e4-4307-ba5b-e3f0ab85e12d"
LOT_CONTENU: Final = "urn:uuid:aa543740-bdda-424e-8c96-df4873be8500"
LOT_PATIENT: Final = "urn:uuid:6b5aea1a-874d-4603-a4bc-96a0a7b38446"
LOT_SOURCE: Final = "urn:uuid:554ac39e-e3fe-47fe-b233-965d2a147832"
LOT_UNIQUE: Final = "urn:uuid:96fdda7c-d067-4183-912e-bf5ee74998a8"

ASSOCIATION_OBJET: Final = "urn:oasis:names:tc:ebxml-regrep:ObjectType:RegistryObject:Association"
# Slots of the associations of an update (dmp_xds.md §4.10).
ETAT_ORIGINAL: Final = "OriginalStatus"
ETAT_NOUVEAU: Final = "NewStatus"
VERSION_PRECEDENTE: Final = "PreviousVersion"
REFERENCES: Final = "urn:ihe:iti:xds:2013:referenceIdList"


class TypeAssociation(StrEnum):
    """Associations the DMP knows."""

    CONTIENT = "urn:oasis:names:tc:ebxml-regrep:AssociationType:HasMember"
    REMPLACE = "urn:ihe:iti:2007:AssociationType:RPLC"
    SIGNE = "urn:ihe:iti:2007:AssociationType:signs"
    STATUT = "urn:ihe:iti:2010:AssociationType:UpdateAvailabilityStatus"


class StatutDocument(StrEnum):
    """availabilityStatus of a document."""

    APPROUVE = "urn:oasis:names:tc:ebxml-regrep:StatusType:Approved"
    OBSOLETE = "urn:oasis:names:tc:ebxml-regrep:StatusType:Deprecated"
    ARCHIVE = "urn:asip:ci-sis:2010:StatusType:Archived"
    SUPPRIME = "urn:asip:ci-sis:2010:StatusType:Deleted"


class StatutReponse(StrEnum):
    """Status of a registry answer."""

    SUCCES = "urn:oasis:names:tc:ebxml-regrep:ResponseStatusType:Success"
    ECHEC = "urn:oasis:names:tc:ebxml-regrep:ResponseStatusType:Failure"
    PARTIEL = "urn:ihe:iti:2007:ResponseStatusType:PartialSuccess"


class Gravite(StrEnum):
    """Severity of one registry error."""

    ERREUR = "urn:oasis:names:tc:ebxml-regrep:ErrorSeverityType:Error"
    AVERTISSEMENT = "urn:oasis:names:tc:ebxml-regrep:ErrorSeverityType:Warning"


class RequeteStockee(StrEnum):
    """Stored queries by their UUID (IHE ITI TF-2a §3.18.4.1.2.3.7)."""

    FIND_DOCUMENTS = "urn:uuid:14d4debf-8f97-4251-9a74-a90016b0af0d"
    FIND_DOCUMENTS_BY_REFERENCE_ID = "urn:uuid:12941a89-e02e-4be5-967c-ce4bfc8fe492"
    FIND_SUBMISSION_SETS = "urn:uuid:f26abbcb-ac74-4422-8a30-edb644bbc1a9"
    GET_DOCUMENTS = "urn:uuid:5c4f972b-d56b-40ac-a5fc-c8ca9b40b9d4"
    GET_ASSOCIATIONS = "urn:uuid:a7ae438b-4bc2-4642-93e9-be891f7bb155"
    GET_DOCUMENTS_AND_ASSOCIATIONS = "urn:uuid:bab9529a-4a10-40b3-a01f-f68a615d247a"
    GET_SUBMISSION_SETS = "urn:uuid:51224314-5390-4169-9b91-b1980040715a"
    GET_SUBMISSION_SET_AND_CONTENTS = "urn:uuid:e8e3cb2c-e39c-46b9-99e4-c12f57260b83"
    GET_ALL = "urn:uuid:10b545ea-725c-446d-9b95-8aeb444eddf3"
    GET_RELATED_DOCUMENTS = "urn:uuid:d90e5407-b356-4d91-a89f-873917b4b0e6"
