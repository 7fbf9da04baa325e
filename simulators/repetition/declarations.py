"""What the establishment declares for the report of a rehearsal: what no exchange can show."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Column, Connection, Table, Text, select

from simulators.core.store.state import upsert
from simulators.core.store.tables import metadata

declarations: Final = Table(
    "declarations", metadata, Column("id", Text, primary_key=True), Column("doc", Text, nullable=False)
)
_PUT = upsert(declarations, ["id"], "doc")


@dataclass(frozen=True, slots=True)
class Declaration:
    """`effectif`: staff (0: not told); `faites`: words of the steps ticked; `file_active`: its CSV."""

    effectif: int = 0
    faites: frozenset[str] = frozenset()
    file_active: str = ""


def lire(connection: Connection, id_: str) -> Declaration:
    """What was declared for that rehearsal, nothing by default."""
    document = connection.scalar(select(declarations.c.doc).where(declarations.c.id == id_))
    if document is None:
        return Declaration()
    told: Mapping[str, Any] = json.loads(document)
    return Declaration(told["effectif"], frozenset(told["faites"]), told["file_active"])


def mettre(connection: Connection, id_: str, declaree: Declaration) -> None:
    """Keeps what was declared."""
    told = {"effectif": declaree.effectif, "faites": sorted(declaree.faites)}
    document = json.dumps({**told, "file_active": declaree.file_active})
    connection.execute(_PUT, {"id": id_, "doc": document})
