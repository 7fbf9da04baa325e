"""Where a behaviour comes from. Every error, rule and default of the product carries one.

A reader must always be able to tell what was seen on a real service from what we only suppose:
an assumed behaviour is never presented as a fact, and never refuses a message in profile `terrain`.
"""

from dataclasses import dataclass
from enum import StrEnum


class BasisKind(StrEnum):
    """How well a behaviour is known, strongest first."""

    SEEN = "seen"
    REPORTED = "reported"
    STANDARD = "standard"
    ASSUMED = "assumed"


@dataclass(frozen=True, slots=True)
class Basis:
    """The origin of one behaviour: its kind and, in words, the source or the reason."""

    kind: BasisKind
    source: str

    @property
    def assumed(self) -> bool:
        """True when nothing but our judgement supports the behaviour."""
        return self.kind is BasisKind.ASSUMED


def seen(source: str) -> Basis:
    """Behaviour read in an opened source that shows the real service."""
    return Basis(BasisKind.SEEN, source)


def reported(source: str) -> Basis:
    """Behaviour told by somebody who met it, not seen by us."""
    return Basis(BasisKind.REPORTED, source)


def standard(reference: str) -> Basis:
    """Behaviour required by a public standard (RFC, W3C, OASIS, IHE, HL7)."""
    return Basis(BasisKind.STANDARD, reference)


def assumed(reason: str) -> Basis:
    """Behaviour we chose because no source was found."""
    return Basis(BasisKind.ASSUMED, reason)
