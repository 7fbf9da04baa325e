"""What the registry keeps of who did what in a record, and who may open which: reads on one connection."""

from collections.abc import Collection
from typing import Final

from sqlalchemy import Connection, select

from dmp.state.tables import autorisations, lots
from dmp.web.model import Trace

# What one page shows.
LE_PLUS: Final = 200


def traces(connection: Connection, matricule: str) -> list[Trace]:
    """Sets received and authorisations declared on a record, newest first."""
    sets = (
        select(lots.c.recu_us, lots.c.auteur, lots.c.structure)
        .where(lots.c.matricule == matricule)
        .order_by(lots.c.recu_us.desc())
        .limit(LE_PLUS)
    )
    declared = select(autorisations.c.action_us, autorisations.c.cible, autorisations.c.statut).where(
        autorisations.c.matricule == matricule
    )
    found = [Trace(row.recu_us, row.auteur or row.structure, "depot") for row in connection.execute(sets)]
    found += [Trace(row.action_us, row.cible, row.statut) for row in connection.execute(declared)]
    return sorted(found, reverse=True)[:LE_PLUS]


def declarees_par(connection: Connection, cibles: Collection[str]) -> list[tuple[str, str, str]]:
    """The matricule, the target and the status of what was declared for these professionals or structures."""
    row = autorisations.c
    wanted = select(row.matricule, row.cible, row.statut).where(row.cible.in_(cibles))
    return [(one.matricule, one.cible, one.statut) for one in connection.execute(wanted)]
