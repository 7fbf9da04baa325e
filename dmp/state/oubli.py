"""Forgetting somebody who should not be here: records, documents, lots and authorisations (design §7)."""

from collections.abc import Collection

from sqlalchemy import Connection, delete, or_, select

from dmp.state import dossiers
from dmp.state.tables import associations, autorisations, documents, lots, passages, semis, slots
from dmp.state.tables import dossiers as table_dossiers
from simulators.core.service import Designation
from simulators.core.store.oubli import mentioned, sweep
from simulators.core.store.store import Store

_PAR_MATRICULE = (lots, autorisations, table_dossiers, passages, semis)


def oublier(connection: Connection, store: Store, designations: Collection[Designation]) -> int:
    """Removes every document filed under or naming one of them; one transaction. Says how many."""
    row = documents.c
    held = connection.execute(select(row.entry_uuid, row.lot, row.matricule, row.blob, row.doc)).all()
    doomed = [
        one for one in held if mentioned(designations, one.matricule, one.doc, store.blobs.get(one.blob))
    ]
    entries, sets = [one.entry_uuid for one in doomed], [one.lot for one in doomed]
    numbers = {one for one in _matricules(connection) if mentioned(designations, one)}
    ties = or_(associations.c.source.in_(entries), associations.c.cible.in_(entries))
    doomed_links = select(associations.c.id).where(ties)
    connection.execute(delete(slots).where(slots.c.association.in_(doomed_links)))
    connection.execute(delete(associations).where(ties))
    connection.execute(delete(documents).where(row.entry_uuid.in_(entries)))
    connection.execute(delete(lots).where(or_(lots.c.id.in_(sets), lots.c.matricule.in_(numbers))))
    connection.execute(delete(autorisations).where(autorisations.c.matricule.in_(numbers)))
    connection.execute(delete(semis).where(semis.c.matricule.in_(numbers)))
    connection.execute(delete(passages).where(passages.c.matricule.in_(numbers)))
    dossiers.oublier(connection, sorted(numbers | _dossiers_nommant(connection, designations)))
    sweep(connection, store.blobs, [one.blob for one in doomed])
    return len(doomed)


def _matricules(connection: Connection) -> set[str]:
    found = (select(table.c.matricule).distinct() for table in _PAR_MATRICULE)
    return {number for asked in found for number in connection.execute(asked).scalars()}


def _dossiers_nommant(connection: Connection, designations: Collection[Designation]) -> set[str]:
    """The records whose administrative data name one of them: as a legal representative, for one."""
    rows = connection.execute(select(table_dossiers.c.matricule, table_dossiers.c.doc))
    return {row.matricule for row in rows if mentioned(designations, row.matricule, row.doc)}
