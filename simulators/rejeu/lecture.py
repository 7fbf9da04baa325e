"""Reads a journal to compare or replay: the importer's guards, and what all of it may weigh together."""

from dataclasses import replace
from pathlib import Path
from typing import Final

from simulators.core.journal.archive import JournalFileError, load
from simulators.core.journal.assemble import analysed
from simulators.core.journal.facts import common_facts
from simulators.core.journal.findings import RuleLookup, no_rules
from simulators.core.journal.model import Exchange, Message
from simulators.core.service import Service

# Everything is held at once: beyond, a journal is cut by espace or by run first.
MOST_EXCHANGES: Final = 50_000
MOST_BYTES: Final = 1_000_000_000


def lire(path: Path, rules: RuleLookup = no_rules) -> list[Exchange]:
    """The exchanges of a journal file, in order. Raises `JournalFileError`, OSError."""
    found: list[Exchange] = []
    size = 0
    for exchange in load(path, rules):
        found.append(exchange)
        size += _size(exchange.request) + (_size(exchange.answer) if exchange.answer else 0)
        if len(found) > MOST_EXCHANGES:
            raise JournalFileError(path, 0, f"more than {MOST_EXCHANGES} exchanges")
        if size > MOST_BYTES:
            raise JournalFileError(path, 0, f"more than {MOST_BYTES} bytes")
    return found


def relu(exchange: Exchange, service: Service) -> Exchange:
    """The exchange with what today's service reads in its bytes; as far as it can."""
    common = common_facts(exchange)
    analysis = analysed(replace(exchange, facts=common), service, None)
    return replace(
        exchange,
        operation=analysis.operation,
        facts={**common, **analysis.facts},
        facts_version=service.facts_version,
        findings=analysis.findings,
    )


def _size(message: Message) -> int:
    return len(message.body or b"") + len(message.start) + sum(len(n) + len(v) for n, v in message.headers)
