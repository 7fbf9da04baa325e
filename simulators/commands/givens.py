"""What a scenario asks of an espace (options, faults, mails), set for the time it is played."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any
from urllib.parse import quote

from simulators.commands.target import Control
from simulators.scenarios.model import CourrielRecu, Panne


@contextmanager
def given(
    api: Control,
    espace: str,
    options: Collection[str],
    faults: Sequence[Panne],
    mails: Sequence[CourrielRecu] = (),
) -> Iterator[None]:
    """The espace behaves as asked while the scenario is played, and as before afterwards.

    The mails come as it begins, and stay.
    """
    with _chosen(api, espace, options), _armed(api, espace, faults):
        for mail in mails:
            told = {name: value for name, value in asdict(mail).items() if value}
            api.call("POST", f"/espaces/{quote(espace, safe='')}/mss/arrivees", json=told)
        yield


@contextmanager
def _chosen(api: Control, espace: str, options: Collection[str]) -> Iterator[None]:
    path = f"/espaces/{quote(espace, safe='')}/reglages"
    if not options:
        yield
        return
    before = api.json("GET", path)["options"]
    api.call("PUT", path, json={"options": sorted({*before, *options})})
    try:
        yield
    finally:
        api.call("PUT", path, json={"options": before})


@contextmanager
def _armed(api: Control, espace: str, faults: Sequence[Panne]) -> Iterator[None]:
    """Arms the faults, and lifts those that are left: the others struck as often as asked."""
    path = f"/espaces/{quote(espace, safe='')}/pannes"
    ids: set[str] = set()
    try:
        for fault in faults:
            ids.add(api.json("POST", path, json=_body(fault))["id"])
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
        "client": fault.client,
        "parameters": fault.parametres,
    }
    return {**body, "remaining": fault.nombre} if fault.nombre else body
