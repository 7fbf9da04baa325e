"""Rules on existence tests, authorisations, stored queries and document retrieval."""

from typing import Final

from dmp.xds.rules.catalogue.base import (
    ERROR,
    MESSAGES,
    WARNING,
    refuse,
    rule,
)
from simulators.core.basis import standard

_ITI18: Final = standard("IHE ITI TF-2 §3.18.4.1")

REQUETE_INCONNUE: Final = rule(
    "recherche.requete",
    ERROR,
    ("La requête demandée n'existe pas.", "The stored query asked for does not exist."),
    ("Prenez l'identifiant d'une requête d'IHE ITI-18.", "Use the id of a query of IHE ITI-18."),
    _ITI18,
    refuse("XDSUnknownStoredQuery", _ITI18, always=True),
)
TROP_DE_RESULTATS: Final = rule(
    "recherche.trop_de_resultats",
    ERROR,
    (
        "La recherche trouve trop d'objets pour une seule réponse.",
        "The search finds too many objects for one answer.",
    ),
    (
        "Bornez la recherche par dates ou par types, ou demandez des références (ObjectRef).",
        "Narrow the search by dates or types, or ask for references (ObjectRef).",
    ),
    _ITI18,
    refuse("XDSTooManyResults", _ITI18, always=True),
)
PARAMETRE_ABSENT: Final = rule(
    "recherche.parametre_absent",
    ERROR,
    ("Un paramètre obligatoire de la requête manque.", "A compulsory parameter of the query is missing."),
    ("Ajoutez le paramètre.", "Add the parameter."),
    _ITI18,
    refuse("XDSStoredQueryMissingParam", _ITI18),
    ("SC.DMP/UX.27",),
)
PARAMETRE_FORME: Final = rule(
    "recherche.parametre_forme",
    ERROR,
    (
        "Un paramètre de la requête n'est pas écrit comme il faut.",
        "A parameter of the query is not written as it must be.",
    ),
    (
        "Écrivez 'valeur' entre apostrophes, ou ('a','b') pour une liste ; une date en chiffres.",
        "Write 'value' in quotes, or ('a','b') for a list; a date in digits.",
    ),
    _ITI18,
    refuse("XDSStoredQueryParamNumber", _ITI18, always=True),
)
STATUT: Final = rule(
    "recherche.statut",
    ERROR,
    (
        "Un état demandé n'est pas de ceux du registre : la recherche ne trouvera rien dans cet état.",
        "A state asked for is none of the registry's: the search will find nothing in that state.",
    ),
    (
        "Écrivez l'URN entier de l'état : urn:oasis:names:tc:ebxml-regrep:StatusType:Approved.",
        "Write the whole URN of the state: urn:oasis:names:tc:ebxml-regrep:StatusType:Approved.",
    ),
    MESSAGES,
    refuse("XDSStoredQueryParamNumber"),
)
PARAMETRE_INCONNU: Final = rule(
    "recherche.parametre_inconnu",
    WARNING,
    ("Un paramètre de la requête n'est pas connu.", "A parameter of the query is not known."),
    ("Retirez-le, ou corrigez son nom.", "Remove it, or correct its name."),
    _ITI18,
)
