"""Telling whether the process that had a file open still lives, ended well, or was killed."""

import re
import secrets
import sqlite3
from pathlib import Path

_NAME = re.compile(r"[0-9a-f]{16}")


class ProcessLock:
    """A file locked while this process lives, and removed when it ends well.

    SQLite's own lock serves: portable, and released by the system whatever ends the process. Locked = alive;
    there but not locked = killed; not there = ended well.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        # Not one of the seeded identifiers: it appears in no exchange and must differ between two runs.
        self.name = secrets.token_hex(8)
        self._held = sqlite3.connect(self._path(self.name), isolation_level=None, check_same_thread=False)
        self._held.execute("BEGIN EXCLUSIVE")

    def killed(self, name: str) -> bool:
        """True when that process ended without saying so."""
        return self._there(name) and not self.alive(name)

    def alive(self, name: str) -> bool:
        """True while that process (or this one) runs."""
        if name == self.name:
            return True
        return self._there(name) and _is_locked(self._path(name))

    def release(self, *, clean: bool = True) -> None:
        """Ends the hold; with `clean`, nothing written behind was lost."""
        self._held.close()
        if clean:
            self._path(self.name).unlink(missing_ok=True)

    def _there(self, name: str) -> bool:
        return _NAME.fullmatch(name) is not None and self._path(name).exists()

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.lock"


def _is_locked(path: Path) -> bool:
    probe = sqlite3.connect(path, isolation_level=None, timeout=0)
    try:
        probe.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.OperationalError:
        return True
    finally:
        probe.close()
    return False
