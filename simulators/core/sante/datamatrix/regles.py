"""What can be wrong in the text of an INS datamatrix: one rule each, in the words of who prints or scans."""

from typing import Final

from simulators.core.basis import Basis, seen
from simulators.core.rule import Rule, Severity, Text
from simulators.core.sante.datamatrix.format import BASIS

SERVICE: Final = "datamatrix"
_REQUIREMENTS: Final = ("SC.INS/va1.03",)
_LEXIQUE: Final = seen("SEL-MP-043 §2, cité par healthcare-domain (INSi-adaptations.md)")


def _rule(
    name: str,
    severity: Severity,
    title: tuple[str, str],
    advice: tuple[str, str],
    basis: Basis = BASIS,
) -> Rule:
    return Rule(
        id=f"datamatrix.{name}",
        service=SERVICE,
        severity=severity,
        title=Text(*title),
        advice=Text(*advice),
        basis=basis,
        requirements=_REQUIREMENTS,
    )


_ERROR, _WARNING, _INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

TROP_LONG: Final = _rule(
    "trop_long",
    _ERROR,
    ("Le texte est bien plus long qu'un datamatrix INS.", "The text is far longer than an INS datamatrix."),
    ("Ne donnez que le contenu d'un seul code.", "Give the content of one code only."),
)
MARQUEUR: Final = _rule(
    "marqueur",
    _ERROR,
    ("Ce n'est pas un datamatrix INS : il ne commence pas par IS.", "Not an INS datamatrix: no IS first."),
    ("Lisez le code qui porte la mention « INS à scanner ».", "Scan the code marked « INS à scanner »."),
)
VERSION: Final = _rule(
    "version",
    _ERROR,
    ("La version du format n'est pas 01.", "The version of the format is not 01."),
    ("Écrivez IS01 en tête.", "Begin with IS01."),
)
REMPLISSAGE: Final = _rule(
    "remplissage",
    _ERROR,
    ("L'en-tête n'a pas ses 22 zéros.", "The header lacks its 22 zeros."),
    ("Complétez l'en-tête à 26 caractères par des zéros.", "Fill the header with zeros up to 26 characters."),
)
BLOC_INCONNU: Final = _rule(
    "bloc_inconnu",
    _ERROR,
    ("Un bloc n'est pas l'un de S1 à S7.", "A block is none of S1 to S7."),
    ("N'écrivez que les blocs du format INS.", "Write only the blocks of the INS format."),
)
BLOC_DOUBLE: Final = _rule(
    "bloc_double",
    _ERROR,
    ("Un bloc est présent deux fois.", "A block is there twice."),
    ("Gardez-en un seul.", "Keep one."),
)
BLOC_ABSENT: Final = _rule(
    "bloc_absent",
    _ERROR,
    ("Un bloc obligatoire manque.", "A compulsory block is missing."),
    ("Écrivez S1 à S6 ; seul S7 est facultatif.", "Write S1 to S6; S7 alone is optional."),
)
LONGUEUR: Final = _rule(
    "longueur",
    _ERROR,
    ("Une valeur n'a pas la longueur de son bloc.", "A value has not the length of its block."),
    ("Respectez les longueurs du format.", "Keep to the lengths of the format."),
)
SEPARATEUR_ABSENT: Final = _rule(
    "separateur_absent",
    _ERROR,
    (
        "Il manque un séparateur (ASCII 29) après une valeur de longueur variable.",
        "A separator (ASCII 29) is missing after a value of variable length.",
    ),
    (
        "Écrivez le séparateur après S2, S3 et S4 plus courts que leur maximum ; vérifiez aussi que la "
        "douchette ne le retire pas.",
        "Write the separator after S2, S3 and S4 shorter than their maximum; check that the scanner does "
        "not drop it.",
    ),
)
SEPARATEUR_EN_TROP: Final = _rule(
    "separateur_en_trop",
    _WARNING,
    ("Un séparateur (ASCII 29) est de trop.", "A separator (ASCII 29) should not be there."),
    (
        "Pas de séparateur après un bloc de longueur fixe, une valeur à son maximum, ni le dernier bloc.",
        "No separator after a block of fixed length, a value at its maximum, nor the last block.",
    ),
)
ORDRE: Final = _rule(
    "ordre",
    _INFO,
    ("Les blocs ne sont pas dans l'ordre S1 à S7.", "The blocks are not in the order S1 to S7."),
    ("L'ordre est libre ; celui de S1 à S7 est d'usage.", "Any order is legal; S1 to S7 is usual."),
)
MATRICULE: Final = _rule(
    "matricule",
    _ERROR,
    ("Le matricule n'a pas la forme d'un matricule INS.", "The matricule has not the shape of an INS."),
    ("Écrivez 13 caractères puis la clé sur 2 chiffres.", "Write 13 characters, then the key, 2 digits."),
)
CLE: Final = _rule(
    "cle",
    _WARNING,
    ("La clé n'est pas celle du matricule.", "The key is not that of the matricule."),
    ("Contrôlez la saisie ; ne refusez pas sur la clé seule.", "Check; never refuse on the key alone."),
)
OID: Final = _rule(
    "oid",
    _ERROR,
    ("L'OID n'est pas l'un des quatre de l'INS.", "The OID is none of the four of the INS."),
    (
        "Écrivez 1.2.250.1.213.1.4 suivi de .8 (NIR), .9 (NIA), .10 (test) ou .11 (démonstration).",
        "Write 1.2.250.1.213.1.4 with .8 (NIR), .9 (NIA), .10 (test) or .11 (demonstration).",
    ),
)
LETTRES: Final = _rule(
    "lettres",
    _ERROR,
    (
        "Un nom ou un prénom contient autre chose que A à Z, espace, apostrophe et tiret.",
        "A name holds something else than A to Z, space, apostrophe and hyphen.",
    ),
    ("Reprenez les traits rendus par INSi.", "Take the traits INSi returned."),
    _LEXIQUE,
)
SEXE: Final = _rule(
    "sexe",
    _ERROR,
    ("Le sexe n'est ni M ni F.", "The sex is neither M nor F."),
    ("Écrivez M ou F.", "Write M or F."),
)
DATE: Final = _rule(
    "date",
    _ERROR,
    ("La date n'est pas une date JJ-MM-AAAA du calendrier.", "The date is no JJ-MM-AAAA calendar date."),
    ("Écrivez le jour, le mois, l'année, séparés par des tirets.", "Write day, month, year, with hyphens."),
)
LIEU: Final = _rule(
    "lieu",
    _ERROR,
    ("Le lieu de naissance n'est pas un code officiel géographique.", "The place of birth is no COG."),
    ("Écrivez les 5 caractères du COG, ou laissez S7 de côté.", "Write the 5 characters, or leave S7 out."),
)
