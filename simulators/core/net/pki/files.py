"""Files of the PKI: private ones readable by their owner only, folders that appear whole or not at all."""

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

PRIVATE_SUFFIXES = frozenset({".key", ".p12", ".password"})


def write_new(path: Path, data: bytes) -> None:
    """Writes a file that did not exist; mode 0600 when its suffix says it is private."""
    mode = 0o600 if path.suffix in PRIVATE_SUFFIXES else 0o644
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)


def publish(folder: Path, files: Mapping[str, bytes]) -> None:
    """Makes `folder` appear with all its files at once.

    When another thread or process published it first, its files stay and ours are dropped: readers must
    load what is on disk, not what they made. Raises OSError when nothing could be published.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=folder.parent))
    try:
        for name, data in files.items():
            write_new(draft / name, data)
        draft.chmod(0o755)
        draft.rename(folder)
    except OSError:
        shutil.rmtree(draft, ignore_errors=True)
        if not folder.is_dir():
            raise


def withdraw(folder: Path) -> None:
    """Removes a published folder (renamed first, so that nobody sees it half removed)."""
    grave = Path(tempfile.mkdtemp(prefix=".draft-", dir=folder.parent))
    try:
        folder.rename(grave / "old")
    except FileNotFoundError:
        pass
    finally:
        shutil.rmtree(grave, ignore_errors=True)


def replace(path: Path, data: bytes) -> None:
    """Replaces a public file atomically."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, draft = tempfile.mkstemp(prefix=".draft-", dir=path.parent)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
    Path(draft).chmod(0o644)
    Path(draft).replace(path)
