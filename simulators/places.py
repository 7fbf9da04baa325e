"""Where this product keeps its files on the user's machine; nothing is imported to know it."""

import os
import sys
from pathlib import Path


def user_folder() -> Path:
    """The user's data folder for this product: where the test PKI and the ready file live by default."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "socle"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "socle"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "socle"


def default_ready_file() -> Path:
    """Where a simulator started without `--ready-file` says it is ready, and where commands look for it."""
    return user_folder() / "ready.json"
