"""Identifiers made from a seed, so that two runs of the same scenario name things alike."""

import hashlib
import hmac
import itertools
import uuid
from collections import defaultdict
from collections.abc import Iterator
from functools import partial


class Ids:
    """HMAC(seed, espace, epoch, kind, counter): unique, unguessable without the seed, reproducible.

    `epoch` distinguishes two openings of the same espace (another process, or after a restart), so that
    counters kept in memory never meet twice.
    """

    def __init__(self, seed: bytes, espace: str, epoch: int = 1) -> None:
        self._seed = seed
        self._espace = espace
        self._prefix = f"{espace}\0{epoch}\0"
        self._counters: defaultdict[str, Iterator[int]] = defaultdict(partial(itertools.count, 1))

    def digest(self, kind: str) -> bytes:
        """32 fresh bytes for the next thing of that kind."""
        text = f"{self._prefix}{kind}\0{next(self._counters[kind])}"
        return hmac.digest(self._seed, text.encode(), hashlib.sha256)

    def stable(self, kind: str) -> bytes:
        """The 32 bytes of that kind in this espace, the same at each call and after a restart."""
        return hmac.digest(self._seed, f"{self._espace}\0{kind}".encode(), hashlib.sha256)

    def token(self, kind: str) -> str:
        """A 32-character hexadecimal identifier."""
        return self.digest(kind)[:16].hex()

    def short(self, kind: str) -> str:
        """A 16-character hexadecimal identifier, for things a person copies."""
        return self.digest(kind)[:8].hex()

    def uuid(self, kind: str) -> str:
        """A version-4 shaped UUID in lower case."""
        return str(uuid.UUID(bytes=self.digest(kind)[:16], version=4))
