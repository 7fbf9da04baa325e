"""What passes between the simulator and its worker: a length, then that many bytes."""

import json
from collections.abc import Iterable
from typing import Any, Final

from simulators.core.sante.officiel.modele import Constat, Niveau, Source

ENTETE: Final = 8
# An answer holds some hundreds of findings, each bounded.
REPONSE: Final = 16_000_000


def trame(content: bytes) -> bytes:
    """A content with its length before it."""
    return len(content).to_bytes(ENTETE, "big") + content


def emballer(constats: Iterable[Constat]) -> bytes:
    """An answer of the worker."""
    return json.dumps([list(one) for one in constats], ensure_ascii=False).encode("utf-8", "replace")


def deballer(content: bytes) -> tuple[Constat, ...]:
    """The findings of an answer. Raises ValueError (JSON included) or TypeError for another text."""
    return tuple(_constat(*one) for one in json.loads(content))


def _constat(source: str, niveau: str, *rest: Any) -> Constat:
    return Constat(Source(source), Niveau(niveau), *rest)
