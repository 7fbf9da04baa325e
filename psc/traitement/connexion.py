"""The login page being answered: search, choice, card code, simulated telephone (psc.md §2.1)."""

import hashlib
import hmac
from functools import partial

from sqlalchemy import Connection

from psc.data.noms import CARTE, CONNEXION, MOBILE
from psc.messages import pages
from psc.model import INCONNU, Attente, Client, Porteur
from psc.rules import vie
from psc.rules.porteur import code_juste, obstacle
from psc.state import sessions
from psc.state.clients import Registre, lire_reglages
from psc.traitement.autorisation import connecter
from psc.traitement.commun import Contexte, Issue, rendre_au_client
from psc.traitement.mire import Venue, Vue, page_de_choix

OPTION_REFUS_RENVOYE = "psc.refus_ecps_renvoye"


async def repondre(contexte: Contexte) -> Issue:
    """One answer of the person in front of the page."""
    champs = contexte.appel.champs
    store = contexte.draft.espace.store
    work = partial(_regarder, contexte.registre, champs.texte("attente"), contexte.temoin)
    attente, vue = await store.query(work)
    if attente is None or vue.client is INCONNU:
        return Issue.de(pages.erreur("page_expiree"), erreur="page_expiree")
    if not hmac.compare_digest(contexte.navigateur.encode(), attente.navigateur.encode()):
        return Issue.de(pages.erreur("cookie_perdu"), erreur="cookie_perdu")
    venue = Venue(attente.demande, vue, (), attente.id)
    if vie.page_expiree(attente, contexte.maintenant):
        return await _rendre(contexte, venue, "connexion_expiree")
    if contexte.appel.methode != "POST":
        return _choisir(contexte, venue, "", champs.texte("q"))
    return await _agir(contexte, venue, champs.texte("action"))


def _regarder(
    registre: Registre, id_: str, temoin: str, connection: Connection
) -> tuple[Attente | None, Vue]:
    attente = sessions.lire_attente(connection, id_)
    client: Client = INCONNU
    if attente is not None:
        client = registre.client(connection, attente.demande.client_id or "")
    session = sessions.session_du_cookie(connection, temoin)
    return attente, Vue(client, session, lire_reglages(connection))


async def _agir(contexte: Contexte, venue: Venue, action: str) -> Issue:
    champs = contexte.appel.champs
    if action == "annuler":
        return await _rendre(contexte, venue, "acces_refuse")
    moyen = champs.texte("moyen") if action == "choisir" else MOBILE if action.startswith("ecps") else CARTE
    annuaire = contexte.service.annuaires.de(contexte.draft.espace)
    porteur = annuaire.designe(champs.texte("professionnel"))
    refus = obstacle(porteur, moyen)
    if porteur is None or refus:
        return _choisir(contexte, venue, refus)
    match action:
        case "carte" if code_juste(champs.texte("code_carte")):
            return await connecter(contexte, venue, porteur, CARTE)
        case "carte":
            return _etape(contexte, venue, porteur, CARTE, "code_carte_faux")
        case "ecps_approuver":
            return await connecter(contexte, venue, porteur, MOBILE)
        case "ecps_refuser" if OPTION_REFUS_RENVOYE in contexte.draft.espace.settings.options:
            return await _rendre(contexte, venue, "acces_refuse")
        case "ecps_refuser":
            return _choisir(contexte, venue, "ecps_refusee", porteur.identifiant)
        case _:
            return _etape(contexte, venue, porteur, moyen)


async def _rendre(contexte: Contexte, venue: Venue, erreur: str) -> Issue:
    """The request is over without a code."""
    await contexte.draft.espace.store.write(
        lambda connection: sessions.oter_attente(connection, venue.attente)
    )
    reponse = await rendre_au_client(contexte, venue.demande, erreur)
    return Issue.de(reponse, erreur=erreur, client_id=venue.demande.client_id or "")


def _choisir(contexte: Contexte, venue: Venue, erreur: str, recherche: str = "") -> Issue:
    reponse = page_de_choix(contexte, venue.attente, venue.vue.client, erreur, recherche)
    return Issue.de(reponse, erreur=erreur, client_id=venue.demande.client_id or "")


def _etape(contexte: Contexte, venue: Venue, porteur: Porteur, moyen: str, erreur: str = "") -> Issue:
    client = venue.vue.client
    action = f"{contexte.lieu.racine}{CONNEXION}"
    vue = pages.Mire(action, venue.attente, client.nom or client.client_id, erreur)
    if moyen == CARTE:
        reponse = pages.carte(vue, porteur)
    else:
        digest = hashlib.sha256(venue.attente.encode()).digest()
        reponse = pages.telephone(vue, porteur, f"{digest[0] % 100:02d}")
    return Issue.de(reponse, erreur=erreur, porteur=porteur, client_id=client.client_id)
