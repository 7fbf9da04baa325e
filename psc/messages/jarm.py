"""The answer of the authorization endpoint as one signed token (JWT Secured Authorization Response Mode)."""

from collections.abc import Callable
from typing import Final

from psc.data.noms import VIE_CODE
from psc.messages.appel import propre
from psc.messages.jetons import Claims, partie
from psc.model import Champs, DemandeAutorisation

# The bare mode of each signed one; `jwt` is that of the response type, for a code the query.
MODES: Final = {
    "query.jwt": "query",
    "fragment.jwt": "fragment",
    "form_post.jwt": "form_post",
    "jwt": "query",
}
Signature = Callable[[Claims], str]
Paires = list[tuple[str, str]]


def est_signee(demande: DemandeAutorisation) -> bool:
    """True when the answer must come signed."""
    return demande.response_mode in MODES


def signer(
    demande: DemandeAutorisation, emetteur: str, pairs: Paires, signature: Signature, now: int
) -> Paires:
    """The members of an answer in one signed token, as good as long as a code (`now` in seconds)."""
    claims: Claims = {"exp": now + VIE_CODE, "iss": emetteur, "aud": propre(demande.client_id or "")}
    if demande.scope is not None:
        claims["scope"] = propre(demande.scope)
    # JSON is Unicode: a state of other bytes cannot come back as it went.
    return [("response", signature(claims | {nom: propre(valeur) for nom, valeur in pairs}))]


def ouvrir(champs: Champs) -> Champs:
    """The members of an answer, out of the token when there is one."""
    token = champs.un("response")
    claims = partie(token, 1) if token else None
    if claims is None:
        return champs
    return Champs(tuple((nom, valeur) for nom, valeur in claims.items() if isinstance(valeur, str)))
