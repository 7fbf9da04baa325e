"""Search parameters of each type (mss.md §4.1), and what bounds a search."""

from collections.abc import Mapping
from typing import Final

_COMMUNS: Final = {
    "_id": "token",
    "_lastUpdated": "date",
    "data-information-system": "token",
    "data-registration-authority": "token",
    "identifier": "token",
}
PARAMETRES: Final[Mapping[str, Mapping[str, str]]] = {
    "Practitioner": {
        **_COMMUNS,
        "active": "token",
        "family": "string",
        "given": "string",
        "identifier-type": "token",
        "mailbox-mss": "string",
        "name": "string",
        "number-smartcard": "string",
        "qualification-code": "token",
        "type-smartcard": "token",
    },
    "PractitionerRole": {
        **_COMMUNS,
        "active": "token",
        "mailbox-mss": "string",
        "organization": "reference",
        "practitioner": "reference",
        "role": "token",
    },
    "Organization": {
        **_COMMUNS,
        "active": "token",
        "address": "string",
        "address-city": "string",
        "address-line": "string",
        "address-postalcode": "string",
        "identifier-type": "token",
        "mailbox-mss": "string",
        "name": "string",
        "partof": "reference",
        "pharmacy-licence": "string",
        "type": "token",
    },
    "HealthcareService": {
        **_COMMUNS,
        "_profile": "uri",
        "active": "token",
        "characteristic": "token",
        "organization": "reference",
        "service-category": "token",
        "service-type": "token",
    },
    "Device": {
        **_COMMUNS,
        "manufacturer": "string",
        "model": "string",
        "organization": "reference",
        "status": "token",
        "type": "token",
    },
}
# What a conditional PATCH may choose an entry by; the two documents of the guide differ for PractitionerRole.
MODIFIABLES: Final[Mapping[str, frozenset[str]]] = {
    "Practitioner": frozenset({"identifier"}),
    "PractitionerRole": frozenset({"identifier", "practitioner.identifier", "organization.identifier"}),
    "Organization": frozenset({"identifier"}),
}
RESULTAT: Final = frozenset(
    {"_count", "_page_token", "_total", "_include", "_revinclude", "_elements", "_format", "_pretty"}
)
MODIFICATEURS: Final[Mapping[str, frozenset[str]]] = {
    "string": frozenset({"", "contains", "exact"}),
    "token": frozenset({""}),
    "reference": frozenset({""}),
    "date": frozenset({""}),
    "uri": frozenset({""}),
}
# The documentation writes `name:family=…&name:given=…`.
ALIAS: Final = {"name:family": "family", "name:given": "given"}

# Links of each type: element, type aimed at; the name in `_include` is the element in lower case.
INCLUSIONS: Final[Mapping[str, Mapping[str, str]]] = {
    "Practitioner": {},
    "PractitionerRole": {"practitioner": "Practitioner", "organization": "Organization"},
    "Organization": {"partof": "Organization"},
    "HealthcareService": {"organization": "Organization"},
    "Device": {"organization": "Organization"},
}
REVERSES: Final = frozenset(
    {
        "PractitionerRole:practitioner",
        "PractitionerRole:organization",
        "Organization:partof",
        "Device:organization",
        "HealthcareService:organization",
    }
)
FORMATS: Final = frozenset({"json", "application/json", "application/fhir+json"})
TOTAUX: Final = frozenset({"none", "estimate", "accurate"})

PAGE: Final = 50
PAGE_MAX: Final = 200
INCLUS_MAX: Final = 1_000
PARAMETRES_MAX: Final = 60
VALEURS_MAX: Final = 500
CORPS_MAX: Final = 65_536
