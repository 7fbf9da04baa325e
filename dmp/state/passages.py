"""The history of accesses of each record: typed reads and writes on one connection."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Final

from sqlalchemy import Connection, bindparam, func, select

from dmp.model import Passage
from dmp.state import tables
from simulators.core.store.insertion import Insertion
from simulators.core.store.tranches import IDS, par_tranches

_P: Final = tables.passages.c
_ADD: Final = Insertion(tables.passages)
_OF: Final = (
    select(_P.sujet, _P.structure, _P.nom, _P.geste, _P.acces, _P.quand_us)
    .where(_P.matricule == bindparam("patient"))
    .order_by(_P.quand_us.desc(), _P.seq.desc())
    .limit(bindparam("most"))
)
_LAST: Final = (
    select(_P.matricule, func.max(_P.quand_us).label("quand_us"))
    .where(_P.matricule.in_(IDS), (_P.sujet == bindparam("qui")) | (_P.structure == bindparam("ou")))
    .group_by(_P.matricule)
)
MOST: Final = 500


def noter(connection: Connection, matricule: str, passage: Passage) -> None:
    """Writes down one passage."""
    _ADD(connection, [{"matricule": matricule, **asdict(passage)}])


def de(connection: Connection, matricule: str, most: int = MOST) -> list[Passage]:
    """The last passages in a record, newest first."""
    rows = connection.execute(_OF, {"patient": matricule, "most": most})
    return [Passage(*row) for row in rows]


def derniers(connection: Connection, matricules: Iterable[str], qui: str, ou: str) -> Mapping[str, int]:
    """When this professional, or this structure, last went into each of these records."""
    rows = par_tranches(connection, _LAST, matricules, qui=qui, ou=ou)
    return {row.matricule: row.quand_us for row in rows}
