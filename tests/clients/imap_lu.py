"""IMAP replies read into values that two servers can be compared by: what the standard leaves free is gone.

Gone: the words of a person after a status, the order of flags and of items, how a string is quoted, the case
of media types, the numbers that name the life of a folder.
"""

import re
import socket
import ssl
from types import TracebackType

Valeur = str | tuple["Valeur", ...]
_TOKEN = re.compile(rb'"((?:[^"\\]|\\.)*)"|\{(\d+)\}\r\n|([()])|([^\s()"{]*\[[^\]]*\](?:<\d+>)?|[^\s()"]+)')
_STATUS = re.compile(rb"(OK|NO|BAD|BYE|PREAUTH)(?: \[([^\]]*)\])?")
_ALIKE = re.compile(r"(UIDVALIDITY|APPENDUID|COPYUID) \d+")
_SETS = {"FLAGS", "CAPABILITY", "ENABLED", "PERMANENTFLAGS"}


class Fil:
    """One connection, commands given by hand; the tag is ours."""

    def __init__(self, port: int, context: ssl.SSLContext) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), 20)
        self._file = self._socket.makefile("rb")
        self.greeting = normal(self._line())
        assert self.ask(b"STARTTLS")[-1] == "OK"
        self._file.close()
        self._socket = context.wrap_socket(self._socket, server_hostname="localhost")
        self._file = self._socket.makefile("rb")

    def ask(self, command: bytes) -> list[str]:
        """The replies to a command, normalised: the untagged ones, then the status."""
        self._socket.sendall(b"x " + command + b"\r\n")
        if command == b"IDLE":
            assert self._line().startswith(b"+")
            self._socket.sendall(b"DONE\r\n")
        return self.replies()

    def replies(self) -> list[str]:
        """Up to the tagged reply. Untagged replies are sorted, unless removals give ranks their meaning."""
        told: list[str] = []
        while not (line := self._line()).startswith(b"x "):
            assert line, told
            told.append(normal(line))
        return [*(told if any(" EXPUNGE" in one for one in told) else sorted(told)), _status(line[2:])]

    def _line(self) -> bytes:
        line = self._file.readline()
        while (found := re.search(rb"\{(\d+)\}\r\n$", line)) is not None:
            line += self._file.read(int(found[1])) + self._file.readline()
        return line

    def __enter__(self) -> "Fil":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        self._socket.close()


def normal(line: bytes) -> str:
    """One untagged reply."""
    rest = line.removeprefix(b"* ")
    if _STATUS.match(rest):
        return _status(rest)
    values = _read(rest)
    if len(values) > 2 and values[1] == "FETCH":
        told = [f"{name}={_item(name, value)}" for name, value in _pairs(values[2])]
        return " ".join([str(values[0]), "FETCH", *told])
    head, *shown = values
    match str(head).upper():
        case "CAPABILITY":
            shown.sort(key=str)
        case "LIST" | "LSUB":
            shown = [tuple(sorted(shown[0], key=str)), *(_bare(one) for one in shown[1:])]
        case "STATUS":
            shown = [_bare(shown[0]), tuple(f"{name} {value}" for name, value in _pairs(shown[1]))]
    return _ALIKE.sub(r"\1 N", " ".join([str(head).upper(), *(_shown(str(head), one) for one in shown)]))


def _pairs(values: Valeur) -> list[tuple[str, Valeur]]:
    return sorted((str(values[at]).upper(), values[at + 1]) for at in range(0, len(values), 2))


def _item(name: str, value: Valeur) -> str:
    shown = _shown(name, value)
    if name in {"BODY", "BODYSTRUCTURE"}:
        return shown.lower()
    return shown.replace("' ", "'0") if name == "INTERNALDATE" else shown


def _bare(value: Valeur) -> str:
    """A name, written as an atom or as a string."""
    return str(value).strip("'")


def _status(rest: bytes) -> str:
    found = _STATUS.match(rest)
    assert found, rest
    code = (found[2] or b"").decode()
    name, _, after = code.partition(" ")
    if name in _SETS:
        code = f"{name} {' '.join(sorted(after.strip('()').split()))}"
    return _ALIKE.sub(r"\1 N", f"{found[1].decode()} [{code}]" if code else found[1].decode())


def _shown(name: str, value: Valeur) -> str:
    if isinstance(value, str):
        return value
    inside = sorted(value, key=str) if name in _SETS else value
    return f"({' '.join(_shown('', one) for one in inside)})"


def _read(data: bytes) -> tuple[Valeur, ...]:
    stack: list[list[Valeur]] = [[]]
    at = 0
    while (found := _TOKEN.search(data, at)) is not None:
        at = found.end()
        quoted, size, bracket, atom = found.groups()
        if quoted is not None:
            stack[-1].append(repr(re.sub(rb"\\(.)", rb"\1", quoted).decode("latin-1")))
        elif size is not None:
            stack[-1].append(repr(data[at : at + int(size)].decode("latin-1")))
            at += int(size)
        elif bracket == b"(":
            stack.append([])
        elif bracket == b")":
            inside = tuple(stack.pop())
            stack[-1].append(inside)
        else:
            stack[-1].append(atom.decode("latin-1"))
    (whole,) = stack
    return tuple(whole)
