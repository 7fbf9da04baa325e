"""Large bodies by their hash: written once, before the row that names them."""

import hashlib
import os
import re
import threading
import time
from collections.abc import Collection, Iterator
from pathlib import Path

from simulators.core.store.errors import UnknownBlobError

_SHA256 = re.compile(r"[0-9a-f]{64}")
# A blob younger than this may belong to a row about to be written: never pruned.
GRACE_S = 60.0


class Blobs:
    """The blobs of one espace, content-addressed: `blobs/<first digit>/<sha256>`.

    Sixteen shelves: making a folder costs more than writing a blob, and with 256 most first blobs made one.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, data: bytes | memoryview, sha: str = "") -> str:
        """Stores the bytes and returns their SHA-256 in hexadecimal; storing twice costs nothing.

        `sha` is their SHA-256 when the caller has computed it already.
        """
        sha = sha or hashlib.sha256(data).hexdigest()
        path = self._path(sha)
        try:
            os.utime(path)
        except FileNotFoundError:
            part = path.with_name(f"{sha}.{os.getpid()}.{threading.get_ident()}.part")
            _write(part, data)
            part.replace(path)
        return sha

    def get(self, sha: str) -> bytes:
        """The bytes of that hash. Raises `UnknownBlobError`."""
        try:
            return self._path(sha).read_bytes()
        except FileNotFoundError:
            raise UnknownBlobError(sha) from None

    def remove(self, sha: str) -> None:
        """Forgets a blob; one that is not there is no error."""
        self._path(sha).unlink(missing_ok=True)

    def names(self) -> Iterator[str]:
        """The hashes present, in no particular order."""
        for shelf in _entries(self.folder):
            for path in _entries(shelf):
                if _SHA256.fullmatch(path.name):
                    yield path.name

    def link_into(self, other: "Blobs") -> None:
        """Gives every blob to another folder, without copying bytes where the system allows."""
        for sha in self.names():
            target = other._path(sha)
            if not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                _link(self._path(sha), target)

    def prune(self, keep: Collection[str]) -> None:
        """Removes the blobs not to be kept, except the youngest, whose row may be on its way."""
        limit = time.time() - GRACE_S
        for sha in [sha for sha in self.names() if sha not in keep]:
            path = self._path(sha)
            if path.stat().st_mtime < limit:
                path.unlink(missing_ok=True)

    def path(self, sha: str) -> Path:
        """The file of a blob that is there. Raises `UnknownBlobError`."""
        path = self._path(sha)
        if not path.exists():
            raise UnknownBlobError(sha)
        return path

    def _path(self, sha: str) -> Path:
        if not _SHA256.fullmatch(sha):
            raise UnknownBlobError(sha)
        return self.folder / sha[0] / sha


def _entries(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []


def _write(path: Path, data: bytes | memoryview) -> None:
    """A new file. Its shelf is made when it is missing, which is rare."""
    try:
        path.write_bytes(data)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:
        target.write_bytes(source.read_bytes())
