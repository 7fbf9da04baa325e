"""How far each usager went: what was done for them, refused, or not tried."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from simulators.core.journal.model import Exchange
from simulators.repetition.indicateurs import feeds, sent, to_citizens, to_professionals
from simulators.repetition.usagers import Usager


class Etat(StrEnum):
    """`OUI`: done. `NON`: tried in vain. `SANS`: the person has no open record. `RIEN`: not tried."""

    OUI = "oui"
    NON = "non"
    SANS = "sans"
    RIEN = "rien"


MOTS = {Etat.OUI: "Oui", Etat.NON: "Sans succès", Etat.SANS: "Pas de DMP ouvert", Etat.RIEN: "Pas fait"}
COLONNES = (
    "Identité trouvée",
    "DMP vérifié",
    "Document au DMP",
    "Document lu au DMP",
    "Courriel à un professionnel",
    "Courriel à l'usager",
)


@dataclass(frozen=True, slots=True)
class Avancement:
    """One usager and the state of each of `COLONNES`."""

    usager: Usager
    etats: tuple[Etat, ...]


def avancements(exchanges: Sequence[Exchange], qui: Mapping[str, Usager]) -> tuple[Avancement, ...]:
    """Each usager once, by name."""
    by_usager: dict[Usager, list[Exchange]] = {}
    for one in exchanges:
        if one.id in qui:
            by_usager.setdefault(qui[one.id], []).append(one)
    found = [Avancement(usager, _etats(own)) for usager, own in by_usager.items()]
    return tuple(sorted(found, key=lambda one: (one.usager.nom, one.usager.cle)))


def _etats(own: Sequence[Exchange]) -> tuple[Etat, ...]:
    searches = [one for one in own if one.operation in ("ins.recherche_traits", "ins.recherche_vitale")]
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
