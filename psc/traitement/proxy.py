"""The proxy e-Santé: thick clients connect through it, by CIBA, and call APIs (psc.md §8).

It keeps the sessions and the traces of its own; Pro Santé Connect's are those of the espace.
"""

import asyncio
import time
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from sqlalchemy import Connection

from psc.data import noms
from psc.messages import proxy as messages
from psc.messages.demandes_proxy import lire_connexion
from psc.model import (
    INCONNU,
    Ciba,
    Client,
    DemandeAutorisation,
    DemandeProxy,
    GenreTrace,
    Octroi,
    Porteur,
    Remarque,
    Reponse,
    Session,
    SessionProxy,
    Trace,
)
from psc.rules.autorisation import niveau, portee_accordee
from psc.rules.ciba import approuvee_us, juger_poll
from psc.rules.decision import erreur_de, refuse
from psc.rules.porteur import obstacle
from psc.rules.proxy import DE_FORME, PORTEE, juger, ouverte, probleme
from psc.rules.vie import SECONDE
from psc.state import ciba, proxy, sessions
from psc.state.clients import lire_reglages
from psc.traitement.commun import Contexte, Issue, nouvelle_session
from simulators.core.store.state import to_us

# Seconds between two looks at what the person answered.
PAS: Final = 0.2
EN_ATTENTE: Final = "ciba_en_attente"
# What is kept of what anybody may send: a name nobody knows, an address.
LE_PLUS_LONG: Final = 200


@dataclass(frozen=True, slots=True)
class Connexion:
    """A connection being made: for which software, for whom, by which request, under which names."""

    client: Client
    porteur: Porteur
    ciba: Ciba
    proxy: str
    session: str


async def connecter(contexte: Contexte) -> Issue:
    """Connects a professional: answers once the person did, or could not."""
    espace = contexte.draft.espace
    demande = lire_connexion(contexte.appel.corps)
    remarques = tuple(juger(demande))
    refus = erreur_de(refuse(remarques, espace.settings.profile))
    if demande is None or refus in DE_FORME:
        return Issue.de(messages.erreur(refus, probleme(remarques), demande), remarques, erreur=refus)
    held, session = espace.store.read(partial(regarder, temoin(contexte)))
    if held is not None and ouverte(held, session, contexte.maintenant):
        await espace.store.write(partial(proxy.tracer, trace=trace(contexte, "CONNECT_REPLAY", held)))
        return Issue.de(Reponse(304), remarques)
    connexion = _preparer(contexte, demande)
    if isinstance(connexion, str):
        return await _echec(contexte, demande, remarques, connexion)
    made = refus or await _authentifier(contexte, connexion)
    if isinstance(made, str):
        return await _echec(contexte, demande, remarques, made)
    return Issue.de(messages.session(made, cookie(contexte, made.id)), remarques)


async def _echec(
    contexte: Contexte, demande: DemandeProxy, remarques: tuple[Remarque, ...], erreur: str
) -> Issue:
    """Nobody is connected: told to the software, and kept among the traces."""
    cle, detail = messages.traduire(erreur)
    nobody = SessionProxy("", "", demande.national_id or "", demande.client_id or "", 0)
    await contexte.draft.espace.store.write(
        partial(proxy.tracer, trace=trace(contexte, "CONNECT_FAILURE", nobody))
    )
    return Issue.de(messages.erreur(cle, detail, demande), remarques, erreur=cle)


def temoin(contexte: Contexte) -> str:
    """The session the call names."""
    return contexte.appel.cookies.get(noms.COOKIE_PROXY, "")


def cookie(contexte: Contexte, valeur: str) -> tuple[str, str]:
    """The cookie of the proxy; an empty value removes it."""
    age = "" if valeur else "; Max-Age=0"
    path = f"Path={contexte.lieu.racine}/"
    return "set-cookie", f"{noms.COOKIE_PROXY}={valeur}; {path}; HttpOnly; SameSite=Lax{age}"


def regarder(id_: str, connection: Connection) -> tuple[SessionProxy | None, Session | None]:
    """A session of the proxy, and the PSC session under it, whatever became of them."""
    held = proxy.lire(connection, id_)
    return held, sessions.session(connection, held.session) if held else None


