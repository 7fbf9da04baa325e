"""Statements of the hot path, compiled once and given straight to the driver.

SQLAlchemy's own handling of parameters costs more than the statement itself (as the journal's).
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, CursorResult
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.dml import UpdateBase


class Directe:
    """One statement. `columns` are those an insertion fills."""

    def __init__(self, statement: UpdateBase, columns: Sequence[str]) -> None:
        compiled = statement.compile(
            dialect=sqlite.dialect(paramstyle="qmark"), column_keys=list(columns) or None
        )
        self._sql = compiled.string
        self._order = tuple(getattr(compiled, "positiontup", None) or ())

    def executer(self, connection: Connection, values: Mapping[str, Any]) -> CursorResult[Any]:
        """Runs it with these values."""
        return connection.exec_driver_sql(self._sql, tuple([values[name] for name in self._order]))
