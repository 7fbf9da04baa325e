"""What concerns the whole simulator: its version, its espaces, its fidelity register."""

from pathlib import Path
from typing import Any

from socle_client.answers.espaces import Described
from socle_client.calls.call import Call, Reply, as_json, of_espace
from socle_client.language import Lang, language


def _version(reply: Reply) -> str:
    return str(reply.json()["version"])


def version() -> Call[str]:
    """The version of the simulator; needs no token."""
    return Call("GET", "/version", _version, timeout=10)


def espaces() -> Call[list[str]]:
    """The names of the espaces; `defaut` always exists."""
    return Call("GET", "/espaces", as_json)


def create(name: str) -> Call[Described]:
    """A world of its own; the answer holds its token. RefusedError 409 if it exists, 422 for a wrong name."""
    return Call("POST", "/espaces", lambda reply: Described.read(reply.json()), body={"name": name})


def import_(name: str, path: Path) -> Call[Described]:
    """An espace of that name from an exported file. RefusedError 409 if it exists, 422 for another file.

    Raises OSError when the file cannot be read.
    """
    return Call(
        "PUT",
        of_espace(name, "import"),
        lambda reply: Described.read(reply.json()),
        content=path.read_bytes(),
        timeout=300,
    )


def fidelity(*, lang: Lang | None = None) -> Call[dict[str, Any]]:
    """By service, every error, rule and default with its basis."""
    return Call("GET", "/fidelite", as_json, {"lang": lang or language()})
