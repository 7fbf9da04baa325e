"""Findings as the journal stores them: whole, so that an old journal needs no service to be read."""

from collections.abc import Callable, Mapping
from typing import Any

from simulators.core.basis import Basis, BasisKind
from simulators.core.rule import Effect, Finding, Place, Refusal, Rule, Severity, Text

RuleLookup = Callable[[str, str], Rule | None]


def no_rules(_service: str, _rule: str) -> Rule | None:
    """The lookup that knows no rule: findings come back with the rule they were stored with."""
    return None


def pack_finding(finding: Finding) -> dict[str, Any]:
    """A finding and its whole rule as JSON values."""
    place = finding.place
    return {
        "rule": _pack_rule(finding.rule),
        "place": [place.part, place.kind, place.path, place.start, place.end, place.line],
        "found": finding.found,
        "expected": finding.expected,
        "effect": finding.effect.value,
    }


def unpack_finding(stored: Mapping[str, Any], rules: RuleLookup) -> Finding:
    """The finding again: under today's rule when `rules` knows it, else under the rule as stored.

    Raises KeyError, TypeError or ValueError when `stored` is not what `pack_finding` makes.
    """
    rule = stored["rule"]
    return Finding(
        rules(rule["service"], rule["id"]) or _unpack_rule(rule),
        Place(*stored["place"]),
        stored["found"],
        stored["expected"],
        Effect(stored["effect"]),
    )


def _pack_rule(rule: Rule) -> dict[str, Any]:
    refusal = rule.refusal
    return {
        "id": rule.id,
        "service": rule.service,
        "severity": rule.severity.value,
        "title": rule.title,
        "advice": rule.advice,
        "basis": _pack_basis(rule.basis),
        "refusal": refusal and [refusal.error, _pack_basis(refusal.basis), refusal.always],
        "requirements": rule.requirements,
    }


def _unpack_rule(stored: Mapping[str, Any]) -> Rule:
    refusal = stored["refusal"]
    return Rule(
        id=stored["id"],
        service=stored["service"],
        severity=Severity(stored["severity"]),
        title=Text(*stored["title"]),
        advice=Text(*stored["advice"]),
        basis=_unpack_basis(stored["basis"]),
        refusal=Refusal(refusal[0], _unpack_basis(refusal[1]), refusal[2]) if refusal else None,
        requirements=tuple(stored["requirements"]),
    )


def _pack_basis(basis: Basis) -> list[str]:
    return [basis.kind.value, basis.source]


def _unpack_basis(stored: list[str]) -> Basis:
    return Basis(BasisKind(stored[0]), stored[1])
