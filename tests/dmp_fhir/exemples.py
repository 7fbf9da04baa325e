"""Messages of an editor, typed by hand: right by every rule, each test changes one thing of a copy."""

import json
from typing import Any

Arbre = dict[str, Any]

_PDSM = "https://interop.esante.gouv.fr/ig/fhir/pdsm/StructureDefinition/"
_MHD = "https://profiles.ihe.net/ITI/MHD/"
_NOS = "https://mos.esante.gouv.fr/NOS/"
_FR = "https://hl7.fr/ig/fhir/core/"
_0203 = f"{_FR}CodeSystem/fr-core-cs-v2-0203"
FICHE = "urn:uuid:5e3cbb1c-2f5f-4a8e-9f6b-0d1f6a2b7c01"
BINAIRE = "urn:uuid:5e3cbb1c-2f5f-4a8e-9f6b-0d1f6a2b7c02"
LISTE = "urn:uuid:5e3cbb1c-2f5f-4a8e-9f6b-0d1f6a2b7c03"
CORRECTIF = "urn:uuid:5e3cbb1c-2f5f-4a8e-9f6b-0d1f6a2b7c04"
ANCIENNE = "DocumentReference/7f0c1a52-4a8e-4d2f-8a3b-6d5e4f3c2b1a"
# « Bonjour »
CONTENU = "Qm9uam91cg=="
EMPREINTE = "8w7L9bHLhcYx/ewLOWeFUJc8/Lw="
FIABILITE = f"{_FR}StructureDefinition/fr-core-identity-reliability"
STATUT_IDENTITE = f"{_FR}CodeSystem/fr-core-cs-identity-status"

_ROLE = {
    "resourceType": "PractitionerRole",
    "id": "role",
    "practitioner": {"reference": "#medecin"},
    "organization": {"reference": "#ehpad"},
    "code": [
        {
            "coding": [
                {
                    "system": f"{_NOS}TRE_G15-ProfessionSante/FHIR/TRE-G15-ProfessionSante",
                    "code": "10",
                    "display": "Médecin",
                }
            ]
        }
    ],
}
_MEDECIN = {
    "resourceType": "Practitioner",
    "id": "medecin",
    "identifier": [
        {
            "type": {"coding": [{"system": _0203, "code": "IDNPS"}]},
            "system": "urn:oid:1.2.250.1.71.4.2.1",
            "value": "899700000013",
        },
        {
            "type": {"coding": [{"system": _0203, "code": "RPPS"}]},
            "system": "https://rpps.esante.gouv.fr",
            "value": "99700000013",
        },
    ],
    "name": [{"family": "MORVAN", "given": ["HELENE"]}],
}
_EHPAD = {
    "resourceType": "Organization",
    "id": "ehpad",
    "identifier": [
        {
            "type": {"coding": [{"system": _0203, "code": "IDNST"}]},
            "system": "urn:oid:1.2.250.1.71.4.2.2",
            "value": "1990000028",
        },
        {
            "type": {"coding": [{"system": _0203, "code": "SIREN"}]},
            "system": "https://sirene.fr",
            "value": "990000028",
        },
    ],
    "name": "EHPAD Les Tilleuls",
}
_INS = {
    "use": "official",
    "type": {"coding": [{"system": _0203, "code": "INS-NIR-TEST"}]},
    "system": "urn:oid:1.2.250.1.213.1.4.10",
    "value": "240035505090119",
}
_PATIENT = {
    "resourceType": "Patient",
    "id": "usager",
    "meta": {"profile": [f"{_FR}StructureDefinition/fr-core-patient-ins"]},
    "extension": [
        {
            "url": FIABILITE,
            "extension": [
                {"url": "identityStatus", "valueCoding": {"system": STATUT_IDENTITE, "code": "QUAL"}},
                {
                    "url": "methodCollection",
                    "valueCoding": {
                        "system": f"{_FR}CodeSystem/fr-core-cs-method-collection",
                        "code": "INSI",
                    },
                },
                {"url": "validationDate", "valueDate": "2026-01-10"},
                {
                    "url": "validationMode",
                    "valueCoding": {
                        "system": f"{_FR}CodeSystem/fr-core-cs-mode-validation-identity",
                        "code": "CN",
                    },
                },
            ],
        },
        {
            "url": "http://hl7.org/fhir/StructureDefinition/patient-birthPlace",
            "valueAddress": {
                "extension": [
                    {
                        "url": f"{_FR}StructureDefinition/fr-core-address-insee-code",
                        "valueCoding": {
                            "system": f"{_NOS}TRE_R13-CommuneOM/FHIR/TRE-R13-CommuneOM",
                            "code": "55050",
                        },
                    }
                ]
            },
        },
    ],
    "identifier": [_INS],
    "name": [
        {
            "extension": [
                {
                    "url": f"{_FR}StructureDefinition/fr-core-patient-birth-list-given-name",
                    "valueString": "MARGUERITE JEANNE",
                }
            ],
            "use": "official",
            "family": "DELAUNAY",
            "given": ["MARGUERITE"],
        }
    ],
    "gender": "female",
    "birthDate": "1940-03-14",
}


