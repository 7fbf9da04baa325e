"""Which address is which operation, on which face, by which methods."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from psc.data import noms
from psc.model import Appel
from psc.rules.catalogue import transport
from simulators.core.rule import Rule

LECTURE: Final = frozenset({"GET", "HEAD"})
LES_DEUX: Final = frozenset({"GET", "POST"})
ENVOI: Final = frozenset({"POST"})
RELAYES: Final = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE"})
FORMULAIRE: Final = "application/x-www-form-urlencoded"
JSON: Final = "application/json"
LIBRE: Final = ""


@dataclass(frozen=True, slots=True)
class Adresse:
    """One address; `faces` are those that serve it when the two have origins of their own, `corps` the only
    media type that may be posted there."""

    operation: str
    methodes: frozenset[str]
    faces: frozenset[str] = frozenset({"auth"})
    corps: str = FORMULAIRE


_PARTOUT: Final = frozenset({"auth", "wallet"})
ADRESSES: Final[Mapping[str, Adresse]] = {
    noms.AUTORISATION_PORTAIL: Adresse(noms.OP_AUTORISATION, LES_DEUX, frozenset({"wallet"})),
    noms.AUTORISATION_NATIVE: Adresse(noms.OP_AUTORISATION, LES_DEUX),
    noms.CONNEXION: Adresse(noms.OP_CONNEXION, LES_DEUX, _PARTOUT),
    noms.JETON: Adresse(noms.OP_JETON, ENVOI),
    noms.DEMANDE_CIBA: Adresse(noms.OP_CIBA, ENVOI),
    noms.DEMANDE_POUSSEE: Adresse(noms.OP_POUSSEE, ENVOI),
    noms.APPAREIL: Adresse(noms.OP_APPAREIL, ENVOI),
    noms.INSCRIPTION: Adresse(noms.OP_INSCRIPTION, ENVOI, corps=JSON),
    noms.TELEPHONE: Adresse(noms.OP_TELEPHONE, LES_DEUX, _PARTOUT),
    noms.USERINFO: Adresse(noms.OP_USERINFO, LES_DEUX),
    noms.INTROSPECTION: Adresse(noms.OP_INTROSPECTION, ENVOI),
    noms.REVOCATION: Adresse(noms.OP_REVOCATION, ENVOI),
    noms.DECONNEXION: Adresse(noms.OP_DECONNEXION, LES_DEUX),
    noms.DECOUVERTE_PORTAIL: Adresse(noms.OP_DECOUVERTE, LECTURE),
    noms.DECOUVERTE_NATIVE: Adresse(noms.OP_DECOUVERTE, LECTURE),
    noms.CERTIFICATS: Adresse(noms.OP_JWKS, LECTURE),
    **{noms.JETON_API.format(api=api): Adresse(noms.OP_ECHANGE, ENVOI) for api in noms.APIS},
    **{noms.CERTIFICATS_API.format(api=api): Adresse(noms.OP_JWKS, LECTURE) for api in noms.APIS},
    noms.PROXY_CONNEXION: Adresse(noms.OP_PROXY_CONNEXION, ENVOI, corps=LIBRE),
    noms.PROXY_DECONNEXION: Adresse(noms.OP_PROXY_DECONNEXION, frozenset({"DELETE"})),
    noms.PROXY_ENVOI: Adresse(noms.OP_PROXY_ENVOI, RELAYES, corps=LIBRE),
    noms.PROXY_TRACES: Adresse(noms.OP_PROXY_TRACES, LECTURE),
}

_PAR_GRANT: Final[Mapping[str, str]] = {
    noms.RAFRAICHIR: noms.OP_RAFRAICHISSEMENT,
    noms.CIBA: noms.OP_CIBA_JETON,
}


def adresse_de(chemin: str) -> Adresse | None:
    """The address a path is; whatever is under /send is the proxy's to relay."""
    relayed = chemin.startswith(f"{noms.PROXY_ENVOI}/")
    return ADRESSES.get(noms.PROXY_ENVOI if relayed else chemin)


def situer(appel: Appel) -> Appel:
    """The call with its operation: refreshing and polling are told apart from exchanging a code."""
    adresse = adresse_de(appel.chemin)
    operation = adresse.operation if adresse else noms.OP_INCONNUE
    grant = appel.formulaire.un("grant_type") if appel.formulaire is not None else None
    if operation == noms.OP_JETON:
        operation = _PAR_GRANT.get(grant or "", operation)
    return replace(appel, operation=operation)


def incident(appel: Appel, *, une_origine: bool) -> Rule | None:
    """Why a call reaches no endpoint, None when it does."""
    adresse = adresse_de(appel.chemin)
    if adresse is None or not (une_origine or appel.face in adresse.faces):
        return transport.CHEMIN
    if appel.methode not in adresse.methodes:
        return transport.METHODE
    if appel.methode == "POST" and not _lisible(appel, adresse.corps):
        return transport.TYPE
    trop = appel.requete.trop or (appel.formulaire is not None and appel.formulaire.trop)
    return transport.TROP_DE_CHAMPS if trop else None


def _lisible(appel: Appel, corps: str) -> bool:
    if corps == FORMULAIRE:
        return appel.formulaire is not None
    return corps in {LIBRE, appel.type_contenu}
