"""JOSE tokens met in a message: header and claims. Nothing here verifies a signature, nor says it did."""

import binascii
import re
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

from simulators.console.structure.json_tree import JsonRefusedError, Pairs, read_json, strings
from simulators.console.structure.model import Row, View, shortened
from simulators.console.words import Words
from simulators.console.words.tokens import CLAIMS
from simulators.core.courriel.mime import MOST_HEADER_BYTES

MOST_TOKENS: Final = 6
# At the beginning of a word only: a long run of its first letters is then read once.
_COMPACT: Final = re.compile(r"(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{5,}(?:\.[A-Za-z0-9_-]*){2,4}")
_TIMES: Final = frozenset({"exp", "iat", "nbf", "auth_time", "updated_at"})
_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400


class Token(NamedTuple):
    """A token and where it was met: a header, a field, a member of a JSON object."""

    where: str
    text: str


def tokens_in(where: str, text: str) -> Iterator[Token]:
    """The compact tokens of a text that is short enough to be looked through."""
    if "eyJ" in text and len(text) <= MOST_HEADER_BYTES:
        for found in _COMPACT.finditer(text):
            yield Token(where, found[0])


def token_view(token: Token, when: datetime, words: Words) -> View | None:
    """Header and claims, dates in words as seen from `when`; None for what only looks like a token."""
    parts = token.text.split(".")
    header = _object(parts[0])
    if header is None or not isinstance(header.first("alg"), str):
        return None
    rows = [
        Row(_label(key, words), _value(key, value, when, words), f"{words.token_header} · {key}")
        for key, value in header
    ]
    claims = _object(parts[1]) if len(parts) == 3 else None
    rows += [
        Row(_label(key, words), _value(key, value, when, words), key, key) for key, value in claims or ()
    ]
    return View(
        "rows",
        words.token.format(where=token.where),
        _standing(header, parts, claims, words),
        rows=tuple(rows),
        about="claim",
    )


def nested(token: Token) -> Iterator[Token]:
    """The tokens that the claims of a token carry."""
    parts = token.text.split(".")
    for name, text in strings(_object(parts[1]) or ()) if len(parts) == 3 else ():
        yield from tokens_in(name, text)


def _object(part: str) -> Pairs | None:
    try:
        read = read_json(urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (JsonRefusedError, binascii.Error, ValueError):
        return None
    return read if isinstance(read, Pairs) else None


def _standing(header: Pairs, parts: list[str], claims: Pairs | None, words: Words) -> str:
    if len(parts) == 5:
        return words.token_encrypted
    if str(header.first("alg")).lower() == "none" or not parts[-1]:
        return words.token_unsigned
    return words.token_unverified if claims is not None else words.token_opaque


def _label(key: str, words: Words) -> str:
    return CLAIMS[key].in_language(words.lang) if key in CLAIMS else shortened(key)


def _value(key: str, value: Any, when: datetime, words: Words) -> str:
    if key in _TIMES and isinstance(value, str) and value.isascii():
        told = _moment(value, when, words)
        if told:
            return told
    return shortened(_flat(value))


def _flat(value: Any, depth: int = 6) -> str:
    """A value on one line, as JSON would have it less the quotes."""
    if isinstance(value, Pairs):
        return "; ".join(f"{key} : {_flat(one, depth - 1) if depth else '…'}" for key, one in value)
    if isinstance(value, list):
        return ", ".join(_flat(one, depth - 1) if depth else "…" for one in value)
    return (
        {None: "null", True: "true", False: "false"}.get(value, "") if not isinstance(value, str) else value
    )


def _moment(value: str, when: datetime, words: Words) -> str:
    try:
        instant = datetime.fromtimestamp(int(float(value)), UTC)
    except (ValueError, OverflowError, OSError):
        return ""
    seconds = round((instant - when).total_seconds())
    shown = f"{instant:%d/%m/%Y %H:%M:%S} UTC"
    if not seconds:
        return f"{shown}, {words.at_once}"
    sentence = words.after if seconds > 0 else words.before
    return f"{shown}, {sentence.format(lapse=_lapse(abs(seconds), words))}"


def _lapse(seconds: int, words: Words) -> str:
    for size, key in ((_DAY, "days"), (_HOUR, "hours"), (_MINUTE, "minutes")):
        if seconds >= size:
            return words.count(key, seconds // size)
    return words.count("seconds", seconds)
