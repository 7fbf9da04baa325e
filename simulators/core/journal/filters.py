"""What one asks of the journal: the same question put to stored rows (SQL) and to exchanges passing by."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, select

from simulators.core.journal.codec import microseconds, worst
from simulators.core.journal.model import Exchange
from simulators.core.journal.patient import is_matricule, patient_key, patient_matches
from simulators.core.store.tables import journal

MOST = 10_000
_AT_LEAST = {"info": ("info", "warning", "error"), "warning": ("warning", "error"), "error": ("error",)}


@dataclass(frozen=True, slots=True)
class Filter:
    """Every condition given must hold; what is empty or None asks nothing.

    `patient` is a matricule (13 or 15 characters) or any part of the traits. `severity` means "at least that
    grave". `since` (included) and `until` (excluded) are on the espace's clock; `after_seq` and `before_seq`
    exclude their bound. `text` is looked for, ASCII case ignored, in the request line, the values of the
    facts and the ids of the rules broken. `limit` is at most 10,000; `order` is by sequence number.
    """

    service: str = ""
    operation: str = ""
    protocol: str = ""
    patient: str = ""
    professional: str = ""
    code: str = ""
    outcome: str = ""
    severity: Literal["", "info", "warning", "error"] = ""
    since: datetime | None = None
    until: datetime | None = None
    after_seq: int | None = None
    before_seq: int | None = None
    connection: str = ""
    text: str = ""
    limit: int = 100
    order: Literal["asc", "desc"] = "asc"


def accepts(wanted: Filter, exchange: Exchange) -> bool:
    """Whether an exchange passing by answers the filter (an exchange not stored yet has sequence 0)."""
    return (
        _same(wanted, exchange)
        and (not wanted.patient or patient_matches(wanted.patient, patient_key(exchange.facts)))
        and (not wanted.severity or worst(exchange.findings) in _AT_LEAST[wanted.severity])
        and (wanted.since is None or exchange.started >= wanted.since)
        and (wanted.until is None or exchange.started < wanted.until)
        and (wanted.after_seq is None or exchange.seq > wanted.after_seq)
        and (wanted.before_seq is None or exchange.seq < wanted.before_seq)
        and has_text(wanted, exchange)
    )


def has_text(wanted: Filter, exchange: Exchange) -> bool:
    """Whether the exchange holds the text asked for."""
    if not wanted.text:
        return True
    rules = [finding.rule.id for finding in exchange.findings]
    held = json.dumps([exchange.request.start, *exchange.facts.values(), *rules], default=str)
    return _escaped(wanted.text).lower() in held.lower()


def statement(wanted: Filter) -> Select[Any]:
    """The rows that may answer the filter, in order: all of it but the exact place of `text`."""
    seq = journal.c.seq
    return (
        select(journal)
        .where(*_conditions(wanted))
        .order_by(seq.desc() if wanted.order == "desc" else seq.asc())
        .execution_options(stream_results=bool(wanted.text))
    )


def _same(wanted: Filter, exchange: Exchange) -> bool:
    facts = exchange.facts
    return (
        wanted.service in {"", exchange.service}
        and wanted.operation in {"", exchange.operation}
        and wanted.protocol in {"", exchange.protocol}
        and wanted.outcome in {"", exchange.outcome}
        and wanted.connection in {"", exchange.connection}
        and wanted.code in {"", facts.get("code")}
        and wanted.professional in {"", facts.get("professional")}
    )


def _conditions(wanted: Filter) -> list[ColumnElement[bool]]:
    row = journal.c
    same = ("service", "operation", "protocol", "professional", "code", "outcome", "connection")
    found = [row[name] == value for name in same if (value := getattr(wanted, name))]
    if wanted.severity:
        found.append(row.severity.in_(_AT_LEAST[wanted.severity]))
    if wanted.since is not None:
        found.append(row.started_us >= microseconds(wanted.since))
    if wanted.until is not None:
        found.append(row.started_us < microseconds(wanted.until))
    if wanted.after_seq is not None:
        found.append(row.seq > wanted.after_seq)
    if wanted.before_seq is not None:
        found.append(row.seq < wanted.before_seq)
    if wanted.text:
        found.append(row.doc.contains(_escaped(wanted.text), autoescape=True))
    return found + _patient(wanted.patient.upper())


def _patient(wanted: str) -> list[ColumnElement[bool]]:
    column = journal.c.patient
    if not wanted:
        return []
    if is_matricule(wanted):
        # A range, not LIKE: the index serves it whatever the collation.
        return [column >= wanted, column < wanted + "\x7f"]
    return [column.contains(wanted, autoescape=True)]


def _escaped(text: str) -> str:
    """The text as it stands inside a JSON string."""
    return json.dumps(text)[1:-1]
