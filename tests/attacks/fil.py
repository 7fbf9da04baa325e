"""A client that says what it likes, byte by byte, over real TLS; and what came back."""

import re
import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from tests.roof.insi import envelope
from tests.running import Running

SOAP_HEADER = b"application/soap+xml; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer: its status, its headers in lower case, its body."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def code(self) -> str:
        """The functional code of INSi, or that of its fault."""
        found = re.search(rb'CodeCR>(\d\d)<|Erreur [^>]*code="([a-z0-9_]+)"', self.body)
        return (found[1] or found[2]).decode() if found else ""


def answers(said: bytes) -> list[Answer]:
    """Every answer in what a server said; AssertionError unless all of it is HTTP."""
    found: list[Answer] = []
    while said:
        head, end, rest = said.partition(b"\r\n\r\n")
        start, *lines = head.decode("latin-1").split("\r\n")
        status = re.fullmatch(r"HTTP/1\.1 (\d{3}) [A-Za-z -]+", start)
        assert end, said[:200]
        assert status, start
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
        size = int(headers["content-length"])
        assert len(rest) >= size, said[:200]
        found.append(Answer(int(status[1]), headers, rest[:size]))
        said = rest[size:]
    return found


@lru_cache(maxsize=8)
def _context(authority: str, certificate: str, key: str) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=authority)
    context.load_cert_chain(certificate, key)
    return context


def connect(running: Running) -> ssl.SSLSocket:
    """A TLS connection to INSi, with the certificate of a DUI."""
    pki = running.ready["pki"]
    material = pki["clients"]["insi_auto"]
    context = _context(pki["ca"], material["cert"], material["key"])
    return context.wrap_socket(plain(running), server_hostname="localhost")


def plain(running: Running, face: str = "mtls") -> socket.socket:
    """The TCP connection under it; `console` is the port of the console and the control API."""
    url = running.ready["console"] if face == "console" else running.ready["services"]["ins"][face]
    port = urlsplit(url).port
    return socket.create_connection(("127.0.0.1", port), timeout=20)


def heard(connection: socket.socket) -> bytes:
    """All that comes until the other side closes (or resets)."""
    pieces: list[bytes] = []
    with connection, suppress(ConnectionError, ssl.SSLError):
        while piece := connection.recv(65_536):
            pieces.append(piece)
    return b"".join(pieces)


def talk(connection: socket.socket, said: bytes) -> list[Answer]:
    """Says it all, then listens to the end."""
    with suppress(ConnectionError, ssl.SSLError):
        connection.sendall(said)
    return answers(heard(connection))


def post(
    body: bytes,
    path: str = "/lps",
    *headers: bytes,
    host: str = "localhost",
    content_type: bytes = SOAP_HEADER,
    version: str = "1.1",
    sized: bool = True,
    close: bool = True,
) -> bytes:
    """A request of one search, whatever its body."""
    lines = [f"POST {path} HTTP/{version}".encode(), f"host: {host}".encode(), *headers]
    if content_type:
        lines.append(b"content-type: " + content_type)
    if sized:
        lines.append(b"content-length: %d" % len(body))
    if close:
        lines.append(b"connection: close")
    return b"\r\n".join([*lines, b"", body])


def chunked(body: bytes, size: int = 1_000) -> bytes:
    """A body in pieces."""
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def search_of(running: Running, *changes: tuple[bytes, bytes]) -> bytes:
    """The search that finds ADRTROIS TOUSSAINT, with some of its bytes changed."""
    idam = running.ready["accounts"]["lps"]["idam"]
    body = envelope("ADRTROIS", "TOUSSAINT", "M", "1960-01-01", idam=idam)
    for before, after in changes:
        assert before in body, before
        body = body.replace(before, after)
    return body
