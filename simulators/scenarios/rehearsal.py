"""A rehearsal: scenarios that a person plays one after the other, each judged over its own exchanges.

Kept in the store of its espace: a page may be closed, a simulator stopped, the rehearsal goes on afterwards.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Column, Connection, Table, Text, delete, select

from simulators.core.store.state import upsert
from simulators.core.store.tables import metadata

rehearsals: Final = Table(
    "repetitions", metadata, Column("id", Text, primary_key=True), Column("doc", Text, nullable=False)
)
_PUT = upsert(rehearsals, ["id"], "doc")


@dataclass(frozen=True, slots=True)
class Pause:
    """What came after `after`, up to `until` once over, does not count; handshakes likewise."""

    after: int
    handshakes_after: int
    until: int | None = None
    handshakes_until: int | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """One scenario being played, or played: the exchanges numbered after `after`, up to `until` once over.

    `handshakes_*` bound the refused handshakes of the installation likewise. `faults` and `options` are what
    was added for it and is taken away at its end; `pauses` are the moments that do not count.
    """

    scenario: str
    after: int
    handshakes_after: int
    until: int | None = None
    handshakes_until: int | None = None
    attestations: Mapping[str, bool] = field(default_factory=dict)
    faults: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    pauses: tuple[Pause, ...] = ()


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """`choice` is the suite or the scenario chosen; `stages` those begun, in the order of `scenarios`.

    `rank` is that of its beginning among those of the espace, whose clock may be set back meanwhile. `led`: a
    trainer decides of the stages, for a group; `paused`: what comes meanwhile does not count.
    """

    id: str
    choice: str
    begun: datetime
    scenarios: tuple[str, ...]
    stages: tuple[Stage, ...] = ()
    over: bool = False
    led: bool = False
    paused: bool = False
    rank: int = 0

    @property
    def current(self) -> Stage:
        """The stage being played, or the last one."""
        return self.stages[-1]


def keep(connection: Connection, rehearsal: Rehearsal) -> None:
    """Writes a rehearsal as it is now."""
    document = json.dumps(asdict(rehearsal), default=datetime.isoformat)
    connection.execute(_PUT, {"id": rehearsal.id, "doc": document})


def every(connection: Connection) -> list[Rehearsal]:
    """The rehearsals of the espace, the latest first."""
    found = [_read(doc) for doc in connection.scalars(select(rehearsals.c.doc))]
    return sorted(found, key=lambda one: (one.rank, one.begun), reverse=True)


def one(connection: Connection, id_: str) -> Rehearsal | None:
    """The rehearsal of that identifier."""
    doc = connection.scalar(select(rehearsals.c.doc).where(rehearsals.c.id == id_))
    return _read(doc) if doc is not None else None


def forget(connection: Connection, id_: str) -> None:
    """Removes a rehearsal; its exchanges stay in the journal."""
    connection.execute(delete(rehearsals).where(rehearsals.c.id == id_))


def _read(document: str) -> Rehearsal:
    told = json.loads(document)
    stages = tuple(_stage(each) for each in told.pop("stages"))
    begun, scenarios = datetime.fromisoformat(told.pop("begun")), tuple(told.pop("scenarios"))
    return Rehearsal(begun=begun, scenarios=scenarios, stages=stages, **told)


def _stage(told: Mapping[str, Any]) -> Stage:
    lists = {name: tuple(told[name] or ()) for name in ("faults", "options")}
    pauses = tuple(Pause(**each) for each in told.get("pauses", ()))
    return Stage(**{**told, **lists, "pauses": pauses})
