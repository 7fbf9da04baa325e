"""Where the espaces of an installation lie on disk."""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from simulators.core.espace import INSTALLATION
from simulators.core.store.errors import EspaceExistsError
from simulators.core.store.snapshots import is_name
from simulators.core.store.store import BASE


class Folders:
    """`<root>/espaces/<name>/`, `<root>/installation/`, `<root>/modeles/` and `<root>/processus/`.

    A folder appears and disappears whole, by a rename: what begins with a dot is work in progress.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.espaces = root / "espaces"
        self.templates = root / "modeles"
        self.processes = root / "processus"
        self.espaces.mkdir(parents=True, exist_ok=True)

    def of(self, name: str) -> Path:
        """The folder of an espace, there or not; the name was checked before."""
        return self.root / INSTALLATION if name == INSTALLATION else self.espaces / name

    def exists(self, name: str) -> bool:
        """True when an espace of that name is on disk; any text may be asked."""
        return is_name(name) and (self.of(name) / BASE).exists()

    def names(self) -> list[str]:
        """The espaces on disk, sorted; never `installation`."""
        with os.scandir(self.espaces) as entries:
            names = [entry.name for entry in entries]
        return sorted(name for name in names if name != INSTALLATION and self.exists(name))

    @contextmanager
    def making(self, name: str) -> Iterator[Path]:
        """A folder to fill, which becomes the espace's at the end. Raises `EspaceExistsError`."""
        if self.of(name).exists():
            raise EspaceExistsError(name)
        part = self.espaces / f".{name}.{secrets.token_hex(4)}"
        # What people send stands in there: nobody else of this machine reads it.
        part.mkdir(mode=0o700)
        try:
            yield part
            self._install(part, name)
        finally:
            shutil.rmtree(part, ignore_errors=True)

    def _install(self, part: Path, name: str) -> None:
        """The rename itself decides between two who make the same espace: a full folder is never replaced."""
        try:
            part.rename(self.of(name))
        except OSError:
            if self.of(name).exists():
                raise EspaceExistsError(name) from None
            raise

    def remove(self, name: str) -> None:
        """Removes the folder of an espace, and all it holds."""
        gone = self.espaces / f".{name}.{secrets.token_hex(4)}"
        self.of(name).rename(gone)
        shutil.rmtree(gone, ignore_errors=True)

    def copy_template(self, template: Path, name: str) -> None:
        """A new espace. Raises `EspaceExistsError`."""
        with self.making(name) as folder:
            shutil.copyfile(template, folder / BASE)
