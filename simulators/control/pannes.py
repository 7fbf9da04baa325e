"""Faults: what goes wrong on demand, in one espace."""

from typing import Annotated, Literal

from fastapi import APIRouter, HTTPException
from pydantic import BaseModel, ConfigDict, Field

from simulators.control.desk import Anyone, Owned
from simulators.control.echanges import Lang
from simulators.control.render import Json
from simulators.core.faults.active import Fault
from simulators.core.faults.catalogue import FaultCatalogue, FaultError
from simulators.core.faults.model import Parameter

router = APIRouter(prefix="/espaces/{espace}/pannes", tags=["Pannes"])


class NewFault(BaseModel):
    """A fault to arm. `metier`: the key of a documented error of that service; `transport`: a named accident.

    Empty criteria match everything; `client` is the OpenID client that calls, registered in the espace;
    `remaining` is the number of calls it strikes (absent: until removed).
    """

    model_config = ConfigDict(extra="forbid")

    kind: Literal["metier", "transport"]
    name: str
    service: str = ""
    operation: str = ""
    patient: str = ""
    professional: str = ""
    client: str = ""
    face: str = ""
    remaining: Annotated[int, Field(le=1_000_000)] | None = None
    probability: float = 1.0
    seed: str = ""
    parameters: Annotated[dict[str, Parameter], Field(default_factory=dict)]


def _json(fault: Fault) -> Json:
    told = {name: getattr(fault, name) for name in NewFault.model_fields}
    return {"id": fault.id, **told, "parameters": dict(fault.parameters)}


@router.get("", summary="Pannes en cours · Active faults")
async def active(espace: Owned) -> list[Json]:
    """Those that may still strike."""
    return [_json(one) for one in espace.faults.active()]


@router.get("/catalogue", summary="Pannes possibles · Faults that exist")
async def catalogue(espace: Owned, desk: Anyone, lang: Lang = "fr") -> Json:
    """The documented errors of each service, and the accidents of the transport, with their labels."""
    del espace
    known = FaultCatalogue(desk.services.values())
    transport = {name: text.in_language(lang) for name, text in known.transport().items()}
    return {"metier": known.business(), "transport": transport}


@router.post("", status_code=201, summary="Provoquer une panne · Arm a fault")
async def arm(espace: Owned, desk: Anyone, new: NewFault) -> Json:
    """From the next call that matches. A name that nothing documents is refused, and the known ones named."""
    fault = Fault(id=espace.ids.short("panne"), **new.model_dump())
    try:
        FaultCatalogue(desk.services.values()).check(fault, espace)
    except FaultError as error:
        known = f" (au choix : {', '.join(error.known)})" if error.known else ""
        raise HTTPException(422, f"{error.text.fr}{known}") from None
    await espace.faults.add(fault)
    return _json(fault)


@router.delete("", status_code=204, summary="Lever toutes les pannes · Clear all faults")
async def clear(espace: Owned) -> None:
    """The espace answers rightly again."""
    await espace.faults.clear()


@router.delete("/{id_}", status_code=204, summary="Lever une panne · Clear one fault")
async def remove(espace: Owned, id_: str) -> None:
    """404 when it is not armed (or has struck as often as asked)."""
    if not await espace.faults.remove(id_):
        raise HTTPException(404, f"Panne inconnue : {id_}")
