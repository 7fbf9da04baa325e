"""A capture as a proxy on a real bench gives it: another resident, whose matricule could be somebody's."""

import base64
import json
from collections.abc import Iterable
from hashlib import sha1
from pathlib import Path
from typing import Any

from simulators.core.journal.model import Exchange

# Typed by hand: commune 75056, order 012, and the key of that number.
MATRICULE, CLE = "2400375056012", "91"
# What must not remain: as sent, in any case.
ORIGINAUX = (MATRICULE, "martineau", "eugenie", "1940-03-14", "19400314", "75056", "810101010101", "lecoutre")
_CHANGES = (
    (b"240035505090119", f"{MATRICULE}{CLE}".encode()),
    (b"2400355050901", MATRICULE.encode()),
    (b"<Cle>19</Cle>", f"<Cle>{CLE}</Cle>".encode()),
    (b"55050", b"75056"),
    (b"DELAUNAY", b"MARTINEAU"),
    (b"Delaunay", b"Martineau"),
    (b"MARGUERITE", b"EUGENIE"),
    (b"Marguerite", b"Eugenie"),
    (b"899700000039", b"810101010101"),
    (b"KERMARREC", b"LECOUTRE"),
    (b"Kermarrec", b"Lecoutre"),
)


def reel(data: bytes) -> bytes:
    """The bytes with the identities of a resident and a nurse who could exist."""
    for old, new in _CHANGES:
        data = data.replace(old, new)
    return data


def empreintes(exchanges: Iterable[Exchange]) -> tuple[tuple[bytes, bytes], ...]:
    """Digest and size of each document fed, and those of the same document about the resident."""
    found = []
    for one in exchanges:
        old, kind = one.request.body or b"", one.request.header("content-type") or ""
        if kind.startswith("multipart"):
            for part in _parts(kind, old):
                new = reel(part)
                found.append((_sha1(part), _sha1(new)))
                found.append((f">{len(part)}<".encode(), f">{len(new)}<".encode()))
    return tuple(found)


def _sha1(data: bytes) -> bytes:
    return sha1(data, usedforsecurity=False).hexdigest().encode()


def _parts(kind: str, body: bytes) -> list[bytes]:
    boundary = kind.partition('boundary="')[2].partition('"')[0].encode()
    parts = body.split(b"--" + boundary)[2:-1]
    return [one.partition(b"\r\n\r\n")[2].removesuffix(b"\r\n") for one in parts]


def har(exchanges: Iterable[Exchange], path: Path, answers: Iterable[tuple[bytes, bytes]] = ()) -> Path:
    """A HAR of these exchanges as with a real host; `answers`: what is changed in the answers."""
    calls = list(exchanges)
    changes = (*answers, *empreintes(calls))
    entries = [_entry(one, changes) for one in calls]
    path.write_text(json.dumps({"log": {"version": "1.2", "entries": entries}}), "utf-8")
    return path


def _entry(exchange: Exchange, answers: tuple[tuple[bytes, bytes], ...]) -> dict[str, Any]:
    assert exchange.answer is not None
    method, target, _ = exchange.request.start.split(" ")
    body = _changed(exchange.answer.body or b"", answers)
    target = reel(target.removeprefix(f"/~{exchange.espace}").encode()).decode()
    return {
        "startedDateTime": exchange.started.isoformat(),
        "request": {
            "method": method,
            "url": f"https://banc-reel.exemple{target}",
            "headers": [{"name": n, "value": reel(v.encode()).decode()} for n, v in exchange.request.headers],
            "postData": _content(reel(_changed(exchange.request.body or b"", answers))),
        },
        "response": {
            "status": int(exchange.outcome),
            "headers": [
                {"name": n, "value": reel(v.encode()).decode()}
                for n, v in exchange.answer.headers
                if n != "x-socle-exchange"
            ],
            "content": _content(reel(body)),
        },
    }


def _changed(data: bytes, changes: tuple[tuple[bytes, bytes], ...]) -> bytes:
    for old, new in changes:
        data = data.replace(old, new)
    return data


def _content(data: bytes) -> dict[str, str]:
    return {"encoding": "base64", "text": base64.b64encode(data).decode()}
