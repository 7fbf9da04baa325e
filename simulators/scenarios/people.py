"""Persons as rules see them: fields to compare with, and which exchanges concern whom."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from simulators.core.journal.model import Exchange, Facts
from simulators.core.monde.model import DossierLocal, IdentiteReference, Monde, Personne

People = Mapping[str, Personne]
_LIGATURES = str.maketrans({"œ": "OE", "Œ": "OE", "æ": "AE", "Æ": "AE", "’": "'", "ʼ": "'"})
_SPACES = str.maketrans({"-": " ", "'": " "})
# A name, a given name, a birth date: two of the three recognise a person whatever mistake the DUI makes.
ENOUGH_TRAITS = 2


def people_of(monde: Monde) -> People:
    """The persons of a world, by id."""
    return {personne.id: personne for personne in monde.personnes}


def plain(text: str) -> str:
    """Capitals without accents nor ligatures, with the plain apostrophe."""
    decomposed = unicodedata.normalize("NFD", text.translate(_LIGATURES).upper())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def loose(text: str) -> str:
    """`plain`, hyphens and apostrophes counting as spaces, and spaces once."""
    return " ".join(plain(text).translate(_SPACES).split())


def field_of(personne: Personne, field: str) -> str:
    """One of `language.PERSON_FIELDS` as text; empty when the person lacks it.

    Traits that the local record leaves empty are those of the reference base, unless declared absent.
    """
    side, _, name = field.partition(".")
    if side == "local":
        return _local(personne, name)
    return _reference(personne.reference, name) if personne.reference else ""


def _reference(reference: IdentiteReference, name: str) -> str:
    match name:
        case "ins":
            return reference.ins.complet
        case "oid":
            return reference.ins.oid
        case _:
            return _trait(reference, name)


def _local(personne: Personne, name: str) -> str:
    own = _trait(personne.local, name)
    absent = "prenoms" if name.endswith("prenom") or name == "liste_prenoms" else name
    if own or personne.reference is None or absent in personne.local.traits_absents:
        return own
    return "" if name == "nom_utilise" else _trait(personne.reference, name)


def _trait(identity: IdentiteReference | DossierLocal, name: str) -> str:
    match name:
        case "premier_prenom":
            return identity.prenoms[0] if identity.prenoms else ""
        case "liste_prenoms":
            return " ".join(identity.prenoms)
        case _:
            return str(getattr(identity, name, ""))


class Traces:
    """Which exchanges concern whom: by matricule, else by two of name, given name, birth date.

    The matricule that INSi answers decides alone; one that a DUI sends may be wrong, so the traits count too.
    Exchanges are read once, whatever the number of persons asked about; they are told by their place.
    """

    def __init__(self, exchanges: Sequence[Exchange]) -> None:
        self._answered: dict[object, set[int]] = {}
        self._sent: dict[object, set[int]] = {}
        self._names: dict[object, set[int]] = {}
        self._given: dict[object, set[int]] = {}
        self._dates: dict[object, set[int]] = {}
        for place, one in enumerate(exchanges):
            self._read(place, one.facts)

    def about(self, personne: Personne) -> frozenset[int]:
        """The places of the exchanges about this person."""
        reference = personne.reference
        sides: list[IdentiteReference | DossierLocal] = [personne.local]
        sides += [reference] if reference else []
        numbers = {reference.ins.complet, *(one.complet for one in reference.historique)} if reference else ()
        names = {loose(side.nom_naissance) for side in sides} | {loose(personne.local.nom_utilise)}
        given = {word for side in sides for one in side.prenoms for word in loose(one).split()}
        found = (
            _union(self._names, names - {""}),
            _union(self._given, given),
            _union(self._dates, {side.date_naissance for side in sides} - {""}),
        )
        by_traits = {
            place for first, second in combinations(found, ENOUGH_TRAITS) for place in first & second
        }
        answered = set().union(*self._answered.values())
        sent = _union(self._sent, numbers)
        return frozenset(_union(self._answered, numbers) | ((sent | by_traits) - answered))

    def _read(self, place: int, facts: Facts) -> None:
        if answered := facts.get("ins.rep.matricule"):
            self._answered.setdefault(answered, set()).add(place)
            return
        if sent := facts.get("patient.matricule"):
            self._sent.setdefault(sent, set()).add(place)
        name, given, date = _sent_traits(facts)
        for index, values in ((self._names, [name]), (self._given, given.split()), (self._dates, [date])):
            for value in values:
                index.setdefault(value, set()).add(place)


def _union(index: Mapping[object, set[int]], keys: Iterable[str]) -> set[int]:
    return {place for key in keys for place in index.get(key, ())}


def _sent_traits(facts: Facts) -> tuple[str, str, str]:
    traits = facts.get("patient.traits")
    if isinstance(traits, str) and traits.count("|") == len("NPSD") - 1:
        name, given, _, date = traits.split("|")
        return loose(name), loose(given), date
    given_names = facts.get("ins.prenoms")
    given = " ".join(given_names) if isinstance(given_names, tuple) else str(given_names or "")
    name = str(facts.get("ins.nom_naissance") or "")
    return loose(name), loose(given), str(facts.get("ins.date_naissance") or "")