def _copie(tree: Arbre) -> Arbre:
    """A copy that shares nothing, not even between its parts."""
    made: Arbre = json.loads(json.dumps(tree))
    return made


def _unique(value: str) -> Arbre:
    kind = {"coding": [{"system": f"{_MHD}CodeSystem/IHE.MHD.MHDIdentifierType", "code": "uniqueId"}]}
    return {"use": "usual", "type": kind, "system": "urn:ietf:rfc:3986", "value": value}


_FICHE = {
    "resourceType": "DocumentReference",
    "meta": {"profile": [f"{_PDSM}pdsm-comprehensive-document-reference"]},
    "contained": [_ROLE, _MEDECIN, _EHPAD, _PATIENT],
    "masterIdentifier": _unique("urn:oid:1.2.250.1.999.1.1.1.1"),
    "status": "current",
    "type": {
        "coding": [
            {"system": "http://loinc.org", "code": "11488-4", "display": "CR ou fiche de consultation"}
        ]
    },
    "category": [
        {
            "coding": [
                {
                    "system": f"{_NOS}TRE_A03-ClasseDocument/FHIR/TRE-A03-ClasseDocument",
                    "code": "10",
                    "display": "Compte rendu",
                }
            ]
        }
    ],
    "subject": {"identifier": _INS},
    "date": "2026-01-15T10:00:00+01:00",
    "author": [{"reference": "#role"}],
    "authenticator": {"reference": "#role"},
    "custodian": {"reference": "#ehpad"},
    "description": "Visite du mois",
    "securityLabel": [
        {
            "coding": [
                {
                    "system": "http://terminology.hl7.org/CodeSystem/v3-Confidentiality",
                    "code": "N",
                    "display": "Normal",
                }
            ]
        }
    ],
    "content": [
        {
            "attachment": {
                "contentType": "text/plain",
                "language": "fr-FR",
                "url": BINAIRE,
                "size": 7,
                "hash": EMPREINTE,
                "title": "Compte rendu de consultation",
                "creation": "2026-01-15T09:30:00+01:00",
            },
            "format": {
                "system": f"{_NOS}TRE_A11-IheFormatCode/FHIR/TRE-A11-IheFormatCode",
                "code": "urn:ihe:iti:xds-sd:text:2008",
            },
        }
    ],
    "context": {
        "event": [{"coding": [{"system": "http://hl7.org/fhir/sid/icd-10", "code": "I10"}]}],
        "period": {"start": "2026-01-15T09:00:00+01:00", "end": "2026-01-15T09:20:00+01:00"},
        "facilityType": {
            "coding": [
                {"system": f"{_NOS}TRE_R02-SecteurActivite/FHIR/TRE-R02-SecteurActivite", "code": "SA17"}
            ]
        },
        "practiceSetting": {
            "coding": [
                {"system": f"{_NOS}TRE_A01-CadreExercice/FHIR/TRE-A01-CadreExercice", "code": "ETABLISSEMENT"}
            ]
        },
        "sourcePatientInfo": {"reference": "#usager"},
    },
}
_LISTE = {
    "resourceType": "List",
    "meta": {"profile": [f"{_PDSM}pdsm-submissionset-comprehensive"]},
    "contained": [_ROLE, _MEDECIN, _EHPAD],
    "extension": [
        {
            "url": f"{_MHD}StructureDefinition/ihe-designationType",
            "valueCodeableConcept": {
                "coding": [
                    {
                        "system": f"{_NOS}TRE_R209-TypeActivite/FHIR/TRE-R209-TypeActivite",
                        "code": "11",
                        "display": "Hébergement complet internat",
                    }
                ]
            },
        },
        {
            "url": f"{_MHD}StructureDefinition/ihe-sourceId",
            "valueIdentifier": {"system": "urn:ietf:rfc:3986", "value": "urn:oid:1.2.250.1.999.1"},
        },
    ],
    "identifier": [_unique("urn:oid:1.2.250.1.999.1.2.1")],
    "status": "current",
    "mode": "working",
    "title": "Visite du mois",
    "code": {"coding": [{"system": f"{_MHD}CodeSystem/MHDlistTypes", "code": "submissionset"}]},
    "subject": {"identifier": _INS},
    "date": "2026-01-15T10:00:00+01:00",
    "source": {"reference": "#role"},
    "entry": [{"item": {"reference": FICHE}}],
}
_LOT = {
    "resourceType": "Bundle",
    "meta": {"profile": [f"{_PDSM}pdsm-comprehensive-provide-document-bundle"]},
    "type": "transaction",
    "entry": [
        {"fullUrl": LISTE, "resource": _LISTE, "request": {"method": "POST", "url": "List"}},
        {
            "fullUrl": FICHE,
            "resource": _FICHE,
            "request": {"method": "POST", "url": "DocumentReference"},
        },
        {
            "fullUrl": BINAIRE,
            "resource": {"resourceType": "Binary", "contentType": "text/plain", "data": CONTENU},
            "request": {"method": "POST", "url": "Binary"},
        },
    ],
}
_CORRECTIF = {
    "fullUrl": CORRECTIF,
    "resource": {
        "resourceType": "Parameters",
        "parameter": [
            {
                "name": "operation",
                "part": [
                    {"name": "type", "valueCode": "replace"},
                    {"name": "path", "valueString": "DocumentReference.status"},
                    {"name": "value", "valueCode": "superseded"},
                ],
            }
        ],
    },
    "request": {"method": "PATCH", "url": ANCIENNE},
}
_CLASSEUR = {
    "resourceType": "List",
    "meta": {"profile": [f"{_PDSM}pdsm-folder-comprehensive"]},
    "extension": [
        {
            "url": f"{_MHD}StructureDefinition/ihe-designationType",
            "valueCodeableConcept": {"coding": [{"system": "http://loinc.org", "code": "11488-4"}]},
        }
    ],
    "status": "current",
    "mode": "working",
    "title": "Admission",
    "code": {"coding": [{"system": f"{_MHD}CodeSystem/MHDlistTypes", "code": "folder"}]},
    "subject": {"identifier": _INS},
    "date": "2026-01-15T10:00:00+01:00",
    "entry": [{"item": {"reference": ANCIENNE}}],
}


