"""One opening of an espace's file by one process: its epoch, and whether the last one ended well."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from simulators.core.clock import ClockSetting
from simulators.core.espace import EspaceSettings
from simulators.core.store import state, tables
from simulators.core.store.errors import StoreTooNewError
from simulators.core.store.process import ProcessLock


@dataclass(frozen=True, slots=True)
class Opening:
    """What an opening finds. `gap`: a process was killed, its last journal rows may be missing."""

    epoch: int
    gap: bool
    settings: EspaceSettings
    clock: ClockSetting


def open_file(connection: Connection, process: ProcessLock, schema: str, now: datetime) -> Opening:
    """Enters the file in one transaction. Raises `StoreTooNewError`."""
    upgrade(connection, schema)
    gap = _leave_ended(connection, process)
    epoch = state.bump(connection, "epoch")
    connection.execute(
        insert(tables.openings).values(epoch=epoch, process=process.name, opened_us=state.to_us(now))
    )
    return Opening(epoch, gap, state.read_settings(connection), state.read_clock(connection))


def upgrade(connection: Connection, schema: str) -> None:
    """Adds the tables that came since the file was made. Raises `StoreTooNewError`."""
    version = connection.exec_driver_sql("PRAGMA user_version").scalar() or 0
    if version > tables.SCHEMA_VERSION:
        raise StoreTooNewError(f"schema {version}, {tables.SCHEMA_VERSION} known here")
    known = connection.scalar(select(tables.meta.c.value).where(tables.meta.c.key == "schema"))
    if known != schema:
        tables.metadata.create_all(connection)
        state.set_meta(connection, "schema", schema)


def _leave_ended(connection: Connection, process: ProcessLock) -> bool:
    """Forgets the openings of processes that ended; tells whether one of them was killed."""
    names = connection.scalars(select(tables.openings.c.process).distinct()).all()
    ended = [name for name in names if not process.alive(name)]
    if ended:
        connection.execute(delete(tables.openings).where(tables.openings.c.process.in_(ended)))
    return any(process.killed(name) for name in ended)


def after_replacement(connection: Connection, schema: str) -> Opening:
    """What the file says once its content was replaced under use: no new opening, no gap."""
    upgrade(connection, schema)
    epoch = state.counter(connection, "epoch")
    return Opening(epoch, False, state.read_settings(connection), state.read_clock(connection))
