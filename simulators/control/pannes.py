"""Faults: what goes wrong on demand, in one espace."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Literal

from fastapi import APIRouter, HTTPException
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from simulators.control.desk import Anyone, Owned
from simulators.control.echanges import Lang
from simulators.control.reponses import FaultArmed, FaultsKnown
from simulators.core.espace import Espace
from simulators.core.faults.active import Fault
from simulators.core.faults.catalogue import FaultCatalogue, FaultError
from simulators.core.faults.model import Parameter

router = APIRouter(prefix="/espaces/{espace}/pannes", tags=["Pannes"])

# A year: beyond, it is no longer "for a time".
MOST_MINUTES = 527_040


class NewFault(BaseModel):
    """A fault to arm. `metier`: the key of a documented error of that service; `transport`: a named accident.

    Empty criteria match everything; `client` is the OpenID client that calls, registered in the espace;
    `remaining` is the number of calls it strikes, `minutes` how long it lasts by the espace's clock, `until`
    the instant it ends at (with its time zone); absent: until removed.
    """

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"kind": "metier", "name": "desir_1020", "service": "ins", "remaining": 1}]
        },
    )

    kind: Literal["metier", "transport"]
    name: str
    service: str = ""
    operation: str = ""
    patient: str = ""
    professional: str = ""
    client: str = ""
    face: str = ""
    remaining: Annotated[int, Field(le=1_000_000)] | None = None
    minutes: Annotated[float, Field(gt=0, le=MOST_MINUTES, allow_inf_nan=False)] | None = None
    until: AwareDatetime | None = None
    probability: float = 1.0
    seed: str = ""
    parameters: Annotated[dict[str, Parameter], Field(default_factory=dict)]


def _json(fault: Fault) -> FaultArmed:
    return {
        "id": fault.id,
        "kind": fault.kind,
        "name": fault.name,
        "service": fault.service,
        "operation": fault.operation,
        "patient": fault.patient,
        "professional": fault.professional,
        "client": fault.client,
        "face": fault.face,
        "remaining": fault.remaining,
        "until": fault.until.isoformat() if fault.until else None,
        "probability": fault.probability,
        "seed": str(fault.seed),
        "parameters": dict(fault.parameters),
    }


def _ends(espace: Espace, new: NewFault) -> datetime | None:
    """When a new fault ceases; 422 when that cannot be."""
    now = espace.clock.now()
    if new.minutes is not None and new.until is not None:
        raise HTTPException(422, "Une durée (minutes) ou un instant de fin (until), pas les deux")
    if new.minutes is not None:
        return now + timedelta(minutes=new.minutes)
    if new.until is None:
        return None
    try:
        until = new.until.astimezone(UTC)
    except OverflowError:
        raise HTTPException(422, "Cet instant est hors du calendrier") from None
    if until <= now:
        raise HTTPException(422, f"Cet instant est déjà passé : il est {now.isoformat()} dans l'espace")
    return until


@router.get("", summary="Pannes en cours · Active faults")
async def active(espace: Owned) -> list[FaultArmed]:
    """Those that may still strike."""
    return [_json(one) for one in espace.faults.active()]


@router.get("/catalogue", summary="Pannes possibles · Faults that exist")
async def catalogue(espace: Owned, desk: Anyone, lang: Lang = "fr") -> FaultsKnown:
    """The documented errors of each service, and the accidents of the transport, with their labels."""
    del espace
    known = FaultCatalogue(desk.services.values())
    transport = {name: text.in_language(lang) for name, text in known.transport().items()}
    return {
        "metier": {name: dict(errors) for name, errors in known.business().items()},
        "transport": transport,
    }


@router.post("", status_code=201, summary="Provoquer une panne · Arm a fault")
async def arm(espace: Owned, desk: Anyone, new: NewFault) -> FaultArmed:
    """From the next call that matches. A name that nothing documents is refused, and the known ones named."""
    told = new.model_dump(exclude={"minutes", "until"})
    fault = Fault(id=espace.ids.short("panne"), until=_ends(espace, new), **told)
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
