"""Who is told when a box changes: IDLE sessions of this process."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

Key = tuple[str, str]


class Cloche:
    """Rings for (espace, box); callbacks run on the event loop and must be short."""

    def __init__(self) -> None:
        self._heard: defaultdict[Key, set[Callable[[], None]]] = defaultdict(set)

    def sonner(self, espace: str, boites: Iterable[str]) -> None:
        """Tells those who listen to these boxes."""
        for boite in boites:
            for told in tuple(self._heard.get((espace, boite), ())):
                told()

    @contextmanager
    def ecoute(self, espace: str, boite: str, told: Callable[[], None]) -> Iterator[None]:
        """Listens to a box as long as the block lasts."""
        key = (espace, boite)
        self._heard[key].add(told)
        try:
            yield
        finally:
            self._heard[key].discard(told)
            if not self._heard[key]:
                del self._heard[key]
