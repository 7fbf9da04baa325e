"""The ready file: where a running simulator is, and the token that opens it."""

import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from socle_client.errors import ReadyFileError


@dataclass(frozen=True, slots=True)
class Ready:
    """What the client needs of it; `told` is the whole of it."""

    url: str
    token: str = field(repr=False)
    version: str
    console: str = field(repr=False)
    told: dict[str, Any] = field(repr=False)


def read_ready(path: Path) -> Ready:
    """The ready file at that place. Raises ReadyFileError, the reason told."""
    try:
        told = json.loads(path.read_text("utf-8"))
        control = told["control"]
        return Ready(control["url"], control["token"], told["version"], told["console"], told)
    except FileNotFoundError:
        raise ReadyFileError(str(path), "il n'existe pas", "it does not exist") from None
    except OSError as error:
        why = os.strerror(error.errno or 0)
        raise ReadyFileError(str(path), f"illisible : {why}", f"unreadable: {why}") from None
    except (ValueError, KeyError, TypeError):
        raise ReadyFileError(str(path), "contenu inattendu", "unexpected content") from None
