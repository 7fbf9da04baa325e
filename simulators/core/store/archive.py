"""An espace as one file: a ZIP of its SQL file and its blobs, written by us, read with suspicion."""

import json
import re
import secrets
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import IO

from simulators import __version__
from simulators.core.store.blobs import Blobs
from simulators.core.store.connections import connect
from simulators.core.store.errors import ArchiveRefusedError
from simulators.core.store.inspection import inspect
from simulators.core.store.snapshots import copy_base
from simulators.core.store.store import BASE, Store

FORMAT = "socle-espace/1"
MANIFEST = "manifest.json"
# Bytes of an archive once unpacked, and how many files it may hold.
SIZE_LIMIT = 2_000_000_000
ENTRY_LIMIT = 200_000
_MANIFEST_LIMIT = 10_000
_CHUNK = 1 << 20
_BLOB = re.compile(r"blobs/([0-9a-f]{64})")
_UNREADABLE = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error)
_FIXED_DATE = (1980, 1, 1, 0, 0, 0)


def export(store: Store, target: Path) -> None:
    """Writes the committed state of an espace as one file; its snapshots stay behind."""
    part = store.folder / f".export-{secrets.token_hex(4)}.sqlite"
    try:
        copy_base(store, part)
        with closing(connect(part)) as copy:
            copy.execute("DELETE FROM openings")
        write_archive(part, store.blobs, target)
    finally:
        for each in store.folder.glob(f"{part.name}*"):
            each.unlink()


def write_archive(base: Path, blobs: Blobs, target: Path) -> None:
    """Writes the archive beside `target`, then in its place: never half a file."""
    part = target.with_name(f".{target.name}.part")
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        archive.writestr(_entry(MANIFEST), json.dumps({"format": FORMAT, "version": __version__}))
        _add(archive, BASE, base)
        for sha in sorted(blobs.names()):
            _add(archive, f"blobs/{sha}", blobs.path(sha))
    part.replace(target)


def read_archive(source: Path, folder: Path, limit: int = SIZE_LIMIT) -> None:
    """Unpacks an archive into an empty folder, only what we would have written.

    Names are compared, never joined to a path; sizes are counted as bytes come, whatever the archive
    announces; blobs must have their hash and the SQL file our tables alone. Raises `ArchiveRefusedError`.
    """
    try:
        if source.stat().st_size > limit:
            raise ArchiveRefusedError(f"more than {limit} bytes")
        with zipfile.ZipFile(source) as archive:
            _unpack(archive, _checked(archive, limit), folder, limit)
    except (*_UNREADABLE, NotImplementedError, RuntimeError, EOFError) as problem:
        raise ArchiveRefusedError("not a readable ZIP file") from problem
    except (OSError, ValueError) as problem:
        raise ArchiveRefusedError(f"unreadable archive: {type(problem).__name__}") from problem
    inspect(folder / BASE, Blobs(folder / "blobs"))


def _checked(archive: zipfile.ZipFile, limit: int) -> list[zipfile.ZipInfo]:
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    if len(names) > ENTRY_LIMIT or len(set(names)) < len(names):
        raise ArchiveRefusedError("too many entries, or the same twice")
    strange = [name for name in names if name not in {MANIFEST, BASE} and not _BLOB.fullmatch(name)]
    if strange:
        raise ArchiveRefusedError(f"unexpected entry {strange[0][:80]!r}")
    if not {MANIFEST, BASE} <= set(names):
        raise ArchiveRefusedError("not an exported espace")
    if any(entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} for entry in entries):
        raise ArchiveRefusedError("compressed otherwise than we do")
    if sum(entry.file_size for entry in entries) > limit:
        raise ArchiveRefusedError(f"more than {limit} bytes once unpacked")
    return entries


def _unpack(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], folder: Path, limit: int) -> None:
    blobs = Blobs(folder / "blobs")
    left = limit
    for entry in entries:
        with archive.open(entry) as stream:
            if entry.filename == MANIFEST:
                _check_manifest(stream)
            elif entry.filename == BASE:
                left -= _copy(stream, folder / BASE, left)
            else:
                left -= _blob(stream, entry.filename, blobs, left)


def _check_manifest(stream: IO[bytes]) -> None:
    manifest = json.loads(stream.read(_MANIFEST_LIMIT))
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise ArchiveRefusedError("not an exported espace of this format")


def _copy(stream: IO[bytes], target: Path, left: int) -> int:
    size = 0
    with target.open("xb") as output:
        for chunk in _chunks(stream, left):
            size += output.write(chunk)
    return size


def _blob(stream: IO[bytes], name: str, blobs: Blobs, left: int) -> int:
    data = b"".join(_chunks(stream, left))
    if f"blobs/{blobs.put(data)}" != name:
        raise ArchiveRefusedError(f"a blob is not what its name says: {name}")
    return len(data)


def _chunks(stream: IO[bytes], left: int) -> Iterator[bytes]:
    while chunk := stream.read(_CHUNK):
        left -= len(chunk)
        if left < 0:
            raise ArchiveRefusedError("larger than announced")
        yield chunk


def _add(archive: zipfile.ZipFile, name: str, path: Path) -> None:
    with path.open("rb") as source, archive.open(_entry(name), "w", force_zip64=True) as target:
        while chunk := source.read(_CHUNK):
            target.write(chunk)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _FIXED_DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry
