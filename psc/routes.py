"""The addresses of PSC: wire in, wire out."""

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from psc.chemins import adresse_de, incident, situer
from psc.data import noms
from psc.messages import reponses
from psc.messages.appel import lire_appel, lire_transport
from psc.model import Appel, Reponse
from psc.rules.catalogue import transport
from psc.traitement import (
    acces,
    annonces,
    autorisation,
    ciba,
    connexion,
    deconnexion,
    echange,
    jeton,
    poussee,
    proxy,
    proxy_envoi,
    telephone,
)
from psc.traitement.commun import Contexte, Issue
from simulators.core.net.body import BodyTooLarge, BodyTooSlow, ClientGone, read_body
from simulators.core.net.routing import host_of, route_path
from simulators.core.rule import Rule
from simulators.core.service import Draft, Failure

if TYPE_CHECKING:
    from psc.service import PscService

Scope = dict[str, Any]
LIMITE: Final = 200_000
# A form is a few kilobytes: who needs longer than this to send it is stuck.
DELAI: Final = 20.0
PANNE: Final = Failure(500, "application/json", b'{"error":"unknown_error"}')


async def _decouvrir(contexte: Contexte) -> Issue:
    native = contexte.appel.chemin == noms.DECOUVERTE_NATIVE
    lieu = contexte.lieu
    document = reponses.decouverte(lieu.auth, lieu.wallet, native=native)
    cached = (("cache-control", "no-cache, must-revalidate, no-transform, no-store"),)
    return Issue.de(reponses.rendre_json(document, extra=cached))


async def _publier(contexte: Contexte) -> Issue:
    keys = (await contexte.trousseau()).jwks
    headers = (("content-type", "application/json"), ("cache-control", "no-cache"))
    return Issue.de(Reponse(200, headers, keys))


TRAITEMENTS: Final[Mapping[str, Callable[[Contexte], Awaitable[Issue]]]] = {
    noms.OP_AUTORISATION: autorisation.autoriser,
    noms.OP_CONNEXION: connexion.repondre,
    noms.OP_JETON: jeton.echanger,
    noms.OP_RAFRAICHISSEMENT: jeton.echanger,
    noms.OP_CIBA_JETON: jeton.echanger,
    noms.OP_CIBA: ciba.demander,
    noms.OP_POUSSEE: poussee.pousser,
    noms.OP_APPAREIL: annonces.demander_un_appareil,
    noms.OP_INSCRIPTION: annonces.inscrire,
    noms.OP_ECHANGE: echange.echanger,
    noms.OP_TELEPHONE: telephone.telephoner,
    noms.OP_USERINFO: acces.renseigner,
    noms.OP_INTROSPECTION: acces.introspecter,
    noms.OP_REVOCATION: acces.revoquer,
    noms.OP_DECONNEXION: deconnexion.deconnecter,
    noms.OP_DECOUVERTE: _decouvrir,
    noms.OP_JWKS: _publier,
    noms.OP_PROXY_CONNEXION: proxy.connecter,
    noms.OP_PROXY_DECONNEXION: proxy_envoi.deconnecter,
    noms.OP_PROXY_ENVOI: proxy_envoi.envoyer,
    noms.OP_PROXY_TRACES: proxy_envoi.tracer,
}


class Application:
    """The ASGI application of both faces."""

    def __init__(self, service: "PscService", delai: float = DELAI) -> None:
        self._service = service
        self._delai = delai

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        """One ASGI call."""
        draft: Draft = scope["socle"]
        draft.failure = PANNE
        try:
            body, rule = await self._corps(scope, receive), None
        except BodyTooLarge:
            body, rule = None, transport.TROP_GROS
        except BodyTooSlow:
            body, rule = None, transport.TROP_LENT
        except ClientGone:
            return
        appel = situer(_appel(scope, draft, body))
        contexte = Contexte(self._service, draft, appel, self._service.lieu(draft, appel, _etiquette(scope)))
        issue = await self._repondre(contexte, rule)
        self._service.noter(contexte, issue)
        await _envoyer(send, issue.reponse, head=appel.methode == "HEAD")

    async def _corps(self, scope: Scope, receive: Any) -> bytes | None:
        if scope["method"] in {"GET", "HEAD"}:
            return None
        return await read_body(receive, LIMITE, self._delai)

    async def _repondre(self, contexte: Contexte, rule: Rule | None) -> Issue:
        appel = contexte.appel
        rule = rule or incident(appel, une_origine=self._service.adresses.une_origine)
        if rule is None:
            return await TRAITEMENTS[appel.operation](contexte)
        erreur = rule.refusal.error if rule.refusal else ""
        reponse = reponses.erreur_json(erreur)
        if rule in {transport.TROP_GROS, transport.TROP_LENT}:
            reponse = Reponse(reponse.statut, (*reponse.entetes, ("connection", "close")), reponse.corps)
        if rule is transport.METHODE:
            adresse = adresse_de(appel.chemin)
            allowed = ", ".join(sorted(adresse.methodes if adresse else ()))
            reponse = Reponse(reponse.statut, (*reponse.entetes, ("allow", allowed)), reponse.corps)
        return Issue.de(reponse, erreur=erreur)


def _appel(scope: Scope, draft: Draft, body: bytes | None) -> Appel:
    start = (scope["method"], route_path(scope), scope.get("query_string", b""))
    headers = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"]]
    how = lire_transport(draft.wire, draft.connection or "direct")
    return lire_appel(start, headers, body, draft.face, how, draft.peer)


def _etiquette(scope: Scope) -> bool:
    """Whether the espace was named by the host's label: it only chooses between configured addresses."""
    espace = scope["socle"].espace.name
    return not scope.get("root_path") and host_of(scope).startswith(f"{espace}.")


async def _envoyer(send: Any, reponse: Reponse, *, head: bool) -> None:
    headers = [(name.encode(), value.encode("latin-1", "replace")) for name, value in reponse.entetes]
    if reponse.statut not in {204, 304}:
        headers.append((b"content-length", str(len(reponse.corps)).encode()))
    await send({"type": "http.response.start", "status": reponse.statut, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if head else reponse.corps})
