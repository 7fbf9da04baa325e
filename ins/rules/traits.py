"""The traits asked for: presence, values, order (ins.md §3.3, §6.3)."""

import re
from collections.abc import Iterator

from ins.model import Demande, Remarque, Spot, Traits
from ins.rules.catalogue import traits as catalogue
from ins.rules.lexique import lettres
from simulators.core.sante import cog
from simulators.core.sante.rniv.dates import DateNonCompletableError, completer, is_incomplete

SEXES = ("M", "F")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_JOUR_MOIS = re.compile(r"([0-9]{2})[/.-]([0-9]{2})[/.-]([0-9]{4})")
# Nobody alive, nor lately dead, was born before.
_ANCIENNE = "1850"
# One kind of remark is made on so many elements of a message at most.
MOST_ALIKE = 20
_RANKS = {
    spot.value: rank for rank, spot in enumerate((Spot.NOM, Spot.PRENOM, Spot.SEXE, Spot.DATE, Spot.LIEU))
}


def traits(demande: Demande, jour: str = "") -> Iterator[Remarque]:
    """Everything that can be said of the traits without knowing any person; `jour` is that of the call."""
    asked = demande.traits
    yield from _absents(asked)
    yield from valeurs(asked)
    if jour and est_future(asked.date_naissance or "", jour):
        yield Remarque(catalogue.DATE_FUTURE, asked.date_naissance or "", f"≤ {jour}", Spot.DATE)
    yield from _structure(demande)


def valeurs(asked: Traits) -> Iterator[Remarque]:
    """What is wrong with the values given, whatever the operation."""
    if asked.nom_naissance:
        yield from lettres(asked.nom_naissance, Spot.NOM)
    for rank, prenom in enumerate(asked.prenoms[:MOST_ALIKE]):
        if prenom:
            yield from lettres(prenom, Spot.PRENOM, rank)
    if asked.sexe and asked.sexe not in SEXES:
        meant = asked.sexe.strip().upper()[:1]
        yield Remarque(catalogue.SEXE, asked.sexe, meant if meant in SEXES else "M, F", Spot.SEXE)
    if asked.date_naissance:
        yield from _date(asked.date_naissance)
    if asked.lieu_naissance:
        yield from _lieu(asked.lieu_naissance, asked.date_naissance or "")


def _absents(asked: Traits) -> Iterator[Remarque]:
    given = (
        (Spot.NOM, asked.nom_naissance),
        (Spot.PRENOM, asked.prenoms[0] if asked.prenoms else None),
        (Spot.SEXE, asked.sexe),
        (Spot.DATE, asked.date_naissance),
    )
    for spot, value in given:
        if not value:
            yield Remarque(catalogue.TRAIT_ABSENT, "", spot.value, Spot.CONTENT if value is None else spot)


def _date(value: str) -> Iterator[Remarque]:
    wrong = date_forme(value)
    if wrong is not None:
        yield wrong
    elif is_incomplete(value):
        yield Remarque(catalogue.DATE_INCOMPLETE, value, _completee(value), Spot.DATE)
    elif value < _ANCIENNE:
        yield Remarque(catalogue.DATE_ANCIENNE, value, "", Spot.DATE)


def date_forme(value: str) -> Remarque | None:
    """The remark on a birth date that is not written `AAAA-MM-JJ`, None when it is."""
    if _DATE.fullmatch(value):
        return None
    turned = _JOUR_MOIS.fullmatch(value.strip())
    expected = f"{turned[3]}-{turned[2]}-{turned[1]}" if turned else "AAAA-MM-JJ"
    return Remarque(catalogue.DATE_FORME, value, expected, Spot.DATE)


def _completee(value: str) -> str:
    """The date as the RNIV completes it, empty when no rule does (EXI PP 19)."""
    try:
        return completer(value).date
    except DateNonCompletableError:
        return ""


def est_future(date: str, jour: str) -> bool:
    """True for a full civil date after that day."""
    return not is_incomplete(date) and date > jour


def _lieu(value: str, naissance: str) -> Iterator[Remarque]:
    if not cog.en_forme(value):
        meant = value.strip().upper()
        yield Remarque(catalogue.LIEU_FORME, value, meant if cog.en_forme(meant) else "", Spot.LIEU)
    elif value == cog.INCONNU:
        yield Remarque(catalogue.LIEU_INCONNU, value, "", Spot.LIEU)
    elif cog.impossible(value):
        yield Remarque(catalogue.LIEU_IMPOSSIBLE, value, "", Spot.LIEU)
    elif cog.ancienne_corse(value):
        yield Remarque(catalogue.LIEU_CORSE, value, f"2A{value[2:]}, 2B{value[2:]}", Spot.LIEU)
    elif (gone := cog.disparue(value, naissance)) is not None:
        yield Remarque(catalogue.LIEU_DISPARU, value, gone.remplacee_par, Spot.LIEU)


def _structure(demande: Demande) -> Iterator[Remarque]:
    elements = demande.elements
    ranks = [_RANKS[name] for name in elements]
    if ranks != sorted(ranks):
        right = " ".join(sorted(elements, key=_RANKS.__getitem__))
        yield Remarque(catalogue.ORDRE, " ".join(elements), right, Spot.CONTENT)
    for rank, name in enumerate(demande.inconnus[:MOST_ALIKE], 1):
        yield Remarque(catalogue.ELEMENT_INCONNU, name, "", Spot.CONTENT, rank)
    if len(demande.traits.prenoms) > 1:
        found = str(len(demande.traits.prenoms))
        yield Remarque(catalogue.PRENOMS_PLUSIEURS, found, "1", Spot.PRENOM, 1)
    for spot in (Spot.NOM, Spot.SEXE, Spot.DATE, Spot.LIEU):
        if elements.count(spot.value) > 1:
            yield Remarque(catalogue.TRAIT_DOUBLE, str(elements.count(spot.value)), "1", spot, 1)
