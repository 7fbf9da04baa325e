"""The contract a service fulfils: all that the roof knows of it."""

import socket
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, Protocol, runtime_checkable

from simulators.core.journal.model import Exchange, Facts, Peer, Wire
from simulators.core.rule import Finding, Register, Text

if TYPE_CHECKING:
    from simulators.core.espace import Espace
    from simulators.core.net.handshake import RefusedHandshake
    from simulators.core.net.tls import ServerTls

ClientCertificate = Literal["required", "optional", "none"]
# An ASGI application; the ground names no web framework here.
AsgiApp = Any


@dataclass(frozen=True, slots=True)
class Face:
    """One HTTP address of a service: a port of its own, real paths untouched.

    `hosts` are the names its server certificate carries besides localhost; `path` completes the address
    an editor types; `limit` is the largest body accepted, in bytes, `limit_of` what an espace accepts when
    that differs. `unknown_espace` answers, in the words of the protocol, a request for an espace that does
    not exist (a plain 404 when None). `secrets` are the request headers, in lower case, whose value the
    journal must not keep.
    """

    name: str
    port: int
    app: AsgiApp
    client_certificate: ClientCertificate = "none"
    hosts: tuple[str, ...] = ()
    path: str = "/"
    limit: int = 2_000_000
    unknown_espace: "Failure | None" = None
    limit_of: "Callable[[Espace], int] | None" = None
    secrets: frozenset[str] = frozenset()

    def limit_in(self, espace: "Espace") -> int:
        """The largest body accepted in an espace, in bytes."""
        return self.limit if self.limit_of is None else self.limit_of(espace)


@dataclass(frozen=True, slots=True)
class Analysis:
    """What a service reads in one exchange: the operation, the flat facts, the findings."""

    operation: str = ""
    facts: Facts = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """The sentences a person reads about one exchange: no code, no XPath.

    `summary` fits a list; `asked`, `answered` tell the conversation; `todo` is what to do, if anything.
    """

    summary: str
    asked: str = ""
    answered: str = ""
    todo: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """The neutral answer of a service that failed: no cause, no trace."""

    status: int = 500
    content_type: str = ""
    body: bytes = b""


@dataclass(slots=True)
class Draft:
    """An exchange being lived: what the edge knows before the service, and what the service adds.

    The recorder puts it in `scope["socle"]`; a service reads `espace`, `peer`, `wire`, `started`, and
    leaves its `analysis`. `errors` are the register keys of every error answered, for the fidelity check.
    `failure` is what the recorder answers should the service raise; `suite` is called once the exchange is
    journalled, and must neither wait nor raise.
    """

    id: str
    espace: "Espace"
    service: str
    face: str
    started: datetime
    connection: str
    peer: Peer | None
    wire: Wire
    analysis: Analysis | None = None
    errors: list[str] = field(default_factory=list)
    failure: Failure | None = None
    suite: Callable[[Exchange], None] | None = None


class Service(Protocol):
    """One simulated service. Its package exposes `create(context) -> Service`."""

    @property
    def name(self) -> str:
        """Short name used in addresses, the journal and the ready file: ins, dmp, mss, psc."""

    @property
    def title(self) -> Text:
        """Name a person reads."""

    @property
    def register(self) -> Register:
        """Errors, rules and defaults with their basis."""

    @property
    def faces(self) -> tuple[Face, ...]:
        """HTTP addresses of the service."""

    @property
    def facts_version(self) -> int:
        """Raised whenever `analyse` names or computes a fact differently."""

    @property
    def operations(self) -> Mapping[str, Text]:
        """Operation names (as in `Exchange.operation`) and their labels."""

    def analyse(self, exchange: Exchange, espace: "Espace | None") -> Analysis:
        """Reads an exchange again from its bytes: what the journal's reindexing and `socle check` call.

        Rules that need the espace's state are left out when `espace` is None.
        """

    def explain(self, exchange: Exchange, lang: str) -> Explanation:
        """The exchange told to a person, in French (`fr`) or English (`en`)."""

    def endpoints(self, origins: Mapping[str, str]) -> Mapping[str, str | None]:
        """What the ready file says under `services.<name>`, from the origin of each face."""

    def read_file(self, name: str, data: bytes) -> Exchange | None:
        """A saved message as an exchange without answer, for `socle check`; None if not of this service."""

    def documents(self) -> Mapping[str, bytes]:
        """Public files of the service (WSDL, schemas) by name, for downloading in clear from the console."""


@dataclass(frozen=True, slots=True)
class ControlCall:
    """One call of a control route: the parameters of its path and query, its body read as the route's model.

    For a route that takes a file, `body` is the path where it was written, for the time of the call.
    """

    parameters: Mapping[str, str]
    body: Any = None
    query: Mapping[str, str] = field(default_factory=dict)


