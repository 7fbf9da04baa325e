"""Which fields of the four services hold a name, a birth date, a place; and the two walks of an import."""

import hashlib
from collections.abc import Mapping
from typing import Final

from simulators.core.sante.matricule import cle, en_forme
from simulators.rejeu.captures.masque import Masque

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
        "streetaddressline",
        "streetname",
    ]
)
_DATES: Final = frozenset(["datenaissance", "birthtime@value", "birthdate"])
_PLACES: Final = frozenset(["lieunaissance", "county"])
_KEY: Final = "cle"
_REACHED: Final = frozenset(["telecom@value", "phone", "email", "phone_number"])
# The parts of an HL7 v2 person: name, birth date, address.
_PID_NAME, _PID_DATE, _PID_ADDRESS = "PID-5|", "PID-7|", "PID-11|"
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
        if name in _NAMES:
            self._masque.nommer(valeur)
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
        if name in _NAMES:
            return masque.nom(valeur)
        if valeur.startswith(_PID_DATE):
            return _PID_DATE + masque.date(valeur.removeprefix(_PID_DATE))
        if valeur.startswith(_PID_ADDRESS):
            return _PID_ADDRESS + self._address(valeur.removeprefix(_PID_ADDRESS))
        if name == _KEY and en_forme(self._number):
            return cle(self._number)
        self._number = masque.texte(valeur)
        return self._number

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
        self._originals = masque.originaux
        self._words = frozenset(one for one in self._originals if not one[:1].isdigit())
        self._numbers = self._originals - self._words
        self.trouve = False

    def __call__(self, nom: str, valeur: str) -> str:
        """See `Visiteur`."""
        flat = valeur.lower()
        packed = flat.replace(" ", "").replace(".", "")
        words = "".join(sign if sign.isalpha() else " " for sign in flat).split()
        self.trouve |= not self._words.isdisjoint(words) or any(one in packed for one in self._numbers)
        return valeur

    def document(self, ancien: bytes, nouveau: bytes) -> None:
        """Nothing is written any more."""
