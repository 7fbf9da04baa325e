"""What a patch does to the mailboxes of an entry, or why it does nothing (IG-BAL; mss.md §1.1, §4.3)."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from mss.annuaire.model import Operation, PointDeContact, Refus
from simulators.core.monde.messagerie import Boite

# The pattern of the operator's interface (openapi-balmss).
_ADRESSE: Final = re.compile(r"[^@\s]{1,64}@(?:[^@\s]{1,200}\.mssante\.fr|interop-mssante\.apicrypt\.org)")
_PORTEES: Final[Mapping[str, frozenset[str]]] = {
    "Practitioner": frozenset({"PER", "CAB"}),
    "PractitionerRole": frozenset({"PER"}),
    "Organization": frozenset({"ORG", "APP"}),
}
# What a kind of box does not have: a personal one has neither description nor person in charge.
_SANS: Final[Mapping[str, frozenset[str]]] = {
    "PER": frozenset({"description", "responsable", "service"}),
    "CAB": frozenset({"service"}),
}
_ROUGE: Final = "liste-rouge"


@dataclass(frozen=True, slots=True)
class Porteur:
    """The entry patched: its type, its holder and structure in the world, the addresses taken elsewhere."""

    type: str
    titulaire: str
    structure: str = ""
    prises: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Changements:
    """The boxes as they become, and those that go, by id."""

    mises: tuple[Boite, ...] = ()
    retirees: tuple[str, ...] = ()


def appliquer(
    operations: Sequence[Operation], boites: Sequence[Boite], porteur: Porteur
) -> Changements | Refus:
    """The operations in order, each on what the former left; the first that cannot be refuses them all."""
    before = {one.adresse.lower(): one for one in boites}
    now = dict(before)
    for one in operations:
        wrong = _faire(one, now, porteur)
        if wrong is not None:
            return wrong
    gone = [one.id for adresse, one in before.items() if adresse not in now]
    put = [one for adresse, one in now.items() if before.get(adresse) != one]
    return Changements(tuple(put), tuple(gone))


def _faire(operation: Operation, now: dict[str, Boite], porteur: Porteur) -> Refus | None:
    if operation.genre == "insert":
        return _ajouter(operation.valeur, now, porteur)
    box = now.get(operation.adresse)
    if box is None:
        return Refus("annuaire_patch_cible", {"adresse": operation.adresse[:100]})
    if operation.genre == "delete" and not operation.attribut:
        del now[operation.adresse]
        return None
    value = operation.valeur
    if isinstance(value, PointDeContact):
        if (value.adresse, value.genre) != (box.adresse.lower(), box.genre):
            return Refus("annuaire_patch_fige")
        changes = _faits(value)
    else:
        changes = {operation.attribut: _EFFACE[operation.attribut] if value is None else value}
    if _SANS.get(box.genre, frozenset()) & changes.keys():
        return Refus("annuaire_patch_valeur")
    now[operation.adresse] = _changee(box, changes)
    return None


_EFFACE: Final[Mapping[str, Any]] = {
    "rang": 0,
    "liste_rouge": False,
    "description": "",
    "service": "",
    "responsable": "",
    "dematerialisation": False,
}


def _ajouter(value: object, now: dict[str, Boite], porteur: Porteur) -> Refus | None:
    if not isinstance(value, PointDeContact) or not _ADRESSE.fullmatch(value.adresse):
        return Refus("annuaire_patch_valeur")
    changes = _faits(value)
    if value.genre not in _PORTEES[porteur.type] or _SANS.get(value.genre, frozenset()) & changes.keys():
        return Refus("annuaire_patch_valeur")
    if value.adresse in now or value.adresse in porteur.prises:
        return Refus("annuaire_patch_prise", {"adresse": value.adresse[:100]})
    drawn = hashlib.sha256(value.adresse.encode()).hexdigest()[:16]
    box = Boite.model_validate(
        {
            "id": f"bal-{drawn}",
            "adresse": value.adresse,
            "genre": value.genre,
            "titulaire": porteur.titulaire,
            "structure": porteur.structure,
        }
    )
    now[value.adresse] = _changee(box, changes)
    return None


def _faits(value: PointDeContact) -> dict[str, Any]:
    told = {
        "rang": value.rang,
        "liste_rouge": value.liste_rouge,
        "description": value.description,
        "service": value.service,
        "responsable": value.responsable,
    }
    return {name: held for name, held in told.items() if held is not None}


def _changee(box: Boite, changes: Mapping[str, Any]) -> Boite:
    """The liste rouge is a state of the box; one that is suspended or full stays so."""
    told = dict(changes)
    rouge = told.pop("liste_rouge", None)
    if rouge is True and box.etat == "active":
        told["etat"] = _ROUGE
    elif rouge is False and box.etat == _ROUGE:
        told["etat"] = "active"
    return box.model_copy(update=told)