class ControlRefused(Exception):  # noqa: N818 - what the control API answers, not a failure
    """A control call that cannot be; `detail` is one French line, or a list of `{"champ", "message"…}`."""

    def __init__(self, status: int, detail: str | Sequence[Mapping[str, object]]) -> None:
        super().__init__(str(detail))
        self.status = status
        self.detail = detail


@dataclass(frozen=True, slots=True)
class ControlRoute:
    """One control operation of a service on one espace, which the roof mounts and describes.

    `path` completes `/espaces/{espace}/<service>` and may name `{parameters}`, the last one `{so:path}` when
    its value may hold slashes; `query` tells the optional parameters; `body` is the pydantic model of the
    JSON taken, `file` in its place the media type of a file of `limit` bytes at most. What `handle` returns
    is the JSON answered, a `Listing` (both of type `answer`) or a `Download` of media type `download`; it may
    raise `ControlRefused`.
    """

    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
    path: str
    summary: Text
    handle: Callable[["Espace", ControlCall], Awaitable[object]]
    body: type | None = None
    status: int = 200
    file: str = ""
    limit: int = 0
    query: Mapping[str, Text] = field(default_factory=dict)
    answer: Any = None
    download: str = ""


@runtime_checkable
class Listening(Protocol):
    """A service that needs its own addresses (an OpenID issuer, links): told once, before serving."""

    def listening(self, origins: Mapping[str, str], clear: Mapping[str, str]) -> None:
        """The origin (scheme, host, port) of each face, over TLS and in clear."""


@runtime_checkable
class Controlled(Protocol):
    """A service with settings of its own in the control API."""

    @property
    def control_routes(self) -> tuple[ControlRoute, ...]:
        """Mounted under `/espaces/{espace}/<service>`."""


@runtime_checkable
class Adopting(Protocol):
    """A service that can take into an espace what an exchange was refused for not knowing."""

    async def adopt(self, exchange: Exchange, espace: "Espace") -> Mapping[str, Any] | None:
        """What was adopted, or None. Raises `ControlRefused` for what cannot be told any more."""


@runtime_checkable
class Accounting(Protocol):
    """A service with accounts to announce in the ready file."""

    def accounts(self, espace: "Espace") -> Mapping[str, Any]:
        """Entries of `accounts`, by name."""


@dataclass(frozen=True, slots=True)
class MailListening:
    """What a mail face is given to serve: bound sockets, TLS for STARTTLS, connection ids, whom to tell.

    `domains` are the base domains under which a server name's label names an espace.
    """

    sockets: "Sequence[socket.socket]"
    tls: "ServerTls"
    new_connection: Callable[[], str]
    on_refused_handshake: "Callable[[RefusedHandshake], None]"
    domains: tuple[str, ...] = ("localhost",)


class RunningMail(Protocol):
    """A mail face being served."""

    async def stop(self, grace: float = 1.0) -> None:
        """Stops accepting, tells the clients, closes within `grace` seconds."""


@dataclass(frozen=True, slots=True)
class MailFace:
    """One mail address of a service (SMTP, IMAP): clear text first, TLS by STARTTLS.

    `serve` takes sockets already bound; `limit` is the largest mail accepted, in bytes; `suites` are the
    only ones of TLS 1.2, by OpenSSL's names (empty: its own).
    """

    name: str
    port: int
    serve: Callable[[MailListening], Awaitable[RunningMail]]
    client_certificate: ClientCertificate = "none"
    hosts: tuple[str, ...] = ()
    limit: int = 10_485_760
    suites: tuple[str, ...] = ()


@runtime_checkable
class Mailing(Protocol):
    """A service that also speaks mail."""

    @property
    def mail_faces(self) -> tuple[MailFace, ...]:
        """Mail addresses of the service."""


# Words that together designate somebody: a matricule alone, or a birth name with a birth date.
Designation = tuple[str, ...]


@runtime_checkable
class Purging(Protocol):
    """A service that keeps things about people: it forgets a real person who should not be there."""

    async def purge(self, espace: "Espace", designations: Collection[Designation]) -> int:
        """Removes all that mentions one of them, and the blobs nothing else names; says how many things."""


@runtime_checkable
class Peopled(Protocol):
    """A service that keeps identities of its own, beside the people of the espace."""

    async def designations(self, espace: "Espace", told: Collection[Designation]) -> Collection[Designation]:
        """Every designation of the kept identities that one of these designates."""

    async def doubtful(self, espace: "Espace") -> Sequence[str]:
        """The first matricules it keeps that are in no list of fictional ones."""
