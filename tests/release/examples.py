"""`python -m tests.release.examples [NAME…]`: every sample project of `examples/`, against the built wheels.

The contract of a project's `run` is in examples/README.md. Exit codes: 0 nothing failed, 1 a project failed,
3 a name is unknown.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from shutil import copytree, ignore_patterns

from tests.release.distributions import CLIENT, ROOT, SERVER, present, wheel
from tests.release.venvs import Venv, outside

EXAMPLES = ROOT / "examples"
SKIPPED_CODE = 77
SKIPPED_LINE = "skipped: "
SECONDS = 300
# Beside socle-client: what a Python project tests with.
TOOLS = ("pytest", "pytest-xdist", "httpx", "lxml")


class Verdict(StrEnum):
    """How a project ended."""

    PASSED = "passed"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Ended:
    """One project: `why` is the reason of a skip or of a failure, `output` all that it wrote."""

    name: str
    verdict: Verdict
    seconds: float
    why: str = ""
    output: str = ""


def projects(folder: Path = EXAMPLES) -> list[Path]:
    """The folders that have a `run`."""
    return sorted(path.parent for path in folder.glob("*/run"))


def play(project: Path, environment: Mapping[str, str], seconds: float = SECONDS) -> Ended:
    """Runs a copy of the project elsewhere, killed with all it started if it takes more than `seconds`."""
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="socle-exemple-") as folder:
        there = Path(folder) / project.name
        copytree(project, there, ignore=ignore_patterns("node_modules", "__pycache__", "target"))
        surroundings = {**environment, "XDG_DATA_HOME": str(Path(folder) / "share")}
        code, output = _run(there, surroundings, seconds)
    verdict, why = _judged(code, output)
    return Ended(project.name, verdict, time.monotonic() - begun, why, output)


def _run(there: Path, environment: Mapping[str, str], seconds: float) -> tuple[int | None, str]:
    """Exit code (None: out of time, or no program) and output."""
    try:
        process = subprocess.Popen(
            ["./run"],
            cwd=there,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
    except OSError as error:
        return None, f"run: {error.strerror}\n"
    try:
        output, _ = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        return None, f"{process.communicate()[0]}\nnot ended within {seconds:.0f} s\n"
    return process.returncode, output


def _judged(code: int | None, output: str) -> tuple[Verdict, str]:
    lines = output.strip().splitlines()
    if code == 0:
        return Verdict.PASSED, ""
    if code == SKIPPED_CODE:
        reasons = [line.removeprefix(SKIPPED_LINE) for line in lines if line.startswith(SKIPPED_LINE)]
        return (Verdict.SKIPPED, reasons[-1]) if reasons else (Verdict.FAILED, "skipped without a reason")
    last = lines[-1] if lines else "said nothing"
    return Verdict.FAILED, last if code is None else f"exit {code}: {last}"


def environment(folder: Path) -> dict[str, str]:
    """What a `run` is given: `socle` from the server's wheel, SOCLE_PYTHON from the client's."""
    server = Venv.create(folder / "server")
    server.install_locked([wheel(SERVER)])
    client = Venv.create(folder / "client")
    wheels = [wheel(one) for one in present() if one == CLIENT]
    client.install_pinned(wheels, TOOLS, folder / "pins.txt")
    commands = folder / "bin"
    commands.mkdir()
    (commands / "socle").symlink_to(server.script("socle"))
    surroundings = outside()
    path = os.pathsep.join([str(commands), surroundings.get("PATH", "")])
    return {**surroundings, "PATH": path, "SOCLE_PYTHON": str(client.python)}


def table(results: Iterable[Ended]) -> str:
    """One line per project."""
    return "\n".join(
        f"{one.name:<16} {one.verdict:<8} {one.seconds:6.1f} s  {one.why}".rstrip() for one in results
    )


def main(names: Sequence[str]) -> int:
    """Runs those named, or all; shows what a failed one wrote."""
    known = {path.name: path for path in projects()}
    if unknown := [name for name in names if name not in known]:
        print(f"unknown: {', '.join(unknown)} (known: {', '.join(known) or 'none'})", file=sys.stderr)
        return 3
    with tempfile.TemporaryDirectory(prefix="socle-exemples-") as folder:
        given = environment(Path(folder))
        results = [play(known[name], given) for name in names or known]
    for one in results:
        if one.verdict is Verdict.FAILED:
            print(f"── {one.name}\n{one.output}")
    print(table(results))
    return int(any(one.verdict is Verdict.FAILED for one in results))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
