"""Rules on a verification en masse: the batch, its lines, its follow-up."""

from typing import Final

from ins.lot2.rules.catalogue.verification import SUPPOSE
from ins.rules.catalogue.base import ERROR, INFO, WARNING, rule
from simulators.core.basis import assumed
from simulators.core.rule import Refusal

_MASSE: Final = ("INS/va1.63",)

CERTIFICAT_MANU: Final = rule(
    "lot2.certificat_manu",
    WARNING,
    (
        "La vérification en masse est appelée avec le certificat des appels faits par une personne.",
        "The mass verification is called with the certificate of calls made by a person.",
    ),
    (
        "Utilisez le certificat INSI-AUTO, celui des appels automatiques.",
        "Use the INSI-AUTO certificate, that of automatic calls.",
    ),
    SUPPOSE,
    requirements=_MASSE,
)
DEPOT_VIDE: Final = rule(
    "lot2.depot_vide",
    ERROR,
    ("Le dépôt ne contient aucune ligne.", "The deposit holds no line."),
    ("Déposez au moins une identité à vérifier.", "Deposit one identity to verify at least."),
    SUPPOSE,
    Refusal("trait_refuse", assumed("contrat du simulateur"), always=True),
    _MASSE,
)
TROP_DE_LIGNES: Final = rule(
    "lot2.trop_de_lignes",
    ERROR,
    ("Le dépôt contient plus de lignes que la limite.", "The deposit holds more lines than the limit."),
    ("Répartissez les identités sur plusieurs lots.", "Spread the identities over several batches."),
    SUPPOSE,
    Refusal("corps_trop_gros", assumed("limite du simulateur"), always=True),
    _MASSE,
)
LIGNE_SANS_ID: Final = rule(
    "lot2.ligne_sans_id",
    WARNING,
    (
        "Une ligne n'a pas d'identifiant : son rang en tient lieu dans le résultat.",
        "A line has no identifier: its rank stands for it in the result.",
    ),
    (
        "Donnez à chaque ligne un identifiant qui vous fait retrouver le dossier.",
        "Give each line an identifier by which you find the record.",
    ),
    SUPPOSE,
    requirements=_MASSE,
)
LIGNE_DOUBLE: Final = rule(
    "lot2.ligne_double",
    ERROR,
    (
        "Deux lignes du lot ont le même identifiant : la seconde n'est pas vérifiée.",
        "Two lines of the batch have the same identifier: the second is not verified.",
    ),
    ("Donnez à chaque ligne un identifiant différent.", "Give each line a different identifier."),
    SUPPOSE,
    requirements=_MASSE,
)
IDENTITE_DOUBLE: Final = rule(
    "lot2.identite_double",
    INFO,
    (
        "La même INS est déposée deux fois dans le lot : deux dossiers la portent peut-être.",
        "The same INS is deposited twice in the batch: two records may bear it.",
    ),
    (
        "Cherchez un doublon dans votre base, ou retirez la ligne répétée.",
        "Look for a duplicate record in your base, or remove the repeated line.",
    ),
    SUPPOSE,
    requirements=_MASSE,
)
LOT_ABSENT: Final = rule(
    "lot2.lot_absent",
    ERROR,
    ("Le suivi ne dit pas de quel lot il s'agit.", "The follow-up does not tell which batch it is about."),
    ("Envoyez l'identifiant rendu par le dépôt.", "Send the identifier that the deposit returned."),
    SUPPOSE,
    Refusal("trait_refuse", assumed("contrat du simulateur")),
    _MASSE,
)
LOT_INCONNU: Final = rule(
    "lot2.lot_inconnu",
    WARNING,
    ("Aucun lot n'a cet identifiant.", "No batch has this identifier."),
    (
        "Gardez l'identifiant rendu par le dépôt, et interrogez le même espace.",
        "Keep the identifier that the deposit returned, and ask the same espace.",
    ),
    SUPPOSE,
    requirements=_MASSE,
)
LOT_EXPIRE: Final = rule(
    "lot2.lot_expire",
    WARNING,
    (
        "Le résultat de ce lot n'est plus conservé : le délai est passé.",
        "The result of this batch is no longer kept: the time is over.",
    ),
    (
        "Lisez le résultat dès qu'il est prêt, sinon déposez le lot à nouveau.",
        "Read the result as soon as it is ready, else deposit the batch again.",
    ),
    SUPPOSE,
    requirements=_MASSE,
)
AUTRE_STRUCTURE: Final = rule(
    "lot2.autre_structure",
    ERROR,
    (
        "Ce lot a été déposé par une autre structure.",
        "This batch was deposited by another structure.",
    ),
    (
        "Suivez un lot avec le certificat de la structure qui l'a déposé.",
        "Follow a batch with the certificate of the structure that deposited it.",
    ),
    SUPPOSE,
    Refusal("desir_560", assumed("contrat du simulateur"), always=True),
    _MASSE,
)
