"""Ends of sessions to be told to clients, until they are."""

import json
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from psc.model import Avis
from psc.state.sessions import OUBLI_US
from psc.state.tables import avis as table


def deposer(connection: Connection, avis: Avis) -> None:
    """Keeps one more to tell, and forgets those of an hour ago."""
    connection.execute(delete(table).where(table.c.cree_us < avis.cree_us - OUBLI_US))
    connection.execute(insert(table), [{**asdict(avis), "claims": json.dumps(avis.claims)}])


def en_attente(connection: Connection) -> list[Avis]:
    """Those not told yet, the oldest first."""
    waiting = select(table).where(table.c.etat == "attente").order_by(table.c.cree_us, table.c.id)
    return [_read(row) for row in connection.execute(waiting)]


def tous(connection: Connection) -> list[Avis]:
    """Every one still kept, the oldest first."""
    return [_read(row) for row in connection.execute(select(table).order_by(table.c.cree_us, table.c.id))]


def clore(connection: Connection, id_: str, etat: str, statut: int) -> None:
    """What became of one."""
    connection.execute(update(table).where(table.c.id == id_).values(etat=etat, statut=statut))


def _read(row: Any) -> Avis:
    claims = json.loads(row.claims)
    return Avis(row.id, row.client_id, row.vers, claims, row.cree_us, row.etat, row.statut)
