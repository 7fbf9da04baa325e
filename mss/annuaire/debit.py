"""How many calls an espace may make to the directory in a second (mss.md §4.1)."""

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from typing import Final

APPELS: Final = 17
_SECONDE: Final = 1.0


class Debit:
    """Counts on a clock that never jumps, whatever the clock of the espace says."""

    def __init__(
        self, appels: int = APPELS, maintenant: Callable[[], float] = time.monotonic, most: int = 1_000
    ) -> None:
        self._appels = appels
        self._maintenant = maintenant
        self._most = most
        self._vus: OrderedDict[str, deque[float]] = OrderedDict()

    def passe(self, espace: str) -> bool:
        """Whether one more call may be made now; one that may not is not counted."""
        now = self._maintenant()
        seen = self._vus.setdefault(espace, deque())
        self._vus.move_to_end(espace)
        while seen and now - seen[0] >= _SECONDE:
            seen.popleft()
        while len(self._vus) > self._most:
            self._vus.popitem(last=False)
        if len(seen) >= self._appels:
            return False
        seen.append(now)
        return True
