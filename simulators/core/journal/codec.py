"""An exchange as columns the journal filters on and one JSON document holding the rest, and back.

Bodies stay apart: the columns of `columns` never hold them, so that a list is read without loading any.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from simulators.core.journal.findings import RuleLookup, no_rules, pack_finding, unpack_finding
from simulators.core.journal.model import Exchange, Fact, Message, Peer, Wire
from simulators.core.journal.patient import patient_key
from simulators.core.rule import Finding, Severity

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
# A fact of an unforeseen type is kept as its text: the exchange must not be lost for it.
_JSON = json.JSONEncoder(default=str, separators=(",", ":"))
_WORST_FIRST = (Severity.ERROR, Severity.WARNING, Severity.INFO)


def microseconds(instant: datetime) -> int:
    """Microseconds since 1970 UTC, exactly."""
    return (instant - _EPOCH) // _MICROSECOND


def instant_of(us: int) -> datetime:
    """The instant of `microseconds`, UTC."""
    return _EPOCH + timedelta(microseconds=us)


def worst(findings: tuple[Finding, ...]) -> str:
    """The severity of the gravest finding, empty when there is none."""
    present = {finding.rule.severity for finding in findings}
    return next((severity.value for severity in _WORST_FIRST if severity in present), "")


def columns(exchange: Exchange) -> dict[str, Any]:
    """The indexed columns of an exchange and its `doc`; neither `seq` nor the bodies."""
    facts = exchange.facts
    return {
        "id": exchange.id,
        "started_us": microseconds(exchange.started),
        "recorded_us": microseconds(exchange.recorded),
        "protocol": exchange.protocol,
        "service": exchange.service,
        "face": exchange.face,
        "operation": exchange.operation,
        "code": _text(facts.get("code")),
        "outcome": exchange.outcome,
        "patient": _text(patient_key(facts)),
        "professional": _text(facts.get("professional")),
        "connection": exchange.connection,
        "parent": exchange.parent,
        "severity": worst(exchange.findings),
        "doc": _document(exchange),
    }


def exchange_of(
    row: Mapping[Any, Any],
    espace: str,
    rules: RuleLookup = no_rules,
    *,
    bodies: tuple[bytes | None, bytes | None] = (None, None),
    blobs: tuple[str, str] = ("", ""),
) -> Exchange:
    """The exchange of a row of `columns` plus `seq`; a body is None where it lies in a blob.

    Raises KeyError, TypeError or ValueError (JSON included) when the row was not made by `columns`.
    """
    doc = json.loads(row["doc"])
    answer = doc["answer"]
    return Exchange(
        id=row["id"],
        espace=espace,
        protocol=row["protocol"],
        service=row["service"],
        face=row["face"],
        started=instant_of(row["started_us"]),
        recorded=instant_of(row["recorded_us"]),
        duration_us=doc["duration_us"],
        connection=row["connection"],
        request=_message(doc["request"], bodies[0], blobs[0]),
        answer=_message(answer, bodies[1], blobs[1]) if answer else None,
        outcome=row["outcome"],
        parent=row["parent"],
        operation=row["operation"],
        peer=_peer(doc["peer"]),
        wire=Wire(*doc["wire"]),
        facts={name: _fact(value) for name, value in doc["facts"].items()},
        facts_version=doc["facts_version"],
        findings=tuple(unpack_finding(finding, rules) for finding in doc["findings"]),
        seq=row["seq"],
    )


def _document(exchange: Exchange) -> str:
    answer = exchange.answer
    doc = {
        "request": _pack_message(exchange.request),
        "answer": _pack_message(answer) if answer else None,
        "facts": exchange.facts,
        "facts_version": exchange.facts_version,
        "findings": [pack_finding(finding) for finding in exchange.findings],
        "wire": _pack_wire(exchange.wire),
        "peer": _pack_peer(exchange.peer),
        "duration_us": exchange.duration_us,
    }
    return _JSON.encode(doc)


def _pack_message(message: Message) -> list[Any]:
    return [message.start, message.headers, message.size]


def _message(stored: list[Any], body: bytes | None, blob: str) -> Message:
    start, headers, size = stored
    return Message(start, tuple((name, value) for name, value in headers), body, blob, size)


def _pack_wire(wire: Wire) -> list[str]:
    return [wire.tls_version, wire.cipher, wire.sni, wire.remote]


def _pack_peer(peer: Peer | None) -> list[Any] | None:
    if peer is None:
        return None
    return [
        peer.subject,
        peer.issuer,
        peer.serial,
        peer.fingerprint,
        peer.common_name,
        peer.organizational_unit,
        peer.organization,
        microseconds(peer.not_before),
        microseconds(peer.not_after),
        peer.pem,
    ]


def _peer(stored: list[Any] | None) -> Peer | None:
    if stored is None:
        return None
    subject, issuer, serial, fingerprint, name, unit, organization, not_before, not_after, pem = stored
    validity = instant_of(not_before), instant_of(not_after)
    return Peer(subject, issuer, serial, fingerprint, name, unit, organization, *validity, pem)


def _fact(value: Any) -> Fact:
    return tuple(value) if isinstance(value, list) else value


def _text(value: Fact) -> str:
    """A fact as a column: lone surrogates, which a database refuses, are replaced."""
    text = "" if value is None else str(value)
    return text if text.isascii() else text.encode("utf-8", "replace").decode()
