"""Captures made fictional, or refused: nothing of a real person reaches a disk, a service or a screen."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import parse_qsl, quote, unquote, urlencode

from simulators.rejeu.captures.champs import Apprend, Cherche, Remplace
from simulators.rejeu.captures.marche import IllisibleError, Visiteur, corps
from simulators.rejeu.captures.masque import Masque
from simulators.rejeu.captures.modele import Capture, Headers, entete

# Only these headers are kept: any other may name somebody, or open a door.
_ASKED: Final = frozenset(
    ["host", "content-type", "accept", "accept-language", "soapaction", "prefer", "if-match", "if-none-match"]
)
_ANSWERED: Final = frozenset(
    [
        "content-type",
        "location",
        "www-authenticate",
        "cache-control",
        "pragma",
        "etag",
        "retry-after",
        "allow",
    ]
)
_SECRETS: Final = frozenset({"authorization", "esante-api-key"})
_FORM_SECRETS: Final = frozenset(
    [
        "client_secret",
        "password",
        "code",
        "code_verifier",
        "refresh_token",
        "client_assertion",
        "subject_token",
    ]
)
_PATH_SAFE: Final = "/~:$+,;=@!*'()"


@dataclass(frozen=True, slots=True)
class Importees:
    """The captures that may be kept; of the others, the number and why."""

    captures: tuple[Capture, ...]
    ecartees: tuple[tuple[str, str], ...]


def rendre_fictives(captures: Iterable[Capture], graine: bytes) -> Importees:
    """Every capture under fictional identities, the same person the same way throughout."""
    masque = Masque(graine)
    readable: list[Capture] = []
    left: list[tuple[str, str]] = []
    for capture in captures:
        try:
            _walked(capture, Apprend(masque))
            readable.append(capture)
        except (IllisibleError, ValueError) as error:
            left.append((capture.nom, f"{type(error).__name__} : contenu illisible, donc non contrôlable"))
    kept: list[Capture] = []
    rename = Remplace(masque)
    for capture in readable:
        try:
            new = _walked(_sans_secrets(capture), rename)
        except (IllisibleError, ValueError, LookupError) as error:
            left.append((capture.nom, f"{type(error).__name__} : contenu impossible à rendre fictif"))
            continue
        search = Cherche(masque)
        _walked(new, search)
        if search.trouve:
            left.append((capture.nom, "une donnée d'origine y restait : rien n'en est gardé"))
        else:
            kept.append(new)
    return Importees(tuple(kept), tuple(left))


def _walked(capture: Capture, visiteur: Visiteur) -> Capture:
    kind, body = corps(entete(capture.entetes, "content-type"), capture.corps, visiteur)
    answer_kind, answer = corps(
        entete(capture.entetes_reponse, "content-type"), capture.corps_reponse, visiteur
    )
    return replace(
        capture,
        url=_address(capture, visiteur),
        entetes=_headers(capture.entetes, _ASKED | _SECRETS, kind, visiteur),
        corps=body,
        entetes_reponse=_headers(capture.entetes_reponse, _ANSWERED, answer_kind, visiteur),
        corps_reponse=answer,
    )


def _address(capture: Capture, visiteur: Visiteur) -> str:
    parts = capture.adresse
    host = parts.hostname or ""
    path = quote(visiteur("", unquote(parts.path)), safe=_PATH_SAFE)
    query = urlencode([(key, visiteur(key, told)) for key, told in parse_qsl(parts.query, True)])
    netloc = f"{host}:{parts.port}" if parts.port else host
    return parts._replace(netloc=netloc, path=path, query=query, fragment="").geturl()


def _headers(headers: Headers, kept: frozenset[str], kind: str, visiteur: Visiteur) -> Headers:
    told = []
    for name, value in headers:
        if name.lower() == "content-type":
            told.append((name, kind))
        elif name.lower() == "location":
            told.append((name, _location(value, visiteur)))
        elif name.lower() in kept:
            told.append((name, visiteur(name, value)))
    return tuple(told)


def _location(value: str, visiteur: Visiteur) -> str:
    path, mark, query = value.partition("?")
    pairs = [(key, visiteur(key, told)) for key, told in parse_qsl(query, True)]
    return quote(visiteur("", unquote(path)), safe=_PATH_SAFE) + (f"?{urlencode(pairs)}" if mark else "")


def _sans_secrets(capture: Capture) -> Capture:
    """Without what opens a door: tokens and secrets, of which a fingerprint stays; cookies go."""
    headers = tuple(
        (name, _masked(value) if name.lower() in _SECRETS else value) for name, value in capture.entetes
    )
    body = capture.corps
    if entete(headers, "content-type").lower().startswith("application/x-www-form-urlencoded"):
        pairs = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)
        body = urlencode([(k, _masked(v) if k in _FORM_SECRETS else v) for k, v in pairs]).encode()
    return replace(capture, entetes=headers, corps=body)


def _masked(value: str) -> str:
    return f"*** ({hashlib.sha256(value.encode('utf-8', 'replace')).hexdigest()[:8]})"
