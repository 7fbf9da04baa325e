"""The connections asked by servers, while somebody must approve them and until their tokens are given."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from psc.model import Ciba, Octroi
from psc.state.sessions import OUBLI_US
from psc.state.tables import demandes_ciba as table
from psc.state.tables import reponses_ciba as reponses
from simulators.core.store.prepared import Prepared

_METTRE = Prepared(insert(table), [column.name for column in table.c])
_OUBLIER = Prepared(delete(table).where(table.c.cree_us < bindparam("before")))
_OUBLIER_REPONSES = Prepared(delete(reponses).where(reponses.c.repondu_us < bindparam("before")))
_TOUT = select(*table.c, reponses.c.repondu_us).select_from(
    table.outerjoin(reponses, reponses.c.demande == table.c.id)
)
_UNE = Prepared(_TOUT.where(table.c.id == bindparam("id")))
_EN_ATTENTE = _TOUT.where(table.c.etat == "attente", table.c.cree_us > bindparam("since")).order_by(
    table.c.cree_us, table.c.id
)
_TOUTES = Prepared(_EN_ATTENTE)
_SIENNES = Prepared(_EN_ATTENTE.where(table.c.porteur == bindparam("porteur")))
_REPONDRE = Prepared(
    update(table)
    .where(table.c.id == bindparam("id_"), table.c.etat == "attente", table.c.cree_us > bindparam("since"))
    .values(etat=bindparam("etat_"))
)
_DATER = Prepared(insert(reponses), [column.name for column in reponses.c])
_INTERROGER = Prepared(update(table).where(table.c.id == bindparam("id_")).values(poll_us=bindparam("now")))
_SERVIR = Prepared(update(table).where(table.c.id == bindparam("id_")).values(etat="servie"))


def mettre(connection: Connection, demande: Ciba) -> None:
    """Keeps a new request, and forgets those of an hour ago."""
    before = demande.cree_us - OUBLI_US
    _OUBLIER.change(connection, before=before)
    _OUBLIER_REPONSES.change(connection, before=before)
    row = {**asdict(demande), "octroi": json.dumps(asdict(demande.octroi))}
    del row["repondu_us"]
    _METTRE.change(connection, **row)


def lire(connection: Connection, id_: str) -> Ciba | None:
    """One request, whatever became of it."""
    row = _UNE.first(connection, id=_net(id_))
    return None if row is None else _read(row)


def en_attente(connection: Connection, since: int, porteur: str = "") -> list[Ciba]:
    """Requests made since then that nobody answered, the oldest first; those of one person when named."""
    if porteur:
        return [_read(row) for row in _SIENNES.all(connection, since=since, porteur=porteur)]
    return [_read(row) for row in _TOUTES.all(connection, since=since)]


def repondre(connection: Connection, id_: str, etat: str, *, since: int, now: int) -> bool:
    """The person approves or refuses now; False when the request is over, answered or unknown."""
    wanted = _net(id_)
    if not _REPONDRE.change(connection, id_=wanted, etat_=etat, since=since):
        return False
    _DATER.change(connection, demande=wanted, repondu_us=now)
    return True


def interroger(connection: Connection, id_: str, now: int) -> None:
    """Notes when the client polled last."""
    _INTERROGER.change(connection, id_=id_, now=now)


def servir(connection: Connection, id_: str) -> None:
    """Its tokens are given: it is worth nothing any more."""
    _SERVIR.change(connection, id_=id_)


def _net(id_: str) -> str:
    """Text SQLite can compare: bytes that were not UTF-8 name no request."""
    return id_.encode("utf-8", "replace").decode()


def _read(row: Sequence[Any]) -> Ciba:
    id_, porteur, client_id, moyen, message, octroi, cree_us, etat, poll_us, repondu_us = row
    granted = Octroi(**json.loads(octroi))
    return Ciba(id_, porteur, client_id, moyen, message, granted, cree_us, etat, poll_us, repondu_us or 0)
