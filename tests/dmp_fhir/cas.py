"""One wrong message for each rule of the profiles: what is changed in a right one, and where it is told."""

import copy
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from dmp.fhir.model.profil import ContexteProfil, Flux, VersionMhd
from dmp.fhir.rules.profils import juger
from tests.dmp_fhir import exemples as e
from tests.dmp_fhir.exemples import Arbre

Change = Callable[[Arbre], None]


@dataclass(frozen=True)
class Cas:
    """A rule, the place it is told at, what is changed in a right message; `avec` comes with it."""

    regle: str
    chemin: str
    exemple: Callable[[], Arbre]
    changes: tuple[Change, ...]
    flux: Flux = Flux.LOT
    mhd: VersionMhd = VersionMhd.V4_2_4
    avec: frozenset[str] = frozenset()

    def message(self) -> Arbre:
        """The wrong message."""
        made = self.exemple()
        for one in self.changes:
            one(made)
        return made


def _suit(tree: Any, path: str) -> tuple[Any, Any]:
    """The holder of the last step, and that step; numbers are ranks."""
    *steps, last = [int(one) if one.isdigit() else one for one in path.split(".")]
    for step in steps:
        tree = tree[step]
    return tree, last


def met(path: str, value: Any) -> Change:
    """Sets a value."""

    def change(tree: Arbre) -> None:
        holder, name = _suit(tree, path)
        holder[name] = copy.deepcopy(value)

    return change


def ote(path: str) -> Change:
    """Removes what is there."""

    def change(tree: Arbre) -> None:
        holder, name = _suit(tree, path)
        del holder[name]

    return change


def ajoute(path: str, value: Any) -> Change:
    """Appends to a list."""

    def change(tree: Arbre) -> None:
        holder, name = _suit(tree, path)
        holder[name].append(copy.deepcopy(value))

    return change


def insere(path: str, value: Any) -> Change:
    """Inserts at a rank of a list."""

    def change(tree: Arbre) -> None:
        holder, rank = _suit(tree, path)
        holder.insert(rank, copy.deepcopy(value))

    return change


def fiche(regle: str, chemin: str, *changes: Change, **more: Any) -> Cas:
    """A case on an entry alone."""
    return Cas(regle, f"DocumentReference.{chemin}", e.fiche, changes, Flux.SERVIE, **more)


def liste(regle: str, chemin: str, *changes: Change, **more: Any) -> Cas:
    """A case on a submission set alone."""
    return Cas(regle, f"List.{chemin}", e.liste, changes, **more)


def lot(regle: str, chemin: str, *changes: Change, **more: Any) -> Cas:
    """A case on a whole transaction."""
    return Cas(regle, f"Bundle.{chemin}", e.lot, changes, **more)


def patient(regle: str, chemin: str, *changes: Change, **more: Any) -> Cas:
    """A case on a Patient."""
    return Cas(regle, f"Patient.{chemin}", e.patient, changes, **more)


def regles(message: Arbre, flux: Flux, mhd: VersionMhd = VersionMhd.V4_2_4) -> set[tuple[str, str]]:
    """`(rule without its prefix, place)` of each departure."""
    return {
        (one.regle.id.removeprefix("dmp.fhir."), one.chemin)
        for one in juger(message, ContexteProfil(flux, mhd))
    }


def nommees(cases: Iterable[Cas]) -> set[str]:
    """The rules that cases are about."""
    return {one.regle for one in cases}
