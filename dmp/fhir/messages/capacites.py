"""The CapabilityStatement, written from the table of what is served (dmp_fhir.md §8)."""

from typing import Any

from dmp.fhir.data import noms
from dmp.fhir.data.servi import RESSOURCES, Ressource


def capacites(base: str, quand: str, *, projet: bool) -> dict[str, Any]:
    """What this face serves in this espace; `projet` adds what is of the draft alone."""
    label = "PDSm 3.1.1" + (", projet PDSm4DMP 0.1.0" if projet else "")
    served = [one for one in RESSOURCES.values() if projet or not one.projet]
    interactions = ["transaction", *(["batch"] if projet else [])]
    return {
        "resourceType": "CapabilityStatement",
        "status": "active",
        "experimental": True,
        "date": quand,
        "publisher": "Socle, simulateur",
        "kind": "instance",
        "instantiates": list(noms.CAPACITES),
        "software": {"name": f"Socle, face FHIR ({label})"},
        "implementation": {
            "description": f"Simulateur d'un gestionnaire de partage de documents ({label}) : données "
            "fictives, "
            "ce n'est pas le DMP en production",
            "url": base,
        },
        "fhirVersion": noms.VERSION,
        "format": [noms.XML, noms.JSON, "xml", "json"],
        "patchFormat": [noms.JSON_PATCH, noms.XML_PATCH, noms.JSON],
        "rest": [
            {
                "mode": "server",
                "documentation": "IHE MHD : ITI-65, ITI-66, ITI-67, ITI-68, ITI-105.",
                "security": {
                    "cors": False,
                    "description": "TLS mutuel et jeton lié au certificat, obtenu par échange (RFC 8693).",
                },
                "resource": [_ressource(one) for one in served],
                "interaction": [{"code": code} for code in interactions],
            }
        ],
    }


def _ressource(one: Ressource) -> dict[str, Any]:
    made: dict[str, Any] = {"type": one.type}
    if one.profil:
        made["supportedProfile"] = [one.profil]
    made["interaction"] = [{"code": code} for code in one.interactions]
    if "patch" in one.interactions:
        made["versioning"] = "versioned"
        made["conditionalUpdate"] = True
    if one.parametres:
        made["searchParam"] = [
            {"name": own.nom, "type": own.type, "definition": own.definition}
            for own in one.parametres.values()
            if "." not in own.nom
        ]
    return made
