"""Strings as the IMAP wire takes them (RFC 3501 §4.3)."""

import re
from typing import Final

_QUOTABLE: Final = re.compile(r"[\x20-\x7e]{0,900}")
NIL: Final = b"NIL"


def chaine(texte: str | bytes | None) -> bytes:
    """A string as the wire takes it: NIL, quoted, or a literal."""
    if texte is None:
        return NIL
    if isinstance(texte, str):
        if _QUOTABLE.fullmatch(texte):
            return b'"' + texte.replace("\\", "\\\\").replace('"', '\\"').encode("ascii") + b'"'
        texte = texte.encode("utf-8", "surrogateescape")
    return litteral(texte)


def litteral(octets: bytes) -> bytes:
    """A literal."""
    return b"{%d}\r\n%b" % (len(octets), octets)
