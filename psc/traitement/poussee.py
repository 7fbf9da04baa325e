"""Authorization requests pushed by servers, then named by browsers (RFC 9126)."""

from dataclasses import replace
from functools import partial
from typing import Final

from psc.data.noms import URI_POUSSEE, VIE_POUSSEE
from psc.messages import reponses
from psc.messages.demandes import lire_autorisation, lire_identifiants
from psc.model import Champs, DemandeAutorisation, Poussee
from psc.rules.decision import erreur_de, refuse
from psc.rules.poussee import juger, sert
from psc.state import poussees
from psc.traitement.commun import Contexte, Issue

_PREUVES: Final = frozenset({"client_secret", "client_assertion", "client_assertion_type"})


async def pousser(contexte: Contexte) -> Issue:
    """One request pushed: judged as in the browser, kept a minute under a name nobody guesses."""
    appel, espace = contexte.appel, contexte.draft.espace
    identifiants = lire_identifiants(appel)
    registre = contexte.registre
    client = espace.store.read(lambda connection: registre.client(connection, identifiants.client_id))
    identifiants = await contexte.prouver(identifiants, client)
    demande = replace(lire_autorisation(appel.champs), client_id=identifiants.client_id)
    remarques = tuple(juger(appel, identifiants, demande, client))
    erreur = erreur_de(refuse(remarques, espace.settings.profile)) or contexte.panne(appel.operation)
    if erreur:
        reponse = reponses.erreur_json(erreur, reponses.cite(erreur, appel.champs))
        return Issue.de(reponse, remarques, erreur=erreur, client_id=identifiants.client_id)
    id_ = espace.ids.uuid("psc.demande_poussee")
    # What proves the client has served: it is not kept.
    asked = Champs(tuple(one for one in appel.champs.paires if one[0] not in _PREUVES))
    kept = Poussee(id_, client.client_id, asked, contexte.maintenant)
    await espace.store.write(partial(poussees.mettre, poussee=kept))
    body = {"request_uri": f"{URI_POUSSEE}{id_}", "expires_in": VIE_POUSSEE}
    reponse = reponses.rendre_json(body, 201, reponses.SANS_CACHE)
    return Issue.de(reponse, remarques, client_id=client.client_id)


async def reprendre(contexte: Contexte) -> DemandeAutorisation | None:
    """The pushed request that an authorization names, used up; None when it does not serve."""
    champs, espace = contexte.appel.champs, contexte.draft.espace
    id_ = champs.texte("request_uri").removeprefix(URI_POUSSEE)
    kept = await espace.store.write(partial(poussees.prendre, id_=id_))
    named = champs.texte("client_id")
    registre = contexte.registre
    client = espace.store.read(lambda connection: registre.client(connection, named))
    demande = lire_autorisation(kept.champs) if kept else DemandeAutorisation()
    return replace(demande, client_id=named) if sert(kept, client, demande, contexte.maintenant) else None
