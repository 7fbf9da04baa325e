"""What goes wrong on demand in an espace."""

from collections.abc import Mapping
from typing import Any, Literal

from socle_client.answers.faults import Fault
from socle_client.calls.call import Call, Json, Reply, as_json, nothing, of_espace, told
from socle_client.language import Lang, language


def arm(
    espace: str,
    name: str,
    *,
    service: str = "",
    kind: Literal["metier", "transport"] = "metier",
    operation: str = "",
    patient: str = "",
    professional: str = "",
    client: str = "",
    face: str = "",
    times: int | None = None,
    probability: float = 1.0,
    seed: str = "",
    **parameters: Any,
) -> Call[Fault]:
    """From the next call that matches, `times` times (None: until cleared).

    `metier` is a documented error of a service (`arm("desir_550", service="ins")`), `transport` an accident
    (`arm("latence", kind="transport", service="ins", ms=2000)`); `parameters` are the fault's own.
    RefusedError 422 for a name that nothing documents, the known ones named.
    """
    body = told(
        kind=kind,
        name=name,
        service=service,
        operation=operation,
        patient=patient,
        professional=professional,
        client=client,
        face=face,
        remaining=times,
        probability=probability,
        seed=seed,
        parameters=parameters,
    )
    return Call("POST", _path(espace), lambda reply: Fault.read(reply.json()), body=body)


def active(espace: str) -> Call[list[Fault]]:
    """Those that may still strike."""
    return Call("GET", _path(espace), _faults)


def fault_catalogue(espace: str, *, lang: Lang | None = None) -> Call[Mapping[str, Json]]:
    """Every fault that exists: `metier` by service, `transport`, with their labels."""
    return Call("GET", _path(espace, "catalogue"), as_json, {"lang": lang or language()})


def clear(espace: str, fault: Fault | str) -> Call[None]:
    """One of them. RefusedError 404 when it is not armed, or has struck as often as asked."""
    return Call("DELETE", _path(espace, fault if isinstance(fault, str) else fault.id), nothing)


def clear_all(espace: str) -> Call[None]:
    """The espace answers rightly again."""
    return Call("DELETE", _path(espace), nothing)


def _path(espace: str, *parts: str) -> str:
    return of_espace(espace, "pannes", *parts)


def _faults(reply: Reply) -> list[Fault]:
    return [Fault.read(one) for one in reply.json()]
