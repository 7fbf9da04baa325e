"""Pro Santé Connect gesture by gesture: the browser and the server behind it, as right or as wrong as told.

`simulators.dui.psc` is the client a DUI ships; this one lets a script say each request by itself.
"""

import re
from collections.abc import Mapping
from contextlib import AbstractContextManager
from html import unescape
from typing import Any, Self
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

import httpx

from simulators.core.monde.model import Professionnel
from simulators.core.rule import Text
from simulators.dui.poste import install_psc
from simulators.dui.psc import challenge
from simulators.dui.reseau import Refus, tls, why_refused
from simulators.dui.session import Dui

CIBA = "urn:openid:params:grant-type:ciba"
_CHAMP = re.compile(r'name="([a-z_]+)" value="([^"]*)"')
_ACTION = re.compile(r'<form[^>]* action="([^"]*)"')


class Portail(AbstractContextManager["Portail"]):
    """One browser, its cookies, and one registered client."""

    def __init__(self, dui: Dui) -> None:
        self._dui, self.poste = dui, install_psc(dui.ready, dui.espace)
        self._http = httpx.Client(verify=tls(self.poste.ca), trust_env=False, timeout=30)
        self._verifier = dui.ids.token("psc.verifier") * 2
        self._adresses: Mapping[str, Any] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def adresse(self, nom: str) -> str:
        """An address that the discovery announces."""
        if not self._adresses:
            self._adresses = self._envoyer("GET", self.poste.decouverte).json()
        return str(self._adresses[nom])

    def adresses_en_dur(self, adresses: Mapping[str, str]) -> None:
        """Addresses typed in the software: nothing is discovered."""
        self._adresses = adresses

    def national(self, professionnel: str) -> str:
        """The national identifier of one of the espace's professionals."""
        return f"8{self._dui.element('professionnels', professionnel, Professionnel).rpps}"

    def demander(self, qui: str = "", vers: str | None = None, **changes: str | None) -> httpx.Response:
        """The authorization request; a change to None removes the parameter. `vers` is another address."""
        query: dict[str, str | None] = {
            "response_type": "code",
            "client_id": self.poste.client_id,
            "redirect_uri": self.poste.retour,
            "scope": "openid scope_all",
            "acr_values": "eidas1",
            "state": self._dui.ids.token("psc.state"),
            "nonce": self._dui.ids.token("psc.nonce"),
            "code_challenge": challenge(self._verifier),
            "code_challenge_method": "S256",
            "login_hint": qui or None,
            **changes,
        }
        kept = {nom: valeur for nom, valeur in query.items() if valeur is not None}
        found = self._envoyer("GET", f"{vers or self.adresse('authorization_endpoint')}?{urlencode(kept)}")
        self._dire("Demande de connexion", "Connection request", found)
        return found

    def annuler(self, page: httpx.Response) -> httpx.Response:
        """The person gives up on the login page."""
        address, champs = _formulaire(page)
        found = self._envoyer("POST", address, data={**champs, "action": "annuler"})
        self._dire("La personne annule sur la page", "The person gives up on the page", found)
        return found

    def chercher(self, page: httpx.Response, mots: str) -> httpx.Response:
        """The person looks for their own name on the login page."""
        address, champs = _formulaire(page)
        query = urlencode({"attente": champs.get("attente", ""), "q": mots})
        found = self._envoyer("GET", f"{address}?{query}")
        self._dire("La personne se cherche sur la page", "The person looks for themself on the page", found)
        return found

    def jetons(self, code: str, **changes: str | None) -> httpx.Response:
        """The exchange of a code."""
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": self.poste.retour}
        found = self._jeton(form | {"code_verifier": self._verifier}, changes)
        self._dire("Échange du code", "Exchange of the code", found)
        return found

    def connecter(self, qui: str, **changes: str | None) -> dict[str, Any]:
        """A whole login: the tokens. Raises Refus."""
        told = self.jetons(code_de(self.demander(qui, **changes)))
        if told.status_code != httpx.codes.OK:
            raise Refus(Text("connexion refusée", "login refused"), str(told.json().get("error", "")))
        return dict(told.json())

    def rafraichir(self, jetons: Mapping[str, Any]) -> httpx.Response:
        """A refresh."""
        found = self._jeton({"grant_type": "refresh_token", "refresh_token": jetons["refresh_token"]}, {})
        self._dire("Rafraîchissement des jetons", "Refresh of the tokens", found)
        return found

    def identite(self, jetons: Mapping[str, Any]) -> httpx.Response:
        """Userinfo."""
        bearer = {"authorization": f"Bearer {jetons['access_token']}"}
        found = self._envoyer("GET", self.adresse("userinfo_endpoint"), headers=bearer)
        self._dire("Lecture de l'identité", "Reading of the identity", found)
        return found

    def deconnecter(self, **query: str) -> httpx.Response:
        """The browser's logout."""
        asked = f"?{urlencode(query)}" if query else ""
        found = self._envoyer("GET", f"{self.adresse('end_session_endpoint')}{asked}")
        self._dire("Déconnexion", "Logout", found)
        return found

    def par_telephone(self, qui: str, **changes: str | None) -> str:
        """A CIBA request; its `auth_req_id`."""
        form = {"scope": "openid scope_all", "acr_values": "eidas1", "login_hint": qui, "channel": "MOBILE"}
        form |= {"binding_message": "42"}
        address = self.adresse("backchannel_authentication_endpoint")
        found = self._envoyer("POST", address, data=self._identifie(form, changes))
        self._dire("Demande envoyée au téléphone", "Request sent to the telephone", found)
        return str(found.json()["auth_req_id"])

    def interroger(self, demande: str) -> httpx.Response:
        """One poll."""
        found = self._jeton({"grant_type": CIBA, "auth_req_id": demande}, {})
        self._dire("Interrogation de la demande", "Poll of the request", found)
        return found

    def repondre(self, verbe: str) -> None:
        """The person answers on the telephone, by the simulator's own controls."""
        for une in self._dui.commander("GET", "/psc/ciba"):
            self._dui.commander("POST", f"/psc/ciba/{une['id']}/{verbe}")

    def _jeton(self, form: Mapping[str, str], changes: Mapping[str, str | None]) -> httpx.Response:
        return self._envoyer("POST", self.adresse("token_endpoint"), data=self._identifie(form, changes))

    def _identifie(self, form: Mapping[str, str], changes: Mapping[str, str | None]) -> dict[str, str]:
        own = {"client_id": self.poste.client_id, "client_secret": self.poste.secret, **form, **changes}
        return {nom: valeur for nom, valeur in own.items() if valeur is not None}

    def _envoyer(self, method: str, url: str, **request: Any) -> httpx.Response:
        try:
            return self._http.request(method, url, **request)
        except httpx.TransportError as error:
            raise Refus(why_refused(error)) from None

    def _dire(self, fr: str, en: str, answer: httpx.Response) -> None:
        status = answer.status_code
        self._dui.tell(Text(f"{fr} : réponse {status}", f"{en}: answer {status}"), str(status))


def _formulaire(page: httpx.Response) -> tuple[str, dict[str, str]]:
    """Where the forms of a page go, and the fields they bring back."""
    champs = {nom: unescape(valeur) for nom, valeur in _CHAMP.findall(page.text)}
    action = _ACTION.search(page.text)
    return urljoin(str(page.url), unescape(action.group(1)) if action else ""), champs


def code_de(answer: httpx.Response) -> str:
    """The code in a redirection, empty when there is none."""
    query = parse_qs(urlsplit(answer.headers.get("location", "")).query)
    return "".join(query.get("code", [])[:1])
