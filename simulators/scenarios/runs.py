"""Runs: what happened in an espace between two moments, read through the control API or a journal file."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol

from simulators.core.espace import INSTALLATION
from simulators.core.journal.model import Exchange, Fact, Message
from simulators.core.monde.model import Personne
from simulators.scenarios.people import People

HANDSHAKE = "tls.poignee_de_main"
PAGE = 1000


class Api(Protocol):
    """The control API: the JSON that a path under `/api` answers."""

    def json(self, method: str, path: str, **request: Any) -> Any:
        """The JSON answered; raises what the caller's client raises."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a scenario: the exchanges of `espace` numbered after `after`, up to `until` (None: still
    going); and of the installation's journal, where refused handshakes lie, likewise.

    `aside` are spans of numbers (after, up to) of exchanges that are not the DUI's: a facilitator's.
    """

    espace: str
    scenario: str
    after: int
    handshakes_after: int
    until: int | None = None
    handshakes_until: int | None = None
    aside: tuple[tuple[int, int], ...] = ()


def begin(api: Api, espace: str, scenario: str) -> Run:
    """A run that starts now."""
    return Run(espace, scenario, last(api, espace), last(api, INSTALLATION))


def finish(api: Api, run: Run) -> Run:
    """The same run, ended now."""
    return replace(run, until=last(api, run.espace), handshakes_until=last(api, INSTALLATION))


def exchanges_of(api: Api, run: Run) -> list[Exchange]:
    """The exchanges of a run, and the handshakes refused meanwhile: these belong to no espace."""
    every = _between(api, run.espace, run.after, run.until)
    own = (one for one in every if not any(after < one.seq <= upto for after, upto in run.aside))
    refused = _between(api, INSTALLATION, run.handshakes_after, run.handshakes_until)
    return [*own, *refused_handshakes(refused)]


def refused_handshakes(exchanges: Iterable[Exchange]) -> list[Exchange]:
    """Those of the installation's exchanges that count in a run: refused handshakes."""
    return [one for one in exchanges if one.operation == HANDSHAKE and one.facts.get("tls.refused") is True]


def people_in(api: Api, espace: str) -> People:
    """The persons of an espace as they are now."""
    told = api.json("GET", f"/espaces/{espace}/personnes")
    return {one["id"]: Personne.model_validate(one) for one in told}


def exchange_of(told: Mapping[str, Any]) -> Exchange:
    """An exchange from what the control API tells of it: all that a rule reads, without its bytes."""
    return Exchange(
        id=told["id"],
        espace=told["espace"],
        protocol=told["protocol"],
        service=told["service"],
        face=told["face"],
        started=datetime.fromisoformat(told["started"]),
        recorded=datetime.fromisoformat(told["recorded"]),
        duration_us=told["duration_us"],
        connection=told["connection"],
        request=Message(""),
        answer=None,
        outcome=told["outcome"],
        parent=told["parent"],
        operation=told["operation"],
        facts={name: _fact(value) for name, value in told["facts"].items()},
        facts_version=told["facts_version"],
        seq=told["seq"],
    )


def told_of(exchange: Exchange) -> dict[str, Any]:
    """What `exchange_of` reads back: an exchange without its bytes."""
    return {
        "id": exchange.id,
        "espace": exchange.espace,
        "protocol": exchange.protocol,
        "service": exchange.service,
        "face": exchange.face,
        "started": exchange.started.isoformat(),
        "recorded": exchange.recorded.isoformat(),
        "duration_us": exchange.duration_us,
        "connection": exchange.connection,
        "outcome": exchange.outcome,
        "parent": exchange.parent,
        "operation": exchange.operation,
        "facts": dict(exchange.facts),
        "facts_version": exchange.facts_version,
        "seq": exchange.seq,
    }


def _fact(value: Any) -> Fact:
    return tuple(str(one) for one in value) if isinstance(value, list) else value


def last(api: Api, espace: str) -> int:
    """The number of the latest exchange of an espace, 0 when there is none."""
    found = api.json("GET", f"/espaces/{espace}/echanges", params={"limit": 1, "order": "desc"})
    return int(found[0]["seq"]) if found else 0


def _between(api: Api, espace: str, after: int, until: int | None) -> Iterator[Exchange]:
    while True:
        params = {"after_seq": after, "limit": PAGE}
        if until is not None:
            params["before_seq"] = until + 1
        page = api.json("GET", f"/espaces/{espace}/echanges", params=params)
        yield from map(exchange_of, page)
        if len(page) < PAGE:
            return
        after = page[-1]["seq"]
