"""Style sheets already written, kept on disk under the content of the schematrons they come from."""

import contextlib
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from simulators.core.sante.officiel.fichiers import PLUS_DE_FICHIERS, Copie
from simulators.core.sante.officiel.generation import VERSION
from simulators.core.sante.officiel.modele import SchemaRefuse

# Older copies leave theirs behind; a whole one has some sixty.
_MOST: Final = 300


def empreinte(copie: Copie) -> str:
    """What every style sheet depends on: our writing, where the copy lies, the bytes of its schematrons.

    Raises `SchemaRefuse` for a folder that is no copy of anything so small.
    """
    seen = sha256(f"{VERSION}\0{copie.racine}\0".encode())
    for name in sorted(one.name for one in copie.racine.iterdir()):
        seen.update(f"{name}\0".encode())
    for rank, path in enumerate(sorted((copie.racine / "schematrons").rglob("*.sch"))):
        if rank >= PLUS_DE_FICHIERS:
            raise SchemaRefuse(f"plus de {PLUS_DE_FICHIERS} schématrons")
        seen.update(f"{copie.nom(path)}\0".encode())
        seen.update(sha256(path.read_bytes()).digest())
    return seen.hexdigest()


@dataclass(frozen=True, slots=True)
class Cache:
    """The folder of the style sheets of one copy in one state; None keeps nothing."""

    dossier: Path | None
    empreinte: str

    def garder(self, name: str, make: Callable[[], bytes]) -> bytes:
        """The style sheet of a schematron, made if need be; an unusable folder changes nothing."""
        if self.dossier is None:
            return make()
        path = self.dossier / f"{sha256(f'{self.empreinte} {name}'.encode()).hexdigest()}.xsl"
        try:
            return path.read_bytes()
        except OSError:
            sheet = make()
        with contextlib.suppress(OSError):
            self.dossier.mkdir(parents=True, exist_ok=True, mode=0o700)
            _write(path, sheet)
            _forget(self.dossier)
        return sheet


def _write(path: Path, sheet: bytes) -> None:
    """Another process may be writing the same: whoever renames last leaves the same bytes."""
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".partiel")
    with os.fdopen(handle, "wb") as file:
        file.write(sheet)
    Path(name).replace(path)


def _forget(dossier: Path) -> None:
    kept = sorted(dossier.glob("*.xsl"), key=lambda path: path.stat().st_mtime)
    for path in kept[:-_MOST]:
        path.unlink(missing_ok=True)
