"""Ends of sessions to be told to clients, until they are."""

import json
from dataclasses import asdict
from typing import Any, Final

from sqlalchemy import Connection, delete, insert, select, update

from psc.model import Avis
from psc.state.sessions import OUBLI_US
from psc.state.tables import avis as table

# How long one who took a notice may be about it.
BAIL_US: Final = 30_000_000


def deposer(connection: Connection, avis: Avis) -> None:
    """Keeps one more to tell, and forgets those of an hour ago."""
    over = (table.c.cree_us < avis.cree_us - OUBLI_US, table.c.etat != "attente")
    connection.execute(delete(table).where(*over))
    connection.execute(insert(table), [{**asdict(avis), "claims": json.dumps(avis.claims)}])


def en_attente(connection: Connection) -> list[Avis]:
    """Those not told yet, the oldest first."""
    waiting = select(table).where(table.c.etat == "attente").order_by(table.c.cree_us, table.c.id)
    return [_read(row) for row in connection.execute(waiting)]


def prendre(connection: Connection, id_: str, now: int) -> bool:
    """Takes one to tell it, for half a minute; False when somebody else has it."""
    waiting = (table.c.id == id_, table.c.etat == "attente", table.c.pris_us <= now - BAIL_US)
    return bool(connection.execute(update(table).where(*waiting).values(pris_us=now)).rowcount)


def rendre(connection: Connection, id_: str) -> None:
    """Leaves one that was taken to whoever comes next."""
    connection.execute(update(table).where(table.c.id == id_).values(pris_us=0))


def tous(connection: Connection) -> list[Avis]:
    """Every one still kept, the oldest first."""
    return [_read(row) for row in connection.execute(select(table).order_by(table.c.cree_us, table.c.id))]


def clore(connection: Connection, id_: str, etat: str, statut: int) -> None:
    """What became of one."""
    connection.execute(update(table).where(table.c.id == id_).values(etat=etat, statut=statut))


def _read(row: Any) -> Avis:
    claims = json.loads(row.claims)
    return Avis(row.id, row.client_id, row.vers, claims, row.cree_us, row.etat, row.statut)
