"""From what a record holds to what INSi admits (ins.md §6.1, SEL-MP-043 §2): convert, or refuse to send.

A character without equivalent is never dropped: the user corrects the record.
"""

from simulators.core.rule import Text
from simulators.core.sante.noms import convertir, permis


class InconvertibleError(ValueError):
    """A value that INSi does not admit, even converted: `reason` is what the user reads."""

    def __init__(self, value: str, reason: Text) -> None:
        self.value = value
        self.reason = Text(f"« {value} » : {reason.fr}", f'"{value}": {reason.en}')
        super().__init__(self.reason.fr)


_EMPTY = Text("la valeur est vide", "the value is empty")
_HYPHEN_FIRST = Text("le premier caractère est un trait d'union", "the first character is a hyphen")
_THREE_HYPHENS = Text("plus de deux traits d'union se suivent", "more than two hyphens in a row")
_TWO_HYPHENS = Text("deux traits d'union se suivent", "two hyphens in a row")
_LAST = Text(
    "le dernier caractère est un trait d'union ou une apostrophe",
    "the last character is a hyphen or an apostrophe",
)


def convert_nom(text: str) -> str:
    """A birth name: É→E, Ç→C, Œ→OE, ’→' …; a single or double hyphen is allowed.

    Raises InconvertibleError for a character without equivalent (Ø, Ł, a digit, Cyrillic…), an empty value,
    a hyphen first, or three hyphens in a row.
    """
    nom = _convert(text)
    if "---" in nom:
        raise InconvertibleError(text, _THREE_HYPHENS)
    return nom


def convert_prenom(text: str) -> str:
    """A given name: as a name, but no double hyphen, and neither hyphen nor apostrophe at the end.

    Raises InconvertibleError when a lexical rule of the service is broken.
    """
    prenom = _convert(text)
    if "--" in prenom:
        raise InconvertibleError(text, _TWO_HYPHENS)
    if prenom[-1] in "-'":
        raise InconvertibleError(text, _LAST)
    return prenom


def _convert(text: str) -> str:
    converted = convertir(text)
    if not converted:
        raise InconvertibleError(text, _EMPTY)
    if not permis(converted):
        faulty = next(letter for letter in converted if not permis(letter))
        raise InconvertibleError(text, _no_equivalent(faulty))
    if converted[0] == "-":
        raise InconvertibleError(text, _HYPHEN_FIRST)
    return converted


def _no_equivalent(letter: str) -> Text:
    return Text(f"le caractère {letter} n'a pas d'équivalent admis", f"{letter} has no admitted equivalent")
