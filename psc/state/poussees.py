"""Authorization requests pushed by servers: each serves once."""

import json

from sqlalchemy import Connection, delete, insert, select

from psc.model import Champs, Poussee
from psc.state.sessions import OUBLI_US
from psc.state.tables import poussees as table


def mettre(connection: Connection, poussee: Poussee) -> None:
    """Keeps a new request, and forgets those of an hour ago."""
    connection.execute(delete(table).where(table.c.cree_us < poussee.cree_us - OUBLI_US))
    row = {
        "id": poussee.id,
        "client_id": poussee.client_id,
        "doc": json.dumps(poussee.champs.paires),
        "cree_us": poussee.cree_us,
    }
    connection.execute(insert(table), [row])


def prendre(connection: Connection, id_: str) -> Poussee | None:
    """The request, removed: whoever comes second finds nothing."""
    wanted = id_.encode("utf-8", "replace").decode()
    row = connection.execute(select(table).where(table.c.id == wanted)).first()
    if row is None or not connection.execute(delete(table).where(table.c.id == wanted)).rowcount:
        return None
    pairs = tuple((nom, valeur) for nom, valeur in json.loads(row.doc))
    return Poussee(row.id, row.client_id, Champs(pairs), row.cree_us)
