"""A simulator of one's own for the time of a command: free ports, temporary folder, another process."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from simulators.commands.errors import CommandError
from simulators.commands.target import read_ready
from simulators.places import default_ready_file

_MAIN = "import sys; from simulators.cli import main; sys.exit(main())"
_STOP_SECONDS = 10


@contextmanager
def temporary() -> Iterator[Mapping[str, Any]]:
    """The content of its ready file; it is stopped, and its folder removed, at the end."""
    with tempfile.TemporaryDirectory(prefix="socle-essai-") as folder:
        path = Path(folder) / "ready.json"
        # Settings of the surroundings (SOCLE_*, socle.toml) are those of the team's own simulator.
        surroundings = {name: value for name, value in os.environ.items() if not name.startswith("SOCLE_")}
        process = subprocess.Popen(  # noqa: S603 # our own command, no text of anybody else
            [sys.executable, "-c", _MAIN, "serve", "--port-base", "0", "--ready-file", str(path)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=folder,
            env=surroundings,
        )
        try:
            yield _ready(process, path)
        finally:
            process.terminate()
            _ended(process)


def _ready(process: "subprocess.Popen[str]", path: Path) -> Mapping[str, Any]:
    """Its table is printed once the ready file is there: the first line tells, or the end of the process."""
    if process.stdout is not None and process.stdout.readline():
        return read_ready(path)
    said = _ended(process).strip().splitlines()
    raise CommandError(said[-1].removeprefix("socle : ") if said else "le simulateur n'a pas démarré")


def _ended(process: "subprocess.Popen[str]") -> str:
    try:
        return process.communicate(timeout=_STOP_SECONDS)[1]
    except subprocess.TimeoutExpired:
        process.kill()
        return process.communicate()[1]


@contextmanager
def aimed_at(target: Path | None) -> Iterator[Mapping[str, Any]]:
    """The simulator named, else the one already running, else one of our own for the time of the command."""
    if target is not None or default_ready_file().exists():
        yield read_ready(target)
        return
    with temporary() as ready:
        yield ready
