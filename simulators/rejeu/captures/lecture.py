"""Reads captures: a HAR file, or a folder of raw HTTP messages in pairs. Everything read is hostile."""

import base64
import json
import re
import zlib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from simulators.rejeu.captures.modele import Capture, CaptureError, Headers, entete

MOST_BYTES: Final = 256_000_000
MOST_BODY: Final = 64_000_000
MOST_CAPTURES: Final = 10_000
# `01-request.http` goes with `01-response.http`.
_REQUEST, _RESPONSE = "-request.http", "-response.http"
_LINE: Final = re.compile(rb"(?:([A-Z]{3,10}) (\S+) HTTP/\d(?:\.\d)?|HTTP/\d(?:\.\d)? (\d{3})[^\r\n]*)\r?\n")
_CHUNK: Final = re.compile(rb"([0-9A-Fa-f]{1,8})[^\r\n]*\r?\n")


def lire(source: Path) -> list[Capture]:
    """The captures of a HAR file or of a folder of pairs. Raises `CaptureError`, OSError."""
    found: list[Capture] = []
    for one in _pairs(source) if source.is_dir() else _har(source):
        found.append(one)
        if len(found) > MOST_CAPTURES:
            raise CaptureError(f"{source.name} : plus de {MOST_CAPTURES} échanges")
    return found


def _read(path: Path, most: int, said: str) -> bytes:
    with path.open("rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise CaptureError(f"{said} : plus de {most // 1_000_000} Mo")
    return data


def _har(path: Path) -> Iterator[Capture]:
    try:
        entries = json.loads(_read(path, MOST_BYTES, path.name))["log"]["entries"]
        for number, entry in enumerate(entries, 1):
            yield _entry(str(number), entry)
    except CaptureError:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        raise CaptureError(f"{path.name} : ce n'est pas un fichier HAR ({type(error).__name__})") from None


def _entry(name: str, entry: Mapping[str, Any]) -> Capture:
    asked, answered = entry["request"], entry["response"]
    posted, content = asked.get("postData") or {}, answered.get("content") or {}
    when = datetime.fromisoformat(entry["startedDateTime"])
    return Capture(
        name,
        str(asked["method"]),
        str(asked["url"]),
        _headers(asked["headers"]),
        _body(posted),
        when if when.tzinfo else when.replace(tzinfo=UTC),
        int(answered["status"]),
        _headers(answered["headers"], decoded=True),
        _body(content),
    )


def _headers(found: Any, *, decoded: bool = False) -> Headers:
    """A HAR holds bodies already decompressed: the header that says otherwise is left out."""
    left_out = {"content-encoding"} if decoded else set()
    return tuple(
        (str(one["name"]), str(one["value"]))
        for one in found
        if not str(one["name"]).startswith(":") and str(one["name"]).lower() not in left_out
    )


def _body(told: Mapping[str, Any]) -> bytes:
    text = str(told.get("text") or "")
    if told.get("encoding") == "base64":
        return base64.b64decode(text, validate=True)
    return text.encode("utf-8", "surrogateescape")


def _pairs(folder: Path) -> Iterator[Capture]:
    requests = sorted(one for one in folder.iterdir() if one.name.endswith(_REQUEST) and not one.is_symlink())
    if not requests:
        raise CaptureError(f"{folder.name} : aucun fichier …{_REQUEST} (avec …{_RESPONSE} à côté)")
    for number, asked in enumerate(requests, 1):
        answered = asked.with_name(asked.name.removesuffix(_REQUEST) + _RESPONSE)
        if not answered.is_file() or answered.is_symlink():
            raise CaptureError(f"échange {number} : pas de fichier …{_RESPONSE} à côté")
        method, target, headers, body = _message(asked, f"demande {number}")
        _, status, told, answer = _message(answered, f"réponse {number}")
        host = entete(headers, "host")
        when = datetime.fromtimestamp(asked.stat().st_mtime, UTC)
        url = target if "://" in target else f"https://{host}{target}"
        yield Capture(str(number), method, url, headers, body, when, int(status or 0), told, answer)


def _message(path: Path, said: str) -> tuple[str, str, Headers, bytes]:
    """Method and target of a request, or "" and the status of an answer; headers; body.

    `said` names the file in a refusal: its own name may be a person's.
    """
    data = _read(path, MOST_BODY, said)
    line = _LINE.match(data)
    head, mark, body = data.partition(b"\r\n\r\n")
    if not mark:
        head, mark, body = data.partition(b"\n\n")
    if line is None or not mark:
        raise CaptureError(f"{said} : ce n'est pas un message HTTP")
    headers = tuple(
        (name.strip(), value.strip())
        for name, colon, value in (
            one.partition(":") for one in head[line.end() :].decode("latin-1").splitlines()
        )
        if colon
    )
    first, target = (line[1].decode(), line[2].decode("latin-1")) if line[1] else ("", line[3].decode())
    return first, target, headers, _plain(said, headers, body)


def _plain(name: str, headers: Headers, body: bytes) -> bytes:
    if entete(headers, "transfer-encoding").lower() == "chunked":
        body = _unchunked(name, body)
    if entete(headers, "content-encoding").lower() not in {"gzip", "deflate"}:
        return body
    try:
        opened = zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(body, MOST_BODY + 1)
    except zlib.error:
        raise CaptureError(f"{name} : compression illisible") from None
    if len(opened) > MOST_BODY:
        raise CaptureError(f"{name} : plus de {MOST_BODY // 1_000_000} Mo une fois ouvert")
    return opened


def _unchunked(name: str, body: bytes) -> bytes:
    chunks: list[bytes] = []
    at = 0
    while found := _CHUNK.match(body, at):
        size = int(found[1], 16)
        if not size:
            return b"".join(chunks)
        chunks.append(body[found.end() : found.end() + size])
        at = found.end() + size + (2 if body[found.end() + size : found.end() + size + 1] == b"\r" else 1)
    raise CaptureError(f"{name} : morceaux illisibles")
