"""`python -m tests.release.distributions`: the wheel and the sdist of every distribution, into `dist/`.

The same commit gives the same bytes: the build tools are those pinned in requirements-dev.txt, and the only
date written is the commit's. Each wheel is made from its sdist, which so proves to be complete.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
DIST = ROOT / "dist"
ARCHIVES = ("*.whl", "*.tar.gz")


class Distribution(NamedTuple):
    """One thing to install: its name as an index knows it, the folder of its pyproject.toml."""

    name: str
    folder: Path

    @property
    def stem(self) -> str:
        """How the names of its archives begin."""
        return self.name.replace("-", "_")


SERVER = Distribution("socle-simulators", ROOT)
CLIENT = Distribution("socle-client", ROOT / "simulators" / "client")


def present() -> Iterator[Distribution]:
    """Those whose folder has a pyproject.toml, the server first."""
    yield from (one for one in (SERVER, CLIENT) if (one.folder / "pyproject.toml").is_file())


def wheel(one: Distribution, folder: Path = DIST) -> Path:
    """Its wheel in that folder. Raises FileNotFoundError unless there is exactly one."""
    return _only(folder, f"{one.stem}-*.whl")


def sdist(one: Distribution, folder: Path = DIST) -> Path:
    """Its source archive in that folder. Raises FileNotFoundError unless there is exactly one."""
    return _only(folder, f"{one.stem}-*.tar.gz")


def build(one: Distribution, out: Path = DIST, *options: str) -> None:
    """Builds it with `python -m build`, by default sdist then wheel. Raises CalledProcessError."""
    asked = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out)]
    command = [*asked, *options, str(one.folder)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env={**os.environ, **_date()})


def _only(folder: Path, pattern: str) -> Path:
    found = sorted(folder.glob(pattern))
    if len(found) != 1:
        raise FileNotFoundError(f"{folder}: one {pattern} expected, {len(found)} found (make wheels)")
    return found[0]


def _date() -> dict[str, str]:
    """The commit's date, unless told; without git, the fixed date of the build tool."""
    if "SOURCE_DATE_EPOCH" in os.environ:
        return {}
    try:
        asked = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
        said = subprocess.run(asked, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return {}
    return {"SOURCE_DATE_EPOCH": said.stdout.strip()}


def main() -> int:
    """Builds all, in place of what an earlier build left; tells name and size."""
    for pattern in ARCHIVES:
        for old in DIST.glob(pattern):
            old.unlink()
    for one in present():
        build(one)
        for path in (wheel(one), sdist(one)):
            print(f"{path.relative_to(ROOT)}  {path.stat().st_size / 1e6:.2f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
