"""The revocation list of the servers' authority, at the path where clients download it (mss.md §1.3)."""

from collections.abc import MutableMapping
from typing import TYPE_CHECKING, Any, Final

from mss.data.names import CHEMIN_CRL, LISTE_CRL
from simulators.core.net.routing import route_path
from simulators.core.service import Analysis, AsgiApp, Draft

if TYPE_CHECKING:
    from simulators.core.journal.model import Exchange, Fact
    from simulators.core.net.pki.authority import Pki

Scope = MutableMapping[str, Any]

_AUTORITE: Final = "organisations"
_TYPE: Final = b"application/pkix-crl"
_METHODES: Final = frozenset({"GET", "HEAD"})


class Revocation:
    """Answers the list, as it is now; any other call goes to the application behind."""

    def __init__(self, pki: "Pki", app: AsgiApp) -> None:
        self._pki, self._app = pki, app

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        """One ASGI call."""
        if scope["method"] not in _METHODES or route_path(dict(scope)) != CHEMIN_CRL:
            await self._app(scope, receive, send)
            return
        draft: Draft = scope["socle"]
        draft.analysis = analyse("200")
        body = self._pki.crls()[_AUTORITE]
        headers = [(b"content-type", _TYPE), (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


def est_liste(exchange: "Exchange") -> bool:
    """True for a recorded call to the list."""
    method, _, rest = exchange.request.start.partition(" ")
    path = rest.rpartition(" ")[0].partition("?")[0].removeprefix(f"/~{exchange.espace}")
    return method in _METHODES and path == CHEMIN_CRL


def analyse(statut: str) -> Analysis:
    """What the journal keeps of it, live or read again."""
    facts: dict[str, Fact] = {
        "professional": "",
        "code": statut,
        "mss.code": statut,
        "fault": not statut.startswith("2"),
    }
    return Analysis(LISTE_CRL, facts)
