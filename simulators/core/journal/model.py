"""What the journal holds: one `Exchange` per conversation unit, on any protocol."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from simulators.core.rule import Finding

Protocol = Literal["http", "tls", "smtp", "imap", "journal"]
Fact = str | int | float | bool | None | tuple[str, ...]
Facts = Mapping[str, Fact]


@dataclass(frozen=True, slots=True)
class Peer:
    """The client certificate of a connection, as verified by TLS."""

    subject: str
    issuer: str
    serial: str
    fingerprint: str
    common_name: str
    organizational_unit: str
    organization: str
    not_before: datetime
    not_after: datetime
    pem: str = ""


@dataclass(frozen=True, slots=True)
class Wire:
    """How the bytes travelled: TLS version and cipher (empty in clear), server name asked, remote address."""

    tls_version: str = ""
    cipher: str = ""
    sni: str = ""
    remote: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """One direction of an exchange, verbatim.

    `start` is the request or status line (or the SMTP/IMAP command); `headers` keep order and repeats;
    `body` is None when it lies in the blob named by `blob` (over 64 kB).
    """

    start: str
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes | None = b""
    blob: str = ""
    size: int = 0

    def header(self, name: str) -> str | None:
        """The first value of a header, names compared without case."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)


@dataclass(frozen=True, slots=True)
class Exchange:
    """One recorded conversation unit.

    `started` is on the espace's clock, `recorded` on the machine's; `duration_us` is monotonic. `seq` orders
    the journal of one espace and is given by the store (0 until stored). `outcome` is what a list shows:
    an HTTP status, a TLS alert, an SMTP reply code. Facts are flat and versioned; they can be recomputed from
    the bytes.
    """

    id: str
    espace: str
    protocol: Protocol
    service: str
    face: str
    started: datetime
    recorded: datetime
    duration_us: int
    connection: str
    request: Message
    answer: Message | None
    outcome: str
    parent: str = ""
    operation: str = ""
    peer: Peer | None = None
    wire: Wire = field(default_factory=Wire)
    facts: Facts = field(default_factory=dict)
    facts_version: int = 0
    findings: tuple[Finding, ...] = ()
    seq: int = 0
