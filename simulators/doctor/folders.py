"""The folders a start writes to: there or makable, writable, with room left."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from simulators.config import Settings
from simulators.core.rule import Text
from simulators.doctor.model import Line, Verdict
from simulators.system_errors import in_french

# An espace filled with a day of work takes a few tens of megabytes.
LEAST_BYTES = 50_000_000
FEW_BYTES = 500_000_000


def lines(settings: Settings) -> Iterator[Line]:
    """The data folder (temporary when none is named), then the one of the ready file."""
    if settings.data is None:
        yield from _folder(
            Text("Données (dossier temporaire)", "Data (temporary folder)"),
            Path(tempfile.gettempdir()),
            Text("libérez de la place, ou changez TMPDIR", "make room, or change TMPDIR"),
        )
    else:
        other = Text("donnez un autre dossier : --data DIR", "give another folder: --data DIR")
        yield from _folder(Text("Données", "Data"), settings.data, other)
    another = Text("donnez un autre fichier : --ready-file F", "give another file: --ready-file F")
    yield from _folder(Text("Fichier « prêt »", "Ready file"), settings.ready_path.parent, another)


def _folder(about: Text, folder: Path, way_out: Text) -> Iterator[Line]:
    there = _nearest(folder)
    if (wrong := _unwritable(folder, there)) is not None:
        yield Line(about, Verdict.PROBLEM, wrong, way_out)
        return
    free = shutil.disk_usage(there).free
    yield _room(about, folder, free, folder.exists(), way_out)


def _room(about: Text, folder: Path, free: int, exists: bool, way_out: Text) -> Line:
    state = Text("", "") if exists else Text(", sera créé", ", will be made")
    room = f"{free / 1e9:.1f}"
    found = Text(
        f"{folder}{state.fr}, {room.replace('.', ',')} Go libres", f"{folder}{state.en}, {room} GB free"
    )
    if free >= FEW_BYTES:
        return Line(about, Verdict.OK, found)
    return Line(about, Verdict.WARNING if free >= LEAST_BYTES else Verdict.PROBLEM, found, way_out)


def _nearest(folder: Path) -> Path:
    """The folder itself, or the closest of those it stands in that exists."""
    return next(one for one in (folder, *folder.absolute().parents) if one.exists())


def _unwritable(folder: Path, there: Path) -> Text | None:
    """What prevents writing; a folder that exists is really written to."""
    if not there.is_dir():
        return Text(f"{there} n'est pas un dossier", f"{there} is not a folder")
    if folder != there:
        allowed = os.access(there, os.W_OK | os.X_OK)
        return None if allowed else Text(f"{there} : accès refusé", f"{there}: permission denied")
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        return Text(f"{folder} : {in_french(error)}", f"{folder}: {error.strerror or error}")
    return None
