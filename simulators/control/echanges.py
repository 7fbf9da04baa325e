"""The journal of an espace: queries, raw bytes, findings, waiting for the next exchange, live stream."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable
from datetime import UTC, datetime
from typing import Annotated, Any, Literal, TypeVar

from fastapi import APIRouter, HTTPException, Query, Response
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from simulators.control.adoption import adopt
from simulators.control.desk import Anyone, Desk, Owned, Visited
from simulators.control.refus import octets
from simulators.control.render import detail, findings, summary
from simulators.control.reponses import Adopted
from simulators.control.reponses_journal import ExchangeDetail, ExchangeTold, FindingTold
from simulators.core.espace import Espace
from simulators.core.journal.filters import Filter
from simulators.core.journal.model import Exchange, Message
from simulators.core.journal.model import Protocol as ProtocolName
from simulators.core.service import ControlRefused

T = TypeVar("T")

router = APIRouter(prefix="/espaces/{espace}/echanges", tags=["Échanges"])
_LONGEST_WAIT = 60.0
_OCTETS = octets("application/octet-stream", "Le corps, octet pour octet / The body, byte for byte")
Lang = Annotated[Literal["fr", "en"], Query(description="Langue des phrases / Language of the sentences")]


def _instant(value: datetime) -> datetime:
    if not 1900 <= value.year <= 2300:
        raise ValueError("instant entre 1900 et 2300 attendu")
    return value if value.tzinfo else value.replace(tzinfo=UTC)


# Without a zone an instant is UTC; a sequence number is what SQL can hold.
Instant = Annotated[datetime, AfterValidator(_instant)]
Sequence = Annotated[int, Field(ge=0, lt=1 << 63)]


class Criteria(BaseModel):
    """What an exchange must be to be returned; all that is given must hold. Unknown names are refused."""

    model_config = ConfigDict(extra="forbid")

    service: str | None = None
    operation: str | None = None
    protocol: ProtocolName | None = None
    patient: str | None = Field(None, description="Matricule INS / INS number")
    professional: str | None = None
    code: str | None = Field(None, description="00, 01, desir_550…")
    outcome: str | None = None
    severity: Literal["error", "warning", "info"] | None = None
    since: Instant | None = None
    until: Instant | None = None
    after_seq: Sequence | None = None
    before_seq: Sequence | None = None
    connection: str | None = None
    text: str | None = None

    def as_filter(self, **more: Any) -> Filter:
        """The journal's own form of these criteria."""
        told = {name: value for name in Criteria.model_fields if (value := getattr(self, name)) is not None}
        return Filter(**told, **more)


class Listing(Criteria):
    """A query of the journal: criteria, number of exchanges, order."""

    limit: Annotated[int, Field(ge=1, le=1000)] = 100
    order: Literal["asc", "desc"] = "asc"
    lang: Literal["fr", "en"] = "fr"


class Waiting(Criteria):
    """What is waited for, and for how long (seconds, 60 at most)."""

    timeout: Annotated[float, Field(ge=0, le=_LONGEST_WAIT)] = 30.0
    lang: Literal["fr", "en"] = "fr"


async def _unless_stopping(desk: Desk, work: Awaitable[T]) -> T | None:
    """The result of `work`, or None when the simulator ends first."""
    task, ending = asyncio.ensure_future(work), asyncio.ensure_future(desk.stopping.wait())
    try:
        await asyncio.wait((task, ending), return_when=asyncio.FIRST_COMPLETED)
        return task.result() if task.done() else None
    finally:
        task.cancel()
        ending.cancel()


async def _found(espace: Espace, id_: str) -> Exchange:
    exchange = await espace.journal.get(id_)
    if exchange is None:
        raise HTTPException(404, f"Échange inconnu dans l'espace {espace.name} : {id_}")
    return exchange


@router.get("", summary="Interroger le journal · Query the journal")
async def query(espace: Visited, desk: Anyone, q: Annotated[Listing, Query()]) -> list[ExchangeTold]:
    """By service, operation, patient, professional, code, time or sequence number; oldest first."""
    return [
        summary(one, desk.services, q.lang)
        for one in await espace.journal.query(q.as_filter(limit=q.limit, order=q.order))
    ]


