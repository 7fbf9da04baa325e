"""Which program listens on a port of this machine, where the system tells (Linux)."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

PROC = Path("/proc")
_LISTENING = "0A"


class Occupant(NamedTuple):
    """A process, by number and name."""

    pid: int
    name: str


def occupant(port: int) -> Occupant | None:
    """Who listens on that TCP port; None when nobody does or when we may not know."""
    sockets = {f"socket:[{inode}]" for inode in _inodes(port)}
    if not sockets:
        return None
    return next((one for one in _processes() if not sockets.isdisjoint(_held(one.pid))), None)


def _inodes(port: int) -> Iterator[str]:
    for table in ("tcp", "tcp6"):
        with suppress(OSError):
            for line in (PROC / "net" / table).read_text("ascii").splitlines()[1:]:
                columns = line.split()
                if columns[3] == _LISTENING and int(columns[1].rpartition(":")[2], 16) == port:
                    yield columns[9]


def _processes() -> Iterator[Occupant]:
    for folder in PROC.iterdir():
        if folder.name.isdigit():
            with suppress(OSError):
                yield Occupant(int(folder.name), (folder / "comm").read_text("utf-8", "replace").strip())


def _held(pid: int) -> set[str]:
    """What its descriptors are; empty for a process of somebody else."""
    found: set[str] = set()
    with suppress(OSError):
        for descriptor in (PROC / str(pid) / "fd").iterdir():
            with suppress(OSError):
                found.add(os.readlink(descriptor))
    return found
