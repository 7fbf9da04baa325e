"""Why nothing started, in one French line with the way out: full disk, unwritable folder, damaged file."""

import errno
import sqlite3
from typing import Final

from sqlalchemy.exc import DBAPIError

from simulators.config import Settings
from simulators.core.store.errors import StoreDamagedError, StoreError, StoreTooNewError
from simulators.system_errors import in_french

# What the start turns into one line; anything else is a defect of ours.
EXPECTED: Final = (StoreError, ValueError, OSError, sqlite3.Error, DBAPIError)
_SYSTEM: Final = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_READONLY: errno.EROFS,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
    sqlite3.SQLITE_PERM: errno.EACCES,
}
_DAMAGED_FR: Final = "une base est abîmée (remettez une copie de ce dossier, ou --data DIR)"
_DAMAGED: Final = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def why(error: Exception, settings: Settings) -> str:
    """The line. Errors of our own already say it."""
    database = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(database, sqlite3.Error):
        return _database(database, settings)
    if isinstance(error, StoreTooNewError):
        return f"{settings.data} vient d'une version plus récente (mettez Socle à jour, ou --data DIR)"
    if isinstance(error, StoreDamagedError):
        return f"{settings.data} : {_DAMAGED_FR}, {error}"
    if isinstance(error, OSError) and not isinstance(error, StoreError):
        return _refused(error, settings)
    return str(error)


def _refused(error: OSError, settings: Settings) -> str:
    where = error.filename or settings.data or "démarrage"
    if error.errno != errno.ENOSPC and str(where) in map(str, settings.trust):
        return f"--trust : {where} : {in_french(error)} (donnez le fichier PEM d'une autorité)"
    return f"{where} : {in_french(error)} ({_way_out(error, settings)})"


def _database(error: sqlite3.Error, settings: Settings) -> str:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    where = settings.data or "dossier temporaire"
    if code in _SYSTEM:
        return _refused(OSError(_SYSTEM[code], "", str(where)), settings)
    if code in _DAMAGED:
        return f"{where} : {_DAMAGED_FR}"
    return f"{where} : la base de données a refusé ({error})"


def _way_out(error: OSError, settings: Settings) -> str:
    other = "--data DIR" if settings.data else "variable TMPDIR, ou --data DIR"
    if error.errno == errno.ENOSPC:
        return f"libérez de la place, ou donnez un autre dossier : {other}"
    return f"donnez un dossier où écrire : {other}"
