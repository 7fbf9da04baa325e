"""The addresses of the SOAP face: POST to a service, GET of its description."""

from collections.abc import Iterable, MutableMapping
from typing import Any, Final

from starlette.routing import Router

from dmp.xds.description import a_l_adresse
from dmp.xds.rules.catalogue import transport as catalogue
from dmp.xds.rules.transport import mal_dirige, service
from dmp.xds.service import Xds
from dmp.xds.traitement import TAILLE, Recu
from simulators.core.net.body import BodyTooLarge, BodyTooSlow, ClientGone, read_body
from simulators.core.net.routing import route_path
from simulators.core.net.typed import header, typed_address
from simulators.core.rule import Rule
from simulators.core.service import Analysis, Draft, Failure

Scope = MutableMapping[str, Any]
Header = tuple[bytes, bytes]

_XML: Final = (b"content-type", b"text/xml;charset=UTF-8")
_CLOSE: Final = (b"connection", b"close")
_STOPPED: Final = (catalogue.TROP_GROS, catalogue.TROP_LENT)


def router(xds: Xds, failure: Failure, *, timeout: float) -> Router:
    """The application of the face. Addresses are compared without case, so one handler takes them all."""
    return Router([], default=Appels(xds, failure, timeout))


class Appels:
    """POST: a transaction. GET with `?wsdl`: the description, at the address the client typed."""

    def __init__(self, xds: Xds, failure: Failure, timeout: float) -> None:
        self._xds = xds
        self._failure = failure
        self._timeout = timeout

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        """One ASGI call."""
        method, path = scope["method"], route_path(dict(scope))
        asked = scope["query_string"].lower() == b"wsdl"
        if method in {"GET", "HEAD"} and asked and await self._decrit(scope, send, path):
            return
        draft: Draft = scope["socle"]
        draft.failure = self._failure
        rule = mal_dirige(method, path)
        body: bytes | None = None
        if rule is None:
            body, rule = await self._lire(receive)
        content_type = header(scope, b"content-type")
        written = await self._xds.repondre(draft, Recu(body, content_type, path, rule))
        if rule is catalogue.INTERROMPU:
            return
        extra = [_CLOSE] if rule in _STOPPED else []
        headers = [(b"content-type", written.content_type.encode()), *extra]
        await _send(send, written.status, written.body, headers, head=method == "HEAD")

    async def _lire(self, receive: Any) -> tuple[bytes | None, Rule | None]:
        try:
            return await read_body(receive, TAILLE, self._timeout), None
        except BodyTooLarge:
            return None, catalogue.TROP_GROS
        except BodyTooSlow:
            return None, catalogue.TROP_LENT
        except ClientGone:
            return None, catalogue.INTERROMPU

    async def _decrit(self, scope: Scope, send: Any, path: str) -> bool:
        data = a_l_adresse(service(path), self._adresse(scope, path))
        if data is None:
            return False
        draft: Draft = scope["socle"]
        draft.analysis = Analysis("dmp.description")
        await _send(send, 200, data, [_XML], head=scope["method"] == "HEAD")
        return True

    def _adresse(self, scope: Scope, path: str) -> str:
        draft: Draft = scope["socle"]
        return typed_address(scope, path, public_url=self._xds.public_url, espace=draft.espace.name)


async def _send(
    send: Any, status: int, body: bytes, headers: Iterable[Header], *, head: bool = False
) -> None:
    length = (b"content-length", str(len(body)).encode())
    await send({"type": "http.response.start", "status": status, "headers": [*headers, length]})
    await send({"type": "http.response.body", "body": b"" if head else body})
