"""Rules on the traits asked for: presence, values, order."""

from typing import Final

from ins.rules.catalogue.base import CLIENTS, COG, ERROR, GUIDE, GUIDE_INS, INFO, WARNING, WSDL, rule
from simulators.core.basis import assumed, reported, seen
from simulators.core.rule import Refusal

_REFUS_SUPPOSE: Final = Refusal("trait_refuse", assumed("code de refus jamais vu"))

TRAIT_ABSENT: Final = rule(
    "traits.absent",
    ERROR,
    (
        "Il manque un trait : nom de naissance, prénom, sexe et date de naissance sont obligatoires.",
        "A trait is missing: birth name, given name, sex and birth date are compulsory.",
    ),
    (
        "Complétez la fiche avant d'appeler ; sans ce trait, aucun appel ne doit partir.",
        "Complete the record before calling; without this trait no call must leave.",
    ),
    GUIDE,
    _REFUS_SUPPOSE,
    ("SC.INS/va1.21", "SC.INS/va1.34"),
)
SEXE: Final = rule(
    "traits.sexe",
    ERROR,
    ("Le téléservice ne connaît que deux valeurs du sexe.", "The service knows two values of the sex only."),
    (
        "Envoyez M ou F ; un sexe indéterminé ne peut pas être envoyé.",
        "Send M or F; an undetermined sex cannot be sent.",
    ),
    GUIDE,
    _REFUS_SUPPOSE,
    ("SC.INS/va1.21",),
)
DATE_FORME: Final = rule(
    "traits.date_forme",
    ERROR,
    (
        "La date de naissance n'est pas écrite année, mois, jour.",
        "The birth date is not written year, month, day.",
    ),
    ("Écrivez-la comme 1938-12-31.", "Write it like 1938-12-31."),
    WSDL,
    _REFUS_SUPPOSE,
    ("SC.INS/va1.34",),
)
DATE_FUTURE: Final = rule(
    "traits.date_future",
    ERROR,
    ("La date de naissance est après le jour de l'appel.", "The birth date is after the day of the call."),
    ("Corrigez la date : l'année est sans doute mal saisie.", "Correct the date: the year is likely wrong."),
    assumed("le téléservice compare sans juger ; une telle date ne désigne personne"),
)
DATE_ANCIENNE: Final = rule(
    "traits.date_ancienne",
    INFO,
    ("La date de naissance est d'avant 1850.", "The birth date is before 1850."),
    (
        "Vérifiez l'année : le siècle est sans doute mal saisi.",
        "Check the year: the century is likely wrong.",
    ),
    assumed("aucune borne du téléservice n'a été vue"),
)
DATE_INCOMPLETE: Final = rule(
    "traits.date_incomplete",
    WARNING,
    (
        "La date de naissance est incomplète ou n'existe pas dans le calendrier.",
        "The birth date is incomplete or is not in the calendar.",
    ),
    (
        "Complétez-la selon le RNIV (jour inconnu : le 1er ; mois : janvier ; les deux : 31 décembre).",
        "Complete it by the RNIV (unknown day: the 1st; month: January; both: 31 December).",
    ),
    GUIDE_INS,
    requirements=("SC.INS/va1.28",),
)
LIEU_FORME: Final = rule(
    "traits.lieu_forme",
    ERROR,
    (
        "Le lieu de naissance n'est pas un code officiel géographique.",
        "The place of birth is not an official geographic code.",
    ),
    (
        "Envoyez les cinq caractères du code INSEE de la commune ou du pays, pas un code postal ni un nom.",
        "Send the five characters of the INSEE code of the commune or country, no postcode, no name.",
    ),
    seen("padoa/tlsi-ins, CharlieLamatte/SAPA"),
    _REFUS_SUPPOSE,
    ("SC.INS/va1.34",),
)
LIEU_IMPOSSIBLE: Final = rule(
    "traits.lieu_impossible",
    ERROR,
    (
        "Aucune commune ni aucun pays n'a jamais eu ce code de lieu de naissance.",
        "No commune nor country ever had this code of place of birth.",
    ),
    (
        "Reprenez le code INSEE de la commune au jour de la naissance ; il écarte sinon la personne.",
        "Take the INSEE code of the commune on the day of birth; otherwise it rules the person out.",
    ),
    COG,
    requirements=("SC.INS/va1.34",),
)
LIEU_DISPARU: Final = rule(
    "traits.lieu_disparu",
    WARNING,
    (
        "La commune de naissance n'existait plus ce jour-là.",
        "The commune of birth was no more on that day.",
    ),
    (
        "Le code est celui de la commune au jour de la naissance : vérifiez le lieu et la date.",
        "The code is that of the commune on the day of birth: check the place and the date.",
    ),
    COG,
)
LIEU_CORSE: Final = rule(
    "traits.lieu_corse",
    WARNING,
    (
        "Le lieu de naissance est écrit avec l'ancien département de la Corse.",
        "The place of birth is written with the former department of Corsica.",
    ),
    (
        "Écrivez 2A ou 2B : les identités publiées le portent, même nées avant le partage de 1976.",
        "Write 2A or 2B: published identities do, even born before the parting of 1976.",
    ),
    seen("identité publiée ADRTROIS TOUSSAINT : née en 1960, lieu 2B020"),
)
LIEU_INCONNU: Final = rule(
    "traits.lieu_inconnu",
    INFO,
    (
        "Le lieu de naissance envoyé veut dire « inconnu » : il écarte la personne cherchée.",
        "The place of birth sent means “unknown”: it rules out the person looked for.",
    ),
    (
        "N'envoyez pas de lieu quand il est inconnu ; une identité validée ne peut pas garder ce code.",
        "Send no place when it is unknown; a validated identity cannot keep this code.",
    ),
    reported("hl7.fhir.fr.core ; lieu inconnu interdit sur une identité validée"),
)
PRENOMS_PLUSIEURS: Final = rule(
    "traits.prenoms_plusieurs",
    INFO,
    (
        "Les prénoms sont envoyés dans plusieurs éléments ; c'est permis, mais rare.",
        "The given names are sent in several elements; allowed, but rare.",
    ),
    (
        "Envoyez un prénom par appel, ou tous dans un seul élément séparés par des espaces.",
        "Send one given name per call, or all in one element separated by spaces.",
    ),
    CLIENTS,
)
TRAIT_DOUBLE: Final = rule(
    "traits.double",
    ERROR,
    ("Un trait est donné plusieurs fois.", "A trait is given more than once."),
    ("Ne l'envoyez qu'une fois.", "Send it once only."),
    WSDL,
    _REFUS_SUPPOSE,
)
ORDRE: Final = rule(
    "traits.ordre",
    ERROR,
    (
        "Les traits ne sont pas dans l'ordre du schéma.",
        "The traits are not in the order of the schema.",
    ),
    (
        "Envoyez, dans cet ordre : nom, prénom, sexe, date, lieu.",
        "Send, in this order: name, given name, sex, date, place.",
    ),
    WSDL,
    _REFUS_SUPPOSE,
    ("SC.INS/va1.34",),
)
ELEMENT_INCONNU: Final = rule(
    "traits.element_inconnu",
    ERROR,
    (
        "La demande contient un élément que le téléservice ne connaît pas.",
        "The request holds an element that the service does not know.",
    ),
    (
        "Retirez-le, ou corrigez son nom et son espace de noms.",
        "Remove it, or correct its name and namespace.",
    ),
    WSDL,
    _REFUS_SUPPOSE,
    ("SC.INS/va1.34",),
)
