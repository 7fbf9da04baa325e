"""Transport faults of an HTTP face, played between the recorder and the service.

The recorder stands outside: the journal shows what the fault let through, and its name in the fact `panne`.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from http import HTTPStatus
from typing import TYPE_CHECKING

from simulators.core.faults.captured import Captured, capture
from simulators.core.faults.catalogue import TRANSPORT
from simulators.core.faults.model import Fault
from simulators.core.faults.preview import Preview, failing, given_back, preview
from simulators.core.journal.tap import Receive, Scope, Send
from simulators.core.net.body import BodyError, ClientGone, read_body
from simulators.core.service import AsgiApp, Face, Service

if TYPE_CHECKING:
    from simulators.core.espace import Espace

# The names `play` knows: those of the catalogue, TLS apart.
TRANSPORT_FAULTS = frozenset(TRANSPORT)
# Seconds given to a client to send a body that a fault needs to see whole.
PATIENCE = 30.0
RETRY_AFTER = b"120"


class TransportFaults:
    """ASGI wrapper of a service's application. Without an active fault it only passes the call on."""

    def __init__(self, app: AsgiApp, *, service: Service, face: Face) -> None:
        self._app = app
        self._service = service
        self._face = face

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One ASGI call."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        espace: Espace = scope["socle.espace"]
        if not espace.faults.may_cut(self._service.name):
            await self._app(scope, receive, send)
            return
        fault, receive = await self._matched(scope, receive, espace)
        if fault is None:
            await self._app(scope, receive, send)
            return
        scope["socle.panne"] = fault.name
        await self._play(fault, scope, receive, send)

    async def _matched(
        self, scope: Scope, receive: Receive, espace: "Espace"
    ) -> tuple[Fault | None, Receive]:
        """The fault that acts, and the `receive` the service must use, the body having perhaps been read."""
        seen = Preview()
        if espace.faults.reads_content(self._service.name):
            seen, receive = await preview(scope, receive, self._service, self._face, PATIENCE)
        now: datetime = scope["socle"].started
        fault = espace.faults.transport(
            service=self._service.name,
            operation=seen.operation,
            patient=seen.patient,
            professional=seen.professional,
            client=seen.client,
            face=self._face.name,
            open_now=lambda fault: fault.name in TRANSPORT_FAULTS and _open(fault, now),
        )
        return fault, receive

    async def _play(self, fault: Fault, scope: Scope, receive: Receive, send: Send) -> None:
        match fault.name:
            case "latence":
                await self._late(int(fault.parameters["ms"]) / 1000, scope, receive, send)
            case "coupure":
                await self._cut(fault, scope, receive)
            case "demi_reponse":
                await _half(await capture(self._app, scope, receive), scope, receive, send)
            case "reponse_malformee":
                await _damaged(await capture(self._app, scope, receive), send)
            case "http_5xx":
                status = int(fault.parameters.get("statut", 503))
                await self._instead(receive, lambda: _error_page(status, (), send))
            case "maintenance":
                retry = ((b"retry-after", RETRY_AFTER),)
                await self._instead(receive, lambda: _error_page(503, retry, send))

    async def _late(self, seconds: float, scope: Scope, receive: Receive, send: Send) -> None:
        """Holds the call back; a client that leaves meanwhile is journalled at once, the work left undone."""
        try:
            body = await read_body(receive, self._face.limit, PATIENCE)
        except BodyError as problem:
            await self._app(scope, failing(problem), send)
            return
        leaving = asyncio.ensure_future(_gone(receive))
        done, _ = await asyncio.wait({leaving}, timeout=seconds)
        if not done:
            leaving.cancel()
            await self._app(scope, given_back(body, receive), send)

    async def _cut(self, fault: Fault, scope: Scope, receive: Receive) -> None:
        if fault.parameters.get("moment") == "apres":
            await capture(self._app, scope, receive)
        else:
            await self._drain(receive)
        scope["socle.transport"].abort()
        await _gone(receive)

    async def _instead(self, receive: Receive, answer: Callable[[], Awaitable[None]]) -> None:
        """Answers in the service's place, the request having come (whole, or as much as is taken)."""
        if await self._drain(receive):
            await answer()

    async def _drain(self, receive: Receive) -> bool:
        """Takes the body; False when the client left meanwhile."""
        try:
            await read_body(receive, self._face.limit, PATIENCE)
        except ClientGone:
            return False
        except BodyError:
            return True
        return True


async def _half(answer: Captured, scope: Scope, receive: Receive, send: Send) -> None:
    """The headers promise the whole, half comes, and the connection is closed in good order."""
    await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
    half = answer.body[: len(answer.body) // 2]
    await send({"type": "http.response.body", "body": half, "more_body": True})
    scope["socle.transport"].close()
    await _gone(receive)


async def _gone(receive: Receive) -> None:
    """Until the server knows the connection is over: returning before would look like a forgotten answer."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def _damaged(answer: Captured, send: Send) -> None:
    """A sound HTTP answer whose content stops two thirds of the way: no parser takes it."""
    body = answer.body[: len(answer.body) * 2 // 3]
    headers = [(name, value) for name, value in answer.headers if name.lower() != b"content-length"]
    headers.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _error_page(status: int, extra: tuple[tuple[bytes, bytes], ...], send: Send) -> None:
    """The page of a server in between: it knows nothing of the service's protocol."""
    try:
        title = f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        title = str(status)
    body = f"<html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>\n".encode()
    headers = [(b"content-type", b"text/html"), (b"content-length", str(len(body)).encode()), *extra]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _open(fault: Fault, now: datetime) -> bool:
    if fault.name != "maintenance":
        return True
    begin, end = fault.parameters.get("debut"), fault.parameters.get("fin")
    begun = begin is None or datetime.fromisoformat(str(begin)) <= now
    return begun and (end is None or now < datetime.fromisoformat(str(end)))
