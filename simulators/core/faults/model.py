"""A fault: something that goes wrong on demand."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any, Literal

FaultKind = Literal["metier", "transport"]
Parameter = str | int | float | bool


def _no_parameters() -> Mapping[str, Parameter]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault and what it acts on.

    `name` is the key of a documented error of `service` when `kind` is `metier`, else one of the transport
    faults. What is empty matches anything; `patient` is a matricule (13 or 15 characters) or any part of the
    traits, `client` the identifier of the OpenID client that calls. `remaining` is how many times it still
    acts (None: without limit), `until` the instant of the espace's clock at which it ceases (None: never).
    `probability` (0 to 1) is drawn from `seed` and the number of calls matched so
    far: the same seed always picks the same calls.
    """

    id: str
    kind: FaultKind
    name: str
    service: str = ""
    operation: str = ""
    patient: str = ""
    professional: str = ""
    client: str = ""
    face: str = ""
    remaining: int | None = None
    until: datetime | None = None
    probability: float = 1.0
    seed: int = 0
    parameters: Mapping[str, Parameter] = field(default_factory=_no_parameters)


def pack(fault: Fault, matched: int) -> str:
    """The fault as JSON (without `id` and `remaining`, which are columns), and the calls matched so far."""
    return json.dumps(
        {
            "kind": fault.kind,
            "name": fault.name,
            "service": fault.service,
            "operation": fault.operation,
            "patient": fault.patient,
            "professional": fault.professional,
            "client": fault.client,
            "face": fault.face,
            "until": fault.until.isoformat() if fault.until else None,
            "probability": fault.probability,
            "seed": fault.seed,
            "parameters": dict(fault.parameters),
            "matched": matched,
        }
    )


def unpack(id_: str, doc: str, remaining: int | None) -> tuple[Fault, int]:
    """The fault of a row, and the calls it had matched."""
    stored: dict[str, Any] = json.loads(doc)
    matched: int = stored.pop("matched")
    # Faults kept before they could last a time have no such entry.
    until = stored.pop("until", None)
    stored["parameters"] = MappingProxyType(stored["parameters"])
    ends = datetime.fromisoformat(until) if until else None
    return Fault(id=id_, remaining=remaining, until=ends, **stored), matched
