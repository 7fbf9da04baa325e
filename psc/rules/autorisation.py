"""What an authorization request breaks, in the order a Keycloak checks (psc.md §2.1, §2.3)."""

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from psc.data.decouverte import DECOUVERTE
from psc.data.noms import ACR, ACR_DEMANDE, AUTORISATION_NATIVE, PORTEES_AJOUTEES
from psc.model import INCONNU, Appel, Client, DemandeAutorisation, Remarque
from psc.rules.catalogue import autorisation as catalogue

DEFI: Final = re.compile(r"[A-Za-z0-9._~-]{43,128}")
_TYPES: Final = frozenset({"code", "token", "id_token", "none"})
_MODES: Final = DECOUVERTE["response_modes_supported"]
_BOUCLE: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_PORTEES: Final = DECOUVERTE["scopes_supported"]


def juger(appel: Appel, demande: DemandeAutorisation, client: Client | None) -> Iterator[Remarque]:
    """Every remark on the request. `client` None leaves out what needs its registration."""
    refus = next(_client(appel, demande, client), None)
    if refus is not None:
        yield refus
        return
    yield from _reponse(appel, demande)
    yield from _exactitude(appel, demande)
    yield from _portees(appel, demande)
    yield from _pkce(appel, demande, client)
    yield from _exigences(appel, demande)
    if appel.chemin == AUTORISATION_NATIVE:
        yield Remarque(catalogue.PORTAIL_NATIF)


def _client(appel: Appel, demande: DemandeAutorisation, client: Client | None) -> Iterator[Remarque]:
    if not demande.client_id or client is INCONNU:
        yield Remarque(catalogue.CLIENT_INCONNU, demande.client_id or "", "", appel.lieu, "client_id")
    elif client is not None and not client.actif:
        yield Remarque(catalogue.CLIENT_DESACTIVE, demande.client_id, "", appel.lieu, "client_id")
    elif client is not None and demande.redirect_uri not in client.redirect_uris:
        declared = ", ".join(client.redirect_uris)
        found = demande.redirect_uri or ""
        yield Remarque(catalogue.REDIRECT_URI, found, declared, appel.lieu, "redirect_uri")


def _reponse(appel: Appel, demande: DemandeAutorisation) -> Iterator[Remarque]:
    lieu, asked = appel.lieu, (demande.response_type or "").split()
    if not asked:
        yield Remarque(catalogue.RESPONSE_TYPE_ABSENT, "", "code", lieu, "response_type")
    elif not set(asked) <= _TYPES:
        yield Remarque(catalogue.RESPONSE_TYPE_INCONNU, " ".join(asked), "code", lieu, "response_type")
    elif demande.response_mode is not None and not _annonce(demande.response_mode):
        yield Remarque(catalogue.RESPONSE_MODE, demande.response_mode, "query", lieu, "response_mode")
    elif asked != ["code"]:
        yield Remarque(catalogue.FLUX_IMPLICITE, " ".join(asked), "code", lieu, "response_type")


def _annonce(mode: str) -> bool:
    return isinstance(_MODES, tuple) and mode in _MODES


def _exactitude(appel: Appel, demande: DemandeAutorisation) -> Iterator[Remarque]:
    for nom in demande.doubles:
        yield Remarque(catalogue.PARAMETRE_REPETE, nom, "", appel.lieu, nom)
    if demande.objet:
        rule = catalogue.OBJET if demande.objet == "request" else catalogue.OBJET_URI
        yield Remarque(rule, "", "", appel.lieu, demande.objet)


def _portees(appel: Appel, demande: DemandeAutorisation) -> Iterator[Remarque]:
    asked, lieu = demande.portees, appel.lieu
    if not set(asked) <= set(_portees_connues()):
        yield Remarque(catalogue.PORTEE_INCONNUE, " ".join(asked), "openid scope_all", lieu, "scope")
    if "openid" not in asked:
        yield Remarque(catalogue.OPENID_ABSENT, " ".join(asked), "openid scope_all", lieu, "scope")
    if "scope_all" not in asked:
        yield Remarque(catalogue.SCOPE_ALL_ABSENT, " ".join(asked), "openid scope_all", lieu, "scope")


def _portees_connues() -> tuple[str, ...]:
    return _PORTEES if isinstance(_PORTEES, tuple) else ()


def _pkce(appel: Appel, demande: DemandeAutorisation, client: Client | None) -> Iterator[Remarque]:
    methode, defi = demande.code_challenge_method, demande.code_challenge
    exige = client is not None and client.pkce == "S256"
    lieu = appel.lieu
    if methode is None and (exige or defi is None):
        rule = catalogue.PKCE_METHODE_ABSENTE if exige else catalogue.PKCE_ABSENT
        yield Remarque(rule, "", "S256", lieu, "code_challenge_method")
    elif exige and methode != "S256":
        yield Remarque(
            catalogue.PKCE_METHODE_DIFFERENTE, methode or "", "S256", lieu, "code_challenge_method"
        )
    elif methode not in {None, "plain", "S256"}:
        yield Remarque(catalogue.PKCE_METHODE_INCONNUE, methode or "", "S256", lieu, "code_challenge_method")
    elif not defi:
        yield Remarque(catalogue.PKCE_DEFI_ABSENT, "", "", lieu, "code_challenge")
    elif not DEFI.fullmatch(defi):
        yield Remarque(catalogue.PKCE_DEFI_REFUSE, defi, "", lieu, "code_challenge")
    elif methode != "S256":
        yield Remarque(catalogue.PKCE_PLAIN, methode or "", "S256", lieu, "code_challenge_method")


def _exigences(appel: Appel, demande: DemandeAutorisation) -> Iterator[Remarque]:
    """What ANS asks besides the protocol."""
    lieu = appel.lieu
    if not demande.state:
        yield Remarque(catalogue.STATE_ABSENT, "", "", lieu, "state")
    if not demande.nonce:
        yield Remarque(catalogue.NONCE_ABSENT, "", "", lieu, "nonce")
    if demande.acr is not None:
        yield Remarque(catalogue.ACR_MAL_NOMME, demande.acr, "", lieu, "acr")
    if not demande.acr_values:
        yield Remarque(catalogue.ACR_ABSENT, "", ACR_DEMANDE, lieu, "acr_values")
    elif demande.acr_values != ACR_DEMANDE:
        yield Remarque(catalogue.ACR_AUTRE, demande.acr_values, ACR_DEMANDE, lieu, "acr_values")
    if _en_clair(demande.redirect_uri or ""):
        yield Remarque(catalogue.REDIRECT_HTTP, demande.redirect_uri or "", "https://", lieu, "redirect_uri")


def _en_clair(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme == "http" and parts.hostname not in _BOUCLE
    except ValueError:
        return False


def portee_accordee(demande: DemandeAutorisation) -> str:
    """The scopes granted, wider than those asked: `profile` and `identity` are given to every client."""
    first, last = PORTEES_AJOUTEES
    asked = [portee for portee in dict.fromkeys(demande.portees) if portee not in PORTEES_AJOUTEES]
    opening = ["openid"] if "openid" in asked else []
    others = [portee for portee in asked if portee != "openid" and portee in _portees_connues()]
    return " ".join([*opening, first, *others, last])


def niveau(demande: DemandeAutorisation) -> str:
    """The level given: the first known one asked, eidas1 when none is."""
    asked = (demande.acr_values or "").split()
    return next((acr for acr in asked if acr in ACR), ACR_DEMANDE)
