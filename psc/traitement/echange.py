"""The server of an API: a token of Pro Santé Connect against a token of the API (psc.md §8, RFC 8693).

It introspects the token it is given, as the ANS asks; the token it gives is bound to the certificate of the
structure that called.
"""

from dataclasses import dataclass
from functools import partial
from typing import Any

from psc.cles import Trousseau
from psc.data.noms import ECHANGE, ROYAUME_API, TYPE_ACCES, VIE_ECHANGE
from psc.messages import reponses
from psc.messages.jetons import empreinte_x5t, sujet
from psc.model import Champs, Demandeur, Jeton, Porteur, Session
from psc.rules.acces import juger_acces
from psc.rules.decision import erreur_de, refuse
from psc.rules.echange import juger, rafraichit
from psc.rules.porteur import obstacle
from psc.rules.vie import SECONDE
from psc.state import sessions
from psc.traitement.acces import regarder
from psc.traitement.commun import Contexte, Issue


@dataclass(frozen=True, slots=True)
class Accorde:
    """Whose token is given, in which PSC session, for what."""

    porteur: Porteur
    session: Session
    scope: str


async def echanger(contexte: Contexte) -> Issue:
    """One exchange, or one refresh of what an exchange gave."""
    appel, espace = contexte.appel, contexte.draft.espace
    remarques = tuple(juger(appel))
    erreur = erreur_de(refuse(remarques, espace.settings.profile))
    if erreur:
        return Issue.de(reponses.erreur_json(erreur), remarques, erreur=erreur)
    trousseau = await contexte.trousseau()
    champs = appel.formulaire or Champs()
    by_exchange = champs.texte("grant_type") == ECHANGE
    accorde = (_par_echange if by_exchange else _par_refresh)(contexte, trousseau, champs)
    if accorde is None:
        erreur = "echange_sujet_invalide" if by_exchange else "echange_refresh_invalide"
        return Issue.de(reponses.erreur_json(erreur), remarques, erreur=erreur)
    panne = contexte.panne(appel.operation, accorde.porteur.identifiant)
    if panne:
        reponse = reponses.erreur_json(panne)
    else:
        body = _jetons(contexte, trousseau, accorde)
        reponse = reponses.rendre_json(body, extra=reponses.SANS_CACHE)
    return Issue.de(reponse, remarques, erreur=panne, porteur=accorde.porteur, session=accorde.session)


def _empreinte(contexte: Contexte) -> str:
    certificat = contexte.appel.certificat
    return empreinte_x5t(certificat.empreinte) if certificat else ""


def _emetteur(contexte: Contexte) -> str:
    return contexte.lieu.auth + contexte.appel.chemin.partition("/protocol/")[0]


def _par_echange(contexte: Contexte, trousseau: Trousseau, champs: Champs) -> Accorde | None:
    espace = contexte.draft.espace
    jeton = contexte.service.de_l_espace(trousseau.verifier(champs.texte("subject_token")), espace)
    jeton, session, attache = espace.store.read(partial(regarder, jeton))
    porteur = contexte.service.annuaires.de(espace).par_id(session.porteur) if session else None
    asked = Demandeur(jeton.client_id if jeton else "", _empreinte(contexte), attache)
    erreur = juger_acces(jeton, session, porteur, asked, contexte.maintenant)
    if erreur or session is None or porteur is None:
        return None
    return Accorde(porteur, session, champs.texte("scope"))


def _par_refresh(contexte: Contexte, trousseau: Trousseau, champs: Champs) -> Accorde | None:
    espace = contexte.draft.espace
    jeton: Jeton | None = trousseau.verifier(champs.texte("refresh_token"))
    session = espace.store.read(partial(sessions.session, id_=jeton.session)) if jeton else None
    held = rafraichit(jeton, session, _emetteur(contexte), _empreinte(contexte), contexte.maintenant)
    porteur = contexte.service.annuaires.de(espace).par_id(session.porteur) if session else None
    if not held or jeton is None or session is None or porteur is None or obstacle(porteur, session.moyen):
        return None
    return Accorde(porteur, session, jeton.scope)


def _jetons(contexte: Contexte, trousseau: Trousseau, accorde: Accorde) -> dict[str, Any]:
    now, ids = contexte.maintenant // SECONDE, contexte.draft.espace.ids
    left = min(VIE_ECHANGE, max(0, accorde.session.fin_us // SECONDE - now))
    certificat = contexte.appel.certificat
    claims = {
        "exp": now + left,
        "iat": now,
        "iss": _emetteur(contexte),
        "sub": sujet(accorde.porteur),
        "azp": certificat.nom if certificat else "",
        "sid": accorde.session.id,
        "scope": accorde.scope,
        "cnf": {"x5t#S256": _empreinte(contexte)},
    }
    acces = claims | {
        "jti": ids.uuid("psc.jti"),
        "typ": "Bearer",
        "aud": contexte.appel.chemin.removeprefix(ROYAUME_API.partition("{")[0]).partition("/")[0],
        "SubjectNameID": accorde.porteur.identifiant,
    }
    return {
        "access_token": trousseau.signer(acces),
        "issued_token_type": TYPE_ACCES,
        "token_type": "Bearer",
        "expires_in": left,
        "refresh_expires_in": left,
        "refresh_token": trousseau.sceller(claims | {"jti": ids.uuid("psc.jti"), "typ": "Refresh"}),
        "scope": accorde.scope,
    }
