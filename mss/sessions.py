"""The mail sessions now open: what an operator may cut, box by box."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol


class Ouverte(Protocol):
    """A session that logged in, or will."""

    def boite(self) -> tuple[str, str]:
        """The espace and the box of its login; empty names before."""

    def couper(self) -> None:
        """Tells the client that the operator closes, and closes."""


class Sessions:
    """Those of one process. Used on the event loop only."""

    def __init__(self) -> None:
        self._open: set[Ouverte] = set()

    @contextmanager
    def tient(self, session: Ouverte) -> Iterator[None]:
        """Knows the session as long as the block lasts."""
        self._open.add(session)
        try:
            yield
        finally:
            self._open.discard(session)

    def couper(self, espace: str, boite: str) -> int:
        """Cuts every session on a box; how many there were."""
        found = [one for one in self._open if one.boite() == (espace, boite)]
        for one in found:
            one.couper()
        return len(found)
