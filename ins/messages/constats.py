"""From a rule broken to a finding at its place in the message."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ins.messages.lecture import Lecture
from ins.model import Remarque, Spot
from simulators.core.rule import WHOLE_REQUEST, Effect, Finding, Place, Rule
from simulators.core.xml.nodes import Node
from simulators.core.xml.positions import Positions


@dataclass(frozen=True, slots=True)
class Lu:
    """A body as far as it could be read: the request or None, what was refused, where things are."""

    lecture: Lecture | None = None
    remarques: tuple[Remarque, ...] = ()
    positions: Positions | None = None
    culprit: Node | None = None


# Characters of a value told in a finding.
LONGEST = 500

EffectOf = Callable[[Rule], Effect]


def findings(lu: Lu, remarques: Iterable[Remarque], effect: EffectOf) -> tuple[Finding, ...]:
    """One finding per remark, each at its exact node, header, certificate field or line."""
    return tuple(
        Finding(one.rule, _place(lu, one), _brief(one.found), _brief(one.expected), effect(one.rule))
        for one in remarques
    )


def _brief(value: str) -> str:
    """A value as it can be read; the whole stands in the message."""
    return value if len(value) <= LONGEST else f"{value[: LONGEST - 1]}…"


def _place(lu: Lu, remarque: Remarque) -> Place:
    if remarque.header:
        return Place("request", "header", remarque.header)
    if remarque.certificate:
        return Place("tls", "certificate", remarque.certificate)
    node = _node(lu, remarque)
    if node is not None and lu.positions is not None:
        return lu.positions.place(node, remarque.attribute)
    if remarque.line is not None:
        return Place("request", "bytes", line=remarque.line)
    return WHOLE_REQUEST


def _node(lu: Lu, remarque: Remarque) -> Node | None:
    """The node of the spot, or the nearest that exists: a missing header is told at the envelope."""
    if lu.lecture is None:
        return lu.culprit
    if remarque.spot is None:
        return None
    nodes = lu.lecture.nodes
    wanted = ((remarque.spot, remarque.rank), (remarque.spot, 0), (Spot.ENVELOPE, 0))
    return next((nodes[key] for key in wanted if key in nodes), None)
