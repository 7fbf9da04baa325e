"""What recording one exchange costs: a real store, bodies of 3 kB each way, batches as traffic makes them."""

import asyncio
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from simulators.core.espace import EspaceSettings
from simulators.core.journal.model import Exchange, Message
from simulators.core.monde.model import Monde
from simulators.core.store.espaces import Espaces

EXCHANGES = 4000
BURST = 25


def sample() -> Exchange:
    """An INSi search as the journal meets it: 3 kB each way, a dozen facts."""
    facts = {f"ins.trait_{number}": "VALEUR DU TRAIT" for number in range(25)}
    headers = tuple((f"x-entete-{number}", "une valeur ordinaire") for number in range(8))
    return Exchange(
        id="", espace="defaut", protocol="http", service="ins", face="mtls",
        started=datetime(2026, 1, 5, tzinfo=UTC), recorded=datetime(2026, 1, 5, tzinfo=UTC), duration_us=900,
        connection="c1", request=Message("POST /lps HTTP/1.1", headers, b"x" * 3000, size=3000),
        answer=Message("HTTP/1.1 200", headers, b"y" * 3000, size=3000), outcome="200",
        operation="ins.recherche_traits", facts=facts, facts_version=1,
    )  # fmt: skip


async def recorded(folder: Path) -> float:
    """CPU seconds of the process for EXCHANGES exchanges, recorded in bursts and committed."""
    espaces = await Espaces.open(folder, seed=b"banc", monde=Monde(), settings=EspaceSettings())
    journal = (await espaces.get("defaut")).journal
    one = sample()
    before = time.process_time()
    for number in range(EXCHANGES):
        journal.record(replace(one, id=f"e{number}"))
        if number % BURST == BURST - 1:
            await journal.flush()
    spent = time.process_time() - before
    await espaces.close()
    return spent


def record_cost(folder: Path) -> float:
    """CPU microseconds per exchange, all threads included."""
    return asyncio.run(recorded(folder)) / EXCHANGES * 1_000_000
