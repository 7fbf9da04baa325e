"""The DUI's Pro Santé Connect client: authorization code with PKCE, without a browser's page (psc.md §2).

Discovery, request, token and its verification are those of any OpenID Connect client; only the login page is
skipped, the professional being named by `login_hint`.
"""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from simulators.core.ids import Ids
from simulators.core.rule import Text
from simulators.dui.poste import PostePsc
from simulators.dui.reseau import Refus, tls, why_refused

_TIMEOUT = 30.0
_SCOPE = "openid scope_all"
_LEVEL = "eidas1"
_REFUSED = "connexion refusée par Pro Santé Connect"
_WRONG_STATE = Text("la réponse n'est pas celle de cette demande", "the answer is not to this request")
_WRONG_TOKEN = Text("le jeton d'identité n'est pas valable", "the ID token is not valid")


@dataclass(frozen=True, slots=True)
class Activite:
    """The professional's activity the DUI works under: structure, sector, profession, speciality."""

    profession: str
    secteur: str
    savoir_faire: str = ""


@dataclass(frozen=True, slots=True)
class Connexion:
    """A professional connected: tokens, and who they are (SubjectNameID: 8 and the RPPS)."""

    acces: str
    id_token: str
    identifiant: str
    nom: str
    prenom: str
    activite: Activite


@dataclass(frozen=True, slots=True)
class Demande:
    """How a login is asked; a right one has all three."""

    pkce: bool = True
    etat: bool = True
    nonce: bool = True


class PscClient:
    """One browser and its DUI. Close it when done."""

    def __init__(self, poste: PostePsc, ids: Ids) -> None:
        self._poste, self._ids = poste, ids
        self._http = httpx.Client(
            verify=tls(poste.ca), timeout=_TIMEOUT, trust_env=False, follow_redirects=False
        )
        self._found: Mapping[str, Any] | None = None

    def close(self) -> None:
        """Closes the connections, and the browser with its cookies."""
        self._http.close()

    def connecter(self, identifiant: str, demande: Demande | None = None) -> Connexion:
        """Connects the professional of that national identifier. Raises Refus."""
        demande = demande or Demande()
        secret = {name: self._ids.token(f"psc.{name}") for name in ("state", "nonce", "verifier")}
        code = self._code(identifiant, demande, secret)
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": self._poste.retour}
        if demande.pkce:
            form["code_verifier"] = secret["verifier"] * 2
        told = self._token(form)
        self._verify(told["id_token"], secret["nonce"] if demande.nonce else "")
        return self._connected(told)

    def deconnecter(self, connexion: Connexion) -> None:
        """Ends the PSC session, as the référentiel asks of a DUI. Raises Refus."""
        self._get(self._endpoint("end_session_endpoint"), {"id_token_hint": connexion.id_token})

    def _code(self, identifiant: str, demande: Demande, secret: Mapping[str, str]) -> str:
        asked = {
            "response_type": "code",
            "client_id": self._poste.client_id,
            "redirect_uri": self._poste.retour,
            "scope": _SCOPE,
            "acr_values": _LEVEL,
            "login_hint": identifiant,
        }
        asked |= {"state": secret["state"]} if demande.etat else {}
        asked |= {"nonce": secret["nonce"]} if demande.nonce else {}
        if demande.pkce:
            asked |= {"code_challenge": challenge(secret["verifier"] * 2), "code_challenge_method": "S256"}
        answer = self._get(self._endpoint("authorization_endpoint"), asked)
        back = parse_qs(urlsplit(answer.headers.get("location", "")).query)
        if demande.etat and back.get("state") != [secret["state"]]:
            raise Refus(_said(answer) if "location" not in answer.headers else _WRONG_STATE)
        if "code" not in back:
            raise _refus("".join(back.get("error", [""])), "".join(back.get("error_description", [])))
        return str(back["code"][0])

    def _token(self, form: Mapping[str, str]) -> Mapping[str, Any]:
        client = (self._poste.client_id, self._poste.secret)
        answer = self._send("POST", self._endpoint("token_endpoint"), data=dict(form), auth=client)
        told = _json(answer)
        if answer.status_code != httpx.codes.OK:
            raise _refus(str(told.get("error", "")), str(told.get("error_description", "")))
        return told

    def _verify(self, id_token: str, nonce: str) -> None:
        keys = KeySet.import_key_set(_json(self._get(self._endpoint("jwks_uri"), {})))  # type: ignore[arg-type]
        try:
            claims = jwt.decode(id_token, keys, algorithms=["RS256"]).claims
        except (JoseError, ValueError):
            raise Refus(_WRONG_TOKEN) from None
        expected = (self._discovery()["issuer"], self._poste.client_id, nonce)
        if (claims.get("iss"), claims.get("aud"), claims.get("nonce") or "") != expected:
            raise Refus(_WRONG_TOKEN)

    def _connected(self, told: Mapping[str, Any]) -> Connexion:
        bearer = {"authorization": f"Bearer {told['access_token']}"}
        who = _json(self._send("GET", self._endpoint("userinfo_endpoint"), headers=bearer))
        return Connexion(
            acces=told["access_token"],
            id_token=told["id_token"],
            identifiant=who["SubjectNameID"],
            nom=who["family_name"],
            prenom=who["given_name"],
            activite=_activity(who),
        )

    def _discovery(self) -> Mapping[str, Any]:
        if self._found is None:
            self._found = _json(self._get(self._poste.decouverte, {}))
        return self._found

    def _endpoint(self, name: str) -> str:
        return str(self._discovery()[name])

    def _get(self, url: str, query: Mapping[str, str]) -> httpx.Response:
        return self._send("GET", f"{url}?{urlencode(query)}" if query else url)

    def _send(self, method: str, url: str, **request: Any) -> httpx.Response:
        try:
            return self._http.request(method, url, **request)
        except httpx.TransportError as error:
            raise Refus(why_refused(error)) from None


def challenge(verifier: str) -> str:
    """The S256 challenge of a verifier (RFC 7636 §4.2)."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def _activity(who: Mapping[str, Any]) -> Activite:
    """The first exercise, its first activity: the fixtures' professionals have one that counts."""
    exercices = who.get("SubjectRefPro", {}).get("exercices", [])
    if not exercices:
        return Activite("", "")
    first = exercices[0]
    sectors = [one["codeSecteurDactivite"] for one in first.get("activities", [])]
    return Activite(first["codeProfession"], "".join(sectors[:1]), first.get("codeSavoirFaire", ""))


def _json(answer: httpx.Response) -> dict[str, Any]:
    try:
        return dict(answer.json())
    except ValueError:
        raise Refus(_said(answer)) from None


def _said(answer: httpx.Response) -> Text:
    return Text(f"{_REFUSED} ({answer.status_code})", f"refused by PSC ({answer.status_code})")


def _refus(error: str, description: str) -> Refus:
    why = description or error
    return Refus(Text(f"{_REFUSED}, « {why} »", f'refused by PSC, "{why}"'), error)
