"""Where a recipient leads (mss.md §1.8, §3; errata 8)."""

import re
from dataclasses import replace
from typing import Final

from mss.data.names import DOMAINES_USAGERS, PROGRAMMES, TAILLE_MAX_USAGER, TYPES_PROGRAMMES
from mss.errors import ERRORS, repond
from mss.model import Annuaire, Causes, Courriel, Remarque, Route
from mss.rules.catalogue import envoi as catalogue
from simulators.core.monde.messagerie import Consigne
from simulators.core.rule import Rule
from simulators.core.sante.fictif import est_fictif
from simulators.core.sante.matricule import valide

_ADRESSE: Final = re.compile(
    r"[^\s@<>(),;:\\\"\[\]\x00-\x1f\x7f]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?"
)
_MASQUE: Final = 3

PAR_ETAT: Final[dict[str, Rule]] = {
    "inconnue": catalogue.INCONNU,
    "suspendue": catalogue.SUSPENDUE,
    "pleine": catalogue.PLEINE,
    "hors-liste-blanche": catalogue.DOMAINE,
}
_CAUSES: Final[dict[str, Causes]] = {
    "fermee": Causes.FERMEE,
    "suspendue": Causes.FERMEE,
    "inconnue": Causes.INCONNUE,
    "invalide": Causes.INVALIDE,
    "limite-25-mo": Causes.TROP_GROS,
    "pleine": Causes.TROP_GROS,
}


def est_adresse(texte: str) -> bool:
    """True for an address that SMTP may carry: one @, no space, no control character."""
    return _ADRESSE.fullmatch(texte) is not None


def destination(adresse: str, annuaire: Annuaire, expediteur: str = "") -> Route | Rule:
    """The route of a recipient, or the rule that refuses it at once.

    The operator of `expediteur` knows its own boxes; another one takes everything, and answers by a report.
    """
    adresse = adresse.lower()
    local, _, domaine = adresse.rpartition("@")
    operateur = annuaire.operateur(adresse)
    if domaine in DOMAINES_USAGERS:
        route = _usager(adresse, local, annuaire) if operateur.inscrit else None
    else:
        route = Route(adresse, adresse) if domaine in annuaire.domaines else None
    if route is None:
        return catalogue.DOMAINE
    boite = annuaire.boites.get(adresse) if not route.usager else annuaire.usagers.get(local)
    consigne = boite.consigne if boite is not None else Consigne()
    ailleurs = operateur.id != annuaire.operateur(expediteur).id
    if not route.usager:
        broken = catalogue.INCONNU if boite is None else PAR_ETAT.get(boite.etat)
        if broken is not None and not ailleurs:
            return broken
        route = replace(route, echec=_cle(broken))
    delai = (operateur.delai if ailleurs else 0) + consigne.delai
    return _consigne(replace(route, delai=delai, liste_grise=consigne.liste_grise), consigne)


def _cle(broken: Rule | None) -> str:
    return broken.refusal.error if broken is not None and broken.refusal is not None else ""


def _consigne(route: Route, consigne: Consigne) -> Route:
    """What is asked of the operator of the box; a name that is no reply of ours asks nothing."""
    reponse = consigne.reponse
    if reponse not in ERRORS or not repond(reponse, consigne.moment):
        return route
    match consigne.moment:
        case "rcpt":
            return replace(route, reponse=reponse)
        case "data":
            return replace(route, apres=reponse)
        case "plus_tard":
            return replace(route, echec=reponse)


def _usager(adresse: str, local: str, annuaire: Annuaire) -> Route:
    """Mon espace santé takes everything; what it cannot deliver comes back later by mail."""
    boite = annuaire.usagers.get(local)
    if boite is None:
        cause = Causes.INCONNUE if valide(local.upper()) else Causes.INVALIDE
        return Route(adresse, "", True, local, cause)
    return Route(adresse, boite.adresse, True, local, _CAUSES.get(boite.etat))


def selon_la_taille(route: Route, taille: int) -> Route:
    """The route once the whole mail is known: Mon espace santé takes 25 MB, encoding included (mss.md §3)."""
    if not route.usager or route.cause is not None or taille <= TAILLE_MAX_USAGER:
        return route
    return replace(route, cause=Causes.TROP_GROS)


def selon_les_pieces(route: Route, courriel: Courriel) -> Route:
    """The route once the attachments are known: Mon espace santé hands no program over (assumed)."""
    if not route.usager or route.cause is not None:
        return route
    dangerous = any(
        one.nom.lower().endswith(PROGRAMMES) or one.type_mime in TYPES_PROGRAMMES for one in courriel.parties
    )
    return replace(route, cause=Causes.PIECE) if dangerous else route


def donnees_reelles(route: Route) -> Remarque | None:
    """The remark on a citizen address whose matricule is in no list of fictional ones; told masked."""
    if not route.usager or est_fictif(route.matricule):
        return None
    shown = route.matricule[:_MASQUE] + "*" * (len(route.matricule) - _MASQUE)
    return Remarque(catalogue.REELLES, shown, entete="RCPT", commande=True)
