"""How far each usager went: what was done for them, refused, or not tried."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from simulators.core.journal.model import Exchange
from simulators.core.rule import Text
from simulators.repetition.indicateurs import SEARCHES, feeds, sent, to_citizens, to_professionals
from simulators.repetition.usagers import Usager


class Etat(StrEnum):
    """`OUI`: done. `NON`: tried in vain. `SANS`: the person has no open record. `RIEN`: not tried."""

    OUI = "oui"
    NON = "non"
    SANS = "sans"
    RIEN = "rien"


MOTS = {
    Etat.OUI: Text("Oui", "Yes"),
    Etat.NON: Text("Sans succès", "In vain"),
    Etat.SANS: Text("Pas de DMP ouvert", "No open record"),
    Etat.RIEN: Text("Pas fait", "Not done"),
}
COLONNES = (
    Text("Identité trouvée", "Identity found"),
    Text("DMP vérifié", "Record checked"),
    Text("Document au DMP", "Document in the record"),
    Text("Document lu au DMP", "Document read in the record"),
    Text("Courriel à un professionnel", "Mail to a professional"),
    Text("Courriel à l'usager", "Mail to the person"),
)


@dataclass(frozen=True, slots=True)
class Avancement:
    """One usager, the state of each of `COLONNES`, and the exchanges that searched for them."""

    usager: Usager
    etats: tuple[Etat, ...]
    recherches: tuple[str, ...] = ()


def avancements(exchanges: Sequence[Exchange], qui: Mapping[str, Usager]) -> tuple[Avancement, ...]:
    """Each usager once, by name."""
    by_usager: dict[Usager, list[Exchange]] = {}
    for one in exchanges:
        if one.id in qui:
            by_usager.setdefault(qui[one.id], []).append(one)
    found = [Avancement(usager, _etats(own), _searches(own)) for usager, own in by_usager.items()]
    return tuple(sorted(found, key=lambda one: (one.usager.nom, one.usager.cle)))


def _searches(own: Sequence[Exchange]) -> tuple[str, ...]:
    return tuple(one.id for one in own if one.operation in SEARCHES)


def _etats(own: Sequence[Exchange]) -> tuple[Etat, ...]:
    searches = [one for one in own if one.operation in SEARCHES]
    tests = [one.facts.get("dmp.etat") for one in own if one.operation == "dmp.td02"]
    reads = [one.facts.get("dmp.code") == "Success" for one in own if one.operation == "dmp.td32"]
    mails = [one for one in own if one.operation == "mss.envoi"]
    refused = [one for one in mails if not sent(one)]
    return (
        _etat([one.facts.get("ins.code") == "00" for one in searches]),
        _dmp(tests),
        _etat([feeds(one) for one in own if one.operation == "dmp.td21"]),
        _etat(reads),
        _etat([True for one in mails if to_professionals(one)] or [False for _ in refused]),
        _etat([True for one in mails if to_citizens(one)]),
    )


def _etat(tries: Sequence[bool]) -> Etat:
    if not tries:
        return Etat.RIEN
    return Etat.OUI if any(tries) else Etat.NON


def _dmp(states: Sequence[object]) -> Etat:
    if "ouvert" in states:
        return Etat.OUI
    return Etat.SANS if "ferme" in states or "absent" in states else _etat([False for _ in states])
