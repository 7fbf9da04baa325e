"""Rules on calls that follow one another."""

from typing import Final

from ins.rules.catalogue.base import WARNING, rule
from simulators.core.basis import assumed, reported, seen, standard

MESSAGE_ID_REPETE: Final = rule(
    "rythme.message_id_repete",
    WARNING,
    (
        "L'identifiant du message a déjà servi à un autre appel.",
        "The identifier of the message was already used by another call.",
    ),
    (
        "Donnez à chaque appel un identifiant nouveau, même pour un nouvel essai.",
        "Give each call a new identifier, a new try included.",
    ),
    standard("WS-Addressing 1.0 Core §3.1"),
    requirements=("SC.INS/va1.38",),
)
REPETITION: Final = rule(
    "rythme.repetition",
    WARNING,
    (
        "La même recherche est refaite à l'identique, et reçoit la même réponse.",
        "The very same search is made again, and gets the same answer.",
    ),
    (
        "Gardez la réponse ; ne cherchez à nouveau qu'après avoir changé un trait.",
        "Keep the answer; search again only once a trait has changed.",
    ),
    assumed("aucun seuil vu : trois fois la même recherche en deux minutes"),
)
ESSAIS: Final = rule(
    "rythme.essais",
    WARNING,
    (
        "Plus de cinq essais se suivent pour la même identité.",
        "More than five tries follow one another for the same identity.",
    ),
    (
        "Après les prénoms un par un puis tous, laissez la personne corriger les traits.",
        "After the given names one by one then all, let the user correct the traits.",
    ),
    assumed("borne des scénarios d'essai, aucun seuil du téléservice n'a été vu"),
    requirements=("SC.INS/va1.34",),
)
PAR_LOT: Final = rule(
    "rythme.par_lot",
    WARNING,
    (
        "Beaucoup de personnes sont recherchées à la suite : la récupération se fait une par une.",
        "Many people are searched in a row: an INS is retrieved one person at a time.",
    ),
    (
        "Cherchez quand la personne se présente ; en masse, seule la vérification existe.",
        "Search when the person comes; for a whole list only verification exists en masse.",
    ),
    reported("gcsguyasis.fr et Ophtao : récupération unitaire, appels tracés côté téléservice"),
    requirements=("SC.INS/va1.38",),
)
SANS_PAUSE: Final = rule(
    "rythme.sans_pause",
    WARNING,
    (
        "L'appel est relancé aussitôt après une erreur technique.",
        "The call is made again right after a technical error.",
    ),
    (
        "Attendez avant de réessayer, de plus en plus longtemps, et peu de fois.",
        "Wait before trying again, longer each time, and few times.",
    ),
    assumed("usage supposé : une seconde au moins"),
    requirements=("SC.INS/va1.35",),
)
REFUS_REPETE: Final = rule(
    "rythme.refus_repete",
    WARNING,
    (
        "Le logiciel insiste alors que son accès vient d'être refusé.",
        "The software insists although its access has just been refused.",
    ),
    (
        "Ne relancez pas : corrigez d'abord le numéro d'autorisation ou le certificat.",
        "Do not try again: first correct the authorisation number or the certificate.",
    ),
    assumed("usage supposé : un refus d'accès ne se résout pas en recommençant"),
    requirements=("SC.INS/va1.37",),
)
INSTANCE: Final = rule(
    "rythme.instance_changeante",
    WARNING,
    (
        "Chaque appel nomme une autre installation du logiciel.",
        "Each call names another installation of the software.",
    ),
    (
        "Tirez l'identifiant d'installation une fois, gardez-le : il aide le support à vous retrouver.",
        "Draw the identifier of the installation once and keep it: support finds you by it.",
    ),
    seen("CharlieLamatte/SAPA : identifiant stable de l'installation"),
)
