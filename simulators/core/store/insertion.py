"""Rows added by a statement compiled once: SQLAlchemy's handling of parameters costs as much as SQLite."""

from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Table, insert
from sqlalchemy.dialects import sqlite


class Insertion:
    """Adds rows that give every column of a table but the one the database numbers."""

    def __init__(self, table: Table) -> None:
        names = [column.name for column in table.columns if column is not table.autoincrement_column]
        self._statement = insert(table)
        compiled = self._statement.compile(dialect=sqlite.dialect(paramstyle="qmark"), column_keys=names)
        self._text = compiled.string
        self._in_order = itemgetter(*(compiled.positiontup or ()))

    def __call__(self, connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Adds the rows. A row refused (`IntegrityError`) leaves those before it to the caller's rollback."""
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(self._text, [self._in_order(row) for row in rows])
        else:
            connection.execute(self._statement, list(rows))
