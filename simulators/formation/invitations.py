"""What the link given to the guests of an espace depends on: a reset or a deletion ends those given before.

Kept by the installation, so that the espace itself may be reset, restored or deleted.
"""

from functools import partial
from typing import Final

from sqlalchemy import Column, Connection, Table, Text, delete, select

from simulators.core.context import Context
from simulators.core.espace import INSTALLATION
from simulators.core.store.state import upsert
from simulators.core.store.tables import metadata

invitations: Final = Table(
    "invitations",
    metadata,
    Column("espace", Text, primary_key=True),
    Column("numero", Text, nullable=False),
)
_PUT = upsert(invitations, ["espace"], "numero")


async def number_of(context: Context, espace: str) -> str:
    """The number now in force, empty when nobody is invited there."""
    installation = await context.espaces.get(INSTALLATION)
    return await installation.store.query(partial(_read, espace=espace))


async def current(context: Context, espace: str) -> str:
    """The number now in force, drawn at the first need: the same for all who ask at once."""
    installation = await context.espaces.get(INSTALLATION)
    found = await installation.store.query(partial(_read, espace=espace))
    number = installation.ids.token("formation.invitation")
    return found or await installation.store.write(partial(_first, espace=espace, number=number))


async def renew(context: Context, espace: str) -> str:
    """Another number: the links given before open nothing any more."""
    installation = await context.espaces.get(INSTALLATION)
    number = installation.ids.token("formation.invitation")
    await installation.store.write(partial(_keep, espace=espace, number=number))
    return number


async def forget(context: Context, espace: str) -> None:
    """Ends the links given so far."""
    installation = await context.espaces.get(INSTALLATION)
    await installation.store.write(partial(_forget, espace=espace))


def _read(connection: Connection, espace: str) -> str:
    found = connection.scalar(select(invitations.c.numero).where(invitations.c.espace == espace))
    return str(found or "")


def _first(connection: Connection, espace: str, number: str) -> str:
    found = _read(connection, espace)
    if not found:
        _keep(connection, espace, number)
    return found or number


def _keep(connection: Connection, espace: str, number: str) -> None:
    connection.execute(_PUT, {"espace": espace, "numero": number})


def _forget(connection: Connection, espace: str) -> None:
    connection.execute(delete(invitations).where(invitations.c.espace == espace))
