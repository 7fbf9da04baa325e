"""Puts together what an espace is made of, from its file, and again once the file was replaced."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from simulators.core.clock import Clock
from simulators.core.espace import Espace
from simulators.core.faults.active import Faults
from simulators.core.ids import Ids
from simulators.core.journal.findings import RuleLookup
from simulators.core.journal.journal import Journal
from simulators.core.journal.model import Exchange, Message
from simulators.core.monde.contenu import Known
from simulators.core.monde.repository import MondeRepository
from simulators.core.store.database import Database
from simulators.core.store.opening import after_replacement, open_file
from simulators.core.store.process import ProcessLock
from simulators.core.store.store import Store

# What stands in the journal where exchanges may be missing: a run across it cannot be judged complete.
GAP_OPERATION = "journal.lacune"
KILLED = "arret_brutal"
LOST = "ecriture_perdue"


@dataclass(frozen=True, slots=True)
class Installation:
    """What every espace of this process shares; `known` are the values of the template, parsed once."""

    database: Database
    process: ProcessLock
    seed: bytes
    schema: str
    template: Path
    known: Known
    rules: RuleLookup


async def enter(installation: Installation, name: str, folder: Path) -> Espace:
    """Opens the file of an espace: a new epoch, and a gap in the journal if its last user was killed."""
    store = Store(installation.database, folder)
    work = partial(open_file, process=installation.process, schema=installation.schema, now=datetime.now(UTC))
    opening = await store.write(work)
    clock = Clock(opening.clock)
    faults = Faults(store, clock)
    await faults.load()
    espace = Espace(
        name=name,
        clock=clock,
        ids=Ids(installation.seed, name, opening.epoch),
        store=store,
        journal=Journal(store, name, installation.rules),
        monde=MondeRepository(store, installation.known),
        faults=faults,
        settings=opening.settings,
    )
    if opening.gap:
        espace.journal.record(gap(espace, KILLED))
    return espace


async def refresh(installation: Installation, espace: Espace) -> None:
    """Makes the objects already given away follow the file that was replaced under them."""
    opening = await espace.store.write(partial(after_replacement, schema=installation.schema))
    espace.ids = Ids(installation.seed, espace.name, opening.epoch)
    espace.clock.setting = opening.clock
    espace.settings = opening.settings
    espace.monde.invalidate()
    await espace.faults.load()


def gap(espace: Espace, reason: str) -> Exchange:
    """The journal's own entry for exchanges that may be missing before it."""
    return Exchange(
        id=espace.ids.token(GAP_OPERATION),
        espace=espace.name,
        protocol="journal",
        service="",
        face="",
        started=espace.clock.now(),
        recorded=datetime.now(UTC),
        duration_us=0,
        connection="",
        request=Message(start=GAP_OPERATION),
        answer=None,
        outcome=reason,
        operation=GAP_OPERATION,
        facts={"journal.lacune": reason},
    )
