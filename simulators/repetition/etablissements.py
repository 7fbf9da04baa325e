"""Which establishment an exchange comes from, so that a group's figures are told apart.

The certificate, the assertion or the box says it; a professional's login belongs to the only establishment
they work in. What no one of these says is told as such, never guessed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from simulators.core.journal.model import Exchange
from simulators.core.monde.model import Monde, Structure

_NATIONAL = "1"
_FINESS_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Etablissement:
    """A geographic establishment: its FINESS (empty: not told by the exchange) and its name."""

    finess: str
    nom: str


INCONNU = Etablissement("", "Établissement non précisé")


class Annuaire:
    """The structures, professionals and boxes known. Outside organisations take no part in the figures."""

    def __init__(self, monde: Monde) -> None:
        by_id = {one.id: one for one in monde.structures}
        self._by_number = {one.identifiant_national: one for one in monde.structures}
        self._by_professional = {
            f"8{one.rpps}": _of(by_id, (s.structure for s in one.situations)) for one in monde.professionnels
        }
        people = {one.id: f"8{one.rpps}" for one in monde.professionnels}
        self._by_box: dict[str, Sequence[Structure]] = {
            box.adresse: _of(by_id, [box.titulaire])
            if box.titulaire in by_id
            else self._by_professional.get(people.get(box.titulaire, ""), ())
            for box in monde.boites
        }

    def de(self, exchange: Exchange) -> Etablissement | None:
        """Where an exchange comes from; None for an outside organisation (the GP's practice)."""
        facts = exchange.facts
        number = str(facts.get("dmp.structure") or facts.get("tls.client.ou") or "")
        if number:
            return self._numbered(number)
        box, who = facts.get("mss.boite"), facts.get("professional")
        found = self._by_box.get(str(box), ()) if box else self._by_professional.get(str(who), ())
        return _told(found)

    def _numbered(self, number: str) -> Etablissement | None:
        known = self._by_number.get(number)
        if known is not None:
            return _told([known])
        digits = number.removeprefix(_NATIONAL)
        return Etablissement(digits, f"Établissement {digits}") if len(digits) == _FINESS_DIGITS else INCONNU


def _of(structures: Mapping[str, Structure], wanted: Iterable[str]) -> Sequence[Structure]:
    return tuple(structures[one] for one in dict.fromkeys(wanted) if one in structures)


def _named(structure: Structure) -> Etablissement:
    return Etablissement(structure.finess, structure.nom)


def _told(structures: Sequence[Structure]) -> Etablissement | None:
    """The only establishment of ours; unknown when several, or when nothing is known."""
    inside = [one for one in structures if one.genre == "EG"]
    if len(inside) == 1:
        return _named(inside[0])
    return None if structures and not inside else INCONNU
