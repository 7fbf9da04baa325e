"""Is this SQL file one of ours? A file brought from outside may hold more than rows."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, select
from sqlalchemy.exc import SQLAlchemyError

from simulators.core.clock import Clock
from simulators.core.faults.model import unpack
from simulators.core.journal.codec import exchange_of
from simulators.core.monde.contenu import UnknownElementError, parse_element
from simulators.core.store import state, tables
from simulators.core.store.blobs import Blobs
from simulators.core.store.connections import Connections, File, connect
from simulators.core.store.errors import ArchiveRefusedError
from simulators.core.store.template import statements

_GROUND = ("meta", "openings", "settings", "monde", "journal", "faults")
# What reading a document made by hand may raise; pydantic's own error is a ValueError.
_UNSOUND = (LookupError, TypeError, ValueError, AttributeError, OverflowError, RecursionError)
_TYPES = {"INTEGER": "integer", "TEXT": "text", "BLOB": "blob"}


def inspect(path: Path, blobs: Blobs) -> None:
    """Checks structure and content of a file before it becomes an espace, and forgets who had it open.

    Refused: what is not SQLite or is damaged, a later version, triggers, views and virtual tables, a table of
    ours made otherwise, values of another type, and any row that its owner could not read.
    Raises `ArchiveRefusedError`.
    """
    try:
        with closing(connect(path)) as bare:
            _check_structure(bare)
            _check_types(bare)
            bare.execute("DELETE FROM openings")
        _check_content(path, blobs)
    except (sqlite3.Error, SQLAlchemyError, *_UNSOUND) as problem:
        raise ArchiveRefusedError(f"the espace's file is not sound: {type(problem).__name__}") from problem


def _check_structure(bare: sqlite3.Connection) -> None:
    if bare.execute("PRAGMA user_version").fetchone()[0] > tables.SCHEMA_VERSION:
        raise ArchiveRefusedError("made by a later version")
    found = _objects(bare)
    if any(kind not in {"table", "index"} or _is_virtual(sql) for kind, sql in found.values()):
        raise ArchiveRefusedError("triggers, views and virtual tables are not accepted")
    with closing(sqlite3.connect(":memory:")) as reference:
        for statement in statements():
            reference.execute(statement)
        ours = _objects(reference)
    if any(name not in found for name in _GROUND):
        raise ArchiveRefusedError("tables are missing")
    if any(name in ours and ours[name] != entry for name, entry in found.items()):
        raise ArchiveRefusedError("a table is not made as ours")
    if bare.execute("PRAGMA quick_check").fetchone()[0] != "ok":
        raise ArchiveRefusedError("the espace's file is damaged")


def _objects(bare: sqlite3.Connection) -> dict[str, tuple[str, str]]:
    rows = bare.execute("SELECT name, type, coalesce(sql, '') FROM sqlite_schema").fetchall()
    return {name: (kind, " ".join(sql.split())) for name, kind, sql in rows}


def _is_virtual(sql: str) -> bool:
    return sql.upper().startswith("CREATE VIRTUAL")


def _check_types(bare: sqlite3.Connection) -> None:
    """SQLite stores any type in any column: ours must hold what they say."""
    for name in _GROUND:
        table = tables.metadata.tables[name]
        wrong = " OR ".join(_is_of_another_type(column) for column in table.columns)
        if bare.execute(f"SELECT 1 FROM {name} WHERE {wrong} LIMIT 1").fetchone():  # noqa: S608 - own names
            raise ArchiveRefusedError(f"values of another type in {name}")


def _is_of_another_type(column: Column[Any]) -> str:
    accepted = [_TYPES[str(column.type)], "null"] if column.nullable else [_TYPES[str(column.type)]]
    return f"typeof({column.name}) NOT IN ({', '.join(repr(name) for name in accepted)})"


def _check_content(path: Path, blobs: Blobs) -> None:
    connections = Connections()
    try:
        with connections.use(File(path)) as connection:
            _read_state(connection)
            _read_monde(connection)
            _read_journal(connection, blobs)
            for fault in connection.execute(select(tables.faults)):
                unpack(fault.id, fault.doc, fault.remaining)
    finally:
        connections.close()


def _read_state(connection: Connection) -> None:
    state.read_settings(connection)
    Clock(state.read_clock(connection)).now()
    for key in ("epoch", "monde"):
        state.counter(connection, key)


def _read_monde(connection: Connection) -> None:
    for row in connection.execute(select(tables.monde)):
        if parse_element(row.kind, row.doc).id != row.id:
            raise UnknownElementError(row.id)


def _read_journal(connection: Connection, blobs: Blobs) -> None:
    """Every exchange can be read, and every blob it names is there."""
    columns = [column for column in tables.journal.c if not column.name.endswith("_body")]
    rows = connection.execution_options(yield_per=500).execute(select(*columns))
    for row in rows.mappings():
        exchange_of(row, "")
        for sha in {row["request_blob"], row["answer_blob"]} - {""}:
            blobs.path(sha)
