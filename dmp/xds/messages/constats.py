"""From a rule broken to a finding at its place in the message."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from dmp.xds.messages.lecture import Lecture
from dmp.xds.model import Remarque
from simulators.core.rule import WHOLE_REQUEST, Effect, Finding, Place, Rule
from simulators.core.xml.nodes import Node
from simulators.core.xml.positions import Positions


@dataclass(frozen=True, slots=True)
class Lu:
    """A body as far as it could be read: the request or None, what was refused, where things are.

    `corps` and `racine` are the body received and its root part when it came in a package.
    """

    lecture: Lecture | None = None
    remarques: tuple[Remarque, ...] = ()
    positions: Positions | None = None
    culprit: Node | None = None
    corps: bytes = b""
    racine: bytes = b""

    def decalage(self) -> int | None:
        """Where the root part starts in the body; None when it was coded there."""
        if not self.racine:
            return 0
        at = self.corps.find(self.racine)
        return at if at >= 0 else None


EffectOf = Callable[[Rule], Effect]


def findings(lu: Lu, remarques: Iterable[Remarque], effect: EffectOf) -> tuple[Finding, ...]:
    """One finding per remark, each at its exact node, header, certificate field or line."""
    return tuple(
        Finding(one.rule, _place(lu, one), one.found, one.expected, effect(one.rule)) for one in remarques
    )


def _place(lu: Lu, remarque: Remarque) -> Place:
    if remarque.place is not None:
        return remarque.place
    if remarque.header:
        return Place("request", "header", remarque.header)
    if remarque.certificate:
        return Place("tls", "certificate", remarque.certificate)
    node = _node(lu, remarque)
    if node is not None and lu.positions is not None:
        return _shifted(lu.positions.place(node, remarque.attribute), lu.decalage())
    if remarque.line is not None:
        return Place("request", "bytes", line=remarque.line)
    return WHOLE_REQUEST


def _node(lu: Lu, remarque: Remarque) -> Node | None:
    """The node of the spot, or the nearest that exists: a missing header is told at the envelope."""
    if lu.lecture is None:
        return lu.culprit
    if not remarque.spot:
        return None
    found = lu.lecture.noeud(remarque.spot)
    return found if found is not None else lu.lecture.noeud("enveloppe")


def _shifted(place: Place, shift: int | None) -> Place:
    """Offsets in the whole body, the root part being inside a package."""
    if shift == 0:
        return place
    if shift is None or place.start is None or place.end is None:
        return Place(place.part, place.kind, place.path, line=place.line)
    return Place(place.part, place.kind, place.path, place.start + shift, place.end + shift, place.line)


def depart(octets: bytes | memoryview) -> int | None:
    """Where a part lies in the body received; None for one that was coded or written inside the XML."""
    if not isinstance(octets, memoryview) or not isinstance(octets.obj, bytes):
        return None
    if len(octets.obj) == len(octets):
        return None
    at = octets.obj.find(octets)
    return at if at >= 0 else None
