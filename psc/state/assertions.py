"""Assertions of clients: each serves once, by its `jti`, until it is over."""

import hashlib
from typing import Final

from sqlalchemy import Connection, delete
from sqlalchemy.dialects.sqlite import insert

from psc.state.tables import assertions as table

# What SQLite can keep.
_LE_PLUS_TARD: Final = 2**62


def prendre(connection: Connection, client_id: str, jti: str, *, fin_us: int, now: int) -> bool:
    """Notes that this client's `jti` served; False when it had before."""
    connection.execute(delete(table).where(table.c.fin_us <= now))
    id_ = hashlib.sha256(f"{client_id}\0{jti}".encode("utf-8", "surrogatepass")).hexdigest()
    row = {"id": id_, "fin_us": min(fin_us, _LE_PLUS_TARD)}
    statement = insert(table).values(**row).on_conflict_do_nothing(index_elements=["id"])
    return bool(connection.execute(statement).rowcount)
