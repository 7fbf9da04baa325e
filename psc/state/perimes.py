"""Tokens whose life was ended on demand, before the end they announce."""

from dataclasses import replace

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects.sqlite import insert

from psc.model import Jeton
from psc.state.tables import perimes as table
from simulators.core.store.prepared import Prepared

_UN = Prepared(select(table.c.jti).where(table.c.jti == bindparam("jti")))


def perimer(connection: Connection, jti: str, now: int) -> None:
    """That token is past its life from now on."""
    statement = insert(table).values(jti=jti, cree_us=now)
    connection.execute(statement.on_conflict_do_nothing(index_elements=["jti"]))


def ajuster(connection: Connection, jeton: Jeton) -> Jeton:
    """The token as it stands: its `exp` is the origin of time when its life was ended."""
    jti = jeton.claims.get("jti")
    ended = isinstance(jti, str) and _UN.first(connection, jti=jti) is not None
    return replace(jeton, exp=0) if ended else jeton
