"""Rules on existence tests, authorisations, stored queries and document retrieval."""

from typing import Final

from dmp.xds.rules.catalogue.base import (
    DEHEMPE,
    ERROR,
    IHE,
    INFO,
    MESSAGES,
    WARNING,
    refuse,
    rule,
)
from simulators.core.basis import assumed, reported, standard

_ITI18: Final = standard("IHE ITI TF-2 §3.18.4.1")

EXISTENCE_RAISON: Final = rule(
    "existence.raison",
    ERROR,
    (
        "La raison de la demande n'est ni un test d'existence ni une consultation des données.",
        "The reason of the request is neither an existence test nor a reading of the data.",
    ),
    ("Écrivez TEST_EXST ou CNSLT_DATA dans reasonCode.", "Write TEST_EXST or CNSLT_DATA in reasonCode."),
    MESSAGES,
    refuse("operation_inconnue", MESSAGES, always=True),
)
EXISTENCE_PATIENT: Final = rule(
    "existence.patient",
    ERROR,
    ("Le test d'existence ne nomme pas de patient.", "The existence test names no patient."),
    (
        "Mettez l'INS et son OID dans patientIdentifier.",
        "Put the INS and its OID in patientIdentifier.",
    ),
    MESSAGES,
    refuse("vihf_champ", MESSAGES, always=True),
    ("SC.DMP/CONF.01", "SC.DMP/CONF.02"),
)
DOSSIER_ABSENT: Final = rule(
    "existence.absent",
    INFO,
    (
        "Ce patient n'a pas de DMP : il n'existe pas, ou le patient s'y est opposé.",
        "This patient has no record: it does not exist, or the patient opposed it.",
    ),
    ("N'alimentez pas ; le DUI affiche « DMP non créé ».", "Do not feed; show “no record”."),
    MESSAGES,
    requirements=("SC.DMP/UX.12",),
)
DOSSIER_FERME: Final = rule(
    "existence.ferme",
    INFO,
    ("Le DMP de ce patient est fermé.", "This patient's record is closed."),
    ("N'alimentez pas ; le DUI affiche « DMP fermé ».", "Do not feed; show “closed record”."),
    MESSAGES,
    requirements=("SC.DMP/UX.12",),
)
AUTORISATION_ACTION: Final = rule(
    "autorisation.action",
    ERROR,
    (
        "L'action demandée sur l'autorisation n'est ni un ajout ni une suppression.",
        "The action asked for on the authorisation is neither an addition nor a removal.",
    ),
    ("Écrivez AJOUT ou SUPPRESSION.", "Write AJOUT or SUPPRESSION."),
    MESSAGES,
    refuse("requete_illisible", MESSAGES, always=True),
)
AUTORISATION_ROLE: Final = rule(
    "autorisation.role",
    ERROR,
    (
        "Seul un médecin peut se déclarer médecin traitant.",
        "Only a doctor can declare to be the médecin traitant.",
    ),
    ("Retirez le rôle MEDECIN_TRAITANT.", "Remove the role MEDECIN_TRAITANT."),
    reported("PDT-INF-526"),
    refuse("droits_service", reported("PDT-INF-526, ligne TD0.3")),
)
AUTORISATION_DROITS: Final = rule(
    "autorisation.droits",
    ERROR,
    (
        "La matrice des droits n'ouvre pas la gestion des autorisations à cet utilisateur dans ce mode.",
        "The rights matrix does not open authorisations to this user in this mode.",
    ),
    (
        "Une autorisation se déclare en mode direct ou AIR, avec l'accès normal.",
        "An authorisation is declared in direct or AIR mode, with the normal access.",
    ),
    reported("PDT-INF-526, PDT-INF-606"),
    refuse("droits_service", reported("PDT-INF-526, PDT-INF-527")),
    ("SC.DMP/CONF.05", "SC.DMP/UX.50"),
)
AUTORISATION_BLOQUE: Final = rule(
    "autorisation.bloque",
    ERROR,
    (
        "Le patient a bloqué ce professionnel, qui ne peut pas se déclarer autorisé.",
        "The patient has blocked this professional, who cannot declare to be authorised.",
    ),
    (
        "N'insistez pas : seul le patient peut lever le blocage.",
        "Do not insist: only the patient can lift it.",
    ),
    reported("PDT-INF-526"),
    refuse("droits_service", reported("PDT-INF-526")),
    ("SC.DMP/CONF.06",),
)
AUTORISATION_DOSSIER: Final = rule(
    "autorisation.dossier",
    ERROR,
    (
        "Ce patient n'a pas de DMP ouvert : aucune autorisation ne peut y être déclarée.",
        "This patient has no open record: no authorisation can be declared on it.",
    ),
    ("Vérifiez l'existence du DMP (TD0.2) d'abord.", "Test that the record exists (TD0.2) first."),
    reported("une autorisation porte sur un DMP ouvert"),
    refuse("droits_service", reported("code supposé"), always=True),
)
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
