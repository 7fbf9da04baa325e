"""Userinfo, introspection and revocation: what a token given to PSC is worth (psc.md §4, §5)."""

from functools import partial

from sqlalchemy import Connection

from psc.cles import Trousseau
from psc.messages import jetons, reponses, userinfo
from psc.messages.alterations import est_alteration
from psc.messages.alterations import userinfo as alterer_userinfo
from psc.messages.demandes import lire_identifiants, lire_jeton_porteur
from psc.model import Champs, Client, Demandeur, Identifiants, Jeton, Reponse, Session
from psc.rules.acces import juger_acces, juger_introspection, juger_revocation, juger_userinfo, portee
from psc.rules.decision import erreur_de, refuse
from psc.rules.jeton import juger_refresh
from psc.state import perimes, sessions
from psc.state.clients import Registre
from psc.traitement.commun import Contexte, Issue

Attache = tuple[Jeton | None, Session | None, bool]


def regarder(jeton: Jeton | None, connection: Connection) -> Attache:
    """The token as it stands, its session, and whether it still belongs to it."""
    if jeton is None:
        return None, None, False
    found = sessions.session_et_attache(connection, jeton.session, jeton.client_id, jeton.iat)
    return perimes.ajuster(connection, jeton), *found


def _regarder_avec_client(
    registre: Registre, client_id: str, jeton: Jeton | None, connection: Connection
) -> tuple[Client, Jeton | None, Session | None, bool]:
    return (registre.client(connection, client_id), *regarder(jeton, connection))


def _lire(contexte: Contexte, trousseau: Trousseau, token: str) -> Jeton | None:
    return contexte.service.de_l_espace(trousseau.verifier(token), contexte.draft.espace)


async def renseigner(contexte: Contexte) -> Issue:
    """Userinfo."""
    appel, espace = contexte.appel, contexte.draft.espace
    token = lire_jeton_porteur(appel)
    remarques = tuple(juger_userinfo(appel, bool(token)))
    refus = erreur_de(refuse(remarques, espace.settings.profile))
    if refus:
        return Issue.de(reponses.erreur_porteur(refus), remarques, erreur=refus)
    jeton = _lire(contexte, await contexte.trousseau(), token)
    jeton, session, attache = espace.store.read(partial(regarder, jeton))
    porteur = contexte.service.annuaires.de(espace).par_id(session.porteur) if session else None
    empreinte = jetons.empreinte_x5t(appel.certificat.empreinte) if appel.certificat else ""
    asked = Demandeur(jeton.client_id if jeton else "", empreinte, attache)
    erreur = juger_acces(jeton, session, porteur, asked, contexte.maintenant)
    if jeton is not None and not erreur:
        remarques = (*remarques, *portee(jeton))
        erreur = erreur_de(refuse(remarques, espace.settings.profile))
    panne = "" if erreur or porteur is None else contexte.panne(appel.operation, porteur.identifiant)
    erreur = erreur or ("" if est_alteration(panne) else panne)
    if erreur or porteur is None or session is None:
        reponse, panne = reponses.erreur_porteur(erreur), ""
    else:
        body = alterer_userinfo(panne, userinfo.payload(porteur, session.moyen))
        reponse = reponses.rendre_json(body, extra=reponses.SANS_CACHE)
    return Issue.de(
        reponse,
        remarques,
        erreur=erreur,
        porteur=porteur,
        session=session,
        client_id=asked.client_id,
        alteration=panne,
    )


async def introspecter(contexte: Contexte) -> Issue:
    """Introspection: any authenticated client may ask about any token."""
    appel, espace = contexte.appel, contexte.draft.espace
    identifiants = lire_identifiants(appel)
    token = (appel.formulaire or Champs()).texte("token")
    jeton = _lire(contexte, await contexte.trousseau(), token)
    work = partial(_regarder_avec_client, contexte.registre, identifiants.client_id, jeton)
    client, jeton, session, attache = espace.store.read(work)
    identifiants = await contexte.prouver(identifiants, client)
    remarques = tuple(juger_introspection(appel, identifiants, client))
    erreur = erreur_de(refuse(remarques, espace.settings.profile))
    erreur = erreur or contexte.panne(appel.operation, session.identifiant if session else "")
    if erreur:
        return Issue.de(
            reponses.erreur_json(erreur), remarques, erreur=erreur, client_id=identifiants.client_id
        )
    vivant = jeton is not None and _vivant(contexte, jeton, session, attache)
    body = _actif(jeton) if vivant and jeton is not None else {"active": False}
    return Issue.de(reponses.rendre_json(body), remarques, session=session, client_id=identifiants.client_id)


def _actif(jeton: Jeton) -> dict[str, object]:
    username = str(jeton.claims.get("preferred_username") or jeton.sujet.rpartition(":")[2])
    return {**jeton.claims, "client_id": jeton.client_id, "username": username, "active": True}


def _vivant(contexte: Contexte, jeton: Jeton, session: Session | None, attache: bool) -> bool:
    annuaire = contexte.service.annuaires.de(contexte.draft.espace)
    porteur = annuaire.par_id(session.porteur) if session else None
    owner = Demandeur(jeton.client_id, jeton.empreinte, attache)
    judge = juger_refresh if jeton.genre == "Refresh" else juger_acces
    return judge(jeton, session, porteur, owner, contexte.maintenant) == ""


async def revoquer(contexte: Contexte) -> Issue:
    """Revocation; an unknown or dead token answers 200 and says so in its body."""
    appel, espace = contexte.appel, contexte.draft.espace
    identifiants = lire_identifiants(appel)
    token = (appel.formulaire or Champs()).texte("token")
    jeton = _lire(contexte, await contexte.trousseau(), token)
    work = partial(_regarder_avec_client, contexte.registre, identifiants.client_id, jeton)
    client, jeton, session, attache = espace.store.read(work)
    identifiants = await contexte.prouver(identifiants, client)
    remarques = tuple(juger_revocation(appel, identifiants, client))
    erreur = erreur_de(refuse(remarques, espace.settings.profile))
    erreur = erreur or _revocable(contexte, identifiants, jeton, session, attache)
    erreur = erreur or contexte.panne(appel.operation, session.identifiant if session else "")
    if erreur or jeton is None or session is None:
        return Issue.de(
            reponses.erreur_json(erreur, reponses.cite(erreur, appel.champs)),
            remarques,
            erreur=erreur,
            session=session,
            client_id=identifiants.client_id,
        )
    await espace.store.write(partial(_revoquer, jeton, session))
    return Issue.de(Reponse(200), remarques, session=session, client_id=identifiants.client_id)


def _revocable(
    contexte: Contexte,
    identifiants: Identifiants,
    jeton: Jeton | None,
    session: Session | None,
    attache: bool,
) -> str:
    if jeton is None:
        return "revocation_jeton_invalide"
    if jeton.genre not in {"Bearer", "Refresh"}:
        return "revocation_type"
    if jeton.client_id != identifiants.client_id:
        return "revocation_autre_client"
    return "" if _vivant(contexte, jeton, session, attache) else "revocation_jeton_invalide"


def _revoquer(jeton: Jeton, session: Session, connection: Connection) -> None:
    """A refresh token detaches its client from all the sessions of the person (psc.md §5)."""
    if jeton.genre == "Refresh":
        sessions.detacher_du_porteur(connection, session.identifiant, jeton.client_id)
    else:
        sessions.detacher(connection, jeton.session, jeton.client_id)
