"""Patches of an entry: JSON Patch by RFC 6902, and the Parameters of a replacement (§2.4, §5.2)."""

from typing import Any

from dmp.fhir.data import noms
from dmp.fhir.messages.elements import concept
from simulators.core.sante.codes import Code

Correctif = list[dict[str, Any]]


def archiver(*, archive: bool, rang: int | None = None) -> Correctif:
    """Sets the archive extension: at its rank among those of the entry, or added when there is none."""
    if rang is None:
        extension = {"url": noms.EXT_ARCHIVE, "valueBoolean": archive}
        return [{"op": "add", "path": "/extension", "value": [extension]}]
    return [{"op": "replace", "path": f"/extension/{rang}/valueBoolean", "value": archive}]


def confidentialite(codes: tuple[Code, ...]) -> Correctif:
    """Replaces all the labels."""
    return [{"op": "replace", "path": "/securityLabel", "value": [concept(one) for one in codes]}]


def statut(value: str) -> Correctif:
    """Replaces the status."""
    return [{"op": "replace", "path": "/status", "value": value}]


def correctif_remplacement() -> dict[str, Any]:
    """The Parameters that make the former entry superseded (IHE.MHD.Patch.Parameters)."""
    parts = [
        {"name": "type", "valueCode": "replace"},
        {"name": "path", "valueString": "DocumentReference.status"},
        {"name": "value", "valueCode": "superseded"},
    ]
    return {"resourceType": "Parameters", "parameter": [{"name": "operation", "part": parts}]}
