"""Rules on the traits asked for, and on the person they name."""

from typing import Final

from ins.rules.catalogue.base import CLIENTS, ERROR, GUIDE, GUIDE_INS, INFO, WARNING, WSDL, rule
from simulators.core.basis import assumed, reported, seen
from simulators.core.rule import Refusal, Rule

_REFUS_SUPPOSE: Final = Refusal("trait_refuse", assumed("code de refus jamais vu"))
_NOMS: Final = ("SC.INS/va1.56", "SC.INS/va1.34")


def _lettres(name: str, title: tuple[str, str], advice: tuple[str, str]) -> Rule:
    return rule(f"lexique.{name}", ERROR, title, advice, GUIDE, _REFUS_SUPPOSE, _NOMS)


MINUSCULES: Final = _lettres(
    "minuscules",
    ("Un nom ou un prénom contient des minuscules.", "A name holds lower case letters."),
    ("Envoyez-le en majuscules.", "Send it in capitals."),
)
DIACRITIQUE: Final = _lettres(
    "diacritique",
    ("Un nom ou un prénom contient une lettre accentuée.", "A name holds an accented letter."),
    ("Remplacez la lettre par sa forme sans accent.", "Replace the letter by its plain form."),
)
LIGATURE: Final = _lettres(
    "ligature",
    ("Un nom ou un prénom contient une ligature.", "A name holds a ligature."),
    ("Écrivez OE pour Œ et AE pour Æ.", "Write OE for Œ and AE for Æ."),
)
APOSTROPHE: Final = _lettres(
    "apostrophe",
    ("Un nom ou un prénom contient une apostrophe typographique.", "A name holds a curly apostrophe."),
    ("Utilisez l'apostrophe droite.", "Use the straight apostrophe."),
)
CHIFFRE: Final = _lettres(
    "chiffre",
    ("Un nom ou un prénom contient un chiffre.", "A name holds a digit."),
    ("Corrigez l'identité : un chiffre n'y a pas sa place.", "Correct the identity: no digit belongs there."),
)
CARACTERE: Final = _lettres(
    "caractere",
    (
        "Un nom ou un prénom contient un signe que le téléservice n'admet pas.",
        "A name holds a sign that the service does not admit.",
    ),
    (
        "N'envoyez que des lettres de A à Z, l'espace, l'apostrophe et le tiret.",
        "Send only letters A to Z, space, apostrophe and hyphen.",
    ),
)
ESPACES: Final = _lettres(
    "espaces",
    (
        "Un nom ou un prénom a des espaces ou des apostrophes doublés ou accolés.",
        "A name has spaces or apostrophes doubled or side by side.",
    ),
    ("N'en gardez qu'un.", "Keep only one."),
)
DEBUT: Final = _lettres(
    "debut",
    ("Un nom ou un prénom commence par un espace ou un tiret.", "A name begins with a space or a hyphen."),
    ("Retirez ce premier signe.", "Remove this first sign."),
)
FIN: Final = _lettres(
    "fin",
    (
        "Un prénom se termine par un tiret ou une apostrophe.",
        "A given name ends with a hyphen or apostrophe.",
    ),
    ("Retirez ce dernier signe.", "Remove this last sign."),
)
TIRETS: Final = _lettres(
    "tirets",
    (
        "Il y a trop de tirets qui se suivent : deux au plus dans un nom, un seul dans un prénom.",
        "Too many hyphens in a row: two at most in a name, one in a given name.",
    ),
    ("Retirez les tirets en trop.", "Remove the extra hyphens."),
)
ESPACE_FINAL: Final = rule(
    "lexique.espace_final",
    WARNING,
    ("Un nom ou un prénom se termine par un espace.", "A name ends with a space."),
    (
        "Retirez cet espace : la comparaison est stricte, il fait échouer la recherche.",
        "Remove this space: the comparison is strict, it makes the search fail.",
    ),
    seen("expressions des clients padoa/tlsi-ins et SAPA"),
    requirements=_NOMS,
)
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
LIEU_INCONNU: Final = rule(
    "traits.lieu_inconnu",
    INFO,
    (
        "Le lieu de naissance envoyé veut dire « inconnu » : il écarte la personne cherchée.",
        "The place of birth sent means “unknown”: it rules out the person looked for.",
    ),
    ("N'envoyez pas de lieu quand il est inconnu.", "Send no place when it is unknown."),
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
NOM_UTILISE: Final = rule(
    "identite.nom_utilise",
    WARNING,
    (
        "Le nom envoyé semble être le nom utilisé, pas le nom de naissance.",
        "The name sent seems to be the name used, not the birth name.",
    ),
    (
        "Envoyez le nom de naissance : la recherche ne connaît que lui.",
        "Send the birth name: the search knows no other.",
    ),
    reported("Ophtao, étude de 3 577 appels : première cause d'échec pour les femmes"),
    requirements=("SC.INS/va1.56",),
)
DOUTEUSE: Final = rule(
    "identite.douteuse",
    ERROR,
    (
        "L'identité est marquée douteuse dans le dossier : l'appel ne devait pas partir.",
        "The identity is marked as doubtful in the record: the call was not to leave.",
    ),
    (
        "Bloquez l'appel tant que l'attribut « identité douteuse » est posé.",
        "Block the call as long as the “doubtful identity” attribute is set.",
    ),
    GUIDE_INS,
    requirements=("SC.INS/va1.20", "SC.INS/va1.44"),
)
FICTIVE: Final = rule(
    "identite.fictive",
    ERROR,
    (
        "L'identité est marquée fictive dans le dossier : l'appel ne devait pas partir.",
        "The identity is marked as fictional in the record: the call was not to leave.",
    ),
    (
        "Bloquez l'appel tant que l'attribut « identité fictive » est posé.",
        "Block the call as long as the “fictional identity” attribute is set.",
    ),
    GUIDE_INS,
    requirements=("SC.INS/va1.20", "SC.INS/va1.44"),
)
