"""What is spoilt on demand, so that a client's own checks can be seen at work."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from psc.data import noms
from psc.errors import ERRORS
from psc.errors_forme import ALTERATION
from psc.messages.jetons import Claims

# What a clock that is wrong is wrong by, in seconds.
DECALAGE: Final = 600


# The operations whose answers carry tokens: most faults spoil those.
_JETONS: Final = frozenset({noms.OP_JETON, noms.OP_RAFRAICHISSEMENT, noms.OP_CIBA_JETON})
_PORTEE: Final[Mapping[str, frozenset[str]]] = {
    "redirection_iss_faux": frozenset({noms.OP_AUTORISATION, noms.OP_CONNEXION}),
    "redirection_state_faux": frozenset({noms.OP_AUTORISATION, noms.OP_CONNEXION}),
    "userinfo_vide": frozenset({noms.OP_USERINFO}),
    "userinfo_sans_exercice": frozenset({noms.OP_USERINFO}),
}


def est_alteration(panne: str) -> bool:
    """True for a fault that spoils what is given and lets the answer be a success."""
    return panne in ERRORS and ERRORS[panne].wire["forme"] == ALTERATION


def peut_agir(panne: str, operation: str) -> bool:
    """True when that operation can be answered with that fault; spoiling needs what it spoils."""
    if panne not in ERRORS:
        return False
    if ERRORS[panne].wire["famille"] == "proxy":
        return operation in noms.OPS_PROXY
    return not est_alteration(panne) or operation in _PORTEE.get(panne, _JETONS)


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


def emetteur(panne: str, usual: str) -> str:
    """The issuer named beside a code (RFC 9207)."""
    return f"{usual}-autre" if panne == "redirection_iss_faux" else usual


def etat(panne: str, usual: str | None) -> str | None:
    """The state given back with a code."""
    return "l-etat-d-une-autre-demande" if panne == "redirection_state_faux" else usual


def userinfo(panne: str, payload: Claims) -> Claims:
    """The answer of userinfo as this fault has it; `sub` stays, or any client would refuse the whole."""
    if panne == "userinfo_vide":
        return {nom: valeur if nom == "sub" else _vider(valeur) for nom, valeur in payload.items()}
    if panne == "userinfo_sans_exercice":
        return payload | _SANS_EXERCICE | {"SubjectRefPro": payload["SubjectRefPro"] | {"exercices": []}}
    return payload


_SANS_EXERCICE: Final[Claims] = {
    **dict.fromkeys(("Secteur_Activite", "SubjectOrganization", "SubjectOrganizationID"), ""),
    "codeGenreActivite": "",
    "SubjectRole": [],
}


def _vider(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {nom: _vider(one) for nom, one in value.items()}
    if isinstance(value, list):
        return [_vider(one) for one in value]
    return "" if isinstance(value, str) else value


def kid(panne: str, usual: str) -> str:
    """The key named in the header of the identity token."""
    return "cle-que-personne-ne-publie" if panne == "jeton_kid_inconnu" else usual


def sceller(panne: str, token: str) -> str:
    """The identity token, whose signature no longer holds when that is the fault."""
    if panne != "jeton_signature_fausse":
        return token
    head, _, signature = token.rpartition(".")
    return f"{head}.{signature[::-1]}"
