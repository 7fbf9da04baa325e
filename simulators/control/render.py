"""Exchanges, findings and registers as the JSON that scripts read."""

from collections.abc import Mapping
from typing import Any, Final

from simulators.control.reponses_journal import (
    BasisTold,
    ExchangeDetail,
    ExchangeTold,
    ExplanationTold,
    FindingTold,
    MessageTold,
    PeerTold,
    PlaceTold,
    RegisterTold,
)
from simulators.core.basis import Basis
from simulators.core.journal.handshake import REQUEST
from simulators.core.journal.model import Exchange, Message, Peer
from simulators.core.rule import Finding, Place, Register
from simulators.core.service import Explanation, Service

Json = dict[str, Any]

# The header that tells how many rows there are, of which an answer holds the beginning.
TOTAL: Final = "X-Total-Count"


def summary(exchange: Exchange, services: Mapping[str, Service], lang: str) -> ExchangeTold:
    """One exchange as a list shows it, with its facts and the number of its findings."""
    explained = _explained(exchange, services, lang)
    return {
        "id": exchange.id,
        "seq": exchange.seq,
        "espace": exchange.espace,
        "protocol": exchange.protocol,
        "service": exchange.service,
        "face": exchange.face,
        "operation": exchange.operation,
        "outcome": exchange.outcome,
        "summary": explained.summary if explained else exchange.outcome,
        "started": exchange.started.isoformat(),
        "recorded": exchange.recorded.isoformat(),
        "duration_us": exchange.duration_us,
        "connection": exchange.connection,
        "parent": exchange.parent,
        "facts": dict(exchange.facts),
        "facts_version": exchange.facts_version,
        "findings": len(exchange.findings),
    }


def detail(exchange: Exchange, services: Mapping[str, Service], lang: str) -> ExchangeDetail:
    """One exchange whole, its sentences and findings included; bodies are fetched apart, byte for byte."""
    wire, explained = exchange.wire, _explained(exchange, services, lang)
    told = summary(exchange, services, lang)
    return {
        **told,
        "explanation": _explanation(explained) if explained else None,
        "findings": findings(exchange, lang),
        "request": _message(exchange.request),
        "answer": _message(exchange.answer) if exchange.answer else None,
        "wire": {
            "tls_version": wire.tls_version,
            "cipher": wire.cipher,
            "sni": wire.sni,
            "remote": wire.remote,
        },
        "peer": _peer(exchange.peer) if exchange.peer else None,
    }


def _explained(exchange: Exchange, services: Mapping[str, Service], lang: str) -> Explanation | None:
    """What its service says of an exchange; nothing of what no service read: its outcome tells it."""
    service = services.get(exchange.service)
    unread = exchange.protocol in {"tls", "journal"} or exchange.operation == REQUEST
    return None if service is None or unread else service.explain(exchange, lang)


def _explanation(one: Explanation) -> ExplanationTold:
    return {"summary": one.summary, "asked": one.asked, "answered": one.answered, "todo": list(one.todo)}


def _message(message: Message) -> MessageTold:
    return {"start": message.start, "headers": [list(pair) for pair in message.headers], "size": message.size}


def _peer(peer: Peer) -> PeerTold:
    return {
        "subject": peer.subject,
        "issuer": peer.issuer,
        "serial": peer.serial,
        "fingerprint": peer.fingerprint,
        "common_name": peer.common_name,
        "organizational_unit": peer.organizational_unit,
        "organization": peer.organization,
        "pem": peer.pem,
        "not_before": peer.not_before.isoformat(),
        "not_after": peer.not_after.isoformat(),
    }


def basis(value: Basis) -> BasisTold:
    """`{"kind": "seen", "source": "…"}`."""
    return {"kind": value.kind, "source": value.source}


def findings(exchange: Exchange, lang: str) -> list[FindingTold]:
    """The findings of an exchange, in the order of the service."""
    return [finding(one, lang) for one in exchange.findings]


def finding(one: Finding, lang: str) -> FindingTold:
    """One finding with its place, what was found and expected, and what to do."""
    rule = one.rule
    return {
        "rule": rule.id,
        "service": rule.service,
        "severity": rule.severity,
        "effect": one.effect,
        "title": rule.title.in_language(lang),
        "advice": rule.advice.in_language(lang),
        "found": one.found,
        "expected": one.expected,
        "place": place(one.place),
        "basis": basis(rule.basis),
        "requirements": list(rule.requirements),
    }


def place(one: Place) -> PlaceTold:
    """Where a finding sits."""
    return {
        "part": one.part,
        "kind": one.kind,
        "path": one.path,
        "start": one.start,
        "end": one.end,
        "line": one.line,
    }


def register(value: Register, lang: str) -> RegisterTold:
    """The fidelity register of one service: every error, rule and default with its basis."""
    return {
        "errors": [
            {"key": e.key, "code": e.code, "label": e.label, "basis": basis(e.basis)}
            for e in value.errors.values()
        ],
        "rules": [
            {
                "id": r.id,
                "severity": r.severity,
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
