"""What all the espaces of a process share to reach their files: connections, writer, readers."""

from concurrent.futures import ThreadPoolExecutor

from simulators.core.store.connections import IDLE_LIMIT, Connections
from simulators.core.store.writer import Writer

READERS = 4


class Database:
    """One per process. `readers` also runs the file work that must not hold the event loop."""

    def __init__(self, idle_limit: int = IDLE_LIMIT) -> None:
        self.connections = Connections(idle_limit)
        self.writer = Writer(self.connections)
        self.readers = ThreadPoolExecutor(READERS, thread_name_prefix="store-reader")

    def close(self) -> None:
        """Commits what is queued, lets the readers end, closes every connection."""
        self.writer.close()
        self.readers.shutdown()
        self.connections.close()
