"""Assertions of clients: each serves once."""

import hashlib

from sqlalchemy import Connection, delete
from sqlalchemy.dialects.sqlite import insert

from psc.state.sessions import OUBLI_US
from psc.state.tables import assertions as table


def prendre(connection: Connection, assertion: str, now: int) -> bool:
    """Notes that it served; False when it had before."""
    connection.execute(delete(table).where(table.c.cree_us < now - OUBLI_US))
    id_ = hashlib.sha256(assertion.encode("utf-8", "surrogateescape")).hexdigest()
    statement = insert(table).values(id=id_, cree_us=now).on_conflict_do_nothing(index_elements=["id"])
    return bool(connection.execute(statement).rowcount)
