"""The running simulator a command speaks to: its ready file, and its control API over httpx."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final

import httpx

from simulators import __version__
from simulators.commands.errors import CommandError, RefusedError
from simulators.places import default_ready_file
from simulators.system_errors import in_french
from simulators.versions import agree

# A reset or an export of a large espace takes a while; reaching a local port does not.
_TIMEOUT = httpx.Timeout(60.0, connect=3.0)
_UNKNOWN = (
    "le simulateur refuse ce jeton : c'est celui d'un autre, ou d'avant son redémarrage ; visez le fichier "
    "« prêt » qu'il a écrit (--target)"
)

# Bytes: a ready file holds a few thousand; what is longer is something else.
_LONGEST: Final = 1_000_000


def read_ready(path: Path | None) -> dict[str, Any]:
    """The ready file of the simulator aimed at. Raises CommandError when there is none, or it is not one."""
    where = path or default_ready_file()
    try:
        with where.open("rb") as file:
            ready = json.loads(file.read(_LONGEST))
        ready["control"]["url"], ready["control"]["token"]
    except FileNotFoundError:
        raise CommandError(f"aucun simulateur prêt : {where} n'existe pas (lancez « socle serve »)") from None
    except OSError as error:
        raise CommandError(f"fichier illisible : {where} ({in_french(error)})") from None
    except (ValueError, KeyError, TypeError):
        raise CommandError(f"ce n'est pas le fichier « prêt » d'un simulateur : {where}") from None
    return dict(ready)


def _agreed(ready: Mapping[str, Any]) -> None:
    told = str(ready.get("version", __version__))
    if not agree(told, __version__):
        raise CommandError(
            f"le simulateur visé est en version {told}, cette commande en version {__version__} : prenez "
            "la même des deux côtés"
        )


class Control:
    """Calls of the control API; what it refuses, or that nobody answers, is a CommandError."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client

    def call(self, method: str, path: str, **request: Any) -> httpx.Response:
        """One call under `/api`; the answer is of the 2xx family."""
        try:
            answer = self._client.request(method, path, **request)
        except httpx.TransportError as error:
            raise CommandError(f"le simulateur ne répond pas à {self._client.base_url} ({error})") from None
        if answer.is_success:
            return answer
        if answer.status_code == HTTPStatus.UNAUTHORIZED:
            raise RefusedError(_UNKNOWN)
        raise RefusedError(_said(answer))

    def json(self, method: str, path: str, **request: Any) -> Any:
        """The JSON answered."""
        return self.call(method, path, **request).json()


def _said(answer: httpx.Response) -> str:
    try:
        detail = answer.json()["detail"]
    except (ValueError, KeyError, TypeError):
        return f"refusé par le simulateur (HTTP {answer.status_code})"
    if isinstance(detail, list):
        return "\n  ".join(f"{one['champ']} : {one['message']}" for one in detail)
    return str(detail)


@contextmanager
def control(ready: Mapping[str, Any]) -> Iterator[Control]:
    """The control API of a running simulator of our version, else CommandError.

    No proxy of the surroundings is asked: it is this machine's.
    """
    _agreed(ready)
    headers = {"authorization": f"Bearer {ready['control']['token']}"}
    url = ready["control"]["url"]
    with httpx.Client(base_url=url, headers=headers, timeout=_TIMEOUT, trust_env=False) as client:
        yield Control(client)
