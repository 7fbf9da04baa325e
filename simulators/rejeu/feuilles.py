"""An answer taken apart into leaves, `path → value`, whatever it is written in: for comparing and learning.

Paths read from the outside in: `statut`, `entete/location?code`, `corps/Envelope/Body/…/CodeCR`,
`corps/access_token/charge/sub`, `reponse/RCPT[2]`, `imap/3`. Repeated siblings are numbered from 2 on.
"""

import hashlib
import re
import zlib
from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from simulators.core.journal.model import Exchange, Message
from simulators.core.xml.mime import media_type
from simulators.core.xml.mtom import MtomRefusedError, is_multipart, split
from simulators.rejeu.feuilles_courriel import courriel
from simulators.rejeu.feuilles_json import json_leaves
from simulators.rejeu.feuilles_xml import html_leaves, xml_leaves

Leaves = dict[str, str]
# A body with more leaves, or larger, is compared by its digest alone.
MOST_LEAVES: Final = 50_000
MOST_BYTES: Final = 16_000_000
_ADDRESSES: Final = frozenset({"location", "content-location"})
_LITERAL: Final = re.compile(rb"\{(\d{1,10})\}\r?\n")
_PARAMETERS: Final = re.compile(r"\s*;\s*")


class Sheet:
    """Leaves being gathered; a path met again gets a number."""

    def __init__(self) -> None:
        self.leaves: Leaves = {}
        self._met: dict[str, int] = {}

    def add(self, path: str, value: str) -> None:
        """One leaf."""
        count = self._met[path] = self._met.get(path, 0) + 1
        self.leaves[path if count == 1 else f"{path}[{count}]"] = value

    def all(self, found: Iterable[tuple[str, str]]) -> None:
        """Several. Raises `TooManyError` beyond `MOST_LEAVES`."""
        for path, value in found:
            self.add(path, value)
            if len(self.leaves) > MOST_LEAVES:
                raise TooManyError


class TooManyError(ValueError):
    """More leaves than are compared one by one."""


def answer_leaves(exchange: Exchange) -> Leaves:
    """The leaves of the answer; empty when there is none. Never raises."""
    if exchange.answer is None:
        return {}
    sheet = Sheet()
    sheet.add("statut", exchange.outcome)
    try:
        sheet.all(_leaves(exchange, exchange.answer))
    except TooManyError:
        sheet.leaves = {"statut": exchange.outcome}
        sheet.all(_digest("corps", exchange.answer.body or b""))
    return sheet.leaves


def _leaves(exchange: Exchange, answer: Message) -> Iterator[tuple[str, str]]:
    match exchange.protocol:
        case "http":
            yield from _headers(answer)
            yield from body_leaves("corps", answer.header("content-type") or "", _plain(answer))
        case "smtp":
            yield from ((f"reponse/{verb or 'suite'}", line) for verb, line in answer.headers)
            if not answer.headers:
                yield "reponse", answer.start
        case "imap":
            yield "reponse", answer.start
            yield from _untagged(answer.body or b"")
        case _:
            yield from _digest("corps", answer.body or b"")


def _plain(answer: Message) -> bytes:
    """The body without the compression of the connection, as far as it is compared."""
    body = answer.body or b""
    if (answer.header("content-encoding") or "").lower() not in {"gzip", "deflate"}:
        return body
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(body, MOST_BYTES + 1)
    except zlib.error:
        return body


def _headers(answer: Message) -> Iterator[tuple[str, str]]:
    for written, value in answer.headers:
        name = written.lower()
        if name in _ADDRESSES:
            address = urlsplit(value)
            yield f"entete/{name}", address._replace(query="").geturl()
            yield from ((f"entete/{name}?{key}", told) for key, told in parse_qsl(address.query, True))
        elif name == "set-cookie":
            pair, *attributes = _PARAMETERS.split(value)
            cookie, _, told = pair.partition("=")
            yield f"entete/set-cookie/{cookie}", told
            yield f"entete/set-cookie/{cookie};", "; ".join(attributes)
        elif name == "content-type":
            kind, parameters = media_type(value)
            yield f"entete/{name}", kind
            yield from ((f"entete/{name};{key}", told) for key, told in sorted(parameters.items()))
        else:
            yield f"entete/{name}", value


def body_leaves(path: str, content_type: str, body: bytes) -> Iterator[tuple[str, str]]:
    """The leaves of a body, read as its type says; its digest when it cannot be read so."""
    if not body:
        return
    kind = media_type(content_type)[0]
    found = list(_read(path, kind, content_type, body)) if len(body) <= MOST_BYTES else []
    yield from found or _digest(path, body)


def _read(path: str, kind: str, content_type: str, body: bytes) -> Iterator[tuple[str, str]]:
    if is_multipart(content_type):
        yield from _package(path, content_type, body)
    elif kind.endswith(("/json", "+json")):
        yield from json_leaves(path, body)
    elif kind.endswith(("/xml", "+xml")):
        yield from xml_leaves(path, body)
    elif kind == "text/html":
        yield from html_leaves(path, body)
    elif kind == "message/rfc822":
        yield from courriel(path, body)


def _package(path: str, content_type: str, body: bytes) -> Iterator[tuple[str, str]]:
    try:
        package = split(content_type, body)
    except MtomRefusedError:
        return
    yield from xml_leaves(f"{path}/racine", bytes(package.root))
    for number, part in enumerate(package.parts.values(), 1):
        yield from body_leaves(f"{path}/partie[{number}]", "application/xml", bytes(part))


def _untagged(data: bytes) -> Iterator[tuple[str, str]]:
    """The untagged answers of IMAP, a literal being read as a mail."""
    number, at = 0, 0
    while at < len(data):
        number += 1
        line, at = _line(data, at)
        while found := _LITERAL.search(line):
            size = int(found[1])
            yield from courriel(f"imap/{number}/litteral", data[at : at + size])
            rest, at = _line(data, at + size)
            # The size follows from the literal: told there.
            line = line[: found.start()] + b"{}" + rest
        yield f"imap/{number}", line.strip().decode("utf-8", "replace")


def _line(data: bytes, at: int) -> tuple[bytes, int]:
    end = data.find(b"\n", at)
    end = len(data) if end < 0 else end + 1
    return data[at:end], end


def _digest(path: str, body: bytes) -> Iterator[tuple[str, str]]:
    if body:
        yield f"{path}/taille", str(len(body))
        yield f"{path}/sha256", hashlib.sha256(body).hexdigest()
