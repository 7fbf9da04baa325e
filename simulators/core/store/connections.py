"""SQLite connections of every espace of the process: opened when needed, the least recently used closed."""

import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.pool import NullPool

from simulators.core.store.errors import StoreClosedError

# Idle connections kept. With its WAL, one holds three file handles at most; 1,024 is the usual limit.
IDLE_LIMIT = 96
BUSY_TIMEOUT_S = 10.0
_PRAGMAS = (
    "PRAGMA synchronous=NORMAL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA trusted_schema=OFF",
    # In KiB: a thousand espaces share little memory, the system's own cache does the rest.
    "PRAGMA cache_size=-1024",
    "PRAGMA journal_size_limit=8388608",
)


@dataclass(eq=False, slots=True)
class File:
    """One SQL file in use, shared by all who read or write it in this process.

    `generation` counts the business writes committed; `on_lost` is called, on the writer's thread, when
    something written behind could not be committed. Once `closed`, no connection is given any more.
    """

    path: Path
    generation: int = 0
    closed: bool = False
    on_lost: Callable[[], None] | None = None
    idle: dict[bool, list[Connection]] = field(default_factory=lambda: {False: [], True: []})


class Connections:
    """Gives connections to `File`s, and keeps at most `idle_limit` unused ones open."""

    def __init__(self, idle_limit: int = IDLE_LIMIT) -> None:
        self._limit = idle_limit
        self._lock = threading.Lock()
        # One entry per idle connection, least recently used first.
        self._idle: OrderedDict[Connection, tuple[File, bool]] = OrderedDict()
        self._asked = threading.local()
        self._engine = create_engine("sqlite://", creator=self._connect, poolclass=NullPool)
        event.listen(self._engine, "begin", _begin)

    @contextmanager
    def use(self, file: File, *, writing: bool = False) -> Iterator[Connection]:
        """Lends a connection; what it left uncommitted is rolled back. Raises `StoreClosedError`."""
        connection = self._borrow(file, writing)
        try:
            yield connection
        finally:
            self._give_back(file, writing, connection)

    def drop(self, file: File) -> None:
        """Closes the idle connections of a file and gives no more; those in use close when given back."""
        with self._lock:
            file.closed = True
            unused = [*file.idle[False], *file.idle[True]]
            for connection in unused:
                del self._idle[connection]
            file.idle = {False: [], True: []}
        for connection in unused:
            connection.close()

    def close(self) -> None:
        """Closes every idle connection."""
        with self._lock:
            files = {file for file, _ in self._idle.values()}
        for file in files:
            self.drop(file)
        self._engine.dispose()

    @property
    def idle(self) -> int:
        """How many connections are open and unused."""
        return len(self._idle)

    def _borrow(self, file: File, writing: bool) -> Connection:
        with self._lock:
            if file.closed:
                raise StoreClosedError(file.path.parent.name)
            kept = file.idle[writing]
            if kept:
                connection = kept.pop()
                del self._idle[connection]
                return connection
        return self._open(file.path, writing)

    def _give_back(self, file: File, writing: bool, connection: Connection) -> None:
        connection.rollback()
        # What a prepared statement began, SQLAlchemy does not know.
        if raw(connection).in_transaction:
            raw(connection).rollback()
        with self._lock:
            surplus = [connection] if file.closed else self._keep(file, writing, connection)
        for each in surplus:
            each.close()

    def _keep(self, file: File, writing: bool, connection: Connection) -> list[Connection]:
        file.idle[writing].append(connection)
        self._idle[connection] = (file, writing)
        surplus = []
        while len(self._idle) > self._limit:
            oldest, (owner, kind) = self._idle.popitem(last=False)
            owner.idle[kind].remove(oldest)
            surplus.append(oldest)
        return surplus

    def _open(self, path: Path, writing: bool) -> Connection:
        self._asked.path = path
        connection = self._engine.connect()
        connection.info["begin"] = "BEGIN IMMEDIATE" if writing else "BEGIN"
        if not writing:
            raw(connection).execute("PRAGMA query_only=ON")
        return connection

    def _connect(self) -> sqlite3.Connection:
        return connect(self._asked.path)


def connect(path: Path, *, timeout: float = BUSY_TIMEOUT_S) -> sqlite3.Connection:
    """A bare connection to an existing file, in autocommit: transactions are begun by name.

    Raises `sqlite3.OperationalError` when there is no such file.
    """
    uri = f"{path.absolute().as_uri()}?mode=rw"
    connection = sqlite3.connect(
        uri, uri=True, isolation_level=None, check_same_thread=False, timeout=timeout
    )
    for pragma in _PRAGMAS:
        connection.execute(pragma)
    return connection


def raw(connection: Connection) -> sqlite3.Connection:
    """The sqlite3 connection under one of SQLAlchemy's."""
    return cast("sqlite3.Connection", connection.connection.driver_connection)


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.info["begin"])
