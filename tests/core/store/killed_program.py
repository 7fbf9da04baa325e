"""A process made to be killed: it opens an installation, writes without end, and tells what is committed.

Run with the folder of the installation. Each line printed is the number of a write already answered; each
write adds one row to `essai` and one to the counter beside it, in one transaction.
"""

import asyncio
import os
import sys
from functools import partial
from pathlib import Path

from sqlalchemy import Connection

from simulators.core.espace import EspaceSettings
from simulators.core.monde.model import Monde
from simulators.core.store.espaces import Espaces
from simulators.core.store.store import Store

WRITERS = 8


def prepare(connection: Connection) -> int:
    connection.exec_driver_sql("CREATE TABLE IF NOT EXISTS essai (numero INTEGER)")
    connection.exec_driver_sql("CREATE TABLE IF NOT EXISTS essai_total (nombre INTEGER)")
    if not connection.exec_driver_sql("SELECT count(*) FROM essai_total").scalar():
        connection.exec_driver_sql("INSERT INTO essai_total VALUES (0)")
    return connection.exec_driver_sql("SELECT coalesce(max(numero), 0) FROM essai").scalar() or 0


def add(connection: Connection, number: int) -> None:
    connection.exec_driver_sql("INSERT INTO essai VALUES (?)", (number,))
    connection.exec_driver_sql("UPDATE essai_total SET nombre = nombre + 1")


async def write_for_ever(store: Store, first: int) -> None:
    number = first
    while True:
        await store.write(partial(add, number=number))
        os.write(1, f"{number}\n".encode())
        number += WRITERS


async def main(root: Path) -> None:
    espaces = await Espaces.open(root, seed=b"graine", monde=Monde(), settings=EspaceSettings())
    espace = await espaces.get("defaut")
    last = await espace.store.write(prepare)
    await asyncio.gather(*(write_for_ever(espace.store, last + 1 + n) for n in range(WRITERS)))


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
