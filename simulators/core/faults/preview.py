"""Reading a request before its service does, to know whether a transport fault aims at it."""

from dataclasses import dataclass, replace

from simulators.core.abilities import Registering
from simulators.core.journal.assemble import analysed, request_of
from simulators.core.journal.facts import common_facts
from simulators.core.journal.model import Exchange
from simulators.core.journal.patient import patient_key
from simulators.core.journal.tap import Event, Receive, RequestTap, Scope
from simulators.core.net.body import BodyError, read_body
from simulators.core.service import Draft, Face, Service


@dataclass(frozen=True, slots=True)
class Preview:
    """What a fault may aim at in a request; empty when it cannot be read."""

    operation: str = ""
    patient: str = ""
    professional: str = ""
    client: str = ""


async def preview(
    scope: Scope, receive: Receive, service: Service, face: Face, patience: float
) -> tuple[Preview, Receive]:
    """Reads the body and what the service makes of it; the `receive` returned gives the body again.

    A body too large, too slow or cut is left to the service, which meets the same trouble.
    """
    if not isinstance(receive, RequestTap):
        return Preview(), receive
    try:
        await read_body(receive, face.limit_in(scope["socle.espace"]), patience)
    except BodyError as problem:
        return Preview(), failing(problem)
    exchange = _asked(scope, receive, scope["socle"])
    exchange = replace(exchange, facts=common_facts(exchange))
    analysis = analysed(exchange, service, scope["socle.espace"])
    professional = str(analysis.facts.get("professional") or "")
    client = service.caller(exchange) if isinstance(service, Registering) else ""
    seen = Preview(analysis.operation, patient_key(analysis.facts), professional, client)
    return seen, _again(receive)


def _asked(scope: Scope, tap: RequestTap, draft: Draft) -> Exchange:
    return Exchange(
        id=draft.id,
        espace=draft.espace.name,
        protocol="http",
        service=draft.service,
        face=draft.face,
        started=draft.started,
        recorded=draft.started,
        duration_us=0,
        connection=draft.connection,
        request=request_of(scope, tap),
        answer=None,
        outcome="",
        peer=draft.peer,
        wire=draft.wire,
    )


def _again(tap: RequestTap) -> Receive:
    """Gives what was read as one event, then lets the connection speak."""
    return given_back(tap.kept.joined(), tap, more=not tap.complete)


def given_back(body: bytes, then: Receive, *, more: bool = False) -> Receive:
    """A `receive` that gives a body already read as one event, then lets the connection speak."""
    given = False

    async def receive() -> Event:
        nonlocal given
        if given:
            return await then()
        given = True
        return {"type": "http.request", "body": body, "more_body": more}

    return receive


def failing(problem: BodyError) -> Receive:
    """Gives the service the trouble already met."""

    async def receive() -> Event:
        raise problem

    return receive
