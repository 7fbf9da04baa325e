"""What an editor's test suite waits for: its simulator, an espace per test, the import of the plugin."""

import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from socle_client import Socle
from socle_client.sharing import Shared

from tests.bench.process import socle

_PROBE = """
import time, pytest, dataclasses
start = time.perf_counter()
import socle_client.pytest_plugin
print(time.perf_counter() - start)
"""


@dataclass(frozen=True, slots=True)
class Suite:
    """Seconds until the fixture `socle` is there, milliseconds of an `espace` and of the plugin's import."""

    ready: float
    espace_ms: float
    import_ms: float


def measure(root: Path) -> Suite:
    """Medians: of five starts (the keys are made before), of twenty espaces each, of five imports."""
    options = ["--data", str(root / "suite-donnees")]
    starts = [_start(socle()[0], options) for _ in range(6)]
    imports = statistics.median(_import() for _ in range(5))
    return Suite(
        statistics.median(one for one, _ in starts[1:]),
        statistics.median(one for _, one in starts[1:]) * 1000,
        imports * 1000,
    )


def _start(command: str, options: list[str]) -> tuple[float, float]:
    """Seconds of the fixture's work, and of a fresh espace."""
    shared = Shared.of_this_process()
    began = time.monotonic()
    ready = shared.started(command, options, 60)
    with Socle.join(ready.url, ready.token) as one:
        spent = time.monotonic() - began
        espaces = statistics.median(_espace(one, f"t{rank}") for rank in range(20))
    shared.ended()
    return spent, espaces


def _espace(one: Socle, name: str) -> float:
    began = time.monotonic()
    made = one.create(name)
    spent = time.monotonic() - began
    made.delete()
    return spent


def _import() -> float:
    return float(subprocess.check_output([sys.executable, "-c", _PROBE], text=True))
