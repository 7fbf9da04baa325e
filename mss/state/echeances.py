"""What is due later, and the threads with citizens, as read back."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, select, update

from mss.state.depot import Fil
from mss.state.tables import echeances, fils

_FIL = ("boite", "usager", "etat", "adresse", "retour", "sujet", "message_id", "origine")


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to do now."""

    id: str
    genre: str
    doc: Mapping[str, str]
    due_us: int = 0


def dues(connection: Connection, now_us: int) -> list[Due]:
    """What is due at that instant, oldest first."""
    query = select(echeances).where(echeances.c.due_us <= now_us).order_by(echeances.c.due_us, echeances.c.id)
    return [Due(row.id, row.genre, json.loads(row.doc), row.due_us) for row in connection.execute(query)]


def prochaine(connection: Connection) -> int | None:
    """The instant of the next thing due."""
    found: int | None = connection.scalar(select(func.min(echeances.c.due_us)))
    return found


def a_venir(connection: Connection) -> list[Due]:
    """All that is due, now or later, in order."""
    query = select(echeances).order_by(echeances.c.due_us, echeances.c.id)
    return [Due(row.id, row.genre, json.loads(row.doc), row.due_us) for row in connection.execute(query)]


def avancer(connection: Connection, now_us: int, wanted: str = "") -> int:
    """Makes due now what waits, all of it or one thing; says how many."""
    later = update(echeances).where(echeances.c.due_us > now_us).values(due_us=now_us)
    moved = connection.execute(later.where(echeances.c.id == wanted) if wanted else later)
    return int(moved.rowcount)


def remettre_a(connection: Connection, wanted: str, due_us: int) -> None:
    """Puts one thing due off to another instant."""
    connection.execute(update(echeances).where(echeances.c.id == wanted).values(due_us=due_us))


def lire_fil(connection: Connection, boite: str, usager: str) -> Fil | None:
    """The thread of a professional box with a citizen."""
    query = select(fils).where(fils.c.boite == boite, fils.c.usager == usager)
    row = connection.execute(query).mappings().first()
    return None if row is None else Fil(**{name: row[name] for name in _FIL})


def fils_de_l_usager(connection: Connection, usager: str) -> list[Fil]:
    """Every thread of a citizen."""
    query = select(fils).where(fils.c.usager == usager).order_by(fils.c.boite)
    return [Fil(**{name: row[name] for name in _FIL}) for row in connection.execute(query).mappings()]
