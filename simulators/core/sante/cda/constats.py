"""From a remark on a header to a finding at its exact place."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from simulators.core.rule import Effect, Finding, Place, Rule
from simulators.core.sante.cda.lecture import CdaLu
from simulators.core.sante.cda.valeurs import RACINE
from simulators.core.xml.positions import Positions


class Remarque(NamedTuple):
    """One rule broken, by its short name (`HDR-REALM`), and the node where it is."""

    regle: str
    repere: int = RACINE
    found: str = ""
    expected: str = ""
    attribute: str = ""


def constats(
    lu: CdaLu,
    remarques: Iterable[Remarque],
    regles: Mapping[str, Rule],
    effect: Callable[[Rule], Effect],
    decalage: int | None = 0,
) -> tuple[Finding, ...]:
    """One finding per remark whose rule the service has.

    `decalage` is where the document starts in the recorded body: None when it was not there as such (base64,
    ZIP), and then findings have no byte offsets.
    """
    positions = Positions(lu.document)
    return tuple(
        Finding(rule, _place(positions, lu, one, decalage), one.found, one.expected, effect(rule))
        for one in remarques
        if (rule := regles.get(one.regle)) is not None
    )


def _place(positions: Positions, lu: CdaLu, one: Remarque, shift: int | None) -> Place:
    # The root stands for an element that is missing: it has no such attribute itself.
    place = positions.place(lu.noeuds[one.repere], "" if one.repere == RACINE else one.attribute)
    if shift == 0:
        return place
    if shift is None or place.start is None or place.end is None:
        return replace(place, start=None, end=None, line=None)
    return replace(place, start=place.start + shift, end=place.end + shift, line=None)
