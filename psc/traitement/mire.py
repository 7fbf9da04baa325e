"""The login page: who may connect, for which request."""

from dataclasses import dataclass, replace
from typing import Final

from psc.data.noms import CONNEXION, COOKIE_NAVIGATEUR
from psc.messages import pages
from psc.model import Attente, Client, DemandeAutorisation, Reglages, Remarque, Reponse, Session
from psc.rules.porteur import moyens
from psc.rules.recherche import trouver
from psc.state import sessions
from psc.traitement.commun import Contexte, Issue

PAR_PAGE: Final = 30


@dataclass(frozen=True, slots=True)
class Vue:
    """What the espace knows that an authorization depends on."""

    client: Client
    session: Session | None
    reglages: Reglages


@dataclass(frozen=True, slots=True)
class Venue:
    """A request that was accepted, on its way to a code."""

    demande: DemandeAutorisation
    vue: Vue
    remarques: tuple[Remarque, ...]
    attente: str = ""


async def montrer(contexte: Contexte, venue: Venue, erreur: str = "", recherche: str = "") -> Issue:
    """The login page for a new request, kept until the person answers."""
    ids, demande = contexte.draft.espace.ids, venue.demande
    navigateur = contexte.navigateur or ids.token("psc.navigateur")
    attente = Attente(ids.token("psc.attente"), navigateur, demande, contexte.maintenant)
    await contexte.draft.espace.store.write(lambda connection: sessions.mettre_attente(connection, attente))
    shown = recherche or demande.login_hint
    reponse = page_de_choix(contexte, attente.id, venue.vue.client, erreur, shown if erreur else "")
    entetes = (*reponse.entetes, contexte.cookie(COOKIE_NAVIGATEUR, navigateur))
    return Issue.de(
        replace(reponse, entetes=entetes),
        venue.remarques,
        erreur=erreur,
        client_id=demande.client_id or "",
    )


def page_de_choix(
    contexte: Contexte, attente: str, client: Client, erreur: str = "", recherche: str = ""
) -> Reponse:
    """Who connects: the professionals of the espace that the search designates."""
    annuaire = contexte.service.annuaires.de(contexte.draft.espace)
    found = trouver(annuaire.porteurs.values(), recherche)
    vue = pages.Mire(f"{contexte.lieu.racine}{CONNEXION}", attente, client.nom or client.client_id, erreur)
    shown = [(one, moyens(one)) for one in found[:PAR_PAGE]]
    return pages.mire(vue, shown, recherche, max(0, len(found) - PAR_PAGE))
