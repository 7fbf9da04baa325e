"""Entries searched and read: one page at a time, counted without opening what the page does not show."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
    true,
    tuple_,
)

from dmp.fhir.model.selection import Clause, Condition, Groupe, PageFiches, Selection
from dmp.fhir.model.servi import FicheServie
from dmp.model import EtatDocument
from dmp.state import tables
from dmp.state.registre import COLONNES, depose
from simulators.core.sante.ebrim.noms import TypeAssociation

_D: Final = tables.documents.c
_L: Final = tables.lots.c
_R: Final = tables.revisions.c
_F: Final = tables.recus.c
_LATER: Final = tables.documents.alias("suivante")
_FIRST: Final = tables.documents.alias("premiere")
_OLD: Final = tables.documents.alias("remplacee")
_LAST: Final = or_(
    _D.statut != EtatDocument.OBSOLETE,
    ~exists().where(_LATER.c.logical_id == _D.logical_id, _LATER.c.version > _D.version),
)
_GROUPE: Final = (_D.statut, _D.confidentialites, _D.auteur, _D.structure)
_RECU: Final = select(_L.recu_us).where(_L.id == _D.lot).scalar_subquery()
_DEPOSEE: Final = (
    select(_L.recu_us)
    .select_from(_FIRST.join(tables.lots, _L.id == _FIRST.c.lot))
    .where(_FIRST.c.logical_id == _D.logical_id, _FIRST.c.version == 1)
    .scalar_subquery()
)
_MAJ: Final = func.coalesce(select(_R.maj_us).where(_R.logical_id == _D.logical_id).scalar_subquery(), _RECU)
_DATE: Final = func.coalesce(select(_F.date_us).where(_F.id == _D.logical_id).scalar_subquery(), _DEPOSEE)
_CALCULEES: Final[Mapping[str, ColumnElement[Any]]] = {"maj": _MAJ, "date": _DATE}
_IDS: Final[BindParameter[str]] = bindparam("ids", expanding=True)
_SHOWN: Final = (
    *COLONNES,
    _D.seq,
    _D.logical_id,
    _MAJ.label("maj_us"),
    _DATE.label("date_us"),
)
_CHANGED: Final = select(_R.logical_id, _R.changements).where(_R.logical_id.in_(_IDS))
_RECEIVED: Final = select(_F.id, _F.doc).where(_F.id.in_(_IDS))
_REPLACED: Final = (
    select(_D.logical_id, _OLD.c.logical_id)
    .select_from(
        tables.associations.join(tables.documents, _D.entry_uuid == tables.associations.c.source).join(
            _OLD, _OLD.c.entry_uuid == tables.associations.c.cible
        )
    )
    .where(tables.associations.c.genre == TypeAssociation.REMPLACE.value)
)
_REPLACED_BY: Final = _REPLACED.where(_D.logical_id.in_(_IDS))
_REPLACING: Final = _REPLACED.where(_OLD.c.logical_id.in_(_IDS))
_NAMED: Final = select(_D.logical_id).where(
    or_(_D.unique_id.in_(_IDS), _D.entry_uuid.in_(_IDS), _D.logical_id.in_(_IDS)), _D.signature == 0
)
# A page is found by numbers alone, in the index: rows are wide, and sorting them would carry them all.
_BY_NUMBER: Final = select(*_SHOWN).where(_D.seq.in_(_IDS))
_NEWEST: Final = select(func.max(_D.seq))
_ONES: Final = select(*_SHOWN).where(_D.logical_id.in_(_IDS), _D.signature == 0, _LAST)


def page(connection: Connection, matricule: str, wanted: Selection) -> PageFiches:
    """One page of the entries of a patient that match and may be seen, the total being exact."""
    where = [_D.matricule == matricule, _D.signature == 0, _LAST]
    where += [_clause(one) for one in wanted.clauses]
    if wanted.cibles is not None:
        where.append(_D.logical_id.in_(_replacing(connection, wanted.cibles)))
    last = connection.scalar(_NEWEST) or 0
    until = wanted.jusqua or last
    if wanted.jusqua:
        where.append(_D.seq <= wanted.jusqua)
    grouped = select(*_GROUPE, func.count()).where(*where).group_by(*_GROUPE)
    groups = [(Groupe(*row[:4]), row[4]) for row in connection.execute(grouped)]
    seen = [(one, count) for one, count in groups if wanted.visible(one)]
    if not seen:
        return PageFiches(0, (), until)
    if len(seen) < len(groups):
        where.append(tuple_(*_GROUPE).in_([tuple(one) for one, _ in seen]))
    if wanted.garde is not None:
        ordered = select(*_SHOWN).where(*where).order_by(*_order(wanted))
        return _kept(connection, ordered, wanted, until)
    total = sum(count for _, count in seen)
    if not wanted.compte:
        return PageFiches(total, (), until)
    numbers = select(_D.seq).where(*where).order_by(*_order(wanted))
    shown = list(connection.scalars(numbers.limit(wanted.compte).offset(wanted.debut)))
    rows = {row.seq: row for row in connection.execute(_BY_NUMBER, {"ids": shown})}
    return PageFiches(total, _served(connection, [rows[own] for own in shown]), until)


def _kept(connection: Connection, ordered: "Select[Any]", wanted: Selection, until: int) -> PageFiches:
    """What the columns cannot tell is looked at in each entry."""
    rows = connection.execute(ordered).all()
    bare = [(row, FicheServie(depose(row), 1, row.maj_us, row.date_us)) for row in rows]
    kept = [row for row, one in bare if wanted.garde is None or wanted.garde(one)]
    shown = kept[wanted.debut : wanted.debut + wanted.compte]
    return PageFiches(len(kept), _served(connection, shown), until)


def nommees(connection: Connection, ids: Iterable[str]) -> tuple[str, ...]:
    """The logicalIds of the entries that bear one of these uniqueIds, entryUUIDs or logicalIds."""
    return tuple(dict.fromkeys(connection.scalars(_NAMED, {"ids": list(ids)})))


def lues(connection: Connection, logical: Iterable[str]) -> tuple[FicheServie, ...]:
    """The last version of these entries, whoever the patient, in no particular order."""
    return _served(connection, connection.execute(_ONES, {"ids": list(logical)}).all())


def recus(connection: Connection, ids: Iterable[str]) -> dict[str, Any]:
    """The resources received over FHIR under these ids."""
    return {own: json.loads(doc) for own, doc in connection.execute(_RECEIVED, {"ids": list(ids)})}


def garder(connection: Connection, own: str, resource: Mapping[str, Any], date_us: int | None) -> None:
    """Keeps a resource as it was received."""
    doc = json.dumps(resource, ensure_ascii=False)
    connection.execute(tables.recus.insert().values(id=own, date_us=date_us, doc=doc))


def _replacing(connection: Connection, targets: Iterable[str]) -> list[str]:
    return [row[0] for row in connection.execute(_REPLACING, {"ids": list(targets)})]


def _served(connection: Connection, rows: Sequence[Any]) -> tuple[FicheServie, ...]:
    ids = [row.logical_id for row in rows]
    changed = {row[0]: row[1] for row in connection.execute(_CHANGED, {"ids": ids})}
    received = recus(connection, ids)
    replaced: dict[str, list[str]] = {}
    for own, former in connection.execute(_REPLACED_BY, {"ids": ids}):
        replaced.setdefault(own, []).append(former)
    return tuple(
        FicheServie(
            depose(row),
            changed.get(row.logical_id, 0) + 1,
            row.maj_us,
            row.date_us,
            tuple(dict.fromkeys(replaced.get(row.logical_id, ()))),
            received.get(row.logical_id),
        )
        for row in rows
    )


def _order(wanted: Selection) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    name, down = wanted.ordre
    column = _column(name)
    return (column.desc(), _D.seq.desc()) if down else (column.asc(), _D.seq.asc())


def _column(name: str) -> ColumnElement[Any]:
    return _CALCULEES[name] if name in _CALCULEES else _D[name]


def _clause(clause: Clause) -> ColumnElement[bool]:
    return or_(*(and_(true(), *(_condition(one) for one in conditions)) for conditions in clause))


def _condition(one: Condition) -> ColumnElement[bool]:
    column = _column(one.colonne)
    match one.operateur:
        case "in":
            return column.in_(one.valeur if isinstance(one.valeur, tuple) else (one.valeur,))
        case "ge":
            return column >= one.valeur
        case "lt":
            return column < one.valeur
        case "vide":
            return column == ""
        case _:
            return column != ""
