"""What a CIBA request breaks, and what a poll is answered (psc.md §7)."""

import re
from collections.abc import Iterator
from typing import Final

from psc.data.decouverte import DECOUVERTE
from psc.data.noms import CARTE, INTERVALLE_CIBA, MOBILE, SURSIS_CIBA, VIE_CIBA
from psc.model import INCONNU, Appel, Champs, Ciba, Client, Identifiants, Porteur, Remarque
from psc.rules.catalogue import ciba as catalogue
from psc.rules.catalogue import jeton as de_jeton
from psc.rules.client import authentification, ecarts
from psc.rules.jeton import forme
from psc.rules.porteur import code_juste, obstacle
from psc.rules.vie import SECONDE

_MESSAGE: Final = re.compile(r"[a-zA-Z0-9._+/!?#-]{1,50}")
_DEUX_CHIFFRES: Final = re.compile(r"[0-9]{2}")


def juger_demande(appel: Appel, identifiants: Identifiants, client: Client | None) -> Iterator[Remarque]:
    """Remarks on the request, in the order a Keycloak checks. `client` None leaves out its registration."""
    yield from forme(appel)
    champs = appel.formulaire or Champs()
    yield from authentification(appel, identifiants, client)
    if client is not None and client is not INCONNU and not client.ciba:
        yield Remarque(de_jeton.GRANT_FERME["ciba_ferme"], genre="form", nom="client_id")
    for nom in champs.doubles:
        yield Remarque(de_jeton.PARAMETRE_REPETE, nom, "", "form", nom)
    yield from _portee(champs.texte("scope"))
    if not champs.texte("login_hint"):
        yield Remarque(catalogue.INDICE_ABSENT, "", "", "form", "login_hint")
    yield from _message(champs.un("binding_message"))
    if champs.texte("user_code"):
        yield Remarque(catalogue.CODE_UTILISATEUR, "", "", "form", "user_code")
    if champs.texte("client_notification_token"):
        yield Remarque(catalogue.NOTIFICATION, "", "", "form", "client_notification_token")
    if champs.texte("channel") not in {CARTE, MOBILE}:
        yield Remarque(catalogue.CANAL_AUTRE, champs.texte("channel"), MOBILE, "form", "channel")
    yield from ecarts(appel, identifiants)


def _portee(scope: str) -> Iterator[Remarque]:
    known = DECOUVERTE["scopes_supported"]
    if not scope:
        yield Remarque(catalogue.PORTEE_ABSENTE, "", "openid scope_all", "form", "scope")
    elif isinstance(known, tuple) and not set(scope.split()) <= set(known):
        yield Remarque(catalogue.PORTEE_INCONNUE, scope, "openid scope_all", "form", "scope")


def _message(message: str | None) -> Iterator[Remarque]:
    if message is not None and not _MESSAGE.fullmatch(message):
        yield Remarque(catalogue.MESSAGE_REFUSE, message, "00", "form", "binding_message")
    elif message is None or not _DEUX_CHIFFRES.fullmatch(message):
        yield Remarque(catalogue.MESSAGE_AUTRE, message or "", "00", "form", "binding_message")


def canal(champs: Champs) -> str:
    """The means asked: the card when said, else the telephone."""
    return CARTE if champs.texte("channel") == CARTE else MOBILE


def expiree(demande: Ciba, now: int) -> bool:
    """Nobody can answer it any more."""
    return now >= demande.cree_us + VIE_CIBA * SECONDE


def juger_approbation(demande: Ciba, porteur: Porteur, code: str) -> str:
    """The key of the error that keeps a person from approving, empty when they may.

    The card is proven by its `code`; on the telephone the person compares two numbers, which is theirs to do.
    """
    refus = obstacle(porteur, demande.moyen)
    if refus:
        return refus
    return "code_carte_faux" if demande.moyen == CARTE and not code_juste(code) else ""


def approuvee_us(demande: Ciba, apres: int | None) -> int:
    """When the person approved: their answer, else the instant at which the request approved itself."""
    return demande.repondu_us or demande.cree_us + (apres or 0) * SECONDE


def juger_poll(demande: Ciba | None, client_id: str, apres: int | None, now: int) -> str:
    """The error of a poll, in Keycloak's order: known, expired, pace, refused, pending. Empty: tokens.

    `apres`: the request approves itself that many seconds after it was made.
    """
    oubliee = VIE_CIBA + SURSIS_CIBA
    if demande is None or demande.etat == "servie" or demande.client_id != client_id:
        return "ciba_demande_inconnue"
    if now >= demande.cree_us + oubliee * SECONDE:
        return "ciba_demande_inconnue"
    if expiree(demande, now):
        return "ciba_expiree"
    if demande.poll_us and now < demande.poll_us + INTERVALLE_CIBA * SECONDE:
        return "ciba_trop_tot"
    if demande.etat == "refusee":
        return "ciba_refusee"
    seule = apres is not None and now >= demande.cree_us + apres * SECONDE
    return "" if demande.etat == "approuvee" or seule else "ciba_en_attente"
