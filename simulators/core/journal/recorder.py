"""The recorder of an HTTP face: pure ASGI, one exchange per request, whatever becomes of it."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simulators.core.clock import monotonic_us
from simulators.core.journal.assemble import assemble
from simulators.core.journal.model import Wire
from simulators.core.journal.tap import AnswerTap, Receive, RequestTap, Scope, Send
from simulators.core.service import AsgiApp, Draft, Face, Failure, Service

if TYPE_CHECKING:
    from simulators.core.espace import Espace

MARK = b"x-socle-exchange"

_log = logging.getLogger("socle.journal")


@dataclass(slots=True)
class Heard:
    """What the recorder heard of one request: its scope, its draft, both directions, how it ended.

    `secrets` are the headers, in lower case, whose value is not kept.
    """

    scope: Scope
    draft: Draft
    request: RequestTap
    answer: AnswerTap
    begun_us: int
    secrets: frozenset[str] = frozenset()
    problem: Exception | None = None
    interrupted: bool = False


class Recorder:
    """Journals each request of a face with what went on the wire, the service's facts and its findings.

    Expects `scope["socle.espace"]`; puts the `Draft` in `scope["socle"]`. With `marks`, answers carry
    `X-Socle-Exchange`. An exception of the application becomes the service's neutral failure (an empty 500
    when the service set none); a trace never leaves the process.
    """

    def __init__(self, app: AsgiApp, *, service: Service, face: Face, marks: bool) -> None:
        self._app = app
        self._service = service
        self._face = face
        self._marks = marks

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One ASGI call; anything but HTTP passes untouched."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        heard = self._listen(scope, receive, send)
        try:
            await self._app(scope, heard.request, heard.answer)
        except asyncio.CancelledError:
            heard.interrupted = True
            raise
        except Exception as problem:  # noqa: BLE001 (the last resort: nothing of it may reach the client)
            await _contain(heard, problem)
        finally:
            exchange = assemble(heard, self._service)
            heard.draft.espace.journal.record(exchange)
            if heard.draft.suite is not None:
                heard.draft.suite(exchange)

    def _listen(self, scope: Scope, receive: Receive, send: Send) -> Heard:
        espace: Espace = scope["socle.espace"]
        draft = Draft(
            id=espace.ids.token("echange"),
            espace=espace,
            service=self._service.name,
            face=self._face.name,
            started=espace.clock.tick(),
            connection=scope.get("socle.connection", ""),
            peer=scope.get("socle.peer"),
            wire=scope.get("socle.wire") or Wire(),
        )
        scope["socle"] = draft
        mark = (MARK, draft.id.encode()) if self._marks else None
        limit = self._face.limit_in(espace)
        request = RequestTap(receive, limit, _declared(scope))
        answer = AnswerTap(send, limit, _over(request, scope.get("socle.transport")), mark)
        return Heard(scope, draft, request, answer, monotonic_us(), self._face.secrets)


async def _contain(heard: Heard, problem: Exception) -> None:
    """Ends a request whose application failed: with the neutral answer if none began, else by cutting."""
    if heard.request.gone:
        return
    heard.problem = problem
    _log.error("exchange %s: %s in the service", heard.draft.id, type(problem).__name__)
    _log.debug("exchange %s", heard.draft.id, exc_info=problem)
    if heard.answer.complete:
        return
    try:
        if heard.answer.status == 0:
            await _answer_failure(heard.answer, heard.draft.failure or Failure())
        elif (transport := heard.scope.get("socle.transport")) is not None:
            transport.abort()
    except (OSError, RuntimeError):
        heard.answer.cut = True


async def _answer_failure(send: Send, failure: Failure) -> None:
    headers = [(b"content-length", str(len(failure.body)).encode())]
    if failure.content_type:
        headers.append((b"content-type", failure.content_type.encode("latin-1")))
    await send({"type": "http.response.start", "status": failure.status, "headers": headers})
    await send({"type": "http.response.body", "body": failure.body})


def _declared(scope: Scope) -> int:
    value = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
    return int(value) if value.isdigit() else 0


def _over(request: RequestTap, transport: Any) -> Callable[[], bool]:
    """Tells whether the connection can still take an answer; servers say nothing when it cannot."""
    closing: Callable[[], bool] | None = getattr(transport, "is_closing", None)
    return lambda: request.gone or (closing is not None and closing())
