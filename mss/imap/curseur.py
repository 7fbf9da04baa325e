"""Reading the grammar of IMAP (RFC 3501 §9) in the bytes of one command, literals inside."""

import re
from collections.abc import Callable
from typing import Final, TypeVar

T = TypeVar("T")

_ATOM: Final = re.compile(rb"[^\x00-\x20\x7f-\xff(){%*\"\\\]]+")
_ASTRING: Final = re.compile(rb"[^\x00-\x20\x7f-\xff(){%*\"\\]+")
_LIST: Final = re.compile(rb"[^\x00-\x20\x7f-\xff(){\"\\]+")
_QUOTED: Final = re.compile(rb"\"((?:[^\"\\\r\n\x00]|\\[\"\\])*)\"")
_LITERAL: Final = re.compile(rb"\{([0-9]{1,19})\+?\}\r?\n")
_NUMBER: Final = re.compile(rb"[0-9]{1,19}")
_ESCAPED: Final = re.compile(rb"\\([\"\\])")
MOST_ITEMS: Final = 2_000
MOST_DEPTH: Final = 40
MOST_NUMBER: Final = 2**63 - 1


class Syntaxe(Exception):  # noqa: N818 - the French term
    """What cannot be parsed; the text is for the reply."""


class Curseur:
    """A position in the bytes of a command."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0
        self._depth = 0

    @property
    def fini(self) -> bool:
        """True at the end of the command."""
        return self._data[self._at :] in {b"", b"\r\n", b"\n"}

    def fin(self) -> None:
        """Nothing may follow."""
        if not self.fini:
            raise Syntaxe("Unexpected text after the command")

    def voit(self, prefix: bytes) -> bool:
        """Whether these bytes come next, compared without case."""
        return self._data[self._at : self._at + len(prefix)].upper() == prefix.upper()

    def mange(self, prefix: bytes) -> bool:
        """Takes these bytes when they come next."""
        if self.voit(prefix):
            self._at += len(prefix)
            return True
        return False

    def attend(self, prefix: bytes) -> None:
        """These bytes must come next."""
        if not self.mange(prefix):
            raise Syntaxe(f"Expected {prefix.decode()!r}")

    def espace(self) -> None:
        """One space."""
        self.attend(b" ")

    def atome(self) -> str:
        """An atom."""
        return self._motif(_ATOM, "Expected an atom").decode("ascii")

    def nombre(self) -> int:
        """A number that fits."""
        value = int(self._motif(_NUMBER, "Expected a number"))
        if value > MOST_NUMBER:
            raise Syntaxe("Number too large")
        return value

    def chaine(self) -> bytes:
        """A quoted string or a literal."""
        quoted = _QUOTED.match(self._data, self._at)
        if quoted is not None:
            self._at = quoted.end()
            return _ESCAPED.sub(rb"\1", quoted[1])
        literal = _LITERAL.match(self._data, self._at)
        if literal is None:
            raise Syntaxe("Expected a string")
        start, size = literal.end(), int(literal[1])
        if start + size > len(self._data):
            raise Syntaxe("Literal cut short")
        self._at = start + size
        return self._data[start : start + size]

    def achaine(self) -> bytes:
        """An atom (`]` allowed) or a string."""
        if self.voit(b'"') or self.voit(b"{"):
            return self.chaine()
        return self._motif(_ASTRING, "Expected a string")

    def motif_de_liste(self) -> bytes:
        """A mailbox pattern: wildcards allowed."""
        if self.voit(b'"') or self.voit(b"{"):
            return self.chaine()
        return self._motif(_LIST, "Expected a mailbox pattern")

    def liste(self, item: Callable[[], T]) -> list[T]:
        """`(item item …)`, possibly empty."""
        self.attend(b"(")
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise Syntaxe("Too deep")
        found: list[T] = []
        while not self.mange(b")"):
            if found:
                self.espace()
            found.append(item())
            if len(found) > MOST_ITEMS:
                raise Syntaxe("Too many items")
        self._depth -= 1
        return found

    def motif(self, pattern: re.Pattern[bytes], problem: str) -> "re.Match[bytes]":
        """What matches here."""
        found = pattern.match(self._data, self._at)
        if found is None:
            raise Syntaxe(problem)
        self._at = found.end()
        return found

    def descend(self) -> None:
        """One level deeper in a grammar that calls itself."""
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise Syntaxe("Too deep")

    def remonte(self) -> None:
        """One level less."""
        self._depth -= 1

    def _motif(self, pattern: re.Pattern[bytes], problem: str) -> bytes:
        return self.motif(pattern, problem)[0]
