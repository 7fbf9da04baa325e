"""How well each code answered is known: seen, reported, standard or supposed, with its source."""

from collections.abc import Mapping
from typing import NamedTuple

from simulators.core.basis import BasisKind
from simulators.core.journal.model import Exchange
from simulators.core.rule import Register, Text

KINDS = {
    BasisKind.SEEN: Text("vu", "seen"),
    BasisKind.REPORTED: Text("rapporté", "reported"),
    BasisKind.STANDARD: Text("norme", "standard"),
    BasisKind.ASSUMED: Text("supposé", "assumed"),
}
# Where an exchange says its answer; the code of the transport is the last resort.
_FACTS = ("ins.erreur", "psc.erreur", "dmp.erreurs", "code")
Registers = Mapping[str, Register]


class Fondement(NamedTuple):
    """A code as read on the wire, its label, how it is known (`basis`, in a word `kind`) and from where."""

    code: str
    label: str
    basis: str
    kind: Text
    source: str


def fondements(exchange: Exchange, registers: Registers) -> tuple[Fondement, ...]:
    """What the register of the service says of the codes answered in this exchange, each once."""
    register = registers.get(exchange.service)
    if register is None:
        return ()
    wanted = {code for name in _FACTS for code in _texts(exchange.facts.get(name))}
    found = (
        Fondement(one.code or key, one.label, one.basis.kind.value, KINDS[one.basis.kind], one.basis.source)
        for key, one in register.errors.items()
        if wanted & {key, one.code}
    )
    return tuple(dict.fromkeys(found))


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, tuple) else (str(value),) if value else ()
