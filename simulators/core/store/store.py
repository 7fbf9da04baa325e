"""The SQL file and the blobs of one espace."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection

from simulators.core.store.blobs import Blobs
from simulators.core.store.connections import File, raw
from simulators.core.store.database import Database
from simulators.core.store.template import create_file

T = TypeVar("T")
BASE = "base.sqlite"


class Store:
    """Reads and writes of one espace. Work is a function of a connection: it never commits by itself.

    Its SQL connections come and go with use; the `Store` itself stays valid until its espace is deleted,
    through resets and restores. After a deletion every call raises `StoreClosedError`.
    """

    def __init__(self, database: Database, folder: Path) -> None:
        self.folder = folder
        self.database = database
        self.file = File(folder / BASE)
        self.blobs = Blobs(folder / "blobs")

    @property
    def generation(self) -> int:
        """Grows by one for each business write committed by this process, and for a reset or a restore."""
        return self.file.generation

    def read(self, work: Callable[[Connection], T]) -> T:
        """Runs `work` on one consistent state of the file, in the calling thread."""
        with self.database.connections.use(self.file) as connection:
            return work(connection)

    async def query(self, work: Callable[[Connection], T]) -> T:
        """Like `read`, on the pool of readers."""
        return await asyncio.get_running_loop().run_in_executor(self.database.readers, self.read, work)

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Runs `work` as one transaction and returns its result once committed: it then survives a kill.

        An exception of `work` is raised here, and nothing of it stays. Cancelled before it began, the work is
        not done; once begun it is finished.
        """
        result: T = await asyncio.wrap_future(self.database.writer.submit(self.file, work))
        return result

    def write_behind(self, work: Callable[[Connection], object]) -> None:
        """Queues `work`, committed within 50 ms. Never blocks; a failure is told through `file.on_lost`."""
        self.database.writer.behind(self.file, work)

    async def flush(self) -> None:
        """Returns when all that was queued before is committed."""
        await asyncio.wrap_future(self.database.writer.submit(self.file, _nothing, business=False))

    async def alone(self, work: Callable[[Connection], T]) -> T:
        """Runs `work` on the writer's thread outside any transaction: for the backup API."""
        result: T = await asyncio.wrap_future(self.database.writer.submit(self.file, work, alone=True))
        return result

    async def scrub(self) -> None:
        """Rewrites the file so that nothing deleted can still be read in it, write-ahead log included.

        For the purge of real data; takes about a second per 300 MB, during which nothing else is written.
        """
        await self.alone(_scrub)

    def drop(self) -> None:
        """Closes the connections; every later call raises `StoreClosedError`."""
        self.database.connections.drop(self.file)


@contextmanager
def single_store(folder: Path) -> Iterator[Store]:
    """One store by itself, its file created empty if need be: for tools that need no espace."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / BASE).exists():
        create_file(folder / BASE)
    database = Database()
    try:
        yield Store(database, folder)
    finally:
        database.close()


def _nothing(_: Connection) -> None:
    return None


def _scrub(connection: Connection) -> None:
    bare = raw(connection)
    bare.execute("VACUUM")
    bare.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
