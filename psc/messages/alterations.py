"""Tokens spoilt on demand, so that a client's own checks can be seen at work."""

from collections.abc import Callable, Mapping
from typing import Final

from psc.errors import ALTERATION, ERRORS
from psc.messages.jetons import Claims

# What a clock that is wrong is wrong by, in seconds.
DECALAGE: Final = 600


def est_alteration(panne: str) -> bool:
    """True for a fault that spoils the tokens and lets the answer be a success."""
    return panne in ERRORS and ERRORS[panne].wire["forme"] == ALTERATION


def _decaler(claims: Claims, by: int) -> Claims:
    return claims | {nom: claims[nom] + by for nom in ("exp", "iat", "auth_time")}


_CLAIMS: Final[Mapping[str, Callable[[Claims], Claims]]] = {
    "jeton_nonce_faux": lambda claims: claims | {"nonce": "un-autre-nonce"},
    "jeton_iss_faux": lambda claims: claims | {"iss": f"{claims['iss']}-autre"},
    "jeton_ne_expire": lambda claims: claims | {"exp": claims["iat"]},
    "jeton_horloge_avance": lambda claims: _decaler(claims, DECALAGE),
    "jeton_horloge_retard": lambda claims: _decaler(claims, -DECALAGE),
    "jeton_acr_eidas3": lambda claims: claims | {"acr": "eidas3"},
}


def alterer(panne: str, claims: Claims) -> Claims:
    """The claims of the identity token as this fault has them."""
    change = _CLAIMS.get(panne)
    return change(claims) if change else claims


def kid(panne: str, usual: str) -> str:
    """The key named in the header of the identity token."""
    return "cle-que-personne-ne-publie" if panne == "jeton_kid_inconnu" else usual


def sceller(panne: str, token: str) -> str:
    """The identity token, whose signature no longer holds when that is the fault."""
    if panne != "jeton_signature_fausse":
        return token
    head, _, signature = token.rpartition(".")
    return f"{head}.{signature[::-1]}"
