"""Copies of an espace's file and blobs, and putting one back, exactly and under use."""

import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection

from simulators.core.store.blobs import Blobs
from simulators.core.store.connections import connect, raw
from simulators.core.store.errors import InvalidNameError, UnknownSnapshotError
from simulators.core.store.store import BASE, Store

SNAPSHOTS = "instantanes"
# Another process may open the espace while it is put back: its epoch must not meet ours.
EPOCH_STRIDE = 16
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,40}")


def check_name(name: str) -> str:
    """The name itself. Raises `InvalidNameError` unless it is `[a-z0-9][a-z0-9-]{0,40}`."""
    if not _NAME.fullmatch(name):
        raise InvalidNameError(name[:60])
    return name


def is_name(name: str) -> bool:
    """True for what can name an espace or a snapshot."""
    return _NAME.fullmatch(name) is not None


def labels(store: Store) -> list[str]:
    """The snapshots of an espace, by name."""
    folder = store.folder / SNAPSHOTS
    found = folder.iterdir() if folder.exists() else iter(())
    return sorted(entry.name for entry in found if is_name(entry.name))


def take(store: Store, label: str) -> None:
    """Copies the committed state under `label`, replacing the snapshot that had it."""
    target = store.folder / SNAPSHOTS / check_name(label)
    part = target.with_name(f".{label}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    copy_base(store, part / BASE)
    store.blobs.link_into(Blobs(part / "blobs"))
    shutil.rmtree(target, ignore_errors=True)
    part.rename(target)


def copy_base(store: Store, target: Path) -> None:
    """The committed state of the file as one other file, by the backup API."""

    def backup(connection: Connection) -> None:
        with closing(sqlite3.connect(target)) as copy:
            raw(connection).backup(copy)

    store.read(backup)


def snapshot_folder(store: Store, label: str) -> Path:
    """Where that snapshot lies. Raises `InvalidNameError` or `UnknownSnapshotError`."""
    folder = store.folder / SNAPSHOTS / check_name(label)
    if not (folder / BASE).exists():
        raise UnknownSnapshotError(label)
    return folder


def prepare(store: Store, source: Path) -> Path:
    """A copy of `source` beside the file in use, for `put_back`."""
    clean(store)  # the WAL of an interrupted copy would be played onto this one
    prepared = store.folder / f".{BASE}.part"
    shutil.copyfile(source, prepared)
    return prepared


def put_back(connection: Connection, store: Store, prepared: Path, *, keep_settings: bool) -> None:
    """Replaces the content of the file in use by that of `prepared`, all at once. Runs alone on the writer.

    What belongs to the life of the file rather than to its content goes on: epoch, openings, the counter by
    which readers notice a change. They are written into the copy first, so that one backup step carries it
    all: a kill leaves the old state or the new one.
    """
    with closing(connect(prepared)) as copy:
        _carry(raw(connection), copy, keep_settings)
        copy.backup(raw(connection))
    store.file.generation += 1


def clean(store: Store) -> None:
    """Removes what `prepare` left, or a process killed since."""
    for each in store.folder.glob(f".{BASE}.part*"):
        each.unlink(missing_ok=True)


def _carry(live: sqlite3.Connection, copy: sqlite3.Connection, keep_settings: bool) -> None:
    lived = dict(live.execute("SELECT key, value FROM meta").fetchall())
    openings = live.execute("SELECT epoch, process, opened_us FROM openings").fetchall()
    settings = live.execute("SELECT key, doc FROM settings WHERE key = 'espace'").fetchall()
    copy.execute("BEGIN IMMEDIATE")
    copy.executemany(
        "UPDATE meta SET value = ? WHERE key = ?",
        [(str(int(lived["epoch"]) + EPOCH_STRIDE), "epoch"), (str(int(lived["monde"]) + 1), "monde")],
    )
    copy.execute("DELETE FROM openings")
    copy.executemany("INSERT INTO openings (epoch, process, opened_us) VALUES (?, ?, ?)", openings)
    if keep_settings:
        copy.executemany("UPDATE settings SET doc = ? WHERE key = ?", [(doc, key) for key, doc in settings])
    copy.execute("COMMIT")
