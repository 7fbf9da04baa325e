"""The journal's rows: every SQL statement of the journal, as functions of a connection."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from sqlalchemy import Connection, delete, func, or_, select, update
from sqlalchemy.exc import IntegrityError

from simulators.core.journal.codec import columns, exchange_of
from simulators.core.journal.filters import MOST, Filter, has_text, statement
from simulators.core.journal.findings import RuleLookup
from simulators.core.journal.model import Exchange, Message
from simulators.core.store.insertion import Insertion
from simulators.core.store.tables import journal, metadata

# Bodies above this size leave the row for a blob.
INLINE_BODY = 65_536

_INSERTION = Insertion(journal)

_log = logging.getLogger("socle.journal")


class Blobs(Protocol):
    """What the journal needs of the store's blobs."""

    def put(self, data: bytes) -> str:
        """Writes the bytes, if they are not there yet, and returns their SHA-256 in hexadecimal."""

    def get(self, sha: str) -> bytes:
        """The bytes of that name."""


def add(connection: Connection, blobs: Blobs, batch: Sequence[Exchange]) -> int:
    """Stores a batch; returns how many were. An id already there is left out and logged.

    Blobs are written before the rows that name them.
    """
    rows = [row for exchange in batch if (row := _row(exchange, blobs)) is not None]
    if not rows or _added(connection, rows):
        return len(rows)
    return sum(_added(connection, [row]) for row in rows)


def latest(connection: Connection, count: int) -> dict[str, int]:
    """The ids of the latest rows and their sequence numbers."""
    query = select(journal.c.id, journal.c.seq).order_by(journal.c.seq.desc()).limit(count)
    return {row.id: row.seq for row in connection.execute(query)}


def find(connection: Connection, wanted: Filter, espace: str, rules: RuleLookup) -> list[Exchange]:
    """The exchanges that answer the filter, at most its limit."""
    limit = max(0, min(wanted.limit, MOST))
    query = statement(wanted)
    if not wanted.text:
        return [_exchange(row, espace, rules) for row in connection.execute(query.limit(limit)).mappings()]
    found: list[Exchange] = []
    for row in connection.execute(query).mappings():
        if len(found) == limit:
            break
        exchange = _exchange(row, espace, rules)
        if has_text(wanted, exchange):
            found.append(exchange)
    return found


def one(connection: Connection, id_: str, espace: str, rules: RuleLookup) -> Exchange | None:
    """The exchange of that id, without the bodies that lie in blobs."""
    row = connection.execute(select(journal).where(journal.c.id == id_)).mappings().first()
    return None if row is None else _exchange(row, espace, rules)


def last_sequence(connection: Connection) -> int:
    """The greatest sequence number stored, 0 for an empty journal."""
    return connection.execute(select(func.max(journal.c.seq))).scalar() or 0


def replace(connection: Connection, exchanges: Sequence[Exchange]) -> None:
    """Rewrites what was read in exchanges; their bytes and their places stay."""
    for exchange in exchanges:
        connection.execute(update(journal).where(journal.c.id == exchange.id).values(columns(exchange)))


def remove(connection: Connection, seqs: Sequence[int]) -> None:
    """Deletes rows, overwriting their bytes in the file where the database can."""
    overwriting = connection.dialect.name == "sqlite"
    if overwriting:
        connection.exec_driver_sql("PRAGMA secure_delete = ON")
    for start in range(0, len(seqs), 500):
        connection.execute(delete(journal).where(journal.c.seq.in_(seqs[start : start + 500])))
    if overwriting:
        connection.exec_driver_sql("PRAGMA secure_delete = OFF")


def named(connection: Connection, sha: str) -> bool:
    """Whether something still names that blob: an exchange, or a service's row (`info={"blob": True}`)."""
    row = journal.c
    owners = [column for table in metadata.tables.values() for column in table.c if column.info.get("blob")]
    wanted = [or_(row.request_blob == sha, row.answer_blob == sha), *(column == sha for column in owners)]
    return any(connection.execute(select(1).where(one).limit(1)).first() is not None for one in wanted)


def _row(exchange: Exchange, blobs: Blobs) -> dict[str, Any] | None:
    try:
        request_body, request_blob = _stored_body(exchange.request, blobs)
        answer_body, answer_blob = _stored_body(exchange.answer, blobs)
        row = columns(exchange)
    except (TypeError, ValueError) as problem:
        _log.error("exchange %s not journalled: %s", exchange.id, type(problem).__name__)
        return None
    row.update(
        request_body=request_body,
        answer_body=answer_body,
        request_blob=request_blob,
        answer_blob=answer_blob,
    )
    return row


def _stored_body(message: Message | None, blobs: Blobs) -> tuple[bytes | None, str]:
    if message is None or message.body is None:
        return None, message.blob if message else ""
    if len(message.body) <= INLINE_BODY:
        return message.body, ""
    return None, blobs.put(message.body)


def _added(connection: Connection, rows: Sequence[dict[str, Any]]) -> bool:
    """Inserts all the rows, or none when one of their ids is there already."""
    connection.exec_driver_sql("SAVEPOINT journal")
    try:
        _INSERTION(connection, rows)
    except IntegrityError:
        connection.exec_driver_sql("ROLLBACK TO SAVEPOINT journal")
        if len(rows) == 1:
            _log.error("exchange %s not journalled: its id is taken", rows[0]["id"])
        return False
    finally:
        connection.exec_driver_sql("RELEASE SAVEPOINT journal")
    return True


def _exchange(row: Mapping[Any, Any], espace: str, rules: RuleLookup) -> Exchange:
    return exchange_of(
        row,
        espace,
        rules,
        bodies=(row["request_body"], row["answer_body"]),
        blobs=(row["request_blob"], row["answer_blob"]),
    )
