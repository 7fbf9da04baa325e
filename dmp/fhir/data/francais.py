"""Addresses of FR Core: the qualified patient, the reliability of an identity (fr_core_ins_codes, §10)."""

from typing import Final

_CORE: Final = "https://hl7.fr/ig/fhir/core"
PATIENT_INS: Final = f"{_CORE}/StructureDefinition/fr-core-patient-ins"
FIABILITE: Final = f"{_CORE}/StructureDefinition/fr-core-identity-reliability"
# The system has had three addresses: fiabilite-identite, then identity-reliability, then this one.
STATUT_IDENTITE: Final = f"{_CORE}/CodeSystem/fr-core-cs-identity-status"
PRENOMS: Final = f"{_CORE}/StructureDefinition/fr-core-patient-birth-list-given-name"
INSEE: Final = f"{_CORE}/StructureDefinition/fr-core-address-insee-code"
NAISSANCE: Final = "http://hl7.org/fhir/StructureDefinition/patient-birthPlace"
COG: Final = "https://mos.esante.gouv.fr/NOS/TRE_R13-CommuneOM/FHIR/TRE-R13-CommuneOM"
