"""Mailbox names: modified UTF-7 (RFC 3501 §5.1.3), patterns of LIST."""

import base64
import re
from typing import Final

MOST_NAME: Final = 200
_ENCODED: Final = re.compile(r"&([A-Za-z0-9+,]*)-")
_PLAIN: Final = re.compile(r"[\x20-\x7e]*")


class NomRefuse(ValueError):  # noqa: N818 - the French term
    """A name that no folder can have."""


def decode_nom(octets: bytes) -> str:
    """The name that a client wrote. Raises `NomRefuse`."""
    try:
        text = octets.decode("ascii")
    except UnicodeDecodeError:
        # Clients that negotiated nothing still send UTF-8 now and then.
        text = octets.decode("utf-8", "replace")
    try:
        return _ENCODED.sub(_decode, text)
    except (ValueError, UnicodeDecodeError):
        raise NomRefuse(text[:60]) from None


def nom_valide(nom: str) -> str:
    """The name itself when a folder may have it. Raises `NomRefuse`."""
    parts = nom.split("/")
    wrong = any(ord(one) < 32 or one in "%*\x7f\ufffd" for one in nom) or not all(
        part.strip() for part in parts
    )
    if not nom or len(nom) > MOST_NAME or len(parts) > 10 or wrong:
        raise NomRefuse(nom[:60])
    return nom


def encode_nom(nom: str) -> str:
    """The name as it goes on the wire."""
    if _PLAIN.fullmatch(nom) and "&" not in nom:
        return nom
    found: list[str] = []
    for part in re.findall(r"[\x20-\x7e]+|[^\x20-\x7e]+", nom):
        if _PLAIN.fullmatch(part):
            found.append(part.replace("&", "&-"))
        else:
            coded = base64.b64encode(part.encode("utf-16-be")).decode().rstrip("=").replace("/", ",")
            found.append(f"&{coded}-")
    return "".join(found)


def correspond(motif: str, nom: str) -> bool:
    """Whether a name answers a LIST pattern: `*` anything, `%` anything but the separator."""
    parts = ("[^/]*" if one == "%" else ".*" if one == "*" else re.escape(one) for one in _collapsed(motif))
    flags = re.IGNORECASE if nom.upper() == "INBOX" else re.NOFLAG
    return re.fullmatch("".join(parts), nom, flags | re.DOTALL) is not None


def _collapsed(motif: str) -> str:
    """Wildcards side by side say no more than one: kept apart, they would make matching slow."""
    return re.sub(r"[*%]*\*[*%]*", "*", re.sub(r"%+", "%", motif))


def _decode(found: "re.Match[str]") -> str:
    coded = found[1]
    if not coded:
        return "&"
    padded = coded.replace(",", "/") + "=" * (-len(coded) % 4)
    return base64.b64decode(padded, validate=True).decode("utf-16-be")
