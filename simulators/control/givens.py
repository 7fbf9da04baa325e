"""What a scenario asks of the espace where a person rehearses it: options, faults, mails that come."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, replace
from typing import Any

from fastapi import HTTPException
from pydantic import ValidationError

from simulators.control.desk import Desk
from simulators.control.pannes import NewFault, arm
from simulators.core.espace import Espace
from simulators.core.service import ControlCall, Controlled, ControlRefused, ControlRoute
from simulators.formation.evenements import Operation
from simulators.scenarios.model import CourrielRecu, Panne


async def choose(desk: Desk, espace: Espace, options: Collection[str]) -> tuple[str, ...]:
    """Adds options to those of the espace; gives those that were not there."""
    before = espace.settings.options
    added = frozenset(options) - before
    if added:
        settings = replace(espace.settings, options=before | added)
        await desk.context.espaces.set_settings(espace.name, settings)
    return tuple(sorted(added))


async def leave(desk: Desk, espace: Espace, added: Collection[str]) -> None:
    """Takes those options away, whatever else was chosen since."""
    if added:
        settings = replace(espace.settings, options=espace.settings.options - frozenset(added))
        await desk.context.espaces.set_settings(espace.name, settings)


async def arm_one(desk: Desk, espace: Espace, one: Panne) -> str:
    """Arms a fault; gives its id. Raises HTTPException for one that nothing documents here."""
    told: dict[str, Any] = {"kind": one.genre, "name": one.nom, "service": one.service}
    told |= {"operation": one.operation, "client": one.client, "parameters": dict(one.parametres)}
    return str((await arm(espace, desk, NewFault(**told, remaining=one.nombre or None)))["id"])


async def write(desk: Desk, espace: Espace, mails: Sequence[CourrielRecu]) -> None:
    """Has correspondents write. Raises HTTPException when they cannot."""
    for mail in mails:
        told = {name: value for name, value in asdict(mail).items() if value}
        await operate(desk, espace, Operation("mss", "POST", "/arrivees", {}, told))


async def operate(desk: Desk, espace: Espace, asked: Operation) -> None:
    """Does a control operation of a service. Raises HTTPException when it is not simulated, or refuses."""
    service = desk.services.get(asked.service)
    routes: Sequence[ControlRoute] = service.control_routes if isinstance(service, Controlled) else ()
    route = next((one for one in routes if (one.method, one.path) == (asked.verbe, asked.chemin)), None)
    if route is None or route.body is None:
        raise HTTPException(422, f"Il faut pour cela un service qui n'est pas simulé ici : {asked.service}")
    try:
        await route.handle(espace, ControlCall(dict(asked.noms), route.body(**asked.corps)))
    except ControlRefused as refused:
        raise HTTPException(refused.status, refused.detail) from None
    except ValidationError:
        raise HTTPException(422, f"Impossible : {asked.corps}") from None
