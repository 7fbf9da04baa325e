"""Statements compiled once and run by the driver itself: on a hot path SQLAlchemy costs more than SQLite."""

from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import Connection, Executable
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import ClauseElement

from simulators.core.store.connections import raw


class Prepared:
    """A statement with named parameters, written with SQLAlchemy and portable, run as text on SQLite.

    `columns` are those an insertion gives. It runs inside the transaction of its connection, begun if needed.
    """

    def __init__(self, statement: Executable, columns: Sequence[str] | None = None) -> None:
        self._statement = statement
        dialect = sqlite.dialect(paramstyle="qmark")
        compiled = cast("ClauseElement", statement).compile(
            dialect=dialect, column_keys=list(columns) if columns else None
        )
        self._text = compiled.string
        self._order = tuple(cast("SQLCompiler", compiled).positiontup or ())
        # Values written in the statement itself are parameters too.
        self._fixed = dict(compiled.params)

    def all(self, connection: Connection, **values: Any) -> list[tuple[Any, ...]]:
        """Every row."""
        rows: list[tuple[Any, ...]] = self._run(connection, values).fetchall()
        return rows

    def first(self, connection: Connection, **values: Any) -> tuple[Any, ...] | None:
        """The first row, None when there is none."""
        row: tuple[Any, ...] | None = self._run(connection, values).fetchone()
        return row

    def scalar(self, connection: Connection, **values: Any) -> Any:
        """The first value of the first row, None when there is none."""
        row = self.first(connection, **values)
        return None if row is None else row[0]

    def change(self, connection: Connection, **values: Any) -> int:
        """How many rows changed."""
        count: int = self._run(connection, values).rowcount
        return count

    def _run(self, connection: Connection, values: dict[str, Any]) -> Any:
        if connection.dialect.name != "sqlite":
            return connection.execute(self._statement, values)
        driver = raw(connection)
        if not driver.in_transaction:
            driver.execute(connection.info["begin"])
        given = self._fixed | values
        return driver.execute(self._text, [given[name] for name in self._order])
