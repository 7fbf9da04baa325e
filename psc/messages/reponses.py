"""Answers written: JSON, redirections to the client, errors in the shape of their endpoint."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from psc.data.decouverte import DECOUVERTE
from psc.data.noms import AUTORISATION_NATIVE, OIDC, ROYAUME
from psc.errors import ERRORS
from psc.errors_forme import REDIRECTION
from psc.messages import jarm, pages
from psc.messages.appel import propre
from psc.messages.demandes import ajouter, ecrire_champs
from psc.model import Champs, DemandeAutorisation, Reponse, ReponseJeton
from simulators.core.rule import ErrorEntry

Entetes = Sequence[tuple[str, str]]
SANS_CACHE: Final = (("cache-control", "no-store"), ("pragma", "no-cache"))


def texte_json(value: object) -> bytes:
    """JSON as a Keycloak writes it: no space, UTF-8."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def rendre_json(value: object, statut: int = 200, extra: Entetes = ()) -> Reponse:
    """A JSON answer."""
    return Reponse(statut, (("content-type", "application/json"), *extra), texte_json(value))


def description(entry: ErrorEntry, detail: str = "") -> str:
    """The text of an error, with what it quotes of the request."""
    return entry.label.replace("{detail}", propre(detail))


def cite(cle: str, champs: Champs) -> str:
    """What the error of a server's call quotes of its form."""
    return champs.texte("client_assertion_type" if cle == "assertion_type" else "scope")


def erreur_json(cle: str, detail: str = "") -> Reponse:
    """An error of an endpoint called by servers; whatever its usual shape, it comes as JSON."""
    entry = ERRORS[cle]
    body = {"error": entry.code}
    if entry.label:
        body["error_description"] = description(entry, detail)
    status = 400 if entry.wire["forme"] == REDIRECTION else int(entry.wire["http"])
    return rendre_json(body, status, SANS_CACHE)


def erreur_porteur(cle: str, detail: str = "") -> Reponse:
    """An error of userinfo: the header says it too (RFC 6750)."""
    entry = ERRORS[cle]
    challenge = 'Bearer realm="esante-wallet"'
    if entry.wire["forme"] == "entete":
        return Reponse(401, (("www-authenticate", challenge), *SANS_CACHE))
    told = f'{challenge}, error="{entry.code}", error_description="{description(entry, detail)}"'
    found = erreur_json(cle, detail)
    return Reponse(found.statut, (*found.entetes, ("www-authenticate", told)), found.corps)


def jeton(found: ReponseJeton) -> Reponse:
    """The answer of the token endpoint, members in the order of the real one."""
    body: dict[str, Any] = {
        "access_token": found.access_token,
        "expires_in": found.expires_in,
        "refresh_expires_in": found.refresh_expires_in,
        "refresh_token": found.refresh_token,
        "token_type": "Bearer",
    }
    if found.id_token:
        body["id_token"] = found.id_token
    body |= {"not-before-policy": 0, "session_state": found.session_state, "scope": found.scope}
    return rendre_json(body, extra=SANS_CACHE)


def retour_code(
    demande: DemandeAutorisation, emetteur: str, session: str, code: str
) -> list[tuple[str, str]]:
    """What goes back to the client with a code: state, session_state, iss, code."""
    return [*_state(demande), ("session_state", session), ("iss", emetteur), ("code", code)]


def retour_erreur(
    demande: DemandeAutorisation, emetteur: str, cle: str, detail: str = ""
) -> list[tuple[str, str]]:
    """What goes back to the client with an error: error, error_description, state, iss."""
    entry = ERRORS[cle]
    pairs = [("error", entry.code)]
    if text := description(entry, detail):
        pairs.append(("error_description", text))
    return [*pairs, *_state(demande), ("iss", emetteur)]


def _state(demande: DemandeAutorisation) -> list[tuple[str, str]]:
    return [("state", demande.state)] if demande.state is not None else []


def retour(demande: DemandeAutorisation, pairs: list[tuple[str, str]], extra: Entetes) -> Reponse:
    """Back to the client by the response mode asked; one that nobody knows gets its error in the query."""
    vers, asked = demande.redirect_uri or "", demande.response_mode or ""
    mode = jarm.MODES.get(asked, asked)
    if mode == "form_post":
        return pages.renvoi_par_formulaire(vers, pairs, extra)
    if mode == "fragment":
        return redirection(f"{vers}#{ecrire_champs(pairs)}", extra)
    return redirection(ajouter(vers, pairs), extra)


def redirection(vers: str, extra: Iterable[tuple[str, str]] = ()) -> Reponse:
    """302 to an address that was registered character for character."""
    headers = (("location", vers), ("cache-control", "no-store, must-revalidate, max-age=0"))
    return Reponse(302, (*headers, *extra))


def decouverte(auth: str, wallet: str, *, native: bool) -> Mapping[str, Any]:
    """A discovery document; the native one announces the server's own authorization address."""

    def fill(value: Any) -> Any:
        if isinstance(value, str):
            text = value.replace("{oidc}", f"{auth}{OIDC}").replace("{realm}", f"{auth}{ROYAUME}")
            return text.replace("{wallet}", wallet)
        if isinstance(value, Mapping):
            return {name: fill(one) for name, one in value.items()}
        return value

    document = {name: fill(value) for name, value in DECOUVERTE.items()}
    if native:
        document["authorization_endpoint"] = f"{auth}{AUTORISATION_NATIVE}"
    return document
