"""The rows of the faults of one espace."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from simulators.core.faults.model import Fault, pack
from simulators.core.store.tables import faults


def every(connection: Connection) -> Sequence[Row[Any]]:
    """Every fault kept, in the order they were added."""
    return connection.execute(select(faults)).all()


def add(fault: Fault, connection: Connection) -> None:
    """Keeps a new fault, in the place of one of the same id."""
    remove(fault.id, connection)
    connection.execute(insert(faults).values(id=fault.id, doc=pack(fault, 0), remaining=fault.remaining))


def remove(fault_id: str, connection: Connection) -> None:
    """Forgets one fault."""
    connection.execute(delete(faults).where(faults.c.id == fault_id))


def remove_all(connection: Connection) -> None:
    """Forgets every fault."""
    connection.execute(delete(faults))


def change(fault: Fault, matched: int, connection: Connection) -> None:
    """Keeps what remains of a fault after a call; one used up is forgotten."""
    if fault.remaining == 0:
        remove(fault.id, connection)
        return
    changed = {"doc": pack(fault, matched), "remaining": fault.remaining}
    connection.execute(update(faults).where(faults.c.id == fault.id).values(changed))
