"""The connections asked by servers, while somebody must approve them and until their tokens are given."""

import json
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from psc.model import Ciba, Octroi
from psc.state.sessions import OUBLI_US
from psc.state.tables import demandes_ciba as table


def mettre(connection: Connection, demande: Ciba) -> None:
    """Keeps a new request, and forgets those of an hour ago."""
    connection.execute(delete(table).where(table.c.cree_us < demande.cree_us - OUBLI_US))
    row = {**asdict(demande), "octroi": json.dumps(asdict(demande.octroi))}
    connection.execute(insert(table), [row])


def lire(connection: Connection, id_: str) -> Ciba | None:
    """One request, whatever became of it."""
    wanted = id_.encode("utf-8", "replace").decode()
    return _read(connection.execute(select(table).where(table.c.id == wanted)).first())


def en_attente(connection: Connection, since: int) -> list[Ciba]:
    """Requests made since then that nobody answered, the oldest first."""
    waiting = select(table).where(table.c.etat == "attente", table.c.cree_us > since)
    rows = connection.execute(waiting.order_by(table.c.cree_us, table.c.id))
    return [found for row in rows if (found := _read(row)) is not None]


def repondre(connection: Connection, id_: str, etat: str, since: int) -> bool:
    """The person approves or refuses; False when the request is over, answered or unknown."""
    wanted = id_.encode("utf-8", "replace").decode()
    waiting = (table.c.id == wanted, table.c.etat == "attente", table.c.cree_us > since)
    return bool(connection.execute(update(table).where(*waiting).values(etat=etat)).rowcount)


def interroger(connection: Connection, id_: str, now: int) -> None:
    """Notes when the client polled last."""
    connection.execute(update(table).where(table.c.id == id_).values(poll_us=now))


def servir(connection: Connection, id_: str) -> None:
    """Its tokens are given: it is worth nothing any more."""
    connection.execute(update(table).where(table.c.id == id_).values(etat="servie"))


def _read(row: Any) -> Ciba | None:
    if row is None:
        return None
    octroi = Octroi(**json.loads(row.octroi))
    return Ciba(
        row.id, row.porteur, row.client_id, row.moyen, row.message, octroi, row.cree_us, row.etat, row.poll_us
    )
