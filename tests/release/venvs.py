"""Environments as a user makes them: empty, then the wheels of `dist/` and what they need, nothing else."""

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.release.distributions import ROOT

RUNTIME = ROOT / "requirements.txt"
PINS = ROOT / "requirements-dev.txt"
_OLDEST = (3, 11)
_PINNED = re.compile(r"^([A-Za-z0-9_.-]+==[^\s;\\]+)", re.MULTILINE)


class Venv:
    """One virtual environment. Each method raises CalledProcessError when pip refuses."""

    def __init__(self, folder: Path) -> None:
        self._bin = folder / ("Scripts" if sys.platform == "win32" else "bin")

    @classmethod
    def create(cls, folder: Path, interpreter: str = sys.executable) -> "Venv":
        """An empty environment of that interpreter."""
        _run(interpreter, "-m", "venv", "--clear", str(folder))
        return cls(folder)

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self._bin / "python"

    def script(self, name: str) -> Path:
        """A command installed there."""
        return self._bin / name

    def install_locked(self, wheels: Iterable[Path]) -> None:
        """The pinned dependencies by their hashes, then the wheels alone."""
        self._pip("--require-hashes", "-r", str(RUNTIME))
        self._pip("--no-index", "--no-deps", *map(str, wheels))
        _run(str(self.python), "-m", "pip", "check")

    def install_pinned(self, wheels: Iterable[Path], others: Iterable[str], pins: Path) -> None:
        """The wheels and `others` with their dependencies, at the versions we test with, listed in `pins`."""
        pins.write_text("\n".join(_PINNED.findall(PINS.read_text("utf-8"))), "utf-8")
        self._pip("-c", str(pins), *others, *map(str, wheels))

    def forget_installers(self) -> None:
        """Removes pip and what came with it: nothing more will be installed."""
        _run(str(self.python), "-m", "pip", "uninstall", "--quiet", "--yes", "setuptools", "pip")

    def _pip(self, *arguments: str) -> None:
        _run(str(self.python), "-m", "pip", "install", "--quiet", *arguments)


def outside() -> dict[str, str]:
    """The surroundings without what would lead back to the checkout or to somebody's own settings."""
    ours = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")
    return {name: value for name, value in os.environ.items() if name not in ours and name[:6] != "SOCLE_"}


def newest_python() -> tuple[str, tuple[int, int]]:
    """The newest interpreter of this machine that we accept, on the PATH or kept by pyenv, and its version.

    It is `sys.executable` itself when there is none newer.
    """
    found = [(sys.version_info[:2], sys.executable), *_others()]
    version, interpreter = max(found, key=lambda one: one[0])
    return interpreter, version


def _others() -> Iterator[tuple[tuple[int, int], str]]:
    folders = [Path(part) for part in os.environ.get("PATH", "").split(os.pathsep) if part]
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    folders += sorted(pyenv.glob("versions/*/bin"))
    for path in (path for folder in folders for path in folder.glob("python3.*")):
        named = re.fullmatch(r"python3\.(\d+)", path.name)
        if named and (3, int(named[1])) > max(_OLDEST, sys.version_info[:2]) and _works(path):
            yield (3, int(named[1])), str(path)


def _works(interpreter: Path) -> bool:
    """A shim may name a version that is not chosen; a system's Python may lack venv."""
    asked = [str(interpreter), "-c", "import venv, ensurepip, ssl, sqlite3"]
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0


def _run(*command: str) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=outside())
