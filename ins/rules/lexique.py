"""The letters of a name or given name (ins.md §6.1, SEL-MP-043 §2 and §3.4.1)."""

import re
from collections.abc import Iterator

from ins.model import Remarque, Spot
from ins.rules.catalogue import lexique as catalogue
from simulators.core.rule import Rule
from simulators.core.sante.noms import APOSTROPHES, LIGATURES, convertir, sans_diacritique

_NOM = re.compile(r"(?!.*[ '][ '])(?!.*---)[A-Z'][A-Z' -]*(?<! )")
_PRENOM = re.compile(r"(?!.*[ '][ '])(?!.*--)[A-Z'][A-Z' -]*(?<![-' ])")
_ADMIS = re.compile(r"[A-Z' -]")
_ACCOLES = re.compile(r"[ '][ ']")
_EN_TETE = " -"
_EN_FIN = "-'"


def lettres(value: str, spot: Spot, rank: int = 0) -> Iterator[Remarque]:
    """Every rule a name (`Spot.NOM`) or given name (`Spot.PRENOM`) breaks, with the value to send instead."""
    prenom = spot is Spot.PRENOM
    if (_PRENOM if prenom else _NOM).fullmatch(value):
        return
    expected = proposition(value, prenom)
    for rule in (*_signes(value), *_places(value, prenom)):
        yield Remarque(rule, value, expected, spot, rank)


def proposition(value: str, prenom: bool) -> str:
    """The value converted as the software should have, empty when no conversion can make it acceptable."""
    if (_PRENOM if prenom else _NOM).fullmatch(value):
        return value
    plain = convertir(value).lstrip(_EN_TETE)
    most = "-" if prenom else "--"
    plain = re.sub(most + "-+", most, plain)
    if prenom:
        plain = plain.rstrip(_EN_FIN + " ")
    return plain if (_PRENOM if prenom else _NOM).fullmatch(plain) else ""


def _signes(value: str) -> Iterator[Rule]:
    """The signs that are not A-Z, space, apostrophe or hyphen, each class told once."""
    told: set[str] = set()
    for sign in dict.fromkeys(value):
        if not _ADMIS.fullmatch(sign):
            for rule in _classes(sign):
                if rule.id not in told:
                    told.add(rule.id)
                    yield rule


def _classes(sign: str) -> Iterator[Rule]:
    if sign in LIGATURES:
        yield catalogue.LIGATURE
    elif sign in APOSTROPHES:
        yield catalogue.APOSTROPHE
    elif sign.isdigit():
        yield catalogue.CHIFFRE
    elif sans_diacritique(sign) != sign:
        yield catalogue.DIACRITIQUE
    elif not "a" <= sign <= "z":
        yield catalogue.CARACTERE
    if sign.islower():
        yield catalogue.MINUSCULES


def _places(value: str, prenom: bool) -> Iterator[Rule]:
    plain = "".join("'" if sign in APOSTROPHES else sign for sign in value)
    if plain[:1] and plain[0] in _EN_TETE:
        yield catalogue.DEBUT
    if _ACCOLES.search(plain):
        yield catalogue.ESPACES
    if ("--" if prenom else "---") in plain:
        yield catalogue.TIRETS
    if prenom and plain[-1:] and plain[-1] in _EN_FIN:
        yield catalogue.FIN
    if plain.endswith(" "):
        yield catalogue.ESPACE_FINAL
