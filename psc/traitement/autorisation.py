"""The authorization endpoint: straight back with a code, or the login page (psc.md §2.1 to §2.3)."""

from dataclasses import replace
from functools import partial

from sqlalchemy import Connection

from psc.data.noms import COOKIE_SESSION
from psc.messages import pages, reponses
from psc.messages.alterations import emetteur, est_alteration, etat
from psc.messages.demandes import lire_autorisation
from psc.model import (
    Code,
    DemandeAutorisation,
    Octroi,
    Porteur,
    Session,
)
from psc.rules import vie
from psc.rules.autorisation import juger, niveau, portee_accordee
from psc.rules.decision import erreur_de, refuse
from psc.rules.porteur import moyen_usuel, obstacle
from psc.rules.poussee import est_poussee
from psc.state import sessions
from psc.state.clients import Registre, lire_reglages
from psc.traitement.commun import Contexte, Issue, nouvelle_session, rendre_au_client, renvoyer
from psc.traitement.mire import Venue, Vue, montrer
from psc.traitement.poussee import reprendre

OPTION_EIDAS3 = "psc.acr_eidas3"


async def autoriser(contexte: Contexte) -> Issue:
    """One authorization request."""
    champs = contexte.appel.champs
    pushed = est_poussee(champs)
    demande = await reprendre(contexte) if pushed else lire_autorisation(champs)
    if demande is None:
        return Issue.de(
            pages.erreur("poussee_refusee"), erreur="poussee_refusee", client_id=champs.texte("client_id")
        )
    # Two rows by their keys: reading them here costs less than asking another thread to.
    vue = contexte.draft.espace.store.read(partial(_regarder, contexte.registre, demande, contexte.temoin))
    # What was pushed was judged then.
    remarques = () if pushed else tuple(juger(contexte.appel, demande, vue.client))
    refus = erreur_de(refuse(remarques, contexte.draft.espace.settings.profile))
    if refus:
        reponse = await rendre_au_client(contexte, demande, refus, demande.scope or "")
        return Issue.de(reponse, remarques, erreur=refus, client_id=demande.client_id or "")
    return await _continuer(contexte, Venue(demande, vue, remarques))


def _regarder(registre: Registre, demande: DemandeAutorisation, temoin: str, connection: Connection) -> Vue:
    client = registre.client(connection, demande.client_id or "")
    session = sessions.session_du_cookie(connection, temoin)
    return Vue(client, session, lire_reglages(connection))


async def _continuer(contexte: Contexte, venue: Venue) -> Issue:
    annuaire = contexte.service.annuaires.de(contexte.draft.espace)
    demande, vue = venue.demande, venue.vue
    present = annuaire.par_id(vue.session.porteur) if vue.session else None
    if vue.session is not None and present is not None and _suffit(contexte, venue, vue.session, present):
        return await donner_code(contexte, venue, present, vue.session.moyen, vue.session)
    if "none" in demande.prompt:
        reponse = await rendre_au_client(contexte, demande, "connexion_requise")
        return Issue.de(
            reponse, venue.remarques, erreur="connexion_requise", client_id=demande.client_id or ""
        )
    wanted = vue.client.connexion or vue.reglages.connexion or (demande.login_hint * vue.reglages.indice)
    if not wanted:
        return await montrer(contexte, venue)
    found = annuaire.designe(wanted)
    moyen = moyen_usuel(found) if found else ""
    refus = obstacle(found, moyen)
    if found is None or refus:
        return await montrer(contexte, venue, refus, wanted)
    return await connecter(contexte, venue, found, moyen)


def _suffit(contexte: Contexte, venue: Venue, session: Session, porteur: Porteur) -> bool:
    """True when the session of the browser spares the login page."""
    now, demande = contexte.maintenant, venue.demande
    if not vie.vivante(session, now) or obstacle(porteur, session.moyen):
        return False
    recent = demande.max_age is None or now - session.auth_us <= demande.max_age * vie.SECONDE
    return recent and ("login" not in demande.prompt or "none" in demande.prompt)


async def connecter(contexte: Contexte, venue: Venue, porteur: Porteur, moyen: str) -> Issue:
    """This person just proved who they are: their session of this browser, or a new one, and a code."""
    session = venue.vue.session
    same = session is not None and session.porteur == porteur.id and session.moyen == moyen
    kept = session if same and vie.vivante(session, contexte.maintenant) else None
    return await donner_code(contexte, venue, porteur, moyen, kept, authentifie=True)


async def donner_code(
    contexte: Contexte,
    venue: Venue,
    porteur: Porteur,
    moyen: str,
    session: Session | None,
    *,
    authentifie: bool = False,
) -> Issue:
    """Back to the client with a code, everything it stands for being committed."""
    panne = contexte.panne(contexte.appel.operation, porteur.identifiant, venue.demande.client_id or "")
    if panne and not est_alteration(panne):
        reponse = await rendre_au_client(contexte, venue.demande, panne, venue.demande.scope or "")
        return Issue.de(reponse, venue.remarques, erreur=panne, porteur=porteur)
    ids, now = contexte.draft.espace.ids, contexte.maintenant
    cookie = "" if session else ids.token("psc.temoin")
    opened = session or nouvelle_session(ids.uuid("psc.session"), porteur, moyen, now)
    octroi = _octroi(contexte, venue.demande, moyen)
    client_uuid = contexte.service.uuid_du_client(octroi.client_id)
    code = Code(f"{ids.uuid('psc.code')}.{opened.id}.{client_uuid}", opened.id, octroi, now)
    work = partial(_noter, cookie, opened, code, venue.attente, authentifie)
    if not await contexte.draft.espace.store.write(work):
        return Issue.de(pages.erreur("page_expiree"), venue.remarques, erreur="page_expiree")
    extra = [contexte.cookie(COOKIE_SESSION, cookie)] if cookie else []
    told = emetteur(panne, contexte.lieu.emetteur)
    asked = replace(venue.demande, state=etat(panne, venue.demande.state)) if panne else venue.demande
    pairs = reponses.retour_code(asked, told, opened.id, code.code)
    reponse = await renvoyer(contexte, asked, pairs, extra)
    return Issue.de(
        reponse,
        venue.remarques,
        porteur=porteur,
        session=opened,
        client_id=octroi.client_id,
        alteration=panne,
    )


def _octroi(contexte: Contexte, demande: DemandeAutorisation, moyen: str) -> Octroi:
    eidas3 = OPTION_EIDAS3 in contexte.draft.espace.settings.options and moyen == "CARD"
    return Octroi(
        client_id=demande.client_id or "",
        redirect_uri=demande.redirect_uri or "",
        scope=portee_accordee(demande),
        nonce=demande.nonce,
        acr="eidas3" if eidas3 else niveau(demande),
        code_challenge=demande.code_challenge,
        code_challenge_method=demande.code_challenge_method or ("plain" if demande.code_challenge else None),
    )


def _noter(
    cookie: str, session: Session, code: Code, attente: str, authentifie: bool, connection: Connection
) -> bool:
    """One transaction; False when the login page was already answered elsewhere."""
    if attente and not sessions.oter_attente(connection, attente):
        return False
    now = code.cree_us
    if cookie:
        sessions.ouvrir(connection, session, cookie)
    elif authentifie:
        sessions.reauthentifier(connection, session.id, now)
    else:
        sessions.voir(connection, session.id, now)
    sessions.attacher(connection, session.id, code.octroi.client_id, now)
    sessions.mettre_code(connection, code)
    return True
