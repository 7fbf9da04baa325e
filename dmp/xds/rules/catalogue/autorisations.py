"""Rules on existence tests and authorisations (TD0.2, TD0.3)."""

from typing import Final

from dmp.xds.rules.catalogue.base import (
    ERROR,
    INFO,
    MESSAGES,
    refuse,
    rule,
)
from simulators.core.basis import reported, standard

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
