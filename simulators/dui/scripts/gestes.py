"""Gestures that many scripts share: a record opened, a search, a call repeated, a message altered."""

from collections.abc import Callable
from dataclasses import replace

from ins.model import Demande
from simulators.dui.recherche import first_search
from simulators.dui.session import Alter, Dui, unaltered

Script = Callable[[Dui], None]


def chercher(personne: str, *, with_place: bool = False, alter: Alter = unaltered) -> Script:
    """Opens a record and searches its INS as ins.md §6.2 orders it."""

    def script(dui: Dui) -> None:
        dui.search(dui.open(personne), with_place=with_place, alter=alter)

    return script


def ouvrir(*personnes: str) -> Script:
    """Opens records and does nothing more."""

    def script(dui: Dui) -> None:
        for personne in personnes:
            dui.open(personne)

    return script


def repeter(personne: str, times: int) -> Script:
    """The first call of a search, again and again whatever is answered."""

    def script(dui: Dui) -> None:
        recherche = first_search(dui.open(personne).traits)
        for _ in range(times):
            dui.call(recherche)

    return script


def with_name(change: Callable[[str], str]) -> Alter:
    """The message with another birth name."""

    def alter(demande: Demande) -> Demande:
        name = change(demande.traits.nom_naissance or "")
        return replace(demande, traits=replace(demande.traits, nom_naissance=name))

    return alter
