"""A call as a command line, to make it again by hand."""

import re
import shlex
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from simulators.core.journal.model import Exchange

# What curl writes by itself, or what the wire added.
_LEFT_OUT: Final = frozenset(
    {"host", "content-length", "connection", "accept-encoding", "user-agent", "expect"}
)
_PATH: Final = re.compile(r"<([^<>]*)>")
_SECRET: Final = frozenset({"authorization", "cookie"})


def curl(exchange: Exchange, ready: Mapping[str, Any]) -> str:
    """The command that makes a call or sends a mail again with `demande.bin`; empty for anything else. Pure.

    Tokens are left to the reader: they live two minutes, and a command travels further than they should.
    """
    if exchange.protocol == "smtp":
        return _mail(exchange, ready)
    method, _, rest = exchange.request.start.partition(" ")
    origin = _origin(exchange, ready)
    if exchange.protocol != "http" or not origin or not rest:
        return ""
    words = ["curl", "-X", method, "--cacert", "socle-ca.pem", *_certificate(exchange)]
    for name, value in exchange.request.headers:
        if name.lower() not in _LEFT_OUT:
            words += ["-H", f"{name}: {'…' if name.lower() in _SECRET else value}"]
    if exchange.request.body or exchange.request.size:
        words += ["--data-binary", "@demande.bin"]
    return shlex.join([*words, origin + rest.partition(" ")[0]])


def _mail(exchange: Exchange, ready: Mapping[str, Any]) -> str:
    """STARTTLS, the certificate of the connection or the token of the box, then the mail as it came."""
    address = (((ready.get("services") or {}).get(exchange.service)) or {}).get(exchange.face)
    said = [(verb, found[1]) for verb, rest in exchange.request.headers if (found := _PATH.search(rest))]
    sender = next((path for verb, path in said if verb == "MAIL"), "")
    if not isinstance(address, str) or not exchange.request.body:
        return ""
    words = ["curl", "--ssl-reqd", "--cacert", "socle-ca.pem", *_certificate(exchange)]
    if exchange.peer is None:
        words += ["--user", f"{sender}:", "--oauth2-bearer", "…"]
    words += ["--mail-from", sender]
    for verb, path in said:
        words += ["--mail-rcpt", path] if verb == "RCPT" else []
    return shlex.join([*words, "--upload-file", "demande.bin", f"smtp://{address}"])


def _certificate(exchange: Exchange) -> list[str]:
    return ["--cert", "certificat.pem", "--key", "certificat.key.pem"] if exchange.peer is not None else []


def _origin(exchange: Exchange, ready: Mapping[str, Any]) -> str:
    """Scheme, host and port of the face that was called, from the addresses announced."""
    announced = (ready.get("services") or {}).get(exchange.service) or {}
    address = announced.get(exchange.face) or next(
        (one for one in announced.values() if isinstance(one, str) and "://" in one), ""
    )
    parts = urlsplit(str(address))
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
