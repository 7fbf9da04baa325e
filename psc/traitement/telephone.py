"""The simulated telephone and card reader on which a professional answers CIBA requests (psc.md §7)."""

import hmac
from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import Final

from sqlalchemy import Connection

from psc.data import noms
from psc.messages import pages, telephone
from psc.messages.telephone import Ecran, Proprietaire
from psc.model import Ciba, Porteur
from psc.rules import vie
from psc.rules.ciba import juger_approbation
from psc.rules.porteur import moyens
from psc.rules.recherche import trouver
from psc.state import ciba
from psc.state.clients import Registre
from psc.traitement.commun import Contexte, Issue

PAR_PAGE: Final = 30
ETATS: Final = {"approuver": "approuvee", "refuser": "refusee"}


@dataclass(frozen=True, slots=True)
class Suite:
    """What became of an answer: `etat` when it was taken, `erreur` when it may not be, neither when late."""

    etat: str = ""
    erreur: str = ""


async def telephoner(contexte: Contexte) -> Issue:
    """Whose telephone it is, then what waits there and the answer given by its buttons."""
    champs = contexte.appel.champs
    annuaire = contexte.service.annuaires.de(contexte.draft.espace)
    porteur = annuaire.designe(champs.texte("professionnel"))
    answers = contexte.appel.methode == "POST" and champs.texte("action") in ETATS
    if answers and not _de_ce_navigateur(contexte):
        return Issue.de(pages.erreur("cookie_perdu"), erreur="cookie_perdu")
    if porteur is None or not moyens(porteur):
        return await _choisir(contexte, champs.texte("q"))
    suite = None
    if answers:
        suite = await contexte.draft.espace.store.write(partial(_repondre, contexte, porteur))
    return await _montrer(contexte, porteur, suite)


def _de_ce_navigateur(contexte: Contexte) -> bool:
    """Whether the form was made for the browser that sends it: another site cannot answer."""
    known = contexte.navigateur.encode()
    sent = contexte.appel.champs.texte("navigateur").encode("utf-8", "surrogateescape")
    return bool(known) and hmac.compare_digest(known, sent)


def _since(contexte: Contexte) -> int:
    return contexte.maintenant - noms.VIE_CIBA * vie.SECONDE


def _repondre(contexte: Contexte, porteur: Porteur, connection: Connection) -> Suite:
    champs = contexte.appel.champs
    demande = ciba.lire(connection, champs.texte("demande"))
    if demande is None or demande.porteur != porteur.id:
        return Suite()
    etat = ETATS[champs.texte("action")]
    erreur = juger_approbation(demande, porteur, champs.texte("code_carte")) if etat == "approuvee" else ""
    if erreur:
        return Suite(erreur=erreur)
    since, now = _since(contexte), contexte.maintenant
    taken = ciba.repondre(connection, demande.id, etat, since=since, now=now)
    return Suite(etat if taken else "")


async def _choisir(contexte: Contexte, recherche: str) -> Issue:
    """The professionals who have a telephone or a card, those somebody waits for first."""
    espace = contexte.draft.espace
    waiting = await espace.store.query(partial(ciba.en_attente, since=_since(contexte)))
    counts = Counter(one.porteur for one in waiting)
    found = trouver(contexte.service.annuaires.de(espace).porteurs.values(), recherche)
    owners = [Proprietaire(one, moyens(one), counts[one.id]) for one in found if moyens(one)]
    owners.sort(key=lambda one: not one.attendues)
    reste = max(0, len(owners) - PAR_PAGE)
    return Issue.de(telephone.choix(_action(contexte), owners[:PAR_PAGE], recherche, reste))


async def _montrer(contexte: Contexte, porteur: Porteur, suite: Suite | None) -> Issue:
    espace = contexte.draft.espace
    navigateur = contexte.navigateur or espace.ids.token("psc.navigateur")
    extra = [] if contexte.navigateur else [contexte.cookie(noms.COOKIE_NAVIGATEUR, navigateur)]
    shown = await espace.store.query(partial(_lire, contexte.registre, _since(contexte), porteur))
    etat, erreur = (suite.etat or "tardive", suite.erreur) if suite else ("", "")
    ecran = Ecran(_action(contexte), navigateur, porteur, moyens(porteur), "" if erreur else etat, erreur)
    return Issue.de(telephone.ecran(ecran, shown, extra), erreur=erreur)


def _lire(registre: Registre, since: int, porteur: Porteur, connection: Connection) -> list[tuple[Ciba, str]]:
    """This person's requests, each with the name of the software that asks."""
    found = ciba.en_attente(connection, since, porteur.id)
    return [(one, registre.client(connection, one.client_id).nom or one.client_id) for one in found]


def _action(contexte: Contexte) -> str:
    return f"{contexte.lieu.racine}{noms.TELEPHONE}"
