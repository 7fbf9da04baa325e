"""From an HTTP request to the values the endpoints read. Nothing here refuses: it keeps what came."""

import re
from collections.abc import Iterable, Mapping
from http.cookies import CookieError, SimpleCookie
from typing import Final
from urllib.parse import unquote_to_bytes

from psc.model import Appel, Certificat, Champs, Transport
from simulators.core.journal.model import Peer, Wire

FORMULAIRE: Final = "application/x-www-form-urlencoded"
# Nobody sends as many parameters; beyond, they are no longer read.
LE_PLUS: Final = 100
_PAIRES: Final = re.compile(rb"[^&]+")


def lire_champs(data: bytes) -> Champs:
    """The fields of a query or a form, at most 100; `+` is a space, what is not UTF-8 is kept as it came."""
    pairs: list[tuple[str, str]] = []
    for found in _PAIRES.finditer(data):
        if len(pairs) == LE_PLUS:
            return Champs(tuple(pairs), trop=True)
        name, _, value = found.group().partition(b"=")
        pairs.append((_decode(name), _decode(value)))
    return Champs(tuple(pairs))


def _decode(raw: bytes) -> str:
    return unquote_to_bytes(raw.replace(b"+", b" ")).decode("utf-8", "surrogateescape")


def propre(text: str) -> str:
    """Text that any encoder takes: bytes that were not UTF-8 become the replacement character."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def lire_appel(
    start: tuple[str, str, bytes],
    headers: Iterable[tuple[str, str]],
    body: bytes | None,
    face: str,
    transport: Transport,
    peer: Peer | None,
) -> Appel:
    """The call of a request: `start` is its method, its path in the espace and its raw query."""
    method, path, query = start
    kept = _headers(headers)
    media_type = kept.get("content-type", "").partition(";")[0].strip().lower()
    readable = body is not None and (not body or media_type in {FORMULAIRE, ""})
    form = lire_champs(body or b"") if readable else None
    return Appel(
        methode=method,
        chemin=path,
        face=face,
        transport=transport,
        requete=lire_champs(query),
        formulaire=form if method == "POST" else None,
        type_contenu=media_type,
        autorisation=kept.get("authorization", ""),
        cookies=lire_cookies(kept.get("cookie", "")),
        certificat=lire_certificat(peer),
        corps=body or b"",
    )


def _headers(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    kept: dict[str, str] = {}
    for name, value in headers:
        kept.setdefault(name.lower(), value)
    return kept


def lire_cookies(header: str) -> Mapping[str, str]:
    """The cookies of a request; none when the header cannot be read."""
    if not header:
        return {}
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(header).items()}
    except CookieError:
        return {}


def lire_certificat(peer: Peer | None) -> Certificat | None:
    """The client certificate as the rules compare it."""
    return Certificat(peer.fingerprint, peer.common_name, peer.subject) if peer else None


def lire_transport(wire: Wire, connection: str) -> Transport:
    """Over TLS, in clear, or from a saved file (no connection at all)."""
    if wire.tls_version:
        return "tls"
    return "clair" if connection else "fichier"
