"""The worker process: documents come on its input, findings leave by its output, until the input ends.

XSLT engines hold the interpreter while they run and may take hundreds of megabytes, or die: none of it may
happen in the process that answers.
"""

import contextlib
import os
import sys
from pathlib import Path
from typing import BinaryIO, Final

from simulators.core.sante.officiel.juge import Juge, empeche
from simulators.core.sante.officiel.modele import Constat, SchemaRefuse
from simulators.core.sante.officiel.trames import ENTETE, emballer, trame

_NICE: Final = 10


def main(dossier: str, cache: str, memory: int) -> None:
    """Serves until the input ends. `memory`, in bytes, is what the process may hold (0: not bounded)."""
    incoming, outgoing = sys.stdin.buffer, _own_output()
    _bound(memory)
    judge = _judge(Path(dossier), Path(cache) if cache else None)
    while (document := _read(incoming)) is not None:
        outgoing.write(trame(emballer(_say(judge, document))))
        outgoing.flush()


def _own_output() -> BinaryIO:
    """The output is ours alone: what a library prints goes to the error stream."""
    kept = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return kept


def _bound(memory: int) -> None:
    """The answers come first on this machine's processors, and a document cannot take all its memory."""
    if hasattr(os, "nice"):
        os.nice(_NICE)
    if not memory:
        return
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        # The address space cannot be bounded: SaxonC reserves far more than it uses.
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))


def _judge(dossier: Path, cache: Path | None) -> Juge | str:
    try:
        return Juge(dossier, cache)
    except (SchemaRefuse, OSError) as error:
        return str(error)


def _say(judge: Juge | str, document: bytes) -> tuple[Constat, ...]:
    if isinstance(judge, str):
        return (empeche(judge),)
    try:
        return judge.juger(document)
    except Exception as problem:  # noqa: BLE001 - a document must not end the worker; what happened is told
        return (empeche(f"erreur interne : {type(problem).__name__}"),)


def _read(incoming: BinaryIO) -> bytes | None:
    head = incoming.read(ENTETE)
    return incoming.read(int.from_bytes(head, "big")) if len(head) == ENTETE else None
