"""The addresses of the web site of professionals, beside those of the SOAP services."""

from collections.abc import MutableMapping
from typing import Any, Final

from dmp.web.data.noms import BASE
from dmp.web.messages.pages import ENTETES
from dmp.web.service import Web
from simulators.core.net.routing import route_path
from simulators.core.service import AsgiApp, Draft, Failure

Scope = MutableMapping[str, Any]
_HEADERS: Final = [(name.encode(), value.encode()) for name, value in ENTETES]


def est_page(path: str) -> bool:
    """Whether a path inside the espace is one of the web site."""
    return path == BASE or path.startswith(f"{BASE}/")


class Aiguillage:
    """Sends the pages to the web site, everything else to `autre`."""

    def __init__(self, web: Web, autre: AsgiApp, failure: Failure) -> None:
        self._web = web
        self._autre = autre
        self._failure = failure

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        """One ASGI call."""
        path = route_path(dict(scope))
        if not est_page(path):
            await self._autre(scope, receive, send)
            return
        draft: Draft = scope["socle"]
        draft.failure = self._failure
        method = scope["method"]
        feuille = await self._web.repondre(draft, method, path, scope.get("root_path", ""))
        length = (b"content-length", str(len(feuille.corps)).encode())
        await send({"type": "http.response.start", "status": feuille.statut, "headers": [*_HEADERS, length]})
        await send({"type": "http.response.body", "body": b"" if method == "HEAD" else feuille.corps})
