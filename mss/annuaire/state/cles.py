"""The API keys registered in an espace, beside its own."""

from typing import Final

from sqlalchemy import Column, Connection, Table, Text, select
from sqlalchemy.dialects.sqlite import insert

from simulators.core.store.tables import metadata

cles: Final = Table(
    "mss_annuaire_cles",
    metadata,
    Column("cle", Text, primary_key=True),
    Column("nom", Text, nullable=False, server_default=""),
)


def enregistrees(connection: Connection) -> dict[str, str]:
    """The keys and what each is for."""
    return {row.cle: row.nom for row in connection.execute(select(cles).order_by(cles.c.cle))}


def connue(connection: Connection, cle: str) -> bool:
    """True for a registered key."""
    return connection.scalar(select(cles.c.cle).where(cles.c.cle == cle)) is not None


def enregistrer(connection: Connection, cle: str, nom: str) -> None:
    """Registers a key, or renames it."""
    statement = insert(cles).values(cle=cle, nom=nom)
    connection.execute(statement.on_conflict_do_update(index_elements=["cle"], set_={"nom": nom}))


def retirer(connection: Connection, cle: str) -> bool:
    """Removes a key; False when it was not registered."""
    return bool(connection.execute(cles.delete().where(cles.c.cle == cle)).rowcount)
