"""The addresses of INSi: the searches by POST, the description of the service by GET."""

from collections.abc import Iterable, MutableMapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from starlette.routing import Route, Router

from ins.data.names import ANSWER_TYPE
from ins.description import DOCUMENTS, QUERIES, at_address
from ins.messages.arrivee import read_arrival
from ins.rules.catalogue import transport as catalogue
from ins.rules.transport import PATHS, misdirected
from simulators.core.net.body import BodyTooLarge, BodyTooSlow, ClientGone, read_body
from simulators.core.net.routing import route_path
from simulators.core.net.typed import header, typed_address
from simulators.core.rule import Rule
from simulators.core.service import Analysis, Draft

if TYPE_CHECKING:
    from ins.service import InsService

Scope = MutableMapping[str, Any]
Header = tuple[bytes, bytes]

XML_TYPE: Final = b"text/xml;charset=UTF-8"
_SOAP: Final = (b"content-type", ANSWER_TYPE.encode())
_CLOSE: Final = (b"connection", b"close")


def router(service: "InsService", *, timeout: float) -> Router:
    """The application of both faces: `/lps`, `/ets` and the files the description refers to."""
    searches = Searches(service, timeout)
    documents = [Route(f"/{name}", Document(name)) for name in DOCUMENTS]
    routes = [*(Route(path, searches) for path in sorted(PATHS)), *documents]
    # No redirection to the address without its last slash: it would be built from the client's `Host`.
    return Router(routes, redirect_slashes=False, default=searches)


class Searches:
    """POST: a search or verification. GET with `?wsdl`: a description, at the address the client typed."""

    def __init__(self, service: "InsService", timeout: float) -> None:
        self._service = service
        self._timeout = timeout

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        """One ASGI call."""
        method, path = scope["method"], route_path(dict(scope))
        described = QUERIES.get(scope["query_string"].lower())
        if method in {"GET", "HEAD"} and path in PATHS and described is not None:
            await _describe(scope, send, self._address(scope, path), described)
            return
        draft: Draft = scope["socle"]
        draft.failure = self._service.failure
        incident = misdirected(method, path)
        await self._search(scope, receive, send, incident)

    async def _search(self, scope: Scope, receive: Any, send: Any, incident: Rule | None) -> None:
        draft: Draft = scope["socle"]
        content_type = header(scope, b"content-type")
        appel = read_arrival(
            draft.face, draft.peer, draft.wire, draft.connection, content_type, draft.started
        )
        body: bytes | None = None
        if incident is None:
            body, incident = await self._read(receive, self._service.limit(draft.espace))
        if draft.face == "assertion":
            authorization = header(scope, b"authorization")
            appel = replace(appel, jeton=await self._service.jeton(authorization, draft))
        status, answer = await self._service.answer(draft, appel, body, incident)
        if incident is not catalogue.INTERROMPU:
            extra = [_CLOSE] if incident in {catalogue.TROP_GROS, catalogue.TROP_LENT} else []
            await _send(send, status, answer, [_SOAP, *extra])

    async def _read(self, receive: Any, limit: int) -> tuple[bytes | None, Rule | None]:
        try:
            return await read_body(receive, limit, self._timeout), None
        except BodyTooLarge:
            return None, catalogue.TROP_GROS
        except BodyTooSlow:
            return None, catalogue.TROP_LENT
        except ClientGone:
            return None, catalogue.INTERROMPU

    def _address(self, scope: Scope, path: str) -> str:
        draft: Draft = scope["socle"]
        return typed_address(scope, path, public_url=self._service.public_url, espace=draft.espace.name)


class Document:
    """GET of one of the schemas that the description refers to by a relative address."""

    def __init__(self, name: str) -> None:
        self._name = name

    async def __call__(self, scope: Scope, _receive: Any, send: Any) -> None:
        """One ASGI call."""
        await _describe(scope, send, "", self._name)


async def _describe(scope: Scope, send: Any, address: str, name: str) -> None:
    draft: Draft = scope["socle"]
    draft.analysis = Analysis("ins.description")
    data = at_address(DOCUMENTS[name], address) if address else DOCUMENTS[name]
    await _send(send, 200, data, [(b"content-type", XML_TYPE)], head=scope["method"] == "HEAD")


async def _send(
    send: Any, status: int, body: bytes, headers: Iterable[Header], *, head: bool = False
) -> None:
    length = (b"content-length", str(len(body)).encode())
    await send({"type": "http.response.start", "status": status, "headers": [*headers, length]})
    await send({"type": "http.response.body", "body": b"" if head else body})
