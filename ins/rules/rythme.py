"""Calls that follow one another: repetition, insistence, lists searched whole (errata 4; ins.md §6.2)."""

from collections.abc import Iterator

from ins.model import Remarque, Rythme, Spot
from ins.rules.catalogue import rythme as catalogue

# Counts from which something is told, then each time so many more came: a finding, not a flood.
IDENTIQUES, IDENTIQUES_ENSUITE = 2, 10
MOST_TRIES, ESSAIS_ENSUITE = 5, 5
PERSONNES, PERSONNES_ENSUITE = 30, 100
INSTANCES, INSTANCES_ENSUITE = 5, 20


def rythme(moment: Rythme) -> Iterator[Remarque]:
    """What the calls just before make of this one. Nothing here ever refuses."""
    if moment.message_repete:
        yield Remarque(catalogue.MESSAGE_ID_REPETE, spot=Spot.MESSAGE_ID)
    if _due(moment.identiques, IDENTIQUES, IDENTIQUES_ENSUITE):
        yield Remarque(catalogue.REPETITION, str(moment.identiques + 1), "1", Spot.CONTENT)
    if _due(moment.essais, MOST_TRIES + 1, ESSAIS_ENSUITE):
        yield Remarque(catalogue.ESSAIS, str(moment.essais), f"≤ {MOST_TRIES}", Spot.CONTENT)
    if _due(moment.personnes, PERSONNES, PERSONNES_ENSUITE):
        yield Remarque(catalogue.PAR_LOT, str(moment.personnes), f"< {PERSONNES} / min", Spot.CONTENT)
    if moment.sans_pause:
        yield Remarque(catalogue.SANS_PAUSE, "< 1 s", "≥ 1 s", Spot.CONTENT)
    if moment.refus_repete:
        yield Remarque(catalogue.REFUS_REPETE, "< 5 s", "", Spot.CONTENT)
    if _due(moment.instances, INSTANCES, INSTANCES_ENSUITE):
        yield Remarque(catalogue.INSTANCE, str(moment.instances), "1", Spot.LPS_INSTANCE)


def _due(count: int, first: int, then: int) -> bool:
    return count >= first and (count - first) % then == 0