def fiche() -> Arbre:
    """The DocumentReference of the transaction."""
    return _copie(_FICHE)


def liste() -> Arbre:
    """The submission set of the transaction."""
    return _copie(_LISTE)


def lot() -> Arbre:
    """ITI-65: a set of one document."""
    return _copie(_LOT)


def remplacement() -> Arbre:
    """ITI-65: the document replaces a former one."""
    made = lot()
    made["entry"][1]["resource"]["relatesTo"] = [{"code": "replaces", "target": {"reference": ANCIENNE}}]
    made["entry"].append(_copie(_CORRECTIF))
    return made


def simplifiee() -> Arbre:
    """ITI-105: the entry carries its document."""
    made = fiche()
    made["meta"]["profile"] = [f"{_PDSM}pdsm-simplified-publish"]
    del made["content"][0]["attachment"]["url"]
    made["content"][0]["attachment"]["data"] = CONTENU
    return made


def classeur() -> Arbre:
    """A folder."""
    return _copie(_CLASSEUR)


def patient() -> Arbre:
    """A qualified person."""
    return _copie(_PATIENT)


def praticien() -> Arbre:
    """A professional."""
    return _copie(_MEDECIN)


def organisation() -> Arbre:
    """A structure."""
    return _copie(_EHPAD)


def piece(tree: Arbre) -> Arbre:
    """The attachment of an entry, or of the entry of a transaction."""
    entry = tree["entry"][1]["resource"] if tree["resourceType"] == "Bundle" else tree
    found: Arbre = entry["content"][0]["attachment"]
    return found
