"""Systems, profiles and codes of the directory (mss.md §4.1, §4.2; DOC-ANN and IG-ANN)."""

from typing import Final

BASE: Final = "/fhir/v2"
HOTE: Final = "gateway.api.esante.gouv.fr"
ENTETE_CLE: Final = "ESANTE-API-KEY"

_PROFIL: Final = "https://interop.esante.gouv.fr/ig/fhir/annuaire/StructureDefinition/"
_NOS: Final = "https://mos.esante.gouv.fr/NOS/"
_HL7: Final = "https://hl7.fr/ig/fhir/core/"

TYPES: Final = ("Practitioner", "PractitionerRole", "Device", "Organization", "HealthcareService")
PROFILS: Final = {
    "Practitioner": f"{_PROFIL}as-dp-practitioner",
    "PractitionerRole": f"{_PROFIL}as-dp-practitionerrole",
    "Organization": f"{_PROFIL}as-dp-organization",
    "HealthcareService": f"{_PROFIL}as-dp-healthcareservice-social-equipment",
    "Device": f"{_PROFIL}as-dp-device",
}
# First part of the technical identifiers; that of Device was not seen, and none is published here.
PREFIXES: Final = {
    "Organization": "001",
    "Practitioner": "003",
    "HealthcareService": "004",
    "PractitionerRole": "005",
}

TYPE_IDENTIFIANT: Final = f"{_HL7}CodeSystem/fr-core-cs-v2-0203"
IDNPS: Final = "urn:oid:1.2.250.1.71.4.2.1"
RPPS: Final = "https://rpps.esante.gouv.fr"
IDNST: Final = "urn:oid:1.2.250.1.71.4.2.2"
FINESS: Final = "https://finess.esante.gouv.fr"

PROFESSION: Final = f"{_NOS}TRE_G15-ProfessionSante/FHIR/TRE-G15-ProfessionSante"
PROFESSION_SOCIALE: Final = f"{_NOS}TRE_R94-ProfessionSocial/FHIR/TRE-R94-ProfessionSocial"
CATEGORIE_PROFESSIONNELLE: Final = (
    f"{_NOS}TRE_R09-CategorieProfessionnelle/FHIR/TRE-R09-CategorieProfessionnelle"
)
SPECIALITE: Final = f"{_NOS}TRE_R38-SpecialiteOrdinale/FHIR/TRE-R38-SpecialiteOrdinale"
MODE_EXERCICE: Final = f"{_NOS}TRE_R23-ModeExercice/FHIR/TRE-R23-ModeExercice"
TYPE_ORGANISATION: Final = f"{_HL7}CodeSystem/fr-core-cs-v2-3307"
SECTEUR: Final = f"{_NOS}TRE_R02-SecteurActivite/FHIR/TRE-R02-SecteurActivite"
CATEGORIE: Final = f"{_NOS}TRE_R66-CategorieEtablissement/FHIR/TRE-R66-CategorieEtablissement"
TYPE_ACTIVITE: Final = f"{_NOS}TRE_R209-TypeActivite/FHIR/TRE-R209-TypeActivite"
TYPE_MESSAGERIE: Final = f"{_NOS}TRE_R256-TypeMessagerie/FHIR/TRE-R256-TypeMessagerie"
TYPE_BAL: Final = f"{_NOS}TRE_R257-TypeBAL/FHIR/TRE-R257-TypeBAL"

EXT_EMAIL: Final = f"{_HL7}StructureDefinition/fr-core-contact-point-email-type"
EXT_BAL: Final = f"{_PROFIL}as-ext-mailbox-mss-metadata"
EXT_NATURE: Final = f"{_PROFIL}as-ext-organization-types"
OBSERVATION: Final = "http://terminology.hl7.org/CodeSystem/v3-ObservationValue"

# An actor characterised by a role has no profession; social professions have a table of their own.
SANS_PROFESSION: Final = "99"
SOCIALES: Final = frozenset({"41", "42", "43", "44", "45", "46", "47", "48", "49", "51", "52", "53"})

# Sector and category of establishment by kind of structure. Seen: SA17 for an EHPAD, SA25 for a laboratory,
# SA33 for a pharmacy, and the list of medico-social categories; the rest is assumed.
SECTEURS: Final = {
    "EHPAD": "SA17",
    "SAD mixte": "SA17",
    "SAD aide": "SA18",
    "IME": "SA16",
    "SESSAD": "SA16",
    "CAMSP": "SA16",
    "MAS": "SA16",
    "CSAPA": "SA41",
    "CAARUD": "SA41",
    "hôpital": "SA01",
    "cabinet": "SA07",
    "laboratoire": "SA25",
    "officine": "SA33",
}
CATEGORIES: Final = {
    "EHPAD": "500",
    "SAD mixte": "209",
    "SAD aide": "460",
    "IME": "183",
    "SESSAD": "182",
    "CAMSP": "190",
    "MAS": "255",
    "CSAPA": "197",
    "CAARUD": "178",
    "MECS": "177",
}
# Structures that house people: an activity of full accommodation (TRE_R209, code 11).
HEBERGEMENT: Final = frozenset({"EHPAD", "MAS", "MECS"})
# The fictional world has one date of update.
MISE_A_JOUR: Final = "2026-01-05T05:00:00.000+00:00"
