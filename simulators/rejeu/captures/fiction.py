"""Captures made fictional, or refused: nothing of a real person reaches a disk, a service or a screen."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import parse_qsl, urlencode

from simulators.core.xml.mime import media_type
from simulators.rejeu.captures.champs import Apprend, Cherche, Remplace
from simulators.rejeu.captures.marche import corps, valeurs
from simulators.rejeu.captures.masque import Masque
from simulators.rejeu.captures.modele import Capture, Headers, entete
from simulators.rejeu.captures.valeurs import IllisibleError, Visiteur

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
# Any other parameter of a content type may be the name of a file.
_TYPED: Final = frozenset(
    {"charset", "boundary", "type", "start", "start-info", "action", "version", "fhirversion"}
)


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
        if _reste(new, masque):
            left.append((capture.nom, "une donnée d'origine y restait : rien n'en est gardé"))
        else:
            kept.append(new)
    return Importees(tuple(kept), tuple(left))


def _reste(new: Capture, masque: Masque) -> bool:
    """Whether something of an original is still there, or what is there cannot be read again."""
    search = Cherche(masque)
    try:
        _walked(new, search)
    except (IllisibleError, ValueError):
        return True
    for said in (new.methode, new.url, *(value for _, value in (*new.entetes, *new.entetes_reponse))):
        search.brut(said)
    for body in (new.corps, new.corps_reponse):
        search.brut(body.decode("utf-8", "replace"))
    return search.trouve


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
    host = visiteur("", parts.hostname or "")
    asked = valeurs(visiteur).adresse(f"{parts.path}?{parts.query}" if parts.query else parts.path)
    return f"{parts.scheme}://{host}{f':{parts.port}' if parts.port else ''}{asked}"


def _headers(headers: Headers, kept: frozenset[str], kind: str, visiteur: Visiteur) -> Headers:
    told = []
    for name, value in headers:
        if name.lower() == "content-type":
            told.append((name, _typed(kind, visiteur)))
        elif name.lower() == "location":
            told.append((name, valeurs(visiteur).adresse(value)))
        elif name.lower() in kept:
            told.append((name, valeurs(visiteur).valeur(name, value)))
    return tuple(told)


def _typed(kind: str, visiteur: Visiteur) -> str:
    plain, parameters = media_type(kind)
    if parameters.keys() <= _TYPED:
        return kind if plain.startswith("multipart/") else visiteur("content-type", kind)
    kept = "".join(f'; {name}="{value}"' for name, value in parameters.items() if name in _TYPED)
    return visiteur("content-type", plain + kept)


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
