"""The connection asked by a server (psc.md §7)."""

from functools import partial

from psc.data import noms
from psc.messages import reponses
from psc.messages.demandes import lire_identifiants
from psc.messages.jetons import sujet
from psc.model import Champs, Ciba, DemandeAutorisation, Octroi, Porteur
from psc.rules import vie
from psc.rules.autorisation import niveau, portee_accordee
from psc.rules.ciba import canal, juger_demande
from psc.rules.decision import erreur_de, refuse
from psc.rules.porteur import obstacle
from psc.state import ciba
from psc.traitement.commun import Contexte, Issue


async def demander(contexte: Contexte) -> Issue:
    """One request to connect somebody by telephone or card."""
    appel, espace = contexte.appel, contexte.draft.espace
    identifiants = lire_identifiants(appel)
    registre = contexte.registre
    client = espace.store.read(lambda connection: registre.client(connection, identifiants.client_id))
    identifiants = await contexte.prouver(identifiants, client)
    remarques = tuple(juger_demande(appel, identifiants, client))
    champs = appel.formulaire or Champs()
    porteur = contexte.service.annuaires.de(espace).par_identifiant(champs.texte("login_hint"))
    erreur = erreur_de(refuse(remarques, espace.settings.profile)) or _joindre(contexte, champs, porteur)
    if erreur or porteur is None:
        reponse = reponses.erreur_json(erreur, reponses.cite(erreur, champs))
        return Issue.de(reponse, remarques, erreur=erreur, client_id=client.client_id)
    demande = _demande(contexte, champs, client.client_id, porteur)
    await espace.store.write(partial(ciba.mettre, demande=demande))
    body = {
        "auth_req_id": await _enveloppe(contexte, demande, porteur),
        "expires_in": noms.VIE_CIBA,
        "interval": noms.INTERVALLE_CIBA,
    }
    reponse = reponses.rendre_json(body, extra=reponses.SANS_CACHE)
    return Issue.de(reponse, remarques, client_id=client.client_id)


def _joindre(contexte: Contexte, champs: Champs, porteur: Porteur | None) -> str:
    """Why the person cannot be reached, empty when they can."""
    if porteur is None:
        return "ciba_indice_inconnu"
    if obstacle(porteur, canal(champs)):
        return "ciba_envoi"
    return contexte.panne(contexte.appel.operation, porteur.identifiant)


def _demande(contexte: Contexte, champs: Champs, client_id: str, porteur: Porteur) -> Ciba:
    asked = DemandeAutorisation(scope=champs.texte("scope"), acr_values=champs.texte("acr_values"))
    octroi = Octroi(client_id, "", portee_accordee(asked), None, niveau(asked))
    id_ = contexte.draft.espace.ids.uuid("psc.ciba")
    message = champs.texte("binding_message")
    return Ciba(id_, porteur.id, client_id, canal(champs), message, octroi, contexte.maintenant)


async def _enveloppe(contexte: Contexte, demande: Ciba, porteur: Porteur) -> str:
    trousseau = await contexte.trousseau()
    begun = demande.cree_us // vie.SECONDE
    claims = {
        "exp": begun + noms.VIE_CIBA,
        "iat": begun,
        "jti": demande.id,
        "iss": contexte.lieu.emetteur,
        "aud": contexte.lieu.emetteur,
        "sub": sujet(porteur),
        "azp": demande.client_id,
        "scope": demande.octroi.scope,
        "acr": demande.octroi.acr,
    }
    return trousseau.envelopper(claims)
