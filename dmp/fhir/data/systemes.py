"""Code systems and identifiers in the two writings: an OID in XDS, a URL in FHIR (dmp_fhir.md §2, §9)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_NOS: Final = "https://mos.esante.gouv.fr/NOS/"


def _nos(name: str) -> str:
    """The address of a terminology of the NOS."""
    return f"{_NOS}{name}/FHIR/{name.replace('_', '-')}"


CONFIDENTIALITE: Final = "2.16.840.1.113883.5.25"
V3_CONFIDENTIALITE: Final = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality"
VISIBILITE: Final = _nos("TRE_A07-StatutVisibiliteDocument")
# Written in an example of PDSm: no terminology is there, and N would not be in it.
VISIBILITE_FAUSSE: Final = _nos("TRE_A07-StatusVisibiliteDocument")
LOINC: Final = "http://loinc.org"

# The URL we write for each OID, then the other URLs we read.
URLS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "1.2.250.1.213.1.1.4.6": _nos("TRE_A00-ProducteurDocNonPS"),
        "1.2.250.1.213.1.1.4.9": _nos("TRE_A01-CadreExercice"),
        "1.2.250.1.213.1.1.4.1": _nos("TRE_A03-ClasseDocument"),
        "1.2.250.1.213.1.1.4.12": _nos("TRE_A05-TypeDocComplementaireCISIS"),
        "1.2.250.1.213.1.1.4.2.282": _nos("TRE_A06-FormatCodeComplementaire"),
        "1.2.250.1.213.1.1.4.13": VISIBILITE,
        CONFIDENTIALITE: V3_CONFIDENTIALITE,
        "1.2.840.10008.2.6.1": _nos("TRE_A09-DICOMuidRegistry"),
        "URN": _nos("TRE_A10-NomenclatureURN"),
        "1.3.6.1.4.1.19376.1.2.3": _nos("TRE_A11-IheFormatCode"),
        "ASTM": _nos("TRE_A12-NomenclatureASTM"),
        "1.2.250.1.71.4.2.4": _nos("TRE_R02-SecteurActivite"),
        "1.2.250.1.213.2.2": _nos("TRE_R209-TypeActivite"),
        "2.16.840.1.113883.6.1": LOINC,
        "2.16.840.1.113883.6.3": "http://hl7.org/fhir/sid/icd-10",
    }
)
AUTRES: Final[Mapping[str, str]] = MappingProxyType(
    {
        _nos("TRE_A08-HL7Confidentiality"): CONFIDENTIALITE,
        VISIBILITE_FAUSSE: CONFIDENTIALITE,
        "http://ihe.net/fhir/ihe.formatcode.fhir/CodeSystem/formatcode": "1.3.6.1.4.1.19376.1.2.3",
    }
)
OIDS: Final[Mapping[str, str]] = MappingProxyType({url: oid for oid, url in URLS.items()} | dict(AUTRES))

URN_OID: Final = "urn:oid:"
URN_UUID: Final = "urn:uuid:"
RFC3986: Final = "urn:ietf:rfc:3986"
# The arc of OIDs made from UUIDs (ITU-T X.667).
ARC_UUID: Final = "2.25."

IDENTIFIANTS_0203: Final = "https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-0203"
RPPS: Final = "https://rpps.esante.gouv.fr"
SIRENE: Final = "https://sirene.fr"
MHD_IDENTIFIANTS: Final = "https://profiles.ihe.net/ITI/MHD/CodeSystem/IHE.MHD.MHDIdentifierType"
MHD_LISTES: Final = "https://profiles.ihe.net/ITI/MHD/CodeSystem/MHDlistTypes"


def url(oid: str) -> str:
    """The URL of a code system named by its OID; `urn:oid:` for one that has none here."""
    return URLS.get(oid) or (f"{URN_OID}{oid}" if oid[:1].isdigit() else oid)


def oid(system: str) -> str:
    """The OID of a code system named by its URL; what is no known URL is kept as written."""
    return OIDS.get(system) or system.removeprefix(URN_OID)
