"""One simulator for a whole run, whoever of its processes asks first: a folder they share, and a lock."""

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from socle_client.errors import StartError
from socle_client.launching import guard, start, stop
from socle_client.ready import Ready, read_ready


@dataclass(frozen=True, slots=True)
class Shared:
    """The folder of a run: lock, ready file, what the simulator said, its process id or why it failed."""

    folder: Path

    @property
    def ready(self) -> Path:
        """Written by the simulator."""
        return self.folder / "ready.json"

    @property
    def log(self) -> Path:
        """What it says."""
        return self.folder / "socle.log"

    @classmethod
    def of_this_process(cls) -> "Shared":
        """The folder of a run that this process begins and ends; its owner alone may read it."""
        one = cls(Path(tempfile.mkdtemp(prefix="socle-pytest-")))
        one._run.write_text(str(os.getpid()), "ascii")
        return one

    @property
    def _run(self) -> Path:
        return self.folder / "run"

    @property
    def _pid(self) -> Path:
        return self.folder / "pid"

    @property
    def _failure(self) -> Path:
        return self.folder / "failure.json"

    def started(self, command: str, options: Sequence[str], timeout: float) -> Ready:
        """The simulator of this run, started by the first who asks; the others wait for it.

        A start that failed is not tried again by each worker. Raises StartError.
        """
        with _locked(self.folder / "lock"):
            if self._failure.exists():
                raise StartError(*json.loads(self._failure.read_text("utf-8")))
            if not self._pid.exists():
                self._start(command, options, timeout)
        return read_ready(self.ready)

    def _start(self, command: str, options: Sequence[str], timeout: float) -> None:
        try:
            pid = start(command, options, self.ready, self.log, timeout)
        except StartError as error:
            self._failure.write_text(json.dumps([error.fr, error.en]), "utf-8")
            raise
        self._pid.write_text(str(pid), "ascii")
        guard(int(self._run.read_text("ascii")), pid)

    def ended(self) -> None:
        """The run is over: its simulator ends, its folder goes. Nothing when none was started."""
        if self._pid.exists():
            stop(int(self._pid.read_text("ascii")))
        shutil.rmtree(self.folder, ignore_errors=True)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Held by one process at a time; left by the system when that process dies."""
    with path.open("a") as file:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield
