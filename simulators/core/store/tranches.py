"""Many identifiers asked for a few hundred at a time: a statement takes a limited number of values."""

from collections.abc import Iterable, Iterator
from typing import Any, Final, TypeVar

from sqlalchemy import BindParameter, Column, Connection, bindparam, delete

T = TypeVar("T")

# How many identifiers one statement asks for: SQLite took 999 values at most for years, and some statements
# name them twice.
AT_ONCE: Final = 400
# The parameter of `column.in_(IDS)` in a statement given to `par_tranches`.
IDS: Final[BindParameter[Any]] = bindparam("ids", expanding=True)


def tranches(ids: Iterable[T]) -> Iterator[list[T]]:
    """Each identifier once, in its order, in lists of `AT_ONCE` at most; nothing for no identifier."""
    wanted = list(dict.fromkeys(ids))
    for start in range(0, len(wanted), AT_ONCE):
        yield wanted[start : start + AT_ONCE]


def par_tranches(connection: Connection, statement: Any, ids: Iterable[Any], **values: str) -> Iterator[Any]:
    """Rows of a statement whose `IDS` are these; rows that several identifiers give come each time."""
    for some in tranches(ids):
        yield from connection.execute(statement, {"ids": some, **values})


def effacer(connection: Connection, column: Column[Any], ids: Iterable[Any]) -> None:
    """Deletes the rows of the column's table whose column holds one of these."""
    statement = delete(column.table).where(column.in_(IDS))
    for some in tranches(ids):
        connection.execute(statement, {"ids": some})
