"""Who may connect, and by which means (psc.md §9; what the real portal answers is assumed)."""

import hmac
from collections.abc import Mapping
from typing import Final

from psc.data.noms import CARTE, CODE_CARTE, MOBILE
from psc.model import Porteur

_MOYENS: Final[Mapping[str, tuple[str, ...]]] = {
    "CPS": (CARTE, MOBILE),
    "CPE": (CARTE,),
    "e-CPS": (MOBILE,),
    "opposee": (CARTE,),
}
_ETATS: Final[Mapping[str, str]] = {
    "activite-terminee": "activite_terminee",
    "enrole-du-jour": "enrolement_en_attente",
}


def moyens(porteur: Porteur) -> tuple[str, ...]:
    """The means the professional has, the usual one first; none without national identifier."""
    return _MOYENS.get(porteur.carte, ()) if porteur.identifiant else ()


def obstacle(porteur: Porteur | None, moyen: str) -> str:
    """The key of the error that keeps this professional out; empty when they may connect."""
    if porteur is None:
        return "professionnel_inconnu"
    if moyen not in moyens(porteur):
        return "moyen_absent"
    if porteur.carte == "opposee":
        return "carte_opposee"
    if moyen == MOBILE and porteur.etat == "e-cps-non-activee":
        return "ecps_non_activee"
    return _ETATS.get(porteur.etat, "")


def code_juste(code: str) -> bool:
    """Whether this is the code of the card: all test cards have the same."""
    return hmac.compare_digest(code.encode("utf-8", "surrogateescape"), CODE_CARTE.encode())


def moyen_usuel(porteur: Porteur) -> str:
    """The means a headless connection uses."""
    return next(iter(moyens(porteur)), CARTE)
