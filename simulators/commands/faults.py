"""The faults that a scenario asks for, armed for the time it is played."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

from simulators.commands.target import Control
from simulators.scenarios.model import Panne


@contextmanager
def armed(api: Control, espace: str, faults: Sequence[Panne]) -> Iterator[None]:
    """Arms them, and lifts those that are left: the ones that struck as often as asked are gone by then."""
    path = f"/espaces/{quote(espace, safe='')}/pannes"
    ids = {api.json("POST", path, json=_body(fault))["id"] for fault in faults}
    try:
        yield
    finally:
        for left in ids & {fault["id"] for fault in api.json("GET", path)}:
            api.call("DELETE", f"{path}/{left}")


def _body(fault: Panne) -> Mapping[str, Any]:
    body: dict[str, Any] = {
        "kind": fault.genre,
        "name": fault.nom,
        "service": fault.service,
        "operation": fault.operation,
        "parameters": fault.parametres,
    }
    return {**body, "remaining": fault.nombre} if fault.nombre else body
