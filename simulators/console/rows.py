"""One exchange as a line of a list, and which exchanges a list shows."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from simulators.console import handshake
from simulators.console.plain import in_words
from simulators.console.verdict import Verdict, verdict
from simulators.console.words.common import COMMON
from simulators.core.journal.filters import Filter, accepts
from simulators.core.journal.handshake import REQUEST
from simulators.core.journal.journal import Journal
from simulators.core.journal.model import Exchange
from simulators.core.service import Explanation, Service

Services = Mapping[str, Service]

# Verdicts are not indexed: a search among them reads this many exchanges, then offers to go on.
SCANNED: Final = 2_000
_BATCH: Final = 200


@dataclass(frozen=True, slots=True)
class Row:
    """What a list says of one exchange."""

    id: str
    seq: int
    at: datetime
    service: str
    summary: str
    verdict: Verdict
    remarks: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """The filters of a list: the journal's own, and a verdict (empty for all)."""

    criteria: Filter
    verdict: str = ""

    def accepts(self, exchange: Exchange) -> bool:
        """Whether an exchange passing by belongs to the list."""
        return accepts(self.criteria, exchange) and self.verdict in {"", verdict(exchange)}


@dataclass(frozen=True, slots=True)
class Found:
    """The exchanges of one page of a list, newest first; `older` is where to go on, None at the end."""

    exchanges: tuple[Exchange, ...] = ()
    older: int | None = None
    bounded: bool = False


def explanation(exchange: Exchange, services: Services, lang: str) -> Explanation:
    """The sentences of an exchange, words only, from its service, or ours when it belongs to none."""
    return in_words(_told(exchange, services, lang), verdict(exchange), lang)


def _told(exchange: Exchange, services: Services, lang: str) -> Explanation:
    if exchange.protocol == "tls":
        return handshake.explain(exchange, lang)
    if exchange.operation == REQUEST:
        return handshake.explain_request(exchange, lang)
    service = services.get(exchange.service)
    if service is not None:
        return service.explain(exchange, lang)
    key = "gap_summary" if exchange.protocol == "journal" else "unknown_exchange"
    return Explanation(COMMON[key].in_language(lang))


def service_title(exchange: Exchange, services: Services, lang: str) -> str:
    """The name of the service for a person."""
    if exchange.protocol in ("tls", "journal"):
        return COMMON["connection" if exchange.protocol == "tls" else "recording"].in_language(lang)
    service = services.get(exchange.service)
    return service.title.in_language(lang) if service else exchange.service


def row(exchange: Exchange, services: Services, lang: str) -> Row:
    """The line of one exchange."""
    return Row(
        exchange.id,
        exchange.seq,
        exchange.started,
        service_title(exchange, services, lang),
        explanation(exchange, services, lang).summary,
        verdict(exchange),
        len(exchange.findings),
    )


async def search(journal: Journal, wanted: Wanted, count: int) -> Found:
    """The newest `count` exchanges that belong to the list, reading at most SCANNED of them."""
    found: list[Exchange] = []
    before, read = wanted.criteria.before_seq, 0
    while read < SCANNED:
        criteria = replace(wanted.criteria, before_seq=before, limit=_BATCH, order="desc")
        batch = await journal.query(criteria)
        for exchange in batch:
            read, before = read + 1, exchange.seq
            if wanted.accepts(exchange):
                found.append(exchange)
            if len(found) == count:
                return Found(tuple(found), before)
        if len(batch) < _BATCH:
            return Found(tuple(found))
    return Found(tuple(found), before, bounded=True)
