"""Exchanges, findings and registers as the JSON that scripts read."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

from simulators.core.basis import Basis
from simulators.core.journal.model import Exchange, Message
from simulators.core.rule import Finding, Register
from simulators.core.service import Service

Json = dict[str, Any]

# The header that tells how many rows there are, of which an answer holds the beginning.
TOTAL: Final = "X-Total-Count"


def summary(exchange: Exchange, services: Mapping[str, Service], lang: str) -> Json:
    """One exchange as a list shows it, with its facts and the number of its findings."""
    service = services.get(exchange.service)
    return {
        "id": exchange.id,
        "seq": exchange.seq,
        "espace": exchange.espace,
        "protocol": exchange.protocol,
        "service": exchange.service,
        "face": exchange.face,
        "operation": exchange.operation,
        "outcome": exchange.outcome,
        "summary": service.explain(exchange, lang).summary if service else "",
        "started": exchange.started.isoformat(),
        "recorded": exchange.recorded.isoformat(),
        "duration_us": exchange.duration_us,
        "connection": exchange.connection,
        "parent": exchange.parent,
        "facts": dict(exchange.facts),
        "facts_version": exchange.facts_version,
        "findings": len(exchange.findings),
    }


def detail(exchange: Exchange, services: Mapping[str, Service], lang: str) -> Json:
    """One exchange whole, its sentences and findings included; bodies are fetched apart, byte for byte."""
    service = services.get(exchange.service)
    return {
        **summary(exchange, services, lang),
        "explanation": asdict(service.explain(exchange, lang)) if service else None,
        "findings": findings(exchange, lang),
        "request": _message(exchange.request),
        "answer": _message(exchange.answer),
        "wire": asdict(exchange.wire),
        "peer": _peer(exchange),
    }


def _message(message: Message | None) -> Json | None:
    if message is None:
        return None
    return {"start": message.start, "headers": [list(pair) for pair in message.headers], "size": message.size}


def _peer(exchange: Exchange) -> Json | None:
    peer = exchange.peer
    if peer is None:
        return None
    return {
        **asdict(peer),
        "not_before": peer.not_before.isoformat(),
        "not_after": peer.not_after.isoformat(),
    }


def basis(value: Basis) -> Json:
    """`{"kind": "seen", "source": "…"}`."""
    return {"kind": value.kind.value, "source": value.source}


def findings(exchange: Exchange, lang: str) -> list[Json]:
    """The findings of an exchange, in the order of the service."""
    return [finding(one, lang) for one in exchange.findings]


def finding(one: Finding, lang: str) -> Json:
    """One finding with its place, what was found and expected, and what to do."""
    rule = one.rule
    return {
        "rule": rule.id,
        "service": rule.service,
        "severity": rule.severity.value,
        "effect": one.effect.value,
        "title": rule.title.in_language(lang),
        "advice": rule.advice.in_language(lang),
        "found": one.found,
        "expected": one.expected,
        "place": asdict(one.place),
        "basis": basis(rule.basis),
        "requirements": list(rule.requirements),
    }


def register(value: Register, lang: str) -> Json:
    """The fidelity register of one service: every error, rule and default with its basis."""
    return {
        "errors": [
            {"key": e.key, "code": e.code, "label": e.label, "basis": basis(e.basis)}
            for e in value.errors.values()
        ],
        "rules": [
            {
                "id": r.id,
                "severity": r.severity.value,
                "title": r.title.in_language(lang),
                "basis": basis(r.basis),
                "refusal": {"error": r.refusal.error, "basis": basis(r.refusal.basis)} if r.refusal else None,
                "requirements": list(r.requirements),
            }
            for r in value.rules.values()
        ],
        "defaults": [
            {"key": d.key, "text": d.text.in_language(lang), "basis": basis(d.basis)}
            for d in value.defaults.values()
        ],
    }
