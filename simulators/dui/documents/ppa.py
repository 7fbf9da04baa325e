"""The personalised support plan (PPA, 80788-3): what it says, and its pages."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from simulators.core.sante.pdf.mise_en_page import Ligne
from simulators.dui.documents.narration import jour
from simulators.dui.documents.redaction import Redaction, modele

_VIDE: Final = "Rien n'a été noté."


@dataclass(frozen=True, slots=True)
class Objectif:
    """What is aimed at, and by which means."""

    libelle: str
    moyens: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan agreed with the person: what counts, what is needed, what is aimed at, who follows it.

    `participation` tells that the person took part in it and was given a copy.
    """

    attentes: tuple[str, ...] = ()
    besoins: tuple[str, ...] = ()
    objectifs: tuple[Objectif, ...] = ()
    referent: str = ""
    reevaluation: date | None = None
    participation: bool = False


def rediger(plan: Plan) -> Redaction:
    """The plan as a level 1 document."""
    return Redaction(modele("PPA"), lignes=tuple(_lignes(plan)))


def _lignes(plan: Plan) -> Iterator[Ligne]:
    yield from _partie("1. Ce qui compte pour la personne", plan.attentes)
    yield from _partie("2. Besoins repérés", plan.besoins)
    yield from _partie("3. Objectifs et moyens", tuple(_objectif(one) for one in plan.objectifs))
    yield from _partie("4. Suivi", tuple(_suivi(plan)))


def _partie(title: str, sentences: tuple[str, ...]) -> Iterator[Ligne]:
    yield Ligne(title, 12)
    yield from (Ligne(one) for one in sentences or (_VIDE,))
    yield Ligne("")


def _objectif(one: Objectif) -> str:
    return f"{one.libelle} : {', '.join(one.moyens)}." if one.moyens else f"{one.libelle}."


def _suivi(plan: Plan) -> Iterator[str]:
    if plan.referent:
        yield f"Suivi par : {plan.referent}."
    if plan.reevaluation:
        yield f"Réévaluation le {jour(plan.reevaluation)}, ou plus tôt à la demande."
    if plan.participation:
        yield "La personne a participé à ce projet et en a reçu un exemplaire."
    else:
        yield "La participation de la personne n'est pas notée."
