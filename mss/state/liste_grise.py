"""The grey list: a pair of addresses seen for the first time is put off (RFC 6647 §2.3)."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from mss.state.tables import liste_grise

_US: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Essai:
    """One try to write: when (microseconds), and how long a newcomer waits, in seconds."""

    expediteur: str
    destinataire: str
    quand_us: int
    attente: int


def admettre(connection: Connection, essai: Essai) -> bool:
    """Whether the try passes; the first one of a pair is noted, and passes once the wait is over."""
    row = {"expediteur": essai.expediteur, "destinataire": essai.destinataire, "vu_us": essai.quand_us}
    connection.execute(insert(liste_grise).values(row).on_conflict_do_nothing())
    here = (
        liste_grise.c.expediteur == essai.expediteur,
        liste_grise.c.destinataire == essai.destinataire,
    )
    first = connection.scalar(select(liste_grise.c.vu_us).where(*here))
    return first is not None and essai.quand_us - first >= essai.attente * _US


def oublier(connection: Connection, destinataire: str) -> int:
    """Forgets who wrote to that address: the next try is a first one. Says how many pairs."""
    gone = connection.execute(delete(liste_grise).where(liste_grise.c.destinataire == destinataire))
    return int(gone.rowcount)
