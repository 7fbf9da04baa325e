"""The tables of the verification en masse. Times are microseconds since 1970 UTC."""

from typing import Final

from sqlalchemy import Column, Index, Integer, PrimaryKeyConstraint, Table, Text

from simulators.core.store.tables import metadata


def _number(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default="0")


# The row outlives the lines: an expired batch is told as such.
lots: Final = Table(
    "ins_lots",
    metadata,
    Column("id", Text, primary_key=True),
    Column("structure", Text, nullable=False),
    Column("depose_us", Integer, nullable=False),
    Column("fin_us", Integer, nullable=False),
    Column("expire_us", Integer, nullable=False),
    Column("lignes", Integer, nullable=False),
    _number("faites"),
    _number("ok"),
    _number("ko"),
    _number("erreurs"),
)
Index("ins_lots_expire", lots.c.expire_us)

# A slice of a batch, verified in one go when it is due: its lines until then, their results afterwards.
tranches: Final = Table(
    "ins_lot_tranches",
    metadata,
    Column("lot", Text, nullable=False),
    Column("rang", Integer, nullable=False),
    Column("due_us", Integer, nullable=False),
    _number("faite"),
    Column("contenu", Text, nullable=False),
    PrimaryKeyConstraint("lot", "rang"),
)
Index("ins_lot_tranches_due", tranches.c.faite, tranches.c.due_us)
