"""OperationOutcome: one issue for each problem (dmp_fhir.md §3.5)."""

from collections.abc import Iterable
from typing import Any

from dmp.fhir.data.systemes import RFC3986
from dmp.fhir.model.reponse import Probleme

# What is repeated of a message in an answer.
_MONTRE = 400


def outcome(problemes: Iterable[Probleme]) -> dict[str, Any]:
    """The resource; FHIR wants one issue at least."""
    told = [_issue(one) for one in problemes]
    return {
        "resourceType": "OperationOutcome",
        "issue": told or [{"severity": "information", "code": "informational"}],
    }


def _issue(one: Probleme) -> dict[str, Any]:
    made: dict[str, Any] = {"severity": one.gravite, "code": one.issue}
    details: dict[str, Any] = {}
    if one.code:
        details["coding"] = [{"system": RFC3986, "code": one.code}]
    if one.texte:
        details["text"] = one.texte[:_MONTRE]
    if details:
        made["details"] = details
    if one.diagnostic:
        made["diagnostics"] = one.diagnostic[:_MONTRE]
    if one.chemin:
        made["expression"] = [one.chemin]
    return made
