"""What the control API answers of the journal and of the register: exchanges, findings, bases."""

from typing import Any, Literal, NotRequired

from typing_extensions import TypedDict

from simulators.control.reponses import Moment
from simulators.core.basis import BasisKind
from simulators.core.journal.model import Protocol
from simulators.core.rule import Effect, Severity


class BasisTold(TypedDict):
    """Where a behaviour comes from."""

    kind: BasisKind
    source: str


class PlaceTold(TypedDict):
    """Where a finding is: `start` and `end` are byte offsets in the body, `line` counts from 1."""

    part: Literal["request", "answer", "tls"]
    kind: Literal["xpath", "fhirpath", "header", "bytes", "certificate", "whole", "query", "form", "claim"]
    path: str
    start: int | None
    end: int | None
    line: int | None


class FindingTold(TypedDict):
    """One thing noticed in a message, and what to do; done as told, it disappears."""

    rule: str
    service: str
    severity: Severity
    effect: Effect
    title: str
    advice: str
    found: str
    expected: str
    place: PlaceTold
    basis: BasisTold
    requirements: list[str]


class FindingInEspace(FindingTold):
    """A finding and the exchange it was found in."""

    exchange: str
    seq: int


class Gap(TypedDict):
    """A field that differs between two answers; `famille`: why it may (a date, an identifier)."""

    champ: str
    gauche: str | None
    droite: str | None
    famille: NotRequired[str]


class Replayed(TypedDict):
    """An exchange replayed here: the new one, what differs, what may, what is too old to be judged."""

    nouveau: str
    egal: bool
    ecarts: list[Gap]
    mis_de_cote: list[Gap]
    reserves: list[str]


class _ExchangeHead(TypedDict):
    """What is told of an exchange wherever it is told. `facts`: flat, the same names as in scenarios."""

    id: str
    seq: int
    espace: str
    protocol: Protocol
    service: str
    face: str
    operation: str
    outcome: str
    summary: str
    started: Moment
    recorded: Moment
    duration_us: int
    connection: str
    parent: str
    facts: dict[str, Any]
    facts_version: int


class ExchangeTold(_ExchangeHead):
    """One recorded exchange as a list shows it. `facts`: flat, the same names as in scenarios."""

    findings: int


class ExplanationTold(TypedDict):
    """The exchange told to a person."""

    summary: str
    asked: str
    answered: str
    todo: list[str]


class MessageTold(TypedDict):
    """One direction of an exchange: request or status line, headers in order, size of the body in bytes."""

    start: str
    headers: list[list[str]]
    size: int


class WireTold(TypedDict):
    """How the bytes travelled."""

    tls_version: str
    cipher: str
    sni: str
    remote: str


class PeerTold(TypedDict):
    """The client certificate of the connection."""

    subject: str
    issuer: str
    serial: str
    fingerprint: str
    common_name: str
    organizational_unit: str
    organization: str
    not_before: Moment
    not_after: Moment
    pem: str


class ExchangeDetail(_ExchangeHead):
    """One exchange whole; the bodies are fetched apart, byte for byte."""

    findings: list[FindingTold]
    explanation: ExplanationTold | None
    request: MessageTold | None
    answer: MessageTold | None
    wire: WireTold
    peer: PeerTold | None


class ErrorKnown(TypedDict):
    """An error a service may answer."""

    key: str
    code: str
    label: str
    basis: BasisTold


class RefusalKnown(TypedDict):
    """The error by which a rule refuses."""

    error: str
    basis: BasisTold


class RuleKnown(TypedDict):
    """A rule a service judges by."""

    id: str
    severity: Severity
    title: str
    basis: BasisTold
    refusal: RefusalKnown | None
    requirements: list[str]


class DefaultKnown(TypedDict):
    """A default or an option of a service."""

    key: str
    text: str
    basis: BasisTold


class RegisterTold(TypedDict):
    """What one service answers and judges by, each with its basis."""

    errors: list[ErrorKnown]
    rules: list[RuleKnown]
    defaults: list[DefaultKnown]
