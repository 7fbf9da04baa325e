"""Ranks of the RPPS numbers given in an espace: each is drawn once, by whatever process."""

from sqlalchemy import Connection, func, insert, select

from psc.state.tables import numeros as table


def tirer(connection: Connection) -> int:
    """The next rank, from 0."""
    last = connection.scalar(select(func.max(table.c.rang)))
    rang = 0 if last is None else last + 1
    connection.execute(insert(table).values(rang=rang))
    return rang
