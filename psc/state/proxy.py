"""Sessions and traces of the proxy e-Santé."""

from dataclasses import asdict
from typing import Any, Final

from sqlalchemy import Connection, delete, insert, select, update

from psc.model import SessionProxy, Trace
from psc.state.sessions import OUBLI_US
from psc.state.tables import sessions_proxy as table
from psc.state.tables import traces_proxy

# How many traces are kept.
LE_PLUS: Final = 10_000


def mettre(connection: Connection, nouvelle: SessionProxy, oubli: int) -> None:
    """Keeps a new session, and forgets those whose `oubli` (microseconds) and an hour are past."""
    connection.execute(delete(table).where(table.c.cree_us < nouvelle.cree_us - oubli - OUBLI_US))
    connection.execute(insert(table), [{**asdict(nouvelle), "close": int(nouvelle.close)}])


def lire(connection: Connection, id_: str) -> SessionProxy | None:
    """A session, whatever became of it."""
    wanted = id_.encode("utf-8", "replace").decode()
    row = connection.execute(select(table).where(table.c.id == wanted)).first() if wanted else None
    if row is None:
        return None
    told = (row.id, row.session, row.identifiant, row.client_id, row.cree_us, row.dn)
    return SessionProxy(*told, close=bool(row.close))


def fermer(connection: Connection, id_: str) -> None:
    """It serves no more."""
    connection.execute(update(table).where(table.c.id == id_).values(close=1))


def tracer(connection: Connection, trace: Trace) -> None:
    """Keeps one more trace; beyond ten thousand, the oldest go."""
    done = connection.execute(insert(traces_proxy).values(**asdict(trace)))
    rang = done.inserted_primary_key[0] if done.inserted_primary_key else 0
    connection.execute(delete(traces_proxy).where(traces_proxy.c.rang <= rang - LE_PLUS))


def traces(connection: Connection, apres: int, avant: int) -> list[Trace]:
    """Those after an instant and before another, both left out, in the order they came."""
    when = traces_proxy.c.quand_us
    rows = connection.execute(
        select(traces_proxy).where(when > apres, when < avant).order_by(traces_proxy.c.rang)
    )
    return [_trace(row) for row in rows]


def _trace(row: Any) -> Trace:
    return Trace(**{name: value for name, value in row._mapping.items() if name != "rang"})
