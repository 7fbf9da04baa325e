"""Rules on the person that the traits name: what the reference base and the local record know of them."""

from typing import Final

from ins.rules.catalogue.base import CLIENTS, ERROR, GUIDE_INS, INFO, WARNING, rule
from simulators.core.basis import assumed, reported

NOM_UTILISE: Final = rule(
    "identite.nom_utilise",
    WARNING,
    (
        "Le nom envoyé semble être le nom utilisé, pas le nom de naissance.",
        "The name sent seems to be the name used, not the birth name.",
    ),
    (
        "Envoyez le nom de naissance : la recherche ne connaît que lui.",
        "Send the birth name: the search knows no other.",
    ),
    reported("Ophtao, étude de 3 577 appels : première cause d'échec pour les femmes"),
    requirements=("SC.INS/va1.56",),
)
DATE_EN_BASE: Final = rule(
    "identite.date_incomplete_en_base",
    INFO,
    (
        "La base connaît cette personne sous une date de naissance incomplète.",
        "The base knows this person under an incomplete birth date.",
    ),
    (
        "La date complétée ne la trouve pas, et une date incomplète ne se rapatrie pas : voyez la pièce.",
        "The completed date does not find them; an incomplete one is never taken over: see the document.",
    ),
    assumed("comportement supposé de la base sur une date complétée"),
    requirements=("SC.INS/va1.28",),
)
PRENOM_SECOND: Final = rule(
    "identite.prenom_second",
    INFO,
    (
        "Le prénom envoyé est connu, mais ce n'est pas le premier de la liste.",
        "The given name sent is known, but is not the first of the list.",
    ),
    (
        "Essayez les autres prénoms de la pièce d'identité, un par un puis tous dans l'ordre.",
        "Try the other given names of the identity document, one by one then all in order.",
    ),
    CLIENTS,
    requirements=("SC.INS/va1.34",),
)
GRAPHIE: Final = rule(
    "identite.graphie",
    INFO,
    (
        "Une personne existe sous la même identité, écrite avec un autre tiret, espace ou apostrophe.",
        "Somebody exists under the same identity, spelt with another hyphen, space or apostrophe.",
    ),
    (
        "La comparaison est stricte : essayez avec et sans tiret.",
        "The comparison is strict: try with and without hyphen.",
    ),
    assumed("comparaison stricte supposée ; l'usage des logiciels est d'essayer les deux"),
    requirements=("SC.INS/va1.25",),
)
DOUTEUSE: Final = rule(
    "identite.douteuse",
    ERROR,
    (
        "L'identité est marquée douteuse dans le dossier : l'appel ne devait pas partir.",
        "The identity is marked as doubtful in the record: the call was not to leave.",
    ),
    (
        "Bloquez l'appel tant que l'attribut « identité douteuse » est posé.",
        "Block the call as long as the “doubtful identity” attribute is set.",
    ),
    GUIDE_INS,
    requirements=("SC.INS/va1.20", "SC.INS/va1.44"),
)
FICTIVE: Final = rule(
    "identite.fictive",
    ERROR,
    (
        "L'identité est marquée fictive dans le dossier : l'appel ne devait pas partir.",
        "The identity is marked as fictional in the record: the call was not to leave.",
    ),
    (
        "Bloquez l'appel tant que l'attribut « identité fictive » est posé.",
        "Block the call as long as the “fictional identity” attribute is set.",
    ),
    GUIDE_INS,
    requirements=("SC.INS/va1.20", "SC.INS/va1.44"),
)
