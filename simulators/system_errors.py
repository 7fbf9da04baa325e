"""What the system refused, said in French: a file, a folder, an address."""

import errno
import socket
import sqlite3
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_SENTENCES: Final[Mapping[int, str]] = MappingProxyType(
    {
        errno.ENOENT: "n'existe pas",
        errno.EACCES: "accès refusé",
        errno.EPERM: "opération interdite",
        errno.EISDIR: "c'est un dossier",
        errno.ENOTDIR: "un élément du chemin n'est pas un dossier",
        errno.EEXIST: "existe déjà",
        errno.ENOSPC: "plus de place sur le disque",
        errno.EDQUOT: "quota de disque atteint",
        errno.EROFS: "disque en lecture seule",
        errno.ENAMETOOLONG: "nom trop long",
        errno.EMFILE: "trop de fichiers ouverts",
        errno.EADDRNOTAVAIL: "adresse absente de cette machine",
        socket.EAI_NONAME: "nom inconnu",
    }
)


def no_room(error: BaseException) -> bool:
    """Whether the disk is full, as told by the system or the database (SQLAlchemy's error holds its own)."""
    told = getattr(error, "orig", None) or error
    if isinstance(told, sqlite3.Error):
        return getattr(told, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL
    return isinstance(told, OSError) and told.errno in {errno.ENOSPC, errno.EDQUOT}


def in_french(error: OSError) -> str:
    """The cause alone, without the file it names; the system's own words for what is not listed."""
    return _SENTENCES.get(error.errno or 0) or error.strerror or type(error).__name__
