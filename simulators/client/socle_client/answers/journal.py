"""What the DUI sent and was answered: exchanges, and what was noticed in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from socle_client.answers.reading import picked
from socle_client.language import said

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a message: `path` is an XPath, a header, a certificate field…; `line` counts from 1."""

    part: str
    kind: str
    path: str = ""
    start: int | None = None
    end: int | None = None
    line: int | None = None

    def __str__(self) -> str:
        line = f", {said('ligne', 'line')} {self.line}" if self.line else ""
        return f"{self.part} {self.path or self.kind}{line}"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing noticed in one exchange. `exchange` and `seq` are empty when the exchange is known anyway."""

    rule: str
    service: str
    severity: Severity
    effect: str
    title: str
    advice: str
    found: str
    expected: str
    place: Place
    basis: Mapping[str, str]
    requirements: tuple[str, ...] = ()
    exchange: str = ""
    seq: int = 0

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> "Finding":
        """From the JSON of the control API."""
        return picked(cls, told, place=picked(Place, told["place"]))

    def __str__(self) -> str:
        """Rule, place, found, expected, what to do: one line each."""
        seq = f" ({said('échange', 'exchange')} {self.seq})" if self.seq else ""
        told = (
            (said("où", "where"), str(self.place)),
            (said("trouvé", "found"), self.found),
            (said("attendu", "expected"), self.expected),
            (said("à faire", "to do"), self.advice),
        )
        lines = [f"  {label:<8} : {value}" for label, value in told if value]
        return "\n".join([f"{self.severity} {self.rule} : {self.title}{seq}", *lines])


@dataclass(frozen=True, slots=True)
class Exchange:
    """One recorded exchange. `findings` is filled when it was asked for whole; `finding_count` always is."""

    id: str
    seq: int
    espace: str
    protocol: str
    service: str
    face: str
    operation: str
    outcome: str
    summary: str
    started: datetime
    duration_us: int
    connection: str
    parent: str
    facts: Mapping[str, Any]
    finding_count: int
    findings: tuple[Finding, ...] = ()

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> "Exchange":
        """From the JSON of the control API, a summary or the whole."""
        found = told["findings"]
        findings = () if isinstance(found, int) else tuple(Finding.read(one) for one in found)
        return picked(
            cls,
            told,
            started=datetime.fromisoformat(told["started"]),
            parent=told["parent"] or "",
            finding_count=found if isinstance(found, int) else len(found),
            findings=findings,
        )

    def __str__(self) -> str:
        """In one line: number, hour, service, operation, what became of it."""
        hour = f"{self.started:%H:%M:%S}"
        noticed = f" [{said('constats', 'findings')} : {self.finding_count}]" if self.finding_count else ""
        what = self.operation or self.protocol
        return f"{self.seq:>4} {hour} {self.service or '-':<4} {what} {self.outcome} {self.summary}{noticed}"
