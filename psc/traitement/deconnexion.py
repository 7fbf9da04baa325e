"""Logout: by the browser, or from server to server (psc.md §5)."""

from functools import partial

from sqlalchemy import Connection

from psc.data.noms import COOKIE_SESSION, DECONNEXION
from psc.messages import depart, pages, reponses
from psc.messages.demandes import ajouter, lire_identifiants
from psc.model import Cadre, Champs, Client, Jeton, Remarque, Reponse, Session
from psc.rules import vie
from psc.rules.acces import a_confirmer, dans_url, de_serveur, juger_deconnexion
from psc.rules.client import authentification, ecarts
from psc.rules.decision import erreur_de, refuse
from psc.state import sessions
from psc.state.clients import Registre
from psc.traitement.commun import Contexte, Issue

REPRIS = ("post_logout_redirect_uri", "state", "client_id")


async def deconnecter(contexte: Contexte) -> Issue:
    """One logout request, of either kind."""
    if de_serveur(contexte.appel):
        return await _par_refresh(contexte)
    return await _par_navigateur(contexte)


async def _par_refresh(contexte: Contexte) -> Issue:
    appel, espace = contexte.appel, contexte.draft.espace
    identifiants = lire_identifiants(appel)
    trousseau = await contexte.trousseau()
    token = (appel.formulaire or Champs()).texte("refresh_token")
    jeton = contexte.service.de_l_espace(trousseau.verifier(token), espace)
    registre = contexte.registre
    client = await espace.store.query(lambda connection: registre.client(connection, identifiants.client_id))
    identifiants = await contexte.prouver(identifiants, client)
    remarques = (*authentification(appel, identifiants, client), *ecarts(appel, identifiants))
    erreur = erreur_de(refuse(remarques, espace.settings.profile)) or _juger_refresh(token, jeton, client)
    erreur = erreur or contexte.panne(appel.operation)
    if erreur or jeton is None:
        reponse = reponses.erreur_json(erreur, reponses.cite(erreur, appel.champs))
        return Issue.de(reponse, remarques, erreur=erreur, client_id=identifiants.client_id)
    session = await _fermer(contexte, jeton.session)
    return Issue.de(Reponse(204), remarques, session=session, client_id=identifiants.client_id)


def _juger_refresh(token: str, jeton: Jeton | None, client: Client) -> str:
    """The token names the session, dead or alive: a session already over is no error."""
    if not token:
        return "refresh_absent"
    if jeton is None or jeton.genre != "Refresh":
        return "refresh_invalide"
    return "refresh_autre_client" if jeton.client_id != client.client_id else ""


async def _fermer(contexte: Contexte, id_: str) -> Session | None:
    """Ends a session and has its clients told, without waiting for them."""
    espace = contexte.draft.espace
    fin = contexte.service.fin(espace, contexte.lieu.emetteur)

    def work(connection: Connection) -> Session | None:
        fin.fermer(connection, id_)
        return sessions.session(connection, id_)

    found = await espace.store.write(work)
    contexte.service.avis.reveiller(espace)
    return found


async def _quitter(contexte: Contexte, id_: str) -> tuple[Session | None, tuple[Cadre, ...]]:
    """The same for a browser that leaves, with what it must be shown."""
    espace = contexte.draft.espace
    fin = contexte.service.fin(espace, contexte.lieu.emetteur)

    def work(connection: Connection) -> tuple[Session | None, tuple[Cadre, ...]]:
        shown = fin.fermer_du_navigateur(connection, id_)
        return sessions.session(connection, id_), shown

    found = await espace.store.write(work)
    contexte.service.avis.reveiller(espace)
    return found


async def _par_navigateur(contexte: Contexte) -> Issue:
    appel, espace = contexte.appel, contexte.draft.espace
    champs = appel.champs
    trousseau = await contexte.trousseau()
    hint = champs.un("id_token_hint")
    jeton = contexte.service.de_l_espace(trousseau.verifier(hint), espace) if hint else None
    named = champs.un("client_id") or (jeton.client_id if jeton else "")
    client, courante = await espace.store.query(partial(_regarder, contexte.registre, named, contexte.temoin))
    remarques = (*a_confirmer(appel), *dans_url(appel))
    erreur = juger_deconnexion(champs, jeton, client if named else None)
    erreur = erreur or contexte.panne(appel.operation, courante.identifiant if courante else "", named)
    if erreur:
        page = pages.erreur(erreur) if erreur.startswith("deconnexion") else reponses.erreur_json(erreur)
        return Issue.de(page, remarques, erreur=erreur, client_id=named)
    confirmed = champs.texte("confirmer") == "oui" and appel.methode == "POST"
    if jeton is None and not confirmed and vie.vivante(courante, contexte.maintenant):
        return _confirmer(contexte, remarques, named)
    ended = jeton.session if jeton else courante.id if courante else ""
    session, shown = await _quitter(contexte, ended)
    reponse = _retour(contexte, champs, shown)
    return Issue.de(reponse, remarques, session=session, client_id=named)


def _regarder(
    registre: Registre, named: str, temoin: str, connection: Connection
) -> tuple[Client, Session | None]:
    return registre.client(connection, named), sessions.session_du_cookie(connection, temoin)


def _confirmer(contexte: Contexte, remarques: tuple[Remarque, ...], named: str) -> Issue:
    champs = contexte.appel.champs
    kept = [(nom, valeur) for nom in REPRIS if (valeur := champs.un(nom)) is not None]
    page = depart.deconnexion(f"{contexte.lieu.racine}{DECONNEXION}", kept)
    return Issue.de(page, remarques, client_id=named)


def _retour(contexte: Contexte, champs: Champs, shown: tuple[Cadre, ...]) -> Reponse:
    extra = [contexte.cookie(COOKIE_SESSION, "")]
    asked, state = champs.texte("post_logout_redirect_uri"), champs.un("state")
    vers = ajouter(asked, [("state", state)] if asked and state is not None else [])
    if shown:
        return depart.cadres(shown, vers, extra)
    return reponses.redirection(vers, extra) if vers else depart.deconnecte(extra)
