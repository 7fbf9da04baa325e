"""report.json: the verdicts for programs. Keys are added later, never renamed."""

import json
from collections.abc import Sequence
from typing import Any

from simulators.core.rule import Text
from simulators.scenarios.reports.fondements import fondements
from simulators.scenarios.reports.meta import ReportMeta
from simulators.scenarios.verdicts import (
    CheckVerdict,
    Evidence,
    ScenarioVerdict,
    every_check_passed,
)

Json = dict[str, Any]


def render(verdicts: Sequence[ScenarioVerdict], meta: ReportMeta) -> str:
    """The report as JSON text."""
    report = {
        "format": 1,
        "version": meta.version,
        "date": meta.when.isoformat(),
        "espace": meta.espace,
        "title": _text(meta.title),
        "player": _text(meta.player),
        "certification": False,
        "every_check_passed": every_check_passed(verdicts),
        "scenarios": [_scenario(verdict, meta) for verdict in verdicts],
    }
    return json.dumps(report, ensure_ascii=True, indent=1)


def _text(text: Text) -> Json:
    return {"fr": text.fr, "en": text.en}


def _scenario(verdict: ScenarioVerdict, meta: ReportMeta) -> Json:
    scenario = verdict.scenario
    return {
        "id": scenario.id,
        "title": _text(scenario.titre),
        "state": verdict.state.value,
        "every_check_passed": verdict.every_check_passed,
        "requirements": [
            {"id": one.id, "indicatif": one.indicatif, "vague1": one.vague1} for one in scenario.exigences
        ],
        "checks": [_check(check) for check in verdict.checks],
        "observed": [
            {"id": one.id, "label": _text(one.label), "values": list(one.values)} for one in verdict.observed
        ],
        "exchanges": [
            {
                "id": one.id,
                "seq": one.seq,
                "espace": one.espace,
                "service": one.service,
                "operation": one.operation,
                "started": one.started.isoformat(),
                "outcome": one.outcome,
                "codes": [
                    {"code": known.code, "basis": known.basis, "source": known.source}
                    for known in fondements(one, meta.registers)
                ],
            }
            for one in verdict.exchanges
        ],
    }


def _check(verdict: CheckVerdict) -> Json:
    check = verdict.check
    return {
        "id": check.id,
        "label": _text(check.libelle),
        "state": verdict.state.value,
        "gravity": check.gravite,
        "kind": check.genre,
        "out_of_reach": verdict.out_of_reach,
        "advice": _text(check.conseil) if check.conseil.fr else None,
        "reason": _text(check.motif) if check.motif else None,
        "evidence": [_evidence(one) for one in verdict.evidence],
    }


def _evidence(evidence: Evidence) -> Json:
    return {
        "sentence": _text(evidence.sentence),
        "exchanges": list(evidence.exchanges),
        "fact": evidence.fact,
        "found": evidence.found,
        "expected": _text(evidence.expected) if evidence.expected.fr else None,
    }
