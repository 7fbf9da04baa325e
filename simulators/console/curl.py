"""A call as a command line, to make it again by hand."""

import shlex
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from simulators.core.journal.model import Exchange

# What curl writes by itself, or what the wire added.
_LEFT_OUT: Final = frozenset(
    {"host", "content-length", "connection", "accept-encoding", "user-agent", "expect"}
)
_SECRET: Final = frozenset({"authorization", "cookie"})


def curl(exchange: Exchange, ready: Mapping[str, Any]) -> str:
    """The command that makes an HTTP call again with the file `demande.bin`; empty for anything else. Pure.

    Tokens are left to the reader: they live two minutes, and a command travels further than they should.
    """
    method, _, rest = exchange.request.start.partition(" ")
    origin = _origin(exchange, ready)
    if exchange.protocol != "http" or not origin or not rest:
        return ""
    words = ["curl", "-X", method, "--cacert", "socle-ca.pem"]
    if exchange.peer is not None:
        words += ["--cert", "certificat.pem", "--key", "certificat.key.pem"]
    for name, value in exchange.request.headers:
        if name.lower() not in _LEFT_OUT:
            words += ["-H", f"{name}: {'…' if name.lower() in _SECRET else value}"]
    if exchange.request.body or exchange.request.size:
        words += ["--data-binary", "@demande.bin"]
    return shlex.join([*words, origin + rest.partition(" ")[0]])


def _origin(exchange: Exchange, ready: Mapping[str, Any]) -> str:
    """Scheme, host and port of the face that was called, from the addresses announced."""
    announced = (ready.get("services") or {}).get(exchange.service) or {}
    address = announced.get(exchange.face) or next(
        (one for one in announced.values() if isinstance(one, str) and "://" in one), ""
    )
    parts = urlsplit(str(address))
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
