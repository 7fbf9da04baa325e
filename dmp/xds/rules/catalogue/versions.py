"""Rules on new versions of entries (TD3.3a, TD3.3b)."""

from typing import Final

from dmp.xds.rules.catalogue.base import ERROR, IHE, INFO, MESSAGES, WARNING, refuse, rule
from simulators.core.basis import assumed, reported

_ITI57: Final = assumed("nom d'erreur d'IHE ITI-57 ; emploi par le DMP non vu")
_526: Final = reported("PDT-INF-526 v1.8 et PDT-INF-606, notes 8 et 9")

_526B: Final = reported("PDT-INF-526, lignes TD3.3a et TD3.3b : masquer, démasquer, rendre visible")

LOGIQUE: Final = rule(
    "mise_a_jour.lid",
    ERROR,
    (
        "La fiche n'est celle d'aucun document de ce patient : son identifiant logique est inconnu.",
        "The entry is that of no document of this patient: its logical identifier is unknown.",
    ),
    (
        "Reprenez l'attribut lid de la fiche rendue par la recherche (TD3.1).",
        "Use the lid attribute of the entry given by the search (TD3.1).",
    ),
    MESSAGES,
    refuse("XDSMetadataIdentifierError", _ITI57, always=True),
)
VERSION: Final = rule(
    "mise_a_jour.version",
    ERROR,
    (
        "La version précédente annoncée n'est pas la dernière du registre.",
        "The announced previous version is not the last one of the registry.",
    ),
    (
        "Mettez dans PreviousVersion le versionName de la dernière fiche rendue par la recherche.",
        "Put in PreviousVersion the versionName of the last entry given by the search.",
    ),
    MESSAGES,
    refuse("XDSMetadataVersionError", _ITI57, always=True),
)
UNIQUE: Final = rule(
    "mise_a_jour.unique_id",
    ERROR,
    (
        "La nouvelle fiche ne porte pas l'identifiant unique du document.",
        "The new entry does not bear the unique identifier of the document.",
    ),
    (
        "Reprenez le uniqueId : pour un autre contenu, alimentez un document qui remplace.",
        "Keep the uniqueId: for another content, feed a document that replaces.",
    ),
    IHE,
    refuse("XDSMetadataUpdateError", _ITI57, always=True),
)
CONTENU: Final = rule(
    "mise_a_jour.contenu",
    WARNING,
    (
        "La fiche change autre chose que la confidentialité ; le simulateur garde les valeurs du registre.",
        "The entry changes something else than confidentiality; the registry's own values are kept.",
    ),
    (
        "Renvoyez la fiche telle que rendue par la recherche, aux codes de confidentialité près.",
        "Send the entry back as the search gave it, but for the confidentiality codes.",
    ),
    _526B,
)
SANS_EFFET: Final = rule(
    "mise_a_jour.sans_effet",
    INFO,
    (
        "La fiche porte déjà ces codes de confidentialité.",
        "The entry bears those confidentiality codes already.",
    ),
    ("Rien à faire : la demande ne change rien.", "Nothing to do: the request changes nothing."),
    MESSAGES,
)
RENDRE_INVISIBLE: Final = rule(
    "mise_a_jour.rendre_invisible",
    ERROR,
    (
        "Un document visible ne peut pas devenir invisible du patient ou de ses représentants.",
        "A visible document cannot become invisible to the patient or to the representatives.",
    ),
    (
        "L'invisibilité se demande à l'alimentation ; après, on ne peut que rendre visible.",
        "Invisibility is asked for when feeding; after that one can only make visible.",
    ),
    _526B,
    refuse("XDSMetadataUpdateError"),
)