@router.get(
    "/attendre",
    summary="Attendre le prochain échange · Wait for the next matching exchange",
    responses={
        200: {"model": ExchangeDetail},
        204: {"description": "Rien avant la fin du délai / Nothing before the time-out"},
    },
    response_class=JSONResponse,
)
async def wait(espace: Visited, desk: Anyone, q: Annotated[Waiting, Query()]) -> Response:
    """Long poll: the first exchange after `after_seq` (or after now) that matches; 204 when none came."""
    found = await _unless_stopping(desk, espace.journal.wait(q.as_filter(), q.timeout))
    if found is None:
        return Response(status_code=204)
    body = json.dumps(detail(found, desk.services, q.lang), ensure_ascii=False)
    return Response(body, media_type="application/json")


@router.get(
    "/flux",
    summary="Suivre en direct (SSE) · Follow live (server-sent events)",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}},
)
async def stream(espace: Visited, desk: Anyone, lang: Lang = "fr") -> StreamingResponse:
    """One `echange` event per recorded exchange, `id` being its sequence number."""
    return StreamingResponse(
        _events(espace, desk, lang),
        media_type="text/event-stream",
        headers={"cache-control": "no-store", "x-accel-buffering": "no"},
    )


async def _events(espace: Espace, desk: Desk, lang: str) -> AsyncIterator[str]:
    async with espace.journal.subscribe() as exchanges:
        # Sent at once, so that a client knows it misses nothing from here on.
        yield ": abonné\n\n"
        while (one := await _unless_stopping(desk, anext(exchanges, None))) is not None:
            data = json.dumps(summary(one, desk.services, lang), ensure_ascii=False)
            yield f"event: echange\nid: {one.seq}\ndata: {data}\n\n"


@router.get("/{id_}", summary="Un échange · One exchange")
async def one_exchange(espace: Visited, desk: Anyone, id_: str, lang: Lang = "fr") -> ExchangeDetail:
    """Its facts, findings, sentences, headers, TLS details; the bodies are fetched apart."""
    return detail(await _found(espace, id_), desk.services, lang)


def _bytes(message: Message | None, espace: Espace) -> Response:
    if message is None:
        raise HTTPException(404, "Cet échange n'a pas de réponse")
    body = message.body if message.body is not None else espace.store.blobs.get(message.blob)
    # What a DUI sent is shown as bytes, never interpreted by the browser that asked.
    headers = {"x-content-type-options": "nosniff", "content-security-policy": "sandbox"}
    return Response(body, media_type="application/octet-stream", headers=headers)


@router.get(
    "/{id_}/requete",
    summary="Octets de la demande · Raw request body",
    response_class=Response,
    responses=_OCTETS,
)
async def request_bytes(espace: Visited, id_: str) -> Response:
    """The body received, byte for byte."""
    return _bytes((await _found(espace, id_)).request, espace)


@router.get(
    "/{id_}/reponse",
    summary="Octets de la réponse · Raw answer body",
    response_class=Response,
    responses=_OCTETS,
)
async def answer_bytes(espace: Visited, id_: str) -> Response:
    """The body answered, byte for byte."""
    return _bytes((await _found(espace, id_)).answer, espace)


@router.get("/{id_}/constats", summary="Constats d'un échange · Findings of an exchange")
async def exchange_findings(espace: Visited, id_: str, lang: Lang = "fr") -> list[FindingTold]:
    """Each with its place, what was found and expected, and what to do."""
    return findings(await _found(espace, id_), lang)


@router.post("/{id_}/adopter", summary="Adopter ce qui fut refusé · Adopt what was refused")
async def adopt_exchange(espace: Owned, desk: Anyone, id_: str) -> Adopted:
    """Adds to the espace what this exchange was refused for not knowing (an IDAM). 409 otherwise."""
    try:
        adopted = await adopt(await _found(espace, id_), espace, desk.services)
    except ControlRefused as refused:
        raise HTTPException(refused.status, refused.detail) from None
    if adopted is None:
        raise HTTPException(409, "Cet échange n'a pas été refusé pour une inconnue que l'espace peut adopter")
    return adopted
