"""The content of a level 1 body, taken out before the XML is parsed: ten megabytes never enter a tree."""

import re
from typing import Final, NamedTuple

_OPENING: Final = re.compile(rb"<(?:[\w.-]+:)?nonXMLBody(?:\s[^<>]*)?>\s*<(?:[\w.-]+:)?text(?:\s[^<>]*)?>")
_BASE64: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/= \t\r\n"
# Below this size the tree holds the content without harm.
_LEAST: Final = 16_384


class Coupe(NamedTuple):
    """A document without its base64, and that base64; `contenu` is None when nothing was cut.

    `place` is where it was cut.
    """

    document: bytes
    contenu: bytes | None
    place: int = 0


def couper(utf8: bytes) -> Coupe:
    """Cuts out pure base64 standing alone in `nonXMLBody/text`; anything else stays for the parser."""
    opening = _OPENING.search(utf8) if len(utf8) >= _LEAST else None
    if opening is None or _hidden(utf8[: opening.start()]):
        return Coupe(utf8, None)
    start = opening.end()
    end = utf8.find(b"<", start)
    if not utf8.startswith(b"</", end) or end - start < _LEAST:
        return Coupe(utf8, None)
    content = utf8[start:end]
    if content.translate(None, _BASE64):
        return Coupe(utf8, None)
    return Coupe(utf8[:start] + utf8[end:], content, start)


def couture(canonique: bytes) -> int | None:
    """Where the content cut out of a document stands in the canonical form of what was left of it."""
    opening = _OPENING.search(canonique)
    return None if opening is None else opening.end()


def _hidden(before: bytes) -> bool:
    """True when what follows may stand in a comment or a CDATA section, where it is no element."""
    return b"<![CDATA[" in before or before.rfind(b"<!--") > before.rfind(b"-->")
