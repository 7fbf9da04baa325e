"""Rules on the letters of a name or given name."""

from typing import Final

from ins.rules.catalogue.base import ERROR, GUIDE, WARNING, rule
from simulators.core.basis import assumed, seen
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
