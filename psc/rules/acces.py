"""What an access token opens, and what the endpoints around tokens require (psc.md §4.2, §5)."""

from collections.abc import Iterator
from typing import Final

from psc.data.noms import DECONNEXION
from psc.model import (
    INCONNU,
    Appel,
    Champs,
    Client,
    Demandeur,
    Identifiants,
    Jeton,
    Porteur,
    Remarque,
    Session,
)
from psc.rules.catalogue import acces as catalogue
from psc.rules.client import authentification, ecarts
from psc.rules.jeton import forme
from psc.rules.porteur import obstacle
from psc.rules.vie import SECONDE, vivante

_TYPES: Final = frozenset({"access_token", "refresh_token", "requesting_party_token"})
_DANS_URL: Final = ("access_token", "token")


def dans_url(appel: Appel) -> Iterator[Remarque]:
    """Tokens in an address."""
    for nom in _DANS_URL:
        if nom in appel.requete:
            yield Remarque(catalogue.JETON_DANS_URL, "", "", "query", nom)


def juger_userinfo(appel: Appel, presente: bool) -> Iterator[Remarque]:
    """The call itself: a token must come, not in the address."""
    if not presente:
        yield Remarque(catalogue.JETON_ABSENT, "", "Bearer", "header", "Authorization")
    yield from dans_url(appel)


def juger_acces(
    jeton: Jeton | None, session: Session | None, porteur: Porteur | None, asked: Demandeur, now: int
) -> str:
    """The error of an access token whose signature was checked (None: it is not one of ours)."""
    if jeton is None or jeton.genre != "Bearer" or now >= jeton.exp * SECONDE:
        return "jeton_invalide"
    if session is None or session.close or not asked.attache:
        return "session_introuvable"
    if not vivante(session, now):
        return "session_expiree"
    if obstacle(porteur, session.moyen):
        return "professionnel_desactive_userinfo"
    if jeton.empreinte and jeton.empreinte != asked.empreinte:
        return "jeton_lie"
    return ""


def portee(jeton: Jeton) -> Iterator[Remarque]:
    """A token without openid: recent servers refuse it, older ones did not."""
    if "openid" not in jeton.scope.split():
        yield Remarque(catalogue.PORTEE, jeton.scope, "openid", "claim", "scope")


def juger_introspection(
    appel: Appel, identifiants: Identifiants, client: Client | None
) -> Iterator[Remarque]:
    """Introspection: the client first, in words of its own."""
    yield from forme(appel)
    champs = appel.formulaire or Champs()
    for one in authentification(appel, identifiants, client):
        yield one._replace(rule=catalogue.INTROSPECTION_REFUSEE)
    for nom in champs.doubles:
        yield Remarque(catalogue.INTROSPECTION_REPETE, nom, "", "form", nom)
    if not champs.un("token"):
        yield Remarque(catalogue.INTROSPECTION_ABSENT, "", "", "form", "token")
    hint = champs.un("token_type_hint")
    if hint and hint not in _TYPES:
        yield Remarque(catalogue.INTROSPECTION_TYPE, hint, "access_token", "form", "token_type_hint")
    yield from ecarts(appel, identifiants)


def juger_revocation(appel: Appel, identifiants: Identifiants, client: Client | None) -> Iterator[Remarque]:
    """Revocation: client, repetitions, token."""
    yield from forme(appel)
    champs = appel.formulaire or Champs()
    yield from authentification(appel, identifiants, client)
    for nom in champs.doubles:
        yield Remarque(catalogue.REVOCATION_REPETE, nom, "", "form", nom)
    if not champs.un("token"):
        yield Remarque(catalogue.REVOCATION_ABSENT, "", "", "form", "token")
    yield from ecarts(appel, identifiants)


def juger_deconnexion(champs: Champs, indice: Jeton | None, client: Client | None) -> str:
    """The error of a browser logout; `indice` is the identity token given when it is one of ours.

    `client` is the one named by the request or by the token, None when neither names one.
    """
    vers = champs.un("post_logout_redirect_uri")
    if "id_token_hint" in champs and (indice is None or indice.genre != "ID"):
        return "deconnexion_indice"
    named = champs.un("client_id")
    if client is INCONNU or (named and indice is not None and indice.client_id != named):
        return "deconnexion_client"
    if vers and client is None:
        return "deconnexion_sans_indice"
    if vers and client is not None and vers not in client.post_logout_redirect_uris:
        return "deconnexion_redirection"
    return ""


def de_serveur(appel: Appel) -> bool:
    """A logout from server to server: a POST with a refresh token, or with a client's credentials without
    naming any session."""
    form = appel.formulaire or Champs()
    credentials = appel.autorisation.lower().startswith("basic ") or "client_secret" in form
    named = "refresh_token" in form or (credentials and "id_token_hint" not in form)
    return appel.methode == "POST" and named


def a_confirmer(appel: Appel) -> Iterator[Remarque]:
    """A logout that names no session asks the person."""
    champs = appel.champs
    if appel.chemin == DECONNEXION and "id_token_hint" not in champs and "refresh_token" not in champs:
        yield Remarque(catalogue.DECONNEXION_LOCALE, "", "", appel.lieu, "id_token_hint")
