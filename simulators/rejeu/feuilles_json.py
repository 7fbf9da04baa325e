"""The leaves of JSON; a signed token (JWT) is also opened, its claims being leaves like the others."""

import base64
import binascii
import json
import re
from collections.abc import Iterator
from typing import Any, Final

_JWT: Final = re.compile(r"([A-Za-z0-9_-]{10,})\.([A-Za-z0-9_-]{10,})\.[A-Za-z0-9_-]*")
_DEEPEST: Final = 60


def json_leaves(path: str, body: bytes) -> Iterator[tuple[str, str]]:
    """Every scalar by its path (`a/b[2]/c`); nothing when the body is no JSON."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return
    yield from _walk(path, value, 0)


def claims(token: str) -> dict[str, Any] | None:
    """The claims of a JWT, unverified; None when it is none."""
    found = _JWT.fullmatch(token)
    opened = None if found is None else _part(found[2])
    return opened if isinstance(opened, dict) else None


def _walk(path: str, value: Any, depth: int) -> Iterator[tuple[str, str]]:
    if depth > _DEEPEST:
        yield path, "…"
    elif isinstance(value, dict):
        for name in sorted(value):
            yield from _walk(f"{path}/{name}", value[name], depth + 1)
        if not value:
            yield path, "{}"
    elif isinstance(value, list):
        for number, one in enumerate(value, 1):
            yield from _walk(path if number == 1 else f"{path}[{number}]", one, depth + 1)
        if not value:
            yield path, "[]"
    elif isinstance(value, str):
        yield path, value
        yield from _token(path, value, depth)
    else:
        yield path, json.dumps(value)


def _token(path: str, value: str, depth: int) -> Iterator[tuple[str, str]]:
    found = _JWT.fullmatch(value)
    if found is None:
        return
    for name, part in (("tete", found[1]), ("charge", found[2])):
        opened = _part(part)
        if isinstance(opened, dict):
            yield from _walk(f"{path}/{name}", opened, depth + 1)


def _part(text: str) -> Any:
    try:
        return json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, binascii.Error, RecursionError):
        return None
