"""Rules on the retrieval of documents (TD3.2)."""

from typing import Final

from dmp.xds.rules.catalogue.base import (
    DEHEMPE,
    ERROR,
    IHE,
    INFO,
    refuse,
    rule,
)
from simulators.core.basis import assumed, reported, standard

_ITI18: Final = standard("IHE ITI TF-2 §3.18.4.1")

ENTRY_UUID: Final = rule(
    "consultation.entry_uuid",
    ERROR,
    (
        "Le document est demandé par son entryUUID au lieu de son identifiant unique.",
        "The document is asked for by its entryUUID instead of its unique identifier.",
    ),
    ("Demandez-le par uniqueId (XDSDocumentEntry.uniqueId).", "Ask for it by its uniqueId."),
    DEHEMPE,
    refuse("XDSDocumentUniqueIdError", DEHEMPE),
)
DOCUMENT_INCONNU: Final = rule(
    "consultation.inconnu",
    ERROR,
    (
        "Aucun document lisible de ce patient ne porte cet identifiant unique.",
        "No readable document of this patient bears that unique identifier.",
    ),
    ("Cherchez le document (TD3.1), puis demandez-le.", "Search for the document (TD3.1), then ask."),
    IHE,
    refuse("XDSDocumentUniqueIdError", DEHEMPE),
)
DEPOT_INCONNU: Final = rule(
    "consultation.depot",
    ERROR,
    ("Le dépôt demandé n'est pas celui du DMP.", "The repository asked for is not that of the DMP."),
    (
        "Reprenez le repositoryUniqueId rendu par la recherche.",
        "Use the repositoryUniqueId given by the search.",
    ),
    IHE,
    refuse("XDSUnknownRepositoryId", IHE),
)
RIEN_DEMANDE: Final = rule(
    "consultation.vide",
    ERROR,
    ("La demande ne nomme aucun document.", "The request names no document."),
    ("Nommez au moins un document.", "Name at least one document."),
    standard("IHE ITI TF-2 §3.43.4.1"),
    refuse("XDSRepositoryError", IHE, always=True),
)
TROP_GROS: Final = rule(
    "consultation.trop_gros",
    ERROR,
    (
        "Les documents demandés ne tiennent pas dans une seule réponse.",
        "The documents asked for do not fit in one answer.",
    ),
    ("Demandez-les en plusieurs fois.", "Ask for them in several requests."),
    assumed("limite du DMP non trouvée ; le client d'exemple KIT reçoit 50 000 000 octets au plus"),
    refuse("XDSRepositoryError", always=True),
)
INVISIBLE_AU_PATIENT: Final = rule(
    "consultation.invisible_patient",
    INFO,
    (
        "Un document rendu n'est pas visible du patient.",
        "A document given is not visible to the patient.",
    ),
    (
        "Prévenez l'utilisateur qu'il ne doit pas le montrer sans consultation d'annonce.",
        "Warn the user not to show it before the announcement.",
    ),
    reported("EX_3.2-1025"),
)
