"""Forgetting somebody who should not be here: records, documents, lots and authorisations (design §7)."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Column, Connection, delete, or_, select

from dmp.state import dossiers
from dmp.state.tables import (
    associations,
    autorisations,
    documents,
    lots,
    passages,
    recus,
    revisions,
    semis,
    slots,
)
from dmp.state.tables import dossiers as table_dossiers
from simulators.core.service import Designation
from simulators.core.store.oubli import mentioned, sweep
from simulators.core.store.store import Store

_PAR_MATRICULE = (lots, autorisations, table_dossiers, passages, semis)


def oublier(connection: Connection, store: Store, designations: Collection[Designation]) -> int:
    """Removes every document filed under or naming one of them; one transaction. Says how many.

    A set, the data of a record or a passage that names somebody goes too, with what the set holds.
    """
    row = documents.c
    held = connection.execute(
        select(row.entry_uuid, row.logical_id, row.lot, row.matricule, row.blob, row.doc)
    ).all()
    named = _nommant(connection, designations, lots.c.id, lots.c.doc)
    doomed = [
        one
        for one in held
        if one.lot in named or mentioned(designations, one.matricule, one.doc, store.blobs.get(one.blob))
    ]
    entries, sets = [one.entry_uuid for one in doomed], [*named, *(one.lot for one in doomed)]
    numbers = {one for one in _matricules(connection) if mentioned(designations, one)}
    ends = [*entries, *sets]
    logical = [one.logical_id for one in doomed]
    connection.execute(delete(revisions).where(revisions.c.logical_id.in_(logical)))
    came_by_fhir = _nommant(connection, designations, recus.c.id, recus.c.doc)
    connection.execute(delete(recus).where(recus.c.id.in_([*logical, *sets, *came_by_fhir])))
    ties = or_(associations.c.source.in_(ends), associations.c.cible.in_(ends))
    doomed_links = select(associations.c.id).where(ties)
    connection.execute(delete(slots).where(slots.c.association.in_(doomed_links)))
    connection.execute(delete(associations).where(ties))
    connection.execute(delete(documents).where(row.entry_uuid.in_(entries)))
    connection.execute(delete(lots).where(or_(lots.c.id.in_(sets), lots.c.matricule.in_(numbers))))
    connection.execute(delete(autorisations).where(autorisations.c.matricule.in_(numbers)))
    connection.execute(delete(semis).where(semis.c.matricule.in_(numbers)))
    connection.execute(delete(passages).where(passages.c.matricule.in_(numbers)))
    came = _nommant(connection, designations, passages.c.seq, passages.c.sujet, passages.c.nom)
    connection.execute(delete(passages).where(passages.c.seq.in_(came)))
    records = table_dossiers.c
    told = _nommant(connection, designations, records.matricule, records.doc)
    dossiers.oublier(connection, sorted(numbers | told))
    sweep(connection, store.blobs, [one.blob for one in doomed])
    return len(doomed)


def _nommant(
    connection: Connection, designations: Collection[Designation], key: Column[Any], *texts: Column[str]
) -> set[Any]:
    """The keys of the rows whose texts name one of them."""
    rows = connection.execute(select(key, *texts))
    return {own for own, *held in rows if mentioned(designations, *held)}


def _matricules(connection: Connection) -> set[str]:
    found = (select(table.c.matricule).distinct() for table in _PAR_MATRICULE)
    return {number for asked in found for number in connection.execute(asked).scalars()}
