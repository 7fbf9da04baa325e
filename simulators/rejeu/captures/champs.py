"""Which fields of the four services hold a name, a birth date, a place; and the two walks of an import."""

import hashlib
import re
from collections.abc import Mapping
from typing import Final

from simulators.core.sante.matricule import cle, en_forme
from simulators.rejeu.captures.masque import Masque, normal, plat
from simulators.rejeu.captures.sens import ADRESSE, JOINT

# Elements, attributes, JSON members and slots, in lower case.
_NAMES: Final = frozenset(
    [
        "nomnaissance",
        "nomusage",
        "prenom",
        "listeprenom",
        "prenomactenaissance",
        "nomutilise",
        "prenomutilise",
        "family",
        "given",
        "birthname",
        "given_name",
        "family_name",
        "nomdexercice",
        "prenomdexercice",
        "urn:oasis:names:tc:xspa:1.0:subject:subject-id",
    ]
)
_DATES: Final = frozenset(["datenaissance", "birthtime@value", "birthdate"])
_PLACES: Final = frozenset(["lieunaissance", "county"])
_SIGNS: Final = re.compile(r"[\s./-]")
_KEY: Final = "cle"
_REACHED: Final = frozenset([JOINT, "phone", "email", "phone_number", "authortelecommunication"])
# The parts of an HL7 v2 person: name, birth date, address; identifiers and sex; the others are taken out.
_PID: Final = re.compile(r"PID-[0-9]+\|")
_PID_NAME, _PID_DATE, _PID_ADDRESS = "PID-5|", "PID-7|", "PID-11|"
_PID_KEPT: Final = ("PID-3|", "PID-8|")
# Which components are words of a name: of PID-5, of an author.
_NAMED: Final = range(3)
_AUTHOR: Final = range(1, 3)
# Its first components say where somebody lives; the ninth, a commune.
_LIVED, _COUNTY = 5, 8
_PEOPLE: Final = frozenset({"authorperson", "legalauthenticator"})
_RETIRE: Final[Mapping[str, str]] = {"mailto": "mailto:retire@exemple.invalid", "tel": "tel:0000000000"}


class Apprend:
    """The first walk: every name is learned, nothing changes."""

    def __init__(self, masque: Masque) -> None:
        self._masque = masque

    def __call__(self, nom: str, valeur: str) -> str:
        """See `Visiteur`."""
        name = nom.lower()
        if name in _NAMES or name == ADRESSE:
            self._masque.nommer(valeur)
        elif name in _DATES:
            self._masque.naitre(valeur)
        elif valeur.startswith(_PID_DATE):
            self._masque.naitre(valeur.removeprefix(_PID_DATE))
        elif valeur.startswith((_PID_NAME, _PID_ADDRESS)):
            self._masque.nommer(" ".join(valeur.partition("|")[2].split("^")[:_LIVED]))
        elif name in _PEOPLE:
            self._masque.nommer(" ".join(valeur.split("^")[1:3]))
        self._masque.texte_nombres(valeur)
        return valeur

    def document(self, ancien: bytes, nouveau: bytes) -> None:
        """Nothing is written yet."""


class Remplace:
    """The second: everything is said with fictional values."""

    def __init__(self, masque: Masque) -> None:
        self._masque = masque
        # INSi writes the key apart, after its number.
        self._number = ""
        self._digests: dict[str, str] = {}
        self._sizes: dict[str, str] = {}

    def __call__(self, nom: str, valeur: str) -> str:
        """See `Visiteur`."""
        name, masque = nom.lower(), self._masque
        known = {"hash": self._digests, "size": self._sizes}.get(name, {}).get(valeur)
        if known is not None:
            return known
        if name in _REACHED:
            return _RETIRE.get(valeur.partition(":")[0].lower(), "retire")
        if name in _DATES:
            return masque.date(valeur)
        if name in _PLACES:
            return masque.lieu(valeur)
        if name == ADRESSE:
            return masque.adresse(valeur)
        if name in _NAMES:
            return masque.nom(valeur)
        if name in _PEOPLE:
            return self._named(valeur, _AUTHOR)
        segment = _PID.match(valeur)
        if segment and not valeur.startswith(_PID_KEPT):
            return segment[0] + self._person(segment[0], valeur[segment.end() :])
        if name == _KEY and en_forme(self._number):
            return cle(self._number)
        self._number = masque.texte(valeur)
        return self._number

    def _person(self, part: str, value: str) -> str:
        if part == _PID_NAME:
            return self._named(value, _NAMED)
        if part == _PID_DATE:
            return self._masque.date(value)
        return self._address(value) if part == _PID_ADDRESS else ""

    def _named(self, value: str, which: range) -> str:
        masque = self._masque
        parts = enumerate(value.split("^"))
        return "^".join(masque.nom(one) if index in which else masque.texte(one) for index, one in parts)

    def _address(self, value: str) -> str:
        """An address without its lines; the place of birth that it may tell is another."""
        parts = ["" if index < _LIVED else one for index, one in enumerate(value.split("^"))]
        parts[_COUNTY:] = [self._masque.lieu(one) for one in parts[_COUNTY:]]
        return "^".join(parts)

    def document(self, ancien: bytes, nouveau: bytes) -> None:
        """The metadata of the document tell those of the new one, here and in later answers."""
        self._digests[_sha1(ancien)] = _sha1(nouveau)
        self._sizes[str(len(ancien))] = str(len(nouveau))


def _sha1(data: bytes) -> str:
    """What XDS calls the hash of a document."""
    return hashlib.sha1(data, usedforsecurity=False).hexdigest()


class Cherche:
    """A third, over what is about to be kept: does anything of the original remain?"""

    def __init__(self, masque: Masque) -> None:
        self._words = frozenset(masque.mots)
        self._numbers = masque.nombres
        self.trouve = False

    def __call__(self, nom: str, valeur: str) -> str:
        """See `Visiteur`."""
        words = "".join(sign if sign.isalpha() else " " for sign in normal(valeur)).split()
        self.trouve |= not self._words.isdisjoint(map(plat, words))
        self.brut(valeur)
        return valeur

    def brut(self, valeur: str) -> None:
        """A number, wherever it stands: in the name of an element as well."""
        packed = _SIGNS.sub("", normal(valeur)).upper()
        self.trouve |= any(one in packed for one in self._numbers)

    def document(self, ancien: bytes, nouveau: bytes) -> None:
        """Nothing is written any more."""
