"""Rules on updates: archiving, deleting, masking, making visible (dmp_xds.md §4.10)."""

from typing import Final

from dmp.errors import DENIED
from dmp.xds.rules.catalogue.base import ERROR, IHE, MESSAGES, refuse, rule
from simulators.core.basis import assumed, reported

_ITI57: Final = assumed("nom d'erreur d'IHE ITI-57 ; emploi par le DMP non vu")
_526: Final = reported("PDT-INF-526 v1.8 et PDT-INF-606, notes 8 et 9")

_526B: Final = reported("PDT-INF-526, lignes TD3.3a et TD3.3b : masquer, démasquer, rendre visible")

RIEN: Final = rule(
    "mise_a_jour.vide",
    ERROR,
    (
        "La demande ne change ni l'état d'un document ni sa fiche.",
        "The request changes neither the state of a document nor its entry.",
    ),
    (
        "Mettez une association UpdateAvailabilityStatus, ou la fiche à changer.",
        "Put an UpdateAvailabilityStatus association, or the entry to change.",
    ),
    MESSAGES,
    refuse("XDSMetadataUpdateError", _ITI57, always=True),
)
TRANSITION: Final = rule(
    "mise_a_jour.transition",
    ERROR,
    (
        "Ce changement d'état n'existe pas au DMP.",
        "That change of state does not exist at the DMP.",
    ),
    (
        "Archivez un document approuvé, désarchivez un document archivé, ou supprimez l'un ou l'autre.",
        "Archive an approved document, unarchive an archived one, or delete either.",
    ),
    MESSAGES,
    refuse("XDSMetadataUpdateOperationError", _ITI57, always=True),
)
ORIGINE: Final = rule(
    "mise_a_jour.origine",
    ERROR,
    (
        "Le changement d'état ne part pas du lot de la demande.",
        "The change of state does not start from the set of the request.",
    ),
    (
        "Mettez l'identifiant du RegistryPackage dans sourceObject.",
        "Put the id of the RegistryPackage in sourceObject.",
    ),
    MESSAGES,
    refuse("UnresolvedReferenceException", _ITI57),
)
CIBLE: Final = rule(
    "mise_a_jour.cible",
    ERROR,
    (
        "Aucun document de ce patient ne porte cet entryUUID.",
        "No document of this patient bears that entryUUID.",
    ),
    (
        "Cherchez l'entryUUID du document (TD3.1, ObjectRef) : il change à chaque version de sa fiche.",
        "Search for the entryUUID of the document (TD3.1, ObjectRef): it changes with each version.",
    ),
    IHE,
    refuse("UnresolvedReferenceException", _ITI57, always=True),
)
ETAT: Final = rule(
    "mise_a_jour.etat",
    ERROR,
    (
        "Le document n'est pas dans l'état annoncé.",
        "The document is not in the announced state.",
    ),
    (
        "Relisez l'état du document (TD3.1), puis refaites la demande.",
        "Read the state of the document again (TD3.1), then ask again.",
    ),
    IHE,
    refuse("XDSMetadataUpdateOperationError", _ITI57, always=True),
)
DEUX_FOIS: Final = rule(
    "mise_a_jour.deux_fois",
    ERROR,
    (
        "Deux changements de la demande portent sur le même document.",
        "Two changes of the request are about the same document.",
    ),
    ("Faites une demande par changement.", "Make one request per change."),
    IHE,
    refuse("XDSMetadataUpdateError", _ITI57, always=True),
)
LIEN: Final = rule(
    "mise_a_jour.lien",
    ERROR,
    (
        "Un lien d'un autre type accompagne la mise à jour ; le simulateur ne l'enregistre pas.",
        "A link of another kind comes with the update; the simulator does not register it.",
    ),
    (
        "Ne mettez que HasMember et UpdateAvailabilityStatus ; un remplacement se demande à l'alimentation.",
        "Put HasMember and UpdateAvailabilityStatus only; a replacement is asked for when feeding.",
    ),
    assumed("exemples de messages : ces deux liens seuls ; effet d'un autre non vu"),
    refuse("XDSMetadataUpdateError"),
)
SIGNATURE: Final = rule(
    "mise_a_jour.signature",
    ERROR,
    (
        "La mise à jour porte sur la signature d'un lot, qui n'est pas un document du dossier.",
        "The update is about the signature of a set, which is no document of the record.",
    ),
    (
        "Changez les documents du lot : leur signature reste telle que déposée.",
        "Change the documents of the set: their signature stays as it was fed.",
    ),
    assumed("dmp_xds.md §5.4 fixe la fiche d'une signature ; la réaction du DMP n'a pas été vue"),
    refuse("XDSMetadataUpdateError", _ITI57, always=True),
)
DROITS_SIENS: Final = rule(
    "droits.siens",
    ERROR,
    (
        "La matrice des droits limite ce changement aux documents de cet utilisateur ou de sa structure.",
        "The rights matrix limits that change to the documents of this user or of the structure.",
    ),
    (
        "Ne proposez ce changement que pour un document dont l'appelant est l'auteur.",
        "Offer that change only for a document the caller is the author of.",
    ),
    _526,
    refuse(DENIED, _526),
)
