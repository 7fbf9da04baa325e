"""Authors sought by identifier or by name, inside what the registry keeps of them (XCN, XON)."""

import unicodedata
from collections.abc import Iterator
from typing import Final

from dmp.fhir.model.appel import Critere
from dmp.fhir.rules.jetons import Jeton, jeton
from simulators.core.sante.ebrim.modele import Auteur
from simulators.core.sante.identifiants import FormatInvalideError, Xon, lire_xcn, lire_xon

_RPPS: Final = "https://rpps.esante.gouv.fr"


def nomme(one: Critere, author: Auteur) -> bool:
    """Whether an author is the one that a criterion names."""
    match one.nom.partition(".")[2]:
        case "identifier" | "":
            wanted = [_designe(value) for value in one.valeurs]
            return any(_porte(own, number) for own in wanted for number in _numeros(author))
        case "given":
            return any(ressemble(one, given) for _, given in _noms(author))
        case "family":
            return any(ressemble(one, family) for family, _ in _noms(author))
        case _:
            named = [part for names in _noms(author) for part in (*names, " ".join(names))]
            return any(ressemble(one, text) for text in (*named, *_structures(author)))


def organise(one: Critere, author: Auteur) -> bool:
    """Whether the organisation of an author is the one sought, by identifier or name."""
    wanted = [_designe(value) for value in one.valeurs]
    numbers = [(place.id, place.oid) for place in _places(author)]
    if any(_porte(own, number) for own in wanted for number in numbers):
        return True
    return any(ressemble(one, name) for name in _structures(author))


def _designe(value: str) -> Jeton:
    """A token, or what a reference ends with."""
    return jeton(value if "|" in value else value.rpartition("/")[2])


def _porte(wanted: Jeton, number: tuple[str, str]) -> bool:
    value, oid = number
    if wanted.systeme == _RPPS:
        return value == f"8{wanted.code}"
    return wanted.code == value and wanted.systeme in {None, oid}


def _numeros(author: Auteur) -> Iterator[tuple[str, str]]:
    for person in author.personnes:
        try:
            read = lire_xcn(person)
        except FormatInvalideError:
            continue
        yield read.id, read.oid


def _noms(author: Auteur) -> Iterator[tuple[str, str]]:
    for person in author.personnes:
        try:
            read = lire_xcn(person)
        except FormatInvalideError:
            continue
        yield read.nom, read.prenom


def _places(author: Auteur) -> Iterator[Xon]:
    for place in author.institutions:
        try:
            yield lire_xon(place)
        except FormatInvalideError:
            continue


def _structures(author: Auteur) -> Iterator[str]:
    for place in _places(author):
        yield place.nom


def ressemble(one: Critere, text: str) -> bool:
    """A string search: the beginning unless told otherwise, whatever the case and the accents."""
    for value in one.valeurs:
        if one.modificateur == "exact":
            if value == text:
                return True
            continue
        wanted, held = _nu(value), _nu(text)
        if (wanted in held) if one.modificateur == "contains" else held.startswith(wanted):
            return True
    return False


def _nu(text: str) -> str:
    spread = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in spread if not unicodedata.combining(sign))
