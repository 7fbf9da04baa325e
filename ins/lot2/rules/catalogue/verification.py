"""Rules on an identity to verify: what it must hold, and why the answer is KO."""

from typing import Final

from ins.rules.catalogue.base import ERROR, INFO, WARNING, rule
from simulators.core.basis import assumed
from simulators.core.rule import Refusal

SUPPOSE: Final = assumed("vérification : le contrat réel n'a pas été vu, celui-ci est du simulateur")
_REFUS_SUPPOSE: Final = Refusal("trait_refuse", assumed("code de refus jamais vu"))
_VERIFICATION: Final = ("SC.INS/va1.09", "SC.INS/va1.06")

DESACTIVE: Final = rule(
    "lot2.desactive",
    INFO,
    (
        "Cette demande est une vérification, que cet espace ne simule pas tant qu'on ne le lui dit pas.",
        "This request is a verification, which this espace does not simulate until told to.",
    ),
    (
        "Démarrez avec --insi-lot2, ou ajoutez l'option ins.lot2 aux réglages de l'espace.",
        "Start with --insi-lot2, or add the option ins.lot2 to the settings of the espace.",
    ),
    SUPPOSE,
    requirements=_VERIFICATION,
)
INS_ABSENTE: Final = rule(
    "lot2.ins_absente",
    ERROR,
    (
        "Il manque une partie de l'INS à vérifier : matricule, clé et OID sont nécessaires.",
        "A part of the INS to verify is missing: matricule, key and OID are needed.",
    ),
    (
        "Envoyez les treize caractères du matricule, sa clé et son OID.",
        "Send the thirteen characters of the matricule, its key and its OID.",
    ),
    SUPPOSE,
    _REFUS_SUPPOSE,
    _VERIFICATION,
)
TRAIT_ABSENT: Final = rule(
    "lot2.trait_absent",
    ERROR,
    (
        "Il manque un des cinq traits stricts : la vérification les compare tous.",
        "One of the five strict traits is missing: a verification compares all of them.",
    ),
    (
        "Envoyez nom, liste des prénoms, sexe, date et lieu de naissance, tels que qualifiés localement.",
        "Send birth name, list of given names, sex, date and place of birth, as qualified locally.",
    ),
    SUPPOSE,
    _REFUS_SUPPOSE,
    ("SC.INS/va1.09", "SC.INS/va1.21"),
)
MATRICULE_FORME: Final = rule(
    "lot2.matricule_forme",
    ERROR,
    ("Le matricule n'a pas treize caractères de la bonne forme.", "The matricule has not the right shape."),
    (
        "Envoyez treize caractères dans NumIdentifiant, et la clé à part.",
        "Send thirteen characters in NumIdentifiant, and the key apart.",
    ),
    SUPPOSE,
    _REFUS_SUPPOSE,
    ("SC.INS/va1.09", "SC.INS/va1.41"),
)
CLE_FAUSSE: Final = rule(
    "lot2.cle_fausse",
    ERROR,
    ("La clé n'est pas celle de ce matricule.", "The key is not that of this matricule."),
    (
        "Contrôlez la clé à la saisie : 97 moins le reste du matricule par 97.",
        "Check the key when it is typed: 97 minus the remainder of the matricule by 97.",
    ),
    SUPPOSE,
    requirements=("SC.INS/va1.41",),
)
OID_INCONNU: Final = rule(
    "lot2.oid_inconnu",
    ERROR,
    ("L'OID n'est pas un de ceux de l'INS.", "The OID is none of those of the INS."),
    (
        "Envoyez l'OID rendu par le téléservice, sans préfixe.",
        "Send the OID that the service returned, without prefix.",
    ),
    SUPPOSE,
    _REFUS_SUPPOSE,
    _VERIFICATION,
)
OID_ENVIRONNEMENT: Final = rule(
    "lot2.oid_environnement",
    WARNING,
    (
        "L'OID est celui d'un autre environnement (réel, test ou démonstration) que l'INS de référence.",
        "The OID is that of another environment (real, test or demonstration) than the reference INS.",
    ),
    (
        "Gardez l'OID tel que le téléservice l'a rendu.",
        "Keep the OID as the service returned it.",
    ),
    SUPPOSE,
    requirements=_VERIFICATION,
)
OID_AUTRE: Final = rule(
    "lot2.oid_autre",
    ERROR,
    (
        "L'OID n'est pas celui de ce matricule : un matricule d'attente et un NIR n'ont pas le même.",
        "The OID is not that of this matricule: a waiting number and a NIR have different ones.",
    ),
    (
        "Récupérez à nouveau l'INS : le matricule d'attente a pu devenir un NIR.",
        "Retrieve the INS again: the waiting number may have become a NIR.",
    ),
    SUPPOSE,
    requirements=_VERIFICATION,
)
MATRICULE_INCONNU: Final = rule(
    "lot2.matricule_inconnu",
    INFO,
    (
        "Ce matricule n'est celui de personne dans la base de référence : la réponse est KO.",
        "Nobody bears this matricule in the reference base: the answer is KO.",
    ),
    (
        "Retirez le matricule et l'OID du dossier, ramenez son statut, puis recherchez par les traits.",
        "Remove matricule and OID from the record, lower its status, then search by the traits.",
    ),
    SUPPOSE,
    requirements=("SC.INS/va1.08",),
)
MATRICULE_ANCIEN: Final = rule(
    "lot2.matricule_ancien",
    WARNING,
    (
        "Ce matricule est un ancien matricule : la personne en a un autre aujourd'hui, la réponse est KO.",
        "This is a former matricule: the person bears another one today, the answer is KO.",
    ),
    (
        "Récupérez l'INS par les traits : l'ancien matricule passe à l'historique.",
        "Retrieve the INS by the traits: the former matricule goes to the history.",
    ),
    SUPPOSE,
    requirements=("SC.INS/va1.08",),
)
TRAIT_DIFFERENT: Final = rule(
    "lot2.trait_different",
    WARNING,
    (
        "Un trait n'est pas celui de la base de référence : la réponse est KO.",
        "A trait is not that of the reference base: the answer is KO.",
    ),
    (
        "Corrigez le dossier d'après une pièce d'identité, ou récupérez à nouveau l'INS.",
        "Correct the record from an identity document, or retrieve the INS again.",
    ),
    SUPPOSE,
    requirements=("SC.INS/va1.08", "SC.INS/va1.06"),
)
LISTE_PRENOMS: Final = rule(
    "lot2.liste_prenoms",
    WARNING,
    (
        "Seule une partie des prénoms est envoyée : la vérification compare la liste entière.",
        "Only some of the given names are sent: a verification compares the whole list.",
    ),
    (
        "Envoyez la liste des prénoms telle que le téléservice l'a rendue.",
        "Send the list of given names as the service returned it.",
    ),
    SUPPOSE,
    requirements=_VERIFICATION,
)
