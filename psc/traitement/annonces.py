"""The addresses that PSC announces and opens to no client: a Keycloak's own refusals."""

from psc.messages import reponses
from psc.messages.demandes import lire_identifiants, lire_jeton_porteur
from psc.rules.annonces import juger_appareil, juger_inscription
from psc.rules.decision import erreur_de, refuse
from psc.traitement.commun import Contexte, Issue


async def demander_un_appareil(contexte: Contexte) -> Issue:
    """The device flow (RFC 8628): refused once the client has proved who it is."""
    appel, espace = contexte.appel, contexte.draft.espace
    identifiants = lire_identifiants(appel)
    registre = contexte.registre
    client = espace.store.read(lambda connection: registre.client(connection, identifiants.client_id))
    identifiants = await contexte.prouver(identifiants, client)
    remarques = tuple(juger_appareil(appel, identifiants, client))
    erreur = erreur_de(refuse(remarques, espace.settings.profile))
    reponse = reponses.erreur_json(erreur, reponses.cite(erreur, appel.champs))
    return Issue.de(reponse, remarques, erreur=erreur, client_id=identifiants.client_id)


async def inscrire(contexte: Contexte) -> Issue:
    """The registration of a client by itself: refused, the body unread."""
    token = lire_jeton_porteur(contexte.appel)
    trousseau = await contexte.trousseau()
    jeton = contexte.service.de_l_espace(trousseau.verifier(token), contexte.draft.espace) if token else None
    erreur = juger_inscription(token, jeton, contexte.maintenant)
    return Issue.de(reponses.erreur_json(erreur), erreur=erreur)
