"""The token endpoint: a code or a refresh token against a set of tokens (psc.md §2.4 to §2.7)."""

from functools import partial

from psc.cles import Trousseau
from psc.data.noms import CIBA, OP_CIBA_JETON, RAFRAICHIR
from psc.messages import jetons, reponses
from psc.messages.alterations import alterer, est_alteration, kid, sceller
from psc.messages.demandes import lire_identifiants
from psc.model import Champs, Emission, Jeton, Octroi, Porteur, ReponseJeton, Session
from psc.rules import vie
from psc.traitement.accord import Accord, Guichet, decider
from psc.traitement.commun import Contexte, Issue


async def echanger(contexte: Contexte) -> Issue:
    """One token request."""
    appel, espace = contexte.appel, contexte.draft.espace
    trousseau = await contexte.trousseau()
    guichet = Guichet(
        appel,
        lire_identifiants(appel),
        contexte.registre,
        contexte.service.annuaires.de(espace),
        espace.settings.profile,
        _refresh(contexte, trousseau),
        contexte.maintenant,
        _demande(contexte, trousseau),
        espace.ids.uuid("psc.session") if appel.operation == OP_CIBA_JETON else "",
        contexte.audiences,
    )
    accord = await espace.store.write(partial(decider, guichet))
    identifiant = accord.porteur.identifiant if accord.porteur else ""
    panne = "" if accord.erreur else contexte.panne(appel.operation, identifiant)
    erreur = accord.erreur or ("" if est_alteration(panne) else panne)
    client_id = guichet.identifiants.client_id
    if erreur or accord.session is None or accord.porteur is None or accord.octroi is None:
        reponse = reponses.erreur_json(erreur, reponses.cite(erreur, guichet.champs))
        return Issue.de(
            reponse,
            accord.remarques,
            erreur=erreur,
            porteur=accord.porteur,
            session=accord.session,
            client_id=client_id,
        )
    emission = _emission(contexte, guichet, accord, accord.session, accord.porteur, accord.octroi)
    reponse = reponses.jeton(emettre(trousseau, emission, panne))
    return Issue.de(
        reponse,
        accord.remarques,
        porteur=accord.porteur,
        session=accord.session,
        client_id=client_id,
        alteration=panne,
    )


def _refresh(contexte: Contexte, trousseau: Trousseau) -> Jeton | None:
    champs = contexte.appel.formulaire or Champs()
    if champs.un("grant_type") != RAFRAICHIR:
        return None
    return contexte.service.de_l_espace(
        trousseau.verifier(champs.texte("refresh_token")), contexte.draft.espace
    )


def _demande(contexte: Contexte, trousseau: Trousseau) -> str:
    """The CIBA request an `auth_req_id` of this very espace names."""
    champs = contexte.appel.formulaire or Champs()
    claims = trousseau.developper(champs.texte("auth_req_id")) if champs.un("grant_type") == CIBA else None
    if claims is None or claims.get("iss") not in contexte.service.adresses.emetteurs(
        contexte.draft.espace.name
    ):
        return ""
    return str(claims.get("jti", ""))


def _emission(
    contexte: Contexte,
    guichet: Guichet,
    accord: Accord,
    session: Session,
    porteur: Porteur,
    octroi: Octroi,
) -> Emission:
    ids, now = contexte.draft.espace.ids, guichet.now
    acces, refresh = vie.vies(session, now)
    emis = now // vie.SECONDE
    return Emission(
        emetteur=contexte.lieu.emetteur,
        porteur=porteur,
        session=session,
        octroi=octroi,
        emis=emis,
        fin_acces=emis + acces,
        fin_refresh=emis + refresh,
        jtis=(ids.uuid("psc.jti"), ids.uuid("psc.jti"), ids.uuid("psc.jti")),
        empreinte=guichet.empreinte if accord.client.jetons_lies else "",
    )


def emettre(trousseau: Trousseau, emission: Emission, panne: str = "") -> ReponseJeton:
    """Signs the set: access and identity tokens with the published key, refresh token with our own seal.

    `panne` spoils the identity token.
    """
    access = trousseau.signer(jetons.acces(emission))
    identity = ""
    if "openid" in emission.octroi.scope.split():
        claims = alterer(panne, jetons.identite(emission, access))
        identity = sceller(panne, trousseau.signer(claims, kid(panne, trousseau.kid)))
    return ReponseJeton(
        access_token=access,
        expires_in=emission.fin_acces - emission.emis,
        refresh_expires_in=emission.fin_refresh - emission.emis,
        refresh_token=trousseau.sceller(jetons.refresh(emission)),
        id_token=identity,
        session_state=emission.session.id,
        scope=emission.octroi.scope,
    )
