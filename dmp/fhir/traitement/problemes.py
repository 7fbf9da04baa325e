"""Remarks told to the caller: an OperationOutcome for a refusal, warnings beside an answer."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from dmp.errors import ERRORS
from dmp.fhir import errors
from dmp.fhir.data import noms
from dmp.fhir.messages.issues import outcome
from dmp.fhir.model.reponse import Probleme, Reponse
from dmp.fhir.rules.catalogue import appel as catalogue
from dmp.fhir.rules.catalogue import classeur
from dmp.fhir.rules.profils.registre import LIGNES
from dmp.xds.model import Remarque
from simulators.core.rule import Effect, Rule, Severity

Effets = Callable[[Rule], Effect]
# What MHD calls a part of a set that was not kept.
PARTIELS: Final = {classeur.IGNORE.regle.id: "PartialFolderContentNotProcessed"}
# Issue codes of the errors of profiles, by what was wrong.
_PLUS: Final = 50


def cle(one: Remarque) -> str:
    """The entry of the error table that answers a refusing remark."""
    refusal = one.rule.refusal
    return refusal.error if refusal else "fhir_donnees_reelles"


def refusants(told: Iterable[Remarque], effet: Effets) -> list[Remarque]:
    """The remarks that refuse: real data first, then in the order of judgement."""
    found = [one for one in told if effet(one.rule) is Effect.REFUSE]
    return sorted(found, key=lambda one: one.rule is not catalogue.DONNEES_REELLES)


def refus(refusing: Sequence[Remarque], options: frozenset[str]) -> Reponse:
    """The answer to a refused call: every reason, the status of the first."""
    first = refusing[0]
    headers = {"WWW-Authenticate": 'Bearer error="invalid_token"'} if statut(first, options) == 401 else {}
    if first.rule is catalogue.JETON_ABSENT:
        headers = {"WWW-Authenticate": "Bearer"}
    told = [_probleme(one, "error") for one in refusing[:_PLUS]]
    return Reponse(statut(first, options), outcome(told), entetes=headers)


def statut(one: Remarque, options: frozenset[str]) -> int:
    """The HTTP status of a refusal, as the espace wants those that the guides leave open."""
    key = cle(one)
    known = errors.statut(key)
    if known.reglable and f"{noms.OPTION_STATUT}=422" in options:
        return 422
    if key == "fhir_patch_element" and f"{noms.OPTION_PATCH}=422" in options:
        return 422
    return known.http


def panne(key: str) -> Reponse:
    """An error asked of the simulator."""
    known = errors.statut(key)
    entry = errors.ENTREES.get(key) or ERRORS[key]
    code = entry.code if not entry.code.isdigit() else ""
    label = entry.label.format(detail="panne programmée") if "{" in entry.label else entry.label
    headers = {"WWW-Authenticate": "Bearer"} if known.http == 401 else {}
    return Reponse(known.http, outcome([Probleme("error", known.issue, code, label)]), entetes=headers)


def avertissements(told: Iterable[Remarque], effet: Effets) -> dict[str, Any] | None:
    """What was accepted with something to say; None when there is nothing. What is only noted is not told."""
    found = [
        _probleme(one, "warning")
        for one in told
        if effet(one.rule) is Effect.ACCEPT and one.rule.severity is not Severity.INFO
    ]
    return outcome(found[:_PLUS]) if found else None


def _probleme(one: Remarque, gravite: str) -> Probleme:
    key = cle(one) if one.rule.refusal else ""
    known = errors.statut(key) if key else None
    entry = errors.ENTREES.get(key) or ERRORS.get(key)
    code = entry.code if entry is not None and not entry.code.isdigit() else ""
    if one.rule.id in PARTIELS or one.detail.startswith("Partial"):
        code = PARTIELS.get(one.rule.id) or one.detail
    title = one.rule.title.fr
    found = [f"reçu : {one.found}"] if one.found else []
    found += [f"attendu : {one.expected}"] if one.expected else []
    more = one.detail if not one.detail.startswith("Partial") else ""
    row = LIGNES.get(one.rule.id)
    issue = row.probleme if row is not None else known.issue if known is not None else "informational"
    return Probleme(
        gravite,
        issue,
        code,
        title,
        " ; ".join((*found, more or one.rule.advice.fr)),
        _chemin(one),
    )


def _chemin(one: Remarque) -> str:
    """Where: a FHIRPath, or `http.` and the name of a header or of a parameter."""
    place = one.place
    if place is None or not place.path:
        return ""
    if place.kind == "fhirpath":
        return place.path
    return f"http.{place.path}" if place.kind in {"query", "form", "header"} else ""
