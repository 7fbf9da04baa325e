"""What these programs feed over FHIR: the hand-typed transaction, under identifiers of its own."""

import json
from typing import Any

from tests.dmp import editeur
from tests.dmp_fhir import exemples

INS = f"urn:oid:{editeur.TEST_OID}|{editeur.INS}"
CURRENT = {"patient.identifier": INS, "status": "current"}
FIRST, SECOND = "1.2.250.1.999.1.1.1.41", "1.2.250.1.999.1.1.1.42"
ARCHIVED = "https://interop.esante.gouv.fr/ig/fhir/pdsm/StructureDefinition/pdsm-ext-is-archived"
ARCHIVE = [{"op": "add", "path": "/extension", "value": [{"url": ARCHIVED, "valueBoolean": True}]}]


def lot(unique: str = FIRST) -> dict[str, Any]:
    """A set of one document."""
    return _under(exemples.lot(), unique)


def remplacement(ancienne: str, unique: str = SECOND) -> dict[str, Any]:
    """A set whose document replaces an entry; its id is given."""
    made = _under(exemples.remplacement(), unique)
    text = json.dumps(made).replace(exemples.ANCIENNE, f"DocumentReference/{ancienne}")
    replaced: dict[str, Any] = json.loads(text)
    return replaced


def simplifiee(unique: str, ancienne: str = "") -> dict[str, Any]:
    """An entry that carries its document."""
    made = _under(exemples.simplifiee(), unique)
    if ancienne:
        target = {"reference": f"DocumentReference/{ancienne}"}
        made["relatesTo"] = [{"code": "replaces", "target": target}]
    return made


def _under(tree: dict[str, Any], unique: str) -> dict[str, Any]:
    text = json.dumps(tree).replace("1.2.250.1.999.1.1.1.1", unique)
    made: dict[str, Any] = json.loads(text.replace("1.2.250.1.999.1.2.1", f"{unique}.2"))
    return made
