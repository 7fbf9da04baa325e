"""Who was authorised on which record, and as what: typed reads and writes on one connection."""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from sqlalchemy import Connection, bindparam, insert, select, update

from dmp.model import Statut
from dmp.state import tables
from simulators.core.store.tranches import IDS, par_tranches

MEDECIN_TRAITANT: Final = "MEDECIN_TRAITANT"
_A: Final = tables.autorisations.c
_DECLARED: Final = select(_A.cible, _A.statut, _A.role, _A.debut_us, _A.action_us).where(
    _A.matricule == bindparam("patient")
)


_OF: Final = select(_A.matricule, _A.cible, _A.statut, _A.role, _A.debut_us, _A.action_us).where(
    _A.cible.in_(IDS)
)


class Habilitation(NamedTuple):
    """What was declared for a professional or a structure; times in microseconds since 1970."""

    statut: Statut
    medecin_traitant: bool = False
    debut_us: int = 0
    action_us: int = 0


def declarees(connection: Connection, matricule: str) -> Mapping[str, Habilitation]:
    """What was declared on a record since the beginning, by national identifier."""
    rows = connection.execute(_DECLARED, {"patient": matricule})
    return {
        row.cible: Habilitation(Statut(row.statut), row.role == MEDECIN_TRAITANT, row.debut_us, row.action_us)
        for row in rows
    }


def de(connection: Connection, cibles: Iterable[str]) -> Mapping[str, Mapping[str, Habilitation]]:
    """What was declared for these professionals or structures, by matricule then by target."""
    found: dict[str, dict[str, Habilitation]] = {}
    for row in par_tranches(connection, _OF, cibles):
        mt = row.role == MEDECIN_TRAITANT
        known = Habilitation(Statut(row.statut), mt, row.debut_us, row.action_us)
        found.setdefault(row.matricule, {})[row.cible] = known
    return found


def declarer(
    connection: Connection, matricule: str, cible: str, statut: Statut, now_us: int, *, mt: bool = False
) -> None:
    """Declares, or takes away (`NON_EXISTE`), the authorisation of a professional or of a structure."""
    table = tables.autorisations
    where = (table.c.matricule == matricule, table.c.cible == cible)
    values = {"statut": statut.value, "role": MEDECIN_TRAITANT if mt else "", "action_us": now_us}
    changed = connection.execute(update(table).where(*where).values(**values))
    if not changed.rowcount:
        connection.execute(insert(table).values(matricule=matricule, cible=cible, debut_us=now_us, **values))
