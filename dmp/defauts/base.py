"""How a choice of the simulator is written down."""

from simulators.core.basis import Basis
from simulators.core.rule import Default, Text


def default(key: str, fr: str, en: str, basis: Basis) -> Default:
    """One choice, told in French and in English, with what it rests on."""
    return Default(key, Text(fr, en), basis)
