"""Which usager an exchange is about, so that persons are counted once whatever the spelling tried.

The INS number decides, a former one standing for today's. A call that has none belongs to the person whose
first given name and birth date it bears, when a single number was seen with them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from simulators.core.journal.model import Exchange, Facts
from simulators.scenarios.people import loose

# Deliveries are the simulator's own doing: what the DUI reads of them counts, not that they arrived.
NOT_THE_DUI = frozenset({"mss.remise", "mss.rebond", "mss.accuse", "mss.avis", "journal.lacune"})
_PARTS = 4


@dataclass(frozen=True, slots=True)
class Usager:
    """One person: what identifies them in this journal, and the name to show (may be empty)."""

    cle: str
    nom: str


def usagers(exchanges: Sequence[Exchange]) -> Mapping[str, Usager]:
    """By exchange id, whom it is about; exchanges about nobody, or of the simulator itself, are left out."""
    own = [one for one in exchanges if one.operation not in NOT_THE_DUI]
    today = {
        former: str(one.facts["ins.rep.matricule"])
        for one in own
        for former in _texts(one.facts.get("ins.rep.historique"))
        if one.facts.get("ins.rep.matricule")
    }
    numbers = {one.id: today.get(number, number) for one in own if (number := _number(one.facts))}
    seen: dict[str, set[str]] = {}
    for one in own:
        if one.id in numbers and (traits := _traits(one.facts)):
            seen.setdefault(traits, set()).add(numbers[one.id])
    keys = {one.id: key for one in own if (key := _key(one, numbers, seen))}
    names: dict[str, str] = {}
    for one in own:
        name = _name(one.facts)
        if one.id in keys and name and (keys[one.id] not in names or one.facts.get("ins.rep.nom_naissance")):
            names[keys[one.id]] = name
    return {id_: Usager(key, names.get(key, "")) for id_, key in keys.items()}


def _key(one: Exchange, numbers: Mapping[str, str], seen: Mapping[str, set[str]]) -> str:
    if one.id in numbers:
        return numbers[one.id]
    traits = _traits(one.facts)
    known = seen.get(traits, set())
    return next(iter(known)) if len(known) == 1 else traits


def _number(facts: Facts) -> str:
    return str(facts.get("ins.rep.matricule") or facts.get("patient.matricule") or "")


def _traits(facts: Facts) -> str:
    """First given name and birth date; empty when either is unknown."""
    parts = _split(facts)
    given = loose(parts[1]).split()[:1]
    return f"{given[0]}|{parts[3]}" if given and parts[3] else ""


def _name(facts: Facts) -> str:
    """The name and first given name, as INSi answered them if it did."""
    name = str(facts.get("ins.rep.nom_naissance") or "") or _split(facts)[0]
    given = str(facts.get("ins.rep.liste_prenoms") or "") or _split(facts)[1]
    return " ".join([name.upper(), *(one.title() for one in given.split()[:1])]).strip()


def _split(facts: Facts) -> list[str]:
    parts = str(facts.get("patient.traits") or "").split("|")
    return parts if len(parts) == _PARTS else [""] * _PARTS


def _texts(value: object) -> Iterator[str]:
    yield from (str(one) for one in value) if isinstance(value, tuple) else ()
