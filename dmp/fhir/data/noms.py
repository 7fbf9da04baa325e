"""Addresses, canonicals, media types and operation names of the FHIR face (dmp_fhir.md §2, §3, §8)."""

from typing import Final

BASE: Final = "/fhir"
VERSION: Final = "4.0.1"

_PDSM: Final = "https://interop.esante.gouv.fr/ig/fhir/pdsm"
_MHD: Final = "https://profiles.ihe.net/ITI/MHD"
PROFIL_FICHE: Final = f"{_PDSM}/StructureDefinition/pdsm-comprehensive-document-reference"
PROFIL_LOT: Final = f"{_PDSM}/StructureDefinition/pdsm-submissionset-comprehensive"
PROFIL_BUNDLE: Final = f"{_PDSM}/StructureDefinition/pdsm-comprehensive-provide-document-bundle"
PROFIL_SIMPLE: Final = f"{_PDSM}/StructureDefinition/pdsm-simplified-publish"
PROFIL_FICHES: Final = f"{_PDSM}/StructureDefinition/pdsm-find-documentreferences-comprehensive-response"
PROFIL_LOTS: Final = f"{_PDSM}/StructureDefinition/pdsm-find-lists-response"
PROFIL_REPONSE: Final = f"{_MHD}/StructureDefinition/IHE.MHD.ProvideDocumentBundleResponse"
EXT_ARCHIVE: Final = f"{_PDSM}/StructureDefinition/pdsm-ext-is-archived"
EXT_TYPE_LOT: Final = f"{_MHD}/StructureDefinition/ihe-designationType"
EXT_SOURCE_LOT: Final = f"{_MHD}/StructureDefinition/ihe-sourceId"
EXT_DESTINATAIRE: Final = f"{_PDSM}/StructureDefinition/pdsm-ext-intended-recipient"
EXT_ORGANISATION: Final = f"{_MHD}/StructureDefinition/ihe-authorOrg"
CAPACITES: Final = (
    f"{_PDSM}/CapabilityStatement/PDSm-GestionnaireDePartageDeDocuments",
    f"{_MHD}/CapabilityStatement/IHE.MHD.DocumentRecipient.Comprehensive",
    f"{_MHD}/CapabilityStatement/IHE.MHD.DocumentResponder",
)
EXT_FERMETURE: Final = "https://interop.esante.gouv.fr/ig/fhir/dmp/StructureDefinition/dmp-fermeture"
EXT_RATTACHEMENT: Final = (
    "https://interop.esante.gouv.fr/ig/fhir/dmp/StructureDefinition/dmp-rattachement-mes"
)
MOTIF_FERMETURE: Final = "https://interop.esante.gouv.fr/ig/fhir/dmp/CodeSystem/dmp-motif-fermeture"

JSON: Final = "application/fhir+json"
XML: Final = "application/fhir+xml"
JSON_PATCH: Final = "application/json-patch+json"
XML_PATCH: Final = "application/xml-patch+xml"

# Operations, as in the journal.
DEPOT: Final = "dmp.fhir.iti65"
PUBLICATION: Final = "dmp.fhir.iti105"
LOTS: Final = "dmp.fhir.iti66"
FICHES: Final = "dmp.fhir.iti67"
DOCUMENT: Final = "dmp.fhir.iti68"
MODIFICATION: Final = "dmp.fhir.patch"
LECTURE: Final = "dmp.fhir.lecture"
EXISTENCE: Final = "dmp.fhir.td02"
LOT_DE_REQUETES: Final = "dmp.fhir.batch"
CAPACITE: Final = "dmp.fhir.capacites"
INCONNUE: Final = "dmp.fhir.inconnue"

# Options of an espace.
OPTION_PROJET: Final = "dmp.fhir.pdsm4dmp"
OPTION_STATUT: Final = "dmp.fhir.statut_metadonnees"
OPTION_PATCH: Final = "dmp.fhir.statut_patch"
OPTION_REMPLACE: Final = "dmp.fhir.remplace_410"
OPTION_MHD: Final = "dmp.fhir.mhd"
