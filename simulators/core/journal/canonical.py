"""What may differ between two identical runs, and nothing else.

Two runs with the same key set, seed, ports and stepped clock give identical exchanges once the fields
below are taken out. The list is part of the product's promise: a test fails when it grows.
"""

from dataclasses import asdict
from typing import Any, NamedTuple

from simulators.core.journal.model import Exchange


class Ignored(NamedTuple):
    """One field taken out of the comparison, and why it cannot be the same twice."""

    field: str
    reason: str


IGNORED = (
    Ignored("recorded", "the machine's own clock, which no setting steps"),
    Ignored("duration_us", "measured work, never the same twice"),
    Ignored("wire.remote", "the client's system picks its port"),
)


def canonical(exchange: Exchange) -> dict[str, Any]:
    """The exchange as plain values without the fields of `IGNORED`."""
    plain = asdict(exchange)
    for ignored in IGNORED:
        *path, last = ignored.field.split(".")
        holder = plain
        for name in path:
            holder = holder[name]
        del holder[last]
    return plain
