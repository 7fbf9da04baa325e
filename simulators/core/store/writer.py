"""The one thread of the process that writes: transactions in order, committed in batches."""

import itertools
import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from simulators.core.store.connections import Connections, File, raw
from simulators.core.store.errors import StoreClosedError

# What is written behind waits this long for company; with the commit it stays under 50 ms.
BEHIND_DELAY_S = 0.03
BATCH_LIMIT = 500
# Beyond this, what is written behind is dropped and told as lost: memory must stay bounded.
BEHIND_LIMIT = 20_000

Work = Callable[[Connection], Any]
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Job:
    """One transaction to run: `future` is None when written behind; `alone` runs outside a transaction."""

    file: File
    work: Work
    future: "Future[Any] | None" = None
    business: bool = False
    alone: bool = False


class Writer:
    """Runs jobs in the order given, each in its own savepoint of a shared commit.

    A future resolves only once its batch is committed: what was answered survives the process. A job that
    raises is rolled back alone, and its future carries the exception.
    """

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._wake = threading.Condition()
        self._jobs: deque[Job] = deque()
        self._behind = 0
        # When the queue must be taken (monotonic seconds); None while it is empty.
        self._due: float | None = None
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="store-writer", daemon=True)
        self._thread.start()

    def submit(self, file: File, work: Work, *, business: bool = True, alone: bool = False) -> "Future[Any]":
        """Queues a transaction to be committed at once; cancelling the future before it begins undoes it."""
        future: Future[Any] = Future()
        self._put(Job(file, work, future, business, alone), 0.0)
        return future

    def behind(self, file: File, work: Work) -> None:
        """Queues a transaction nobody waits for. Never blocks, never raises."""
        try:
            if self._behind < BEHIND_LIMIT:
                self._put(Job(file, work), time.monotonic() + BEHIND_DELAY_S)
                return
        except StoreClosedError:
            _log.warning("written behind after the store was closed")
        _lost(file)

    def close(self) -> None:
        """Commits all that is queued, then ends the thread."""
        with self._wake:
            self._closing = True
            self._wake.notify()
        self._thread.join()

    def _put(self, job: Job, due: float) -> None:
        with self._wake:
            if self._closing:
                raise StoreClosedError(job.file.path.parent.name)
            self._jobs.append(job)
            self._behind += job.future is None
            if self._due is None or due < self._due:
                self._due = due
                self._wake.notify()

    def _take(self) -> deque[Job] | None:
        with self._wake:
            while not self._closing and not self._is_due():
                self._wake.wait(None if self._due is None else self._due - time.monotonic())
            if self._closing and not self._jobs:
                return None
            jobs, self._jobs = self._jobs, deque()
            self._due, self._behind = None, 0
            return jobs

    def _is_due(self) -> bool:
        return self._due is not None and self._due <= time.monotonic()

    def _run(self) -> None:
        while self._turn():
            pass

    def _turn(self) -> bool:
        """One batch of each file; False once closed. No job, which may hold a large body, outlives it."""
        jobs = self._take()
        if jobs is None:
            return False
        for batch in _batches(jobs):
            self._process(batch)
        return True

    def _process(self, batch: list[Job]) -> None:
        wanted = [job for job in batch if job.future is None or job.future.set_running_or_notify_cancel()]
        if not wanted:
            return
        try:
            with self._connections.use(wanted[0].file, writing=True) as connection:
                settled = _alone(connection, wanted[0]) if wanted[0].alone else _together(connection, wanted)
        except BaseException as problem:  # noqa: BLE001 - whatever failed, every future must be answered
            settled = [(job, None, problem) for job in wanted]
        for job, result, error in settled:
            _settle(job, result, error)


Settled = tuple[Job, Any, BaseException | None]


def _batches(jobs: deque[Job]) -> Iterator[list[Job]]:
    """Jobs of the same file share a commit, in their order; what must run alone cuts the batch."""
    by_file: dict[File, list[Job]] = {}
    for job in jobs:
        by_file.setdefault(job.file, []).append(job)
    for queue in by_file.values():
        for alone, group in itertools.groupby(queue, key=lambda job: job.alone):
            rest = iter(group)
            while batch := list(itertools.islice(rest, 1 if alone else BATCH_LIMIT)):
                yield batch


def _alone(connection: Connection, job: Job) -> list[Settled]:
    return [(job, job.work(connection), None)]


def _together(connection: Connection, jobs: list[Job]) -> list[Settled]:
    driver = raw(connection)
    with connection.begin():
        return [_in_savepoint(connection, driver.execute, job) for job in jobs]


def _in_savepoint(connection: Connection, execute: Callable[[str], object], job: Job) -> Settled:
    execute("SAVEPOINT work")
    try:
        result = job.work(connection)
    except Exception as problem:  # noqa: BLE001 - it belongs to whoever submitted the work
        execute("ROLLBACK TO work")
        execute("RELEASE work")
        return job, None, problem
    execute("RELEASE work")
    return job, result, None


def _settle(job: Job, result: Any, error: BaseException | None) -> None:
    if error is None and job.business:
        job.file.generation += 1
    if job.future is None:
        if error is not None and not job.file.closed:
            _log.error("written behind, then lost: %s", type(error).__name__)
            _lost(job.file)
    elif error is not None:
        job.future.set_exception(error)
    else:
        job.future.set_result(result)


def _lost(file: File) -> None:
    if file.on_lost is not None:
        file.on_lost()
