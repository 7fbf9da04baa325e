"""The account of a catalogue as JSON, as CSV and as lines on a terminal."""

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any

from simulators.core.rule import Text
from simulators.scenarios.coverage import CheckCoverage, Coverage, ScenarioCoverage
from simulators.scenarios.history import Past
from simulators.scenarios.reference import Requirement
from simulators.scenarios.rem import Rem
from simulators.scenarios.reports.wording import STATES

Json = dict[str, Any]
Last = Mapping[str, Past]
CSV_HEAD = (
    *("exigence", "vague1", "indicatif", "rem", "scenario", "controle"),
    *("statut", "prouve_dans_les_deux_sens", "dernier_verdict", "date"),
)
STATUSES = {
    "executable": Text("décidé du trafic", "decided from the traffic"),
    "reclassified": Text("reclassé", "reclassified"),
    "attestation": Text("attestation", "attestation"),
    "export": Text("export du DUI", "export of the DUI"),
    "releve": Text("relevé, jamais jugé", "shown, never judged"),
    "missing": Text("absent du catalogue", "missing from the catalogue"),
}
_NEVER = Text("jamais joué", "never played")


def totals(covered: Coverage) -> Json:
    """The figures, computed from the catalogue."""
    executable = covered.of_status("executable")
    return {
        "scenarios": len(covered.scenarios),
        "scenarios_executable": sum(one.executable for one in covered.scenarios),
        "checks": len(covered.checks),
        "traffic_checks": sum(one.reference.genre == "traffic" for one in covered.checks),
        "traffic_checks_executable": len(executable),
        "reclassified": len(covered.of_status("reclassified")),
        "checks_proven_both_ways": len(covered.proven),
        "missing": len(covered.unaccounted),
        "checks_added": sum(len(one.added) for one in covered.scenarios),
        "scenarios_added": len(covered.extra),
    }


def as_json(covered: Coverage, past: Last, rem: Rem) -> Json:
    """Totals, then each requirement with its scenarios and their checks. Keys are added, never renamed."""
    return {
        "format": 1,
        **totals(covered),
        "not_proven": [one.reference.id for one in covered.of_status("executable") if not one.proven],
        "missing_checks": [one.reference.id for one in covered.unaccounted],
        "reclassified_checks": [_reclassified(one) for one in covered.of_status("reclassified")],
        "requirements": [
            _requirement(one, covered, past, rem) for one in covered.reference.requirements.values()
        ],
    }


def _reclassified(one: CheckCoverage) -> Json:
    reason = one.reason or Text("", "")
    return {
        "id": one.reference.id,
        "to": one.check.genre if one.check else "",
        "reason": {"fr": reason.fr, "en": reason.en},
    }


def _requirement(requirement: Requirement, covered: Coverage, past: Last, rem: Rem) -> Json:
    return {
        "id": requirement.id,
        "vague1": requirement.vague1,
        "indicatif": True,
        "label": requirement.libelle,
        "observable": requirement.observable,
        "rem": list(rem.of(requirement.id)),
        "scenarios": [_scenario(one, past, requirement.id, rem) for one in exercising(covered, requirement)],
    }


def _scenario(covered: ScenarioCoverage, past: Last, requirement: str, rem: Rem) -> Json:
    played = past.get(covered.reference.id)
    return {
        "id": covered.reference.id,
        "title": covered.reference.titre,
        "executable": covered.executable,
        "last_verdict": played.state.value if played else None,
        "date": played.when.isoformat() if played else None,
        "checks": [
            {
                "id": one.reference.id,
                "status": one.status,
                "proven_both_ways": one.proven,
                "rem": list(rem.of(requirement, covered.reference.id, one.reference.id)),
                "last_verdict": _state(one, played),
            }
            for one in covered.checks
        ],
    }


def _state(one: CheckCoverage, played: Past | None) -> str | None:
    state = played.checks.get(one.reference.id) if played else None
    return state.value if state else None


def exercising(covered: Coverage, requirement: Requirement) -> tuple[ScenarioCoverage, ...]:
    """The scenarios that exercise a requirement."""
    return tuple(one for one in covered.scenarios if requirement.id in one.reference.exigences)


def as_csv(covered: Coverage, past: Last, rem: Rem) -> str:
    """One line per requirement and check; one line alone for a requirement that no scenario exercises."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow(CSV_HEAD)
    for requirement in covered.reference.requirements.values():
        writer.writerows(_rows(requirement, covered, past, rem))
    return target.getvalue()


def _rows(requirement: Requirement, covered: Coverage, past: Last, rem: Rem) -> Iterator[tuple[str, ...]]:
    head = (requirement.id, requirement.vague1, "oui")
    found = exercising(covered, requirement)
    if not found:
        yield (*head, " ".join(rem.of(requirement.id)), "", "", "sans scénario", "", "", "")
    for scenario in found:
        played = past.get(scenario.reference.id)
        for one in scenario.checks:
            numbers = rem.of(requirement.id, scenario.reference.id, one.reference.id)
            date = played.when.date().isoformat() if played else ""
            told = (STATUSES[one.status].fr, "oui" if one.proven else "non", _state(one, played) or "", date)
            yield (*head, " ".join(numbers), scenario.reference.id, one.reference.id, *told)


def lines(covered: Coverage, past: Last, rem: Rem, lang: str) -> Iterator[str]:
    """A line per requirement and scenario, what is missing, then the totals."""
    for requirement in covered.reference.requirements.values():
        numbers = " ".join(filter(None, (requirement.vague1, *rem.of(requirement.id))))
        yield f"{requirement.id}{f' ({numbers})' if numbers else ''} : {requirement.libelle}"
        for scenario in exercising(covered, requirement):
            yield f"  {scenario.reference.id} : {_said(past.get(scenario.reference.id), lang)}"
    yield ""
    for one in covered.unaccounted:
        yield f"  {STATUSES['missing'].in_language(lang)} : {one.reference.id} {one.reference.libelle}"
    yield from _totals(totals(covered), lang)


def _said(played: Past | None, lang: str) -> str:
    if played is None:
        return _NEVER.in_language(lang)
    return f"{STATES[played.state].in_language(lang)} ({played.when.date().isoformat()})"


def _totals(told: Json, lang: str) -> Iterator[str]:
    said = Text(
        "{scenarios_executable} scénarios exécutables sur {scenarios} ; {traffic_checks_executable} "
        "contrôles décidés du trafic et {reclassified} reclassés, sur {traffic_checks} ; "
        "{checks_proven_both_ways} prouvés dans les deux sens ; {missing} contrôles absents sur {checks}.",
        "{scenarios_executable} of {scenarios} scenarios executable; {traffic_checks_executable} checks "
        "decided from the traffic and {reclassified} reclassified, of {traffic_checks}; "
        "{checks_proven_both_ways} proven both ways; {missing} of {checks} checks missing.",
    )
    yield said.in_language(lang).format(**told)
