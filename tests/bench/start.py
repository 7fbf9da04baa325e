"""How long the simulator takes to be ready, and what it weighs at rest."""

import statistics
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from tests.bench.process import Measured, socle


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds to ready (first, warm), resident megabytes at rest, seconds of `socle --help`."""

    first: float
    warm: float
    megabytes: float
    help: float


def serve(root: Path, ready: Path, *options: str) -> Measured:
    """A simulator on free ports whose data (and keys) stay in `root`."""
    data = ("--port-base", "0", "--data", str(root / "data"), "--ready-file", str(ready))
    return Measured(socle("serve", *data, *options), ready)


def measure(root: Path) -> Start:
    """One first start, then five warm ones."""
    ready = root / "ready.json"
    with serve(root, ready) as running:
        first = running.start_seconds
    warm: list[float] = []
    for _ in range(5):
        with serve(root, ready) as running:
            warm.append(running.start_seconds)
            megabytes = running.resident_megabytes()
    helped = statistics.median(help_seconds() for _ in range(5))
    return Start(first, statistics.median(warm), megabytes, helped)


def help_seconds() -> float:
    """Wall seconds of `socle --help`."""
    began = time.monotonic()
    subprocess.run(socle("--help"), check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - began
