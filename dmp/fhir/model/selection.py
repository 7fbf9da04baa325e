"""A search as the store can play it, and what it finds."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from dmp.fhir.model.servi import FicheServie


class Condition(NamedTuple):
    """One comparison: `in` a list of values, `ge`, `lt`, `vide`, `non_vide`; column names of the store."""

    colonne: str
    operateur: str
    valeur: tuple[str, ...] | str | int = ()


# Any of the lists may hold; all the conditions of a list must.
Clause = tuple[tuple[Condition, ...], ...]


class Groupe(NamedTuple):
    """What decides whether a document may be seen, and how many are alike."""

    statut: str
    confidentialites: str
    auteur: str
    structure: str


@dataclass(frozen=True, slots=True)
class Selection:
    """Every clause must hold; `visible` tells what the caller may see; `garde` looks at the entry itself.

    `cibles` narrows to the entries that replace one of these logicalIds. `ordre` is a column and whether it
    goes down.
    """

    clauses: tuple[Clause, ...] = ()
    visible: Callable[[Groupe], bool] = lambda _: True
    garde: Callable[[FicheServie], bool] | None = None
    cibles: tuple[str, ...] | None = None
    ordre: tuple[str, bool] = ("creation", True)
    compte: int = 50
    debut: int = 0
    jusqua: int = 0


@dataclass(frozen=True, slots=True)
class PageFiches:
    """One page: how many match in all, the entries of the page, the last number of the store it saw."""

    total: int
    fiches: tuple[FicheServie, ...] = ()
    jusqua: int = 0
