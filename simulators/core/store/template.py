"""The pre-filled file every new espace is a copy of, made once per content."""

import hashlib
import os
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import Connection, insert
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.schema import CreateIndex, CreateTable

from simulators import __version__
from simulators.core.clock import ClockSetting
from simulators.core.espace import EspaceSettings
from simulators.core.store import state, tables
from simulators.core.store.connections import Connections, File

# (kind, id, JSON document) of each element of the starting monde, in order.
MondeRow = tuple[str, str, str]


def make_template(
    folder: Path, monde: Iterable[MondeRow], settings: EspaceSettings, clock: ClockSetting
) -> Path:
    """The template for that content, made at its first use and kept under the hash of all it depends on."""
    rows = list(monde)
    wanted = fingerprint(rows, settings, clock)
    path = folder / f"{wanted[:24]}.sqlite"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"{path.name}.{os.getpid()}.part")
        for left in folder.glob(f"{part.name}*"):
            left.unlink()
        create_file(part, rows, settings, clock)
        part.replace(path)
    return path


def create_file(
    path: Path,
    monde: Iterable[MondeRow] = (),
    settings: EspaceSettings | None = None,
    clock: ClockSetting | None = None,
) -> None:
    """A new file with every table, in WAL mode, filled and closed: one file, nothing beside it."""
    bare = sqlite3.connect(path, isolation_level=None)
    bare.execute("PRAGMA journal_mode=WAL")
    bare.execute(f"PRAGMA user_version={tables.SCHEMA_VERSION:d}")
    bare.close()
    connections = Connections()
    with connections.use(File(path), writing=True) as connection, connection.begin():
        tables.metadata.create_all(connection)
        _fill(connection, list(monde), settings or EspaceSettings(), clock or ClockSetting())
    connections.close()


def fingerprint(rows: list[MondeRow], settings: EspaceSettings, clock: ClockSetting) -> str:
    """SHA-256 of the product's version, of the tables and of what fills them."""
    parts = [__version__, schema_hash(), repr(rows), settings.profile, repr(settings.refuse_real_data)]
    parts += [repr(sorted(settings.options)), repr(clock)]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def statements() -> list[str]:
    """The statements that make the tables and indexes known to this process."""
    sqlite = dialect()
    made = []
    for table in tables.metadata.sorted_tables:
        made.append(CreateTable(table).compile(dialect=sqlite).string)
        made += sorted(CreateIndex(index).compile(dialect=sqlite).string for index in table.indexes)
    return made


def schema_hash() -> str:
    """What a file keeps to tell whether tables came since it was made."""
    return hashlib.sha256("\n".join(statements()).encode()).hexdigest()


def _fill(
    connection: Connection, monde: list[MondeRow], settings: EspaceSettings, clock: ClockSetting
) -> None:
    state.set_meta(connection, "version", __version__)
    state.set_meta(connection, "schema", schema_hash())
    state.set_meta(connection, "epoch", "0")
    state.set_meta(connection, "monde", "1")
    state.write_settings(connection, settings)
    state.write_clock(connection, clock)
    rows = [
        {"kind": kind, "id": identifier, "position": position, "doc": document}
        for position, (kind, identifier, document) in enumerate(monde, start=1)
    ]
    if rows:
        connection.execute(insert(tables.monde), rows)
