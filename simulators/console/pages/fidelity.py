"""The fidelity register: what every error, rule and default stands on."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from simulators.console.desk import desk_of
from simulators.console.view import Page
from simulators.console.words.fidelity import FIDELITY
from simulators.core.basis import Basis, BasisKind
from simulators.core.journal.handshake_rules import tls_rules
from simulators.core.rule import Default, ErrorEntry, Register, Rule, Text
from simulators.core.service import Service

_CONNECTIONS: Final = Text("Connexions", "Connections")


@dataclass(frozen=True, slots=True)
class Chapter:
    """The register of one service, reduced to one kind of basis when asked."""

    name: str
    title: Text
    errors: list[ErrorEntry]
    rules: list[Rule]
    defaults: list[Default]


def _bases(register: Register) -> Iterable[Basis]:
    yield from (entry.basis for entry in register.errors.values())
    yield from (rule.basis for rule in register.rules.values())
    yield from (default.basis for default in register.defaults.values())


def _registers(services: Mapping[str, Service]) -> list[tuple[Text, Register]]:
    """The services' own, then what the ground itself refuses: handshakes."""
    ground = Register("tls", {}, tls_rules(), {})
    return [*((one.title, one.register) for one in services.values()), (_CONNECTIONS, ground)]


def _chapter(title: Text, register: Register, kind: str) -> Chapter:
    return Chapter(
        register.service,
        title,
        [one for one in register.errors.values() if kind in {"", one.basis.kind}],
        [one for one in register.rules.values() if kind in {"", one.basis.kind}],
        [one for one in register.defaults.values() if kind in {"", one.basis.kind}],
    )


async def fidelity(request: Request) -> Response:
    """`/fidelite`: all of it, or only what is `seen`, `reported`, `standard` or `assumed` (`?base=`)."""
    desk, page = desk_of(request), Page.of(request)
    asked = page.query.get("base", "")
    kind = asked if asked in set(BasisKind) else ""
    registers = _registers(desk.services)
    counts = Counter(basis.kind for _, register in registers for basis in _bases(register))
    return await desk.answer(
        "fidelite.html",
        page,
        FIDELITY,
        kind=kind,
        kinds=[(one, counts[one]) for one in BasisKind],
        chapters=[_chapter(title, register, kind) for title, register in registers],
    )
