"""Rules on records created, reactivated, changed or closed (dmp_xds.md §4.5)."""

from typing import Final

from dmp.xds.rules.catalogue.base import ERROR, MESSAGES, WARNING, refuse, rule
from simulators.core.basis import assumed, reported, seen

_KIT: Final = seen("client d'exemple KIT 2.06, dans k-jefferson/Dehempe")
_526: Final = reported("PDT-INF-526, note 10")
_617: Final = reported("PDT-INF-617")

RAISON: Final = rule(
    "gestion.raison",
    ERROR,
    (
        "La raison de la demande n'est pas une opération de gestion de dossier.",
        "The reason of the request is no operation on a record.",
    ),
    (
        "Écrivez REAC, MODIF_DATA ou FERM dans reasonCode ; CREA_RD pour une création.",
        "Write REAC, MODIF_DATA or FERM in reasonCode; CREA_RD for a creation.",
    ),
    MESSAGES,
    refuse("td1_refus", MESSAGES, always=True),
)
PATIENT: Final = rule(
    "gestion.patient",
    ERROR,
    ("La demande ne nomme pas de patient.", "The request names no patient."),
    ("Mettez l'INS et son OID dans patient/id.", "Put the INS and its OID in patient/id."),
    MESSAGES,
    refuse("td1_refus", MESSAGES, always=True),
)
INCONNU: Final = rule(
    "gestion.patient_inconnu",
    ERROR,
    (
        "Aucune personne ne porte cet INS.",
        "Nobody bears that INS.",
    ),
    ("Vérifiez l'INS par INSi avant de créer le DMP.", "Check the INS with INSi before creating the record."),
    assumed("personnes connues du simulateur"),
    refuse("td1_absent", assumed("code réel inconnu"), always=True),
)
ABSENT: Final = rule(
    "gestion.absent",
    ERROR,
    ("Ce patient n'a pas de DMP.", "This patient has no record."),
    ("Vérifiez l'existence du DMP (TD0.2) d'abord.", "Test that the record exists (TD0.2) first."),
    MESSAGES,
    refuse("td1_absent", assumed("code réel inconnu"), always=True),
)
DEJA_OUVERT: Final = rule(
    "gestion.deja_ouvert",
    ERROR,
    ("Le DMP de ce patient est déjà ouvert.", "This patient's record is open already."),
    (
        "Vérifiez l'état du DMP (TD0.2) avant de le créer ou de le réactiver.",
        "Test the state of the record (TD0.2) before creating or reactivating it.",
    ),
    _KIT,
    refuse("DMPFound", _KIT, always=True),
)
DEJA_FERME: Final = rule(
    "gestion.ferme",
    ERROR,
    ("Le DMP de ce patient est fermé.", "This patient's record is closed."),
    (
        "Réactivez le DMP d'abord, avec l'accord du patient.",
        "Reactivate it first, with the patient's agreement.",
    ),
    _KIT,
    refuse("DMPClosed", _KIT, always=True),
)
CONSENTEMENT: Final = rule(
    "gestion.consentement",
    ERROR,
    (
        "La demande ne dit pas le consentement du patient.",
        "The request does not tell the patient's consent.",
    ),
    (
        "Ajoutez l'observation CONSENTEMENT_OUVERTURE_DMP ou CONSENTEMENT_REACTIVATION_DMP, à vrai.",
        "Add the observation CONSENTEMENT_OUVERTURE_DMP or CONSENTEMENT_REACTIVATION_DMP, true.",
    ),
    _KIT,
    refuse("td1_refus"),
)
MOTIF: Final = rule(
    "gestion.motif",
    WARNING,
    ("La fermeture ne dit pas son motif.", "The closing does not tell why."),
    (
        "Mettez FERMETURE_DEMANDE_PATIENT dans reasonOf/detectedIssueEvent/code.",
        "Put FERMETURE_DEMANDE_PATIENT in reasonOf/detectedIssueEvent/code.",
    ),
    MESSAGES,
)
STATUT: Final = rule(
    "gestion.statut",
    WARNING,
    (
        "Le statut du patient ne va pas avec la raison de la demande.",
        "The status of the patient does not go with the reason of the request.",
    ),
    (
        "Mettez terminated pour une fermeture, active pour le reste.",
        "Put terminated for a closing, active for the rest.",
    ),
    MESSAGES,
)
AUTEUR: Final = rule(
    "gestion.auteur",
    ERROR,
    (
        "Le nom ou le prénom de l'auteur de la demande est vide.",
        "The family or given name of the author of the request is empty.",
    ),
    (
        "Renseignez name/family et name/given de l'auteur, même pour une carte de personnel d'établissement.",
        "Fill in name/family and name/given of the author, even for a CPE.",
    ),
    _617,
    refuse("td1_refus", _617),
)
RATTACHE: Final = rule(
    "gestion.rattache_mes",
    ERROR,
    (
        "Ce DMP est rattaché à Mon espace santé : le patient seul le gère.",
        "This record is attached to Mon espace santé: the patient alone manages it.",
    ),
    (
        "Ne proposez cette gestion que si RATTACHEMENT_ENS est faux (TD0.2).",
        "Offer that only when RATTACHEMENT_ENS is false (TD0.2).",
    ),
    _526,
    refuse("td1_mes", _526),
)
ACCES: Final = rule(
    "gestion.acces",
    ERROR,
    (
        "Un accès d'urgence n'ouvre pas la gestion du dossier.",
        "An emergency access does not open the management of the record.",
    ),
    ("Demandez-la avec l'accès normal.", "Ask for it with the normal access."),
    assumed("TD1.1 à TD1.4 ne sont pas dans la matrice lue"),
    refuse("td1_refus"),
)
