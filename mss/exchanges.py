"""Telling the journal what happened on a mail connection: one exchange per unit of conversation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from mss.data.names import NAME
from mss.facts import FACTS_VERSION
from mss.wire import MailConnection
from simulators.core.clock import monotonic_us
from simulators.core.journal.facts import tls_facts
from simulators.core.journal.model import Exchange, Fact, Message, Peer, Wire
from simulators.core.rule import Finding

if TYPE_CHECKING:
    from simulators.core.espace import Espace

MailProtocol = Literal["smtp", "imap"]
# What is kept of one answer: a mailbox read whole must not fill the journal.
MOST_KEPT = 2_000_000


@dataclass(frozen=True, slots=True)
class Begun:
    """A unit of conversation that has begun: its id, its instant on the espace's clock."""

    espace: "Espace"
    id: str
    started: datetime
    begun_us: int


def begin(espace: "Espace") -> Begun:
    """Notes the instant and gives the exchange its id."""
    return Begun(espace, espace.ids.token("echange"), espace.clock.tick(), monotonic_us())


@dataclass(frozen=True, slots=True)
class Told:
    """What is to be kept of a unit: both sides, what was read, what was noticed, the errors answered."""

    protocol: MailProtocol
    operation: str
    request: Message
    answer: Message | None
    outcome: str
    facts: Mapping[str, Fact]
    findings: tuple[Finding, ...] = ()
    errors: tuple[str, ...] = ()
    parent: str = ""


def record(begun: Begun, told: Told, connection: MailConnection | None, face: str) -> Exchange:
    """Journals it; without connection, the simulator acted by itself."""
    wire: Wire = connection.wire if connection else Wire()
    peer: Peer | None = connection.peer if connection else None
    facts: dict[str, Fact] = {**tls_facts(wire, peer), **told.facts}
    if connection is not None and connection.panne:
        facts["panne"] = connection.panne
    if told.errors:
        facts["erreurs"] = told.errors
    exchange = Exchange(
        id=begun.id,
        espace=begun.espace.name,
        protocol=told.protocol,
        service=NAME,
        face=face,
        started=begun.started,
        recorded=datetime.now(UTC),
        duration_us=monotonic_us() - begun.begun_us,
        connection=connection.id if connection else "",
        request=told.request,
        answer=told.answer,
        outcome=told.outcome,
        parent=told.parent,
        operation=told.operation,
        peer=peer,
        wire=wire,
        facts=facts,
        facts_version=FACTS_VERSION,
        findings=told.findings,
    )
    begun.espace.journal.record(exchange)
    return exchange


def kept(chunks: Sequence[bytes]) -> tuple[bytes, int]:
    """The bytes of an answer as far as they are kept, and how many there were."""
    size = sum(len(one) for one in chunks)
    if size <= MOST_KEPT:
        return b"".join(chunks), size
    found: list[bytes] = []
    room = MOST_KEPT
    for chunk in chunks:
        found.append(chunk[:room])
        room -= len(found[-1])
        if room <= 0:
            break
    return b"".join(found), size