def _preparer(contexte: Contexte, demande: DemandeProxy) -> Connexion | str:
    """What is to be asked of whom, or why nobody is asked anything."""
    espace, registre = contexte.draft.espace, contexte.registre
    client = espace.store.read(partial(registre.client, client_id=demande.client_id or ""))
    porteur = contexte.service.annuaires.de(espace).par_identifiant(demande.national_id or "")
    if client is INCONNU or porteur is None:
        return "proxy_inconnu"
    erreur = _empechement(client, porteur, demande) or contexte.panne(
        contexte.appel.operation, porteur.identifiant
    )
    if erreur:
        return erreur
    ids = espace.ids
    asked = _ciba(ids.uuid("psc.ciba"), client, porteur, demande, contexte.maintenant)
    return Connexion(client, porteur, asked, ids.uuid("psc.proxy"), ids.uuid("psc.session"))


def _empechement(client: Client, porteur: Porteur, demande: DemandeProxy) -> str:
    if not client.actif:
        return "client_inconnu_jeton"
    if not client.ciba:
        return "ciba_ferme"
    return "ciba_envoi" if obstacle(porteur, demande.canal or "") else ""


def _ciba(id_: str, client: Client, porteur: Porteur, demande: DemandeProxy, now: int) -> Ciba:
    asked = DemandeAutorisation(scope=PORTEE, acr_values=noms.ACR_DEMANDE)
    octroi = Octroi(client.client_id, "", portee_accordee(asked), None, niveau(asked))
    canal, message = demande.canal or "", demande.message or ""
    return Ciba(id_, porteur.id, client.client_id, canal, message, octroi, now)


async def _authentifier(contexte: Contexte, connexion: Connexion) -> SessionProxy | str:
    """Asks the person by CIBA and waits for the answer: the session opened, or the error."""
    espace, asked = contexte.draft.espace, connexion.ciba
    await espace.store.write(partial(ciba.mettre, demande=asked))
    # The espace's clock may stand still: nobody waits longer than a request lives for all that.
    fin = time.monotonic() + noms.VIE_CIBA
    while time.monotonic() < fin:
        now = to_us(espace.clock.now())
        if espace.store.read(partial(_repondue, asked, now)) != EN_ATTENTE:
            still = contexte.service.annuaires.de(espace).par_id(asked.porteur)
            empeche = bool(obstacle(still, asked.moyen))
            return await espace.store.write(partial(_ouvrir, contexte, connexion, now, empeche))
        await asyncio.sleep(PAS)
    return "ciba_expiree"


def _repondue(asked: Ciba, now: int, connection: Connection) -> str:
    kept, apres = _lire(asked, connection)
    return juger_poll(kept, asked.client_id, apres, now)


def _lire(asked: Ciba, connection: Connection) -> tuple[Ciba | None, int | None]:
    """The request as it is now, and after how long it approves itself."""
    return ciba.lire(connection, asked.id), lire_reglages(connection).approuve_apres(asked.porteur)


def _ouvrir(
    contexte: Contexte, connexion: Connexion, now: int, empeche: bool, connection: Connection
) -> SessionProxy | str:
    """One transaction: the request is used up, both sessions are opened, the trace is left."""
    asked, porteur, client = connexion.ciba, connexion.porteur, connexion.client
    kept, apres = _lire(asked, connection)
    erreur = juger_poll(kept, asked.client_id, apres, now)
    if kept is None or erreur or empeche:
        return erreur or "professionnel_desactive"
    opened = nouvelle_session(connexion.session, porteur, asked.moyen, now)
    session = replace(opened, auth_us=approuvee_us(kept, apres))
    dn = f"CN={client.certificat_cn}" if client.certificat_cn else ""
    made = SessionProxy(connexion.proxy, session.id, porteur.identifiant, client.client_id, now, dn)
    ciba.servir(connection, asked.id)
    sessions.ouvrir(connection, session, "")
    sessions.attacher(connection, session.id, client.client_id, now)
    proxy.mettre(connection, made, noms.VIE_PROXY * SECONDE)
    proxy.tracer(connection, replace(trace(contexte, "CONNECT_SUCCESS", made), quand_us=now))
    return made


def trace(contexte: Contexte, genre: GenreTrace, held: SessionProxy) -> Trace:
    """What is kept of a call made in that session."""
    client_id, identifiant = held.client_id[:LE_PLUS_LONG], held.identifiant[:LE_PLUS_LONG]
    where, now = contexte.draft.wire.remote, contexte.maintenant
    return Trace(genre, client_id, identifiant, where, now, held.id, held.session, held.dn)
