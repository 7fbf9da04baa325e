"""The values INSi speaks of: what is asked, how the call came, what is answered, what is looked at."""

from ins.model.carte import COUVERTURE_VIDE, SANS_CARTE, Carte, Couverture, Matricule
from ins.model.echange import (
    Appel,
    Contexte,
    ContexteBam,
    ContexteLps,
    Demande,
    Faute,
    Individu,
    InsRendu,
    Operation,
    Remarque,
    Reponse,
    Resultat,
    Spot,
    Traits,
    Transport,
)
from ins.model.rythme import CALME, Rythme
from ins.model.table import Defaut
from ins.model.vue import Beneficiaire, Cle, CleCarte, FicheLocale, Repertoire, Vue

__all__ = [
    "CALME",
    "COUVERTURE_VIDE",
    "SANS_CARTE",
    "Appel",
    "Beneficiaire",
    "Carte",
    "Cle",
    "CleCarte",
    "Contexte",
    "ContexteBam",
    "ContexteLps",
    "Couverture",
    "Defaut",
    "Demande",
    "Faute",
    "FicheLocale",
    "Individu",
    "InsRendu",
    "Matricule",
    "Operation",
    "Remarque",
    "Repertoire",
    "Reponse",
    "Resultat",
    "Rythme",
    "Spot",
    "Traits",
    "Transport",
    "Vue",
]
