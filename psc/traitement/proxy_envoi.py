"""What the proxy e-Santé does in a session: calls of APIs, logout, and the traces it shows (psc.md §8)."""

from dataclasses import replace
from functools import partial

from sqlalchemy import Connection

from psc.messages import proxy as messages
from psc.messages.demandes_proxy import instant, lire_donnees
from psc.model import Reponse, SessionProxy
from psc.rules.proxy import cible, conforme, connue, ouverte, servie
from psc.state import proxy
from psc.traitement.commun import Contexte, Issue
from psc.traitement.proxy import LE_PLUS_LONG, cookie, regarder, temoin, trace
from simulators.core.store.state import to_us


async def envoyer(contexte: Contexte) -> Issue:
    """A call to send to an API: the conformity API answers from the session, no other is relayed to."""
    appel, espace = contexte.appel, contexte.draft.espace
    api, vers = cible(appel.chemin)
    held, session = espace.store.read(partial(regarder, temoin(contexte)))
    if not connue(api):
        return _refus(held, "proxy_api_inconnue")
    if held is None or not ouverte(held, session, contexte.maintenant):
        return _refus(held, "proxy_envoi_sans_session")
    sent = replace(trace(contexte, "SEND", held), api=api, methode=appel.methode, chemin=vers[:LE_PLUS_LONG])
    await espace.store.write(partial(proxy.tracer, trace=sent))
    panne = contexte.panne(appel.operation, held.identifiant, held.client_id)
    if panne:
        return _refus(held, *messages.traduire(panne))
    if not servie(api, appel.methode, vers):
        return _refus(held, "proxy_sans_relais")
    return await _signer(contexte, held)


async def _signer(contexte: Contexte, held: SessionProxy) -> Issue:
    donnees = lire_donnees(contexte.appel.corps)
    if donnees is None or not conforme(donnees, held):
        return _refus(held, "proxy_donnees")
    signature = (await contexte.trousseau()).signer(messages.claims(donnees))
    return _de_la_session(Issue.de(messages.signees(donnees, signature)), held)


async def deconnecter(contexte: Contexte) -> Issue:
    """Ends the session of the proxy and the PSC session under it."""
    espace = contexte.draft.espace
    held, session = espace.store.read(partial(regarder, temoin(contexte)))
    if held is None or not ouverte(held, session, contexte.maintenant):
        return _refus(held, "proxy_session_absente")
    panne = contexte.panne(contexte.appel.operation, held.identifiant, held.client_id)
    if panne:
        return _refus(held, *messages.traduire(panne))
    await espace.store.write(partial(_fermer, contexte, held))
    contexte.service.avis.reveiller(espace)
    return _de_la_session(Issue.de(Reponse(200, (cookie(contexte, ""),))), held)


def _fermer(contexte: Contexte, held: SessionProxy, connection: Connection) -> None:
    contexte.service.fin(contexte.draft.espace, contexte.lieu.emetteur).fermer(connection, held.session)
    proxy.fermer(connection, held.id)
    proxy.tracer(connection, trace(contexte, "DISCONNECT", held))


async def tracer(contexte: Contexte) -> Issue:
    """The traces between two instants, both left out; until now when no end is given."""
    champs, espace = contexte.appel.requete, contexte.draft.espace
    start = instant(champs.un("start"))
    end = instant(champs.un("end")) if "end" in champs else to_us(espace.clock.now())
    if start is None or end is None:
        return Issue.de(messages.erreur("proxy_dates"), erreur="proxy_dates")
    panne = contexte.panne(contexte.appel.operation)
    if panne:
        cle, detail = messages.traduire(panne)
        return Issue.de(messages.erreur(cle, detail), erreur=cle)
    found = await espace.store.query(partial(proxy.traces, apres=start, avant=end))
    return Issue.de(messages.traces(found))


def _refus(held: SessionProxy | None, cle: str, detail: str = "") -> Issue:
    return _de_la_session(Issue.de(messages.erreur(cle, detail), erreur=cle), held)


def _de_la_session(issue: Issue, held: SessionProxy | None) -> Issue:
    """The end of a call, and whose session it named."""
    return replace(issue, identifiant=held.identifiant, session=held.session) if held else issue
