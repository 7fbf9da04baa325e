"""Forgetting somebody: what the services share when a person is purged from their tables."""

from collections.abc import Collection, Iterable

from sqlalchemy import Connection

from simulators.core.journal.rows import named
from simulators.core.service import Designation
from simulators.core.store.blobs import Blobs


def mentioned(designations: Collection[Designation], *held: bytes | str | None) -> bool:
    """True when all the words of one designation stand in what is held."""
    text = b"\0".join(one.encode() if isinstance(one, str) else one or b"" for one in held)
    return any(all(word.encode() in text for word in words) for words in designations)


def sweep(connection: Connection, blobs: Blobs, names: Iterable[str]) -> None:
    """Removes the blobs that no row names any more; within the transaction that removed the rows."""
    for name in {name for name in names if name}:
        if not named(connection, name):
            blobs.remove(name)
