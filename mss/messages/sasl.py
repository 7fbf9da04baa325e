"""SASL answers of a mail client: XOAUTH2, OAUTHBEARER (RFC 7628), PLAIN (RFC 4616), EXTERNAL (RFC 4422)."""

import base64
import binascii
import hashlib
from typing import Final

from mss.model import Identifiants

MOST_RESPONSE: Final = 12_288
# What a client is told when its token is refused, before it ends the exchange with an empty line.
DEFI_REFUS: Final = b'{"status":"401","schemes":"bearer","scope":"openid"}'
MECANISMES_JETON: Final = ("XOAUTH2", "OAUTHBEARER")
MECANISMES_CERTIFICAT: Final = ("PLAIN", "EXTERNAL")


class SaslIllisible(Exception):  # noqa: N818 - the French term
    """An answer that is no base64, or has not the form of its mechanism."""


def decode(texte: bytes) -> bytes:
    """The bytes of a base64 answer; `=` stands for an empty one. Raises `SaslIllisible`."""
    texte = texte.strip()
    if texte == b"=":
        return b""
    if len(texte) > MOST_RESPONSE:
        raise SaslIllisible
    try:
        return base64.b64decode(texte, validate=True)
    except binascii.Error:
        raise SaslIllisible from None


def identifiants(mecanisme: str, reponse: bytes) -> Identifiants:
    """The box and the token of an answer. Raises `SaslIllisible`."""
    try:
        match mecanisme:
            case "XOAUTH2":
                return _xoauth2(reponse.decode("utf-8"))
            case "OAUTHBEARER":
                return _oauthbearer(reponse.decode("utf-8"))
            case "PLAIN":
                return _plain(reponse.decode("utf-8"))
            case _:
                return Identifiants(reponse.decode("utf-8").strip().lower())
    except UnicodeDecodeError:
        raise SaslIllisible from None


def empreinte(jeton: str) -> str:
    """What is kept of a token: enough to recognise it, not to use it."""
    return hashlib.sha256(jeton.encode()).hexdigest()[:16] if jeton else ""


def _xoauth2(reponse: str) -> Identifiants:
    fields = dict(part.partition("=")[::2] for part in reponse.split("\x01") if part)
    return _porteur(fields.get("user", ""), fields.get("auth", ""))


def _oauthbearer(reponse: str) -> Identifiants:
    entete, _, rest = reponse.partition("\x01")
    boite = next((part[2:] for part in entete.split(",") if part.startswith("a=")), "")
    fields = dict(part.partition("=")[::2] for part in rest.split("\x01") if part)
    return _porteur(boite.replace("=2C", ",").replace("=3D", "="), fields.get("auth", ""))


def _porteur(boite: str, auth: str) -> Identifiants:
    genre, _, jeton = auth.partition(" ")
    if not boite or genre.lower() != "bearer" or not jeton.strip():
        raise SaslIllisible
    return Identifiants(boite.strip().lower(), jeton.strip())


def _plain(reponse: str) -> Identifiants:
    parts = reponse.split("\0")
    if len(parts) != 3 or not parts[1]:
        raise SaslIllisible
    return Identifiants((parts[0] or parts[1]).strip().lower())
