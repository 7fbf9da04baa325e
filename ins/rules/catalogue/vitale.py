"""Rules on the search by carte Vitale: what the card says, and its agreement with the coverage."""

from typing import Final

from ins.rules.catalogue.base import ERROR, INFO, WARNING, WSDL, rule
from simulators.core.basis import assumed, reported, seen
from simulators.core.rule import Refusal

_REFUS_SUPPOSE: Final = Refusal("trait_refuse", assumed("code de refus jamais vu"))
_PYXVITAL: Final = seen("Pyxvital, messages de production")
_OPERATION: Final = ("SC.INS/va1.34",)

MATRICULES_ABSENTS: Final = rule(
    "vitale.matricules_absents",
    ERROR,
    (
        "La demande ne porte ni le matricule du bénéficiaire ni celui de l'assuré.",
        "The request holds neither the beneficiary's matricule nor the insured person's.",
    ),
    (
        "Envoyez ce que la carte contient : MatriculeOD toujours, MatriculeIndividu s'il est certifié.",
        "Send what the card holds: MatriculeOD always, MatriculeIndividu when it is certified.",
    ),
    _PYXVITAL,
    _REFUS_SUPPOSE,
    _OPERATION,
)
OD_ABSENT: Final = rule(
    "vitale.od_absent",
    WARNING,
    (
        "Le matricule de l'assuré, ouvrant droit de la carte, est absent.",
        "The matricule of the insured person who holds the card is absent.",
    ),
    ("Envoyez toujours MatriculeOD.", "Always send MatriculeOD."),
    _PYXVITAL,
    requirements=_OPERATION,
)
MATRICULE_FORME: Final = rule(
    "vitale.matricule_forme",
    ERROR,
    (
        "Un matricule de la carte n'a pas ses treize caractères.",
        "A matricule of the card has not its thirteen characters.",
    ),
    (
        "Envoyez treize caractères dans NumIdentifiant, et la clé à part, dans Cle.",
        "Send thirteen characters in NumIdentifiant, and the key apart, in Cle.",
    ),
    WSDL,
    _REFUS_SUPPOSE,
    _OPERATION,
)
CLE: Final = rule(
    "vitale.cle",
    WARNING,
    (
        "La clé envoyée n'est pas celle du matricule : l'un des deux est mal lu.",
        "The key sent is not that of the matricule: one of the two was misread.",
    ),
    (
        "Relisez la carte ; ou n'envoyez pas de clé, les clients connus s'en passent.",
        "Read the card again; or send no key, known clients do without.",
    ),
    assumed("clé calculée ; des clés fausses existent dans les données publiées"),
)
BENEFICIAIRE: Final = rule(
    "vitale.beneficiaire_incomplet",
    ERROR,
    (
        "Sans le matricule du bénéficiaire, rien ne le désigne sur la carte de l'assuré.",
        "Without the beneficiary's matricule, nothing names them on the insured person's card.",
    ),
    (
        "Ajoutez la date et le rang de naissance lus sur la carte.",
        "Add the birth date and the birth rank read from the card.",
    ),
    _PYXVITAL,
    _REFUS_SUPPOSE,
    _OPERATION,
)
DATE_LUNAIRE: Final = rule(
    "vitale.date_lunaire",
    INFO,
    (
        "La date de naissance de la carte n'existe pas dans le calendrier.",
        "The birth date of the card is not in the calendar.",
    ),
    (
        "Envoyez-la telle quelle ; une identité ne se qualifie pas avec une date incomplète.",
        "Send it as it is; an identity is not qualified with an incomplete date.",
    ),
    reported("Guide d'implémentation de l'INS v3.0, cité par lsoulier42/healthcare-domain"),
    requirements=("SC.INS/va1.28",),
)
RANG_FORME: Final = rule(
    "vitale.rang_forme",
    WARNING,
    (
        "Le rang de naissance n'est pas un chiffre de 1 à 9.",
        "The birth rank is not a digit from 1 to 9.",
    ),
    ("Envoyez le chiffre lu sur la carte, 1 le plus souvent.", "Send the digit of the card, most often 1."),
    _PYXVITAL,
)
COUVERTURE_VIDE: Final = rule(
    "vitale.couverture_vide",
    WARNING,
    (
        "La couverture du contexte BAM ne dit rien de la carte.",
        "The coverage of the ContexteBAM says nothing of the card.",
    ),
    (
        "Mettez-y l'assuré et le bénéficiaire : matricules, date de naissance, rang.",
        "Put the insured person and the beneficiary in it: matricules, birth date, rank.",
    ),
    _PYXVITAL,
    requirements=_OPERATION,
)
COUVERTURE_DIVERGENTE: Final = rule(
    "vitale.couverture_divergente",
    ERROR,
    (
        "La couverture et la demande ne parlent pas de la même carte ou du même bénéficiaire.",
        "The coverage and the request are not about the same card or beneficiary.",
    ),
    (
        "Remplissez les deux depuis la même lecture de carte, sans rien garder du patient précédent.",
        "Fill both from the same reading of the card, keeping nothing of the previous patient.",
    ),
    assumed("deux lectures d'une même carte ne peuvent pas différer"),
    _REFUS_SUPPOSE,
    _OPERATION,
)
ORDRE: Final = rule(
    "vitale.ordre",
    ERROR,
    (
        "Les éléments de la carte ne sont pas dans l'ordre du schéma.",
        "The elements of the card are not in the order of the schema.",
    ),
    (
        "Envoyez, dans cet ordre : bénéficiaire, assuré, nom, date, rang.",
        "Send, in this order: beneficiary, insured person, name, date, rank.",
    ),
    WSDL,
    _REFUS_SUPPOSE,
    _OPERATION,
)
TRAITS_DISCORDANTS: Final = rule(
    "vitale.traits_discordants",
    WARNING,
    (
        "Le nom ou la date de la carte ne sont pas ceux de la personne trouvée.",
        "The name or date of the card is not that of the person found.",
    ),
    (
        "Montrez l'écart à l'utilisateur : la carte sert à chercher, elle ne prouve pas l'identité.",
        "Show the difference to the user: the card is a key to search with, it proves no identity.",
    ),
    reported("gcsguyasis.fr : les traits viennent de la base de référence"),
    requirements=("SC.INS/va1.52",),
)
