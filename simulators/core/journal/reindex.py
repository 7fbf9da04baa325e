"""Reading a journal again with today's services: facts and findings made anew from the bytes."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from simulators.core.journal.facts import common_facts, kept_facts
from simulators.core.journal.journal import Journal
from simulators.core.journal.model import Exchange
from simulators.core.service import Service

if TYPE_CHECKING:
    from simulators.core.espace import Espace


@dataclass(frozen=True, slots=True)
class Reindexed:
    """What a reindexing did: exchanges seen, rewritten, and left alone for lack of bytes or service."""

    seen: int = 0
    changed: int = 0
    skipped: int = 0

    def plus(self, seen: int, changed: int, skipped: int) -> "Reindexed":
        """The counts with one more page."""
        return Reindexed(self.seen + seen, self.changed + changed, self.skipped + skipped)


async def reindex(
    journal: Journal, services: Mapping[str, Service], espace: "Espace | None" = None
) -> Reindexed:
    """Recomputes the facts and findings of every HTTP exchange of a known service, page by page.

    Exchanges whose request is not whole in the journal keep what was read at the time. With an `espace`,
    rules that need its present state apply too. What a service raises while reading stops the reindexing.
    """
    counts = Reindexed()
    async for page in journal.walk():
        readable = [exchange for exchange in page if _readable(exchange, services)]
        changed = await asyncio.to_thread(_changed, readable, services, espace)
        if changed:
            await journal.replace(*changed)
        counts = counts.plus(len(page), len(changed), len(page) - len(readable))
    return counts


def read_again(exchange: Exchange, service: Service, espace: "Espace | None" = None) -> Exchange:
    """The exchange as today's service reads it; the facts only the moment knew are kept."""
    kept = kept_facts(exchange.facts)
    common = common_facts(exchange)
    analysis = service.analyse(replace(exchange, facts={**common, **kept}), espace)
    return replace(
        exchange,
        operation=analysis.operation,
        facts={**common, **analysis.facts, **kept},
        facts_version=service.facts_version,
        findings=analysis.findings,
    )


def _readable(exchange: Exchange, services: Mapping[str, Service]) -> bool:
    whole = not exchange.facts.get("http.incomplet")
    return exchange.protocol == "http" and whole and exchange.service in services


def _changed(
    exchanges: list[Exchange], services: Mapping[str, Service], espace: "Espace | None"
) -> list[Exchange]:
    again = [(e, read_again(e, services[e.service], espace)) for e in exchanges]
    return [new for old, new in again if new != old]
