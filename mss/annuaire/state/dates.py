"""When each entry of the directory last changed, as the espace's clock told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Column, Connection, Integer, Table, Text, select
from sqlalchemy.dialects.sqlite import insert

from simulators.core.store.tables import metadata

# `maj_us` 0: not changed since the world was made.
dates: Final = Table(
    "mss_annuaire_dates",
    metadata,
    Column("reference", Text, primary_key=True),
    Column("empreinte", Text, nullable=False),
    Column("maj_us", Integer, nullable=False),
)
_PUT: Final = insert(dates)
_NOTER: Final = _PUT.on_conflict_do_update(
    index_elements=["reference"],
    set_={"empreinte": _PUT.excluded.empreinte, "maj_us": _PUT.excluded.maj_us},
)


@dataclass(frozen=True, slots=True)
class Datee:
    """What an entry was, by its fingerprint, and since when (microseconds)."""

    empreinte: str
    maj_us: int


def lues(connection: Connection) -> dict[str, Datee]:
    """All of them, by reference."""
    return {row.reference: Datee(row.empreinte, row.maj_us) for row in connection.execute(select(dates))}


def noter(connection: Connection, changees: Mapping[str, Datee]) -> None:
    """Keeps those that changed."""
    rows: Iterable[dict[str, object]] = [
        {"reference": reference, "empreinte": one.empreinte, "maj_us": one.maj_us}
        for reference, one in changees.items()
    ]
    connection.execute(_NOTER, list(rows))
