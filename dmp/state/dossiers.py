"""Records opened, closed and changed since the beginning: typed reads and writes on one connection."""

from dataclasses import replace
from typing import Final

from pydantic import TypeAdapter
from sqlalchemy import Connection, bindparam, select

from dmp.model import Inscription
from dmp.state import tables
from simulators.core.store.state import upsert
from simulators.core.store.tranches import effacer

_INSCRIPTION: Final[TypeAdapter[Inscription]] = TypeAdapter(Inscription)
_R: Final = tables.dossiers.c
_ONE: Final = select(_R.doc).where(_R.matricule == bindparam("patient"))
_PUT: Final = upsert(tables.dossiers, ["matricule"], "doc")


def lire(connection: Connection, matricule: str) -> Inscription | None:
    """What was done of this record, None when nothing was."""
    doc = connection.scalar(_ONE, {"patient": matricule})
    return None if doc is None else _INSCRIPTION.validate_json(doc)


def ecrire(connection: Connection, matricule: str, inscription: Inscription) -> None:
    """What the record becomes."""
    doc = _INSCRIPTION.dump_json(inscription).decode()
    connection.execute(_PUT, {"matricule": matricule, "doc": doc})


def rendre_au_monde(connection: Connection, matricule: str) -> None:
    """The state of the record is again the world's, without the reason of a former closing.

    Its administrative data stay.
    """
    known = lire(connection, matricule)
    if known is not None:
        ecrire(connection, matricule, replace(known, etat=None, rattache_mes=None, motif="", motif_texte=""))


def oublier(connection: Connection, matricules: list[str]) -> None:
    """Removes what was done of these records."""
    effacer(connection, _R.matricule, matricules)
