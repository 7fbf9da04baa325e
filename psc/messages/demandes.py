"""Requests read from their fields, and fields written."""

import re
from base64 import b64decode
from binascii import Error as Base64Error
from dataclasses import replace
from typing import Final
from urllib.parse import quote, unquote_to_bytes

from psc.data.noms import JWT_DE_CLIENT, OP_PROXY_CONNEXION
from psc.messages.demandes_proxy import lire_connexion
from psc.messages.jetons import partie
from psc.model import Appel, Champs, DemandeAutorisation, Identifiants

# Tokens that name the client they were given to.
_APPORTES: Final = ("id_token_hint", "subject_token")
_ENTIER: Final = re.compile(r"[0-9]{1,9}")


def lire_autorisation(champs: Champs) -> DemandeAutorisation:
    """The authorization request in these fields. A `max_age` that is no number is no `max_age`."""
    age = champs.texte("max_age")
    return DemandeAutorisation(
        response_type=champs.un("response_type"),
        client_id=champs.un("client_id"),
        redirect_uri=champs.un("redirect_uri"),
        scope=champs.un("scope"),
        state=champs.un("state"),
        nonce=champs.un("nonce"),
        acr_values=champs.un("acr_values"),
        acr=champs.un("acr"),
        prompt=tuple(champs.texte("prompt").split()),
        max_age=int(age) if _ENTIER.fullmatch(age) else None,
        code_challenge=champs.un("code_challenge"),
        code_challenge_method=champs.un("code_challenge_method"),
        response_mode=champs.un("response_mode"),
        login_hint=champs.texte("login_hint"),
        objet=next((nom for nom in ("request", "request_uri") if nom in champs), ""),
        doubles=champs.doubles,
    )


def ecrire_champs(pairs: list[tuple[str, str]]) -> str:
    """Fields as a query or a form; what was not UTF-8 goes out as it came."""
    return "&".join(f"{encoder(nom)}={encoder(valeur)}" for nom, valeur in pairs)


def ajouter(address: str, pairs: list[tuple[str, str]]) -> str:
    """An address with more members in its query, those it had kept as they are."""
    joint = "" if address.endswith(("?", "&")) else "&" if "?" in address else "?"
    return f"{address}{joint}{ecrire_champs(pairs)}" if pairs else address


def encoder(text: str) -> str:
    """Percent-encodes all but unreserved characters, byte for byte."""
    return quote(text.encode("utf-8", "surrogateescape"), safe="")


def lire_identifiants(appel: Appel) -> Identifiants:
    """How the client says who it is: in the header, in the form, in both (the form then wins)."""
    champs = appel.formulaire or Champs()
    found, told = _lus(appel, champs), champs.un("client_assertion_type")
    return found if told is None else replace(found, type_assertion=told)


def _lus(appel: Appel, champs: Champs) -> Identifiants:
    in_form = champs.un("client_id")
    assertion = champs.texte("client_assertion")
    if assertion and champs.un("client_assertion_type") == JWT_DE_CLIENT:
        claims = partie(assertion, 1) or {}
        named = in_form or str(claims.get("sub", ""))
        return Identifiants(named, methode="assertion", assertion=assertion)
    scheme, _, credentials = appel.autorisation.partition(" ")
    if scheme.lower() != "basic":
        methode = "corps" if in_form else "aucune"
        return Identifiants(in_form or "", champs.un("client_secret"), methode)  # type: ignore[arg-type]
    decoded = _basic(credentials.strip())
    if in_form and ("client_secret" in champs or decoded is None):
        return Identifiants(in_form, champs.un("client_secret"), "les_deux", illisible=decoded is None)
    if decoded is None:
        return Identifiants(illisible=True)
    return Identifiants(in_form or decoded[0], decoded[1], "basic")


def _basic(credentials: str) -> tuple[str, str] | None:
    try:
        raw = b64decode(credentials, validate=True)
    except (Base64Error, ValueError):
        return None
    name, colon, secret = raw.partition(b":")
    return (_decode(name), _decode(secret)) if colon else None


def _decode(raw: bytes) -> str:
    return unquote_to_bytes(raw.replace(b"+", b" ")).decode("utf-8", "surrogateescape")


def lire_jeton_porteur(appel: Appel) -> str:
    """The access token of a call: Bearer header, else the form's `access_token`; empty when neither."""
    scheme, _, token = appel.autorisation.partition(" ")
    if scheme.lower() == "bearer":
        return token.strip()
    return (appel.formulaire or Champs()).texte("access_token")


def lire_client(appel: Appel) -> str:
    """Which client a call says it comes from: itself, else by the token it brings; nothing is verified."""
    asked = lire_connexion(appel.corps) if appel.operation == OP_PROXY_CONNEXION else None
    if asked is not None:
        return asked.client_id or ""
    named = lire_identifiants(appel).client_id or appel.champs.texte("client_id")
    brought = (lire_jeton_porteur(appel), *(appel.champs.texte(nom) for nom in _APPORTES))
    told = (str((partie(token, 1) or {}).get("azp", "")) for token in brought if token)
    return named or next((one for one in told if one), "")
