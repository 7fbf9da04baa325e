"""Which espace a request is for: host label, then path prefix, then bound certificate, else `defaut`.

Nothing of this is trust: it chooses a world, never an identity (an issuer or an origin comes from the
configuration, see `origins`).
"""

import logging
import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from simulators.core.espace import DEFAULT_ESPACE, INSTALLATION
from simulators.core.journal.model import Peer
from simulators.core.service import AsgiApp
from simulators.core.store.errors import StoreError, UnknownEspace

if TYPE_CHECKING:
    from simulators.core.espace import Espace

Scope = dict[str, Any]
# From an unknown espace's name: the content type and body that this face answers with a 404.
UnknownAnswer = Callable[[str], tuple[str, bytes]]
LOCAL_DOMAIN = "localhost"
PREFIX = re.compile(r"/~([^/]*)")

_log = logging.getLogger("socle.net")


class EspacesView(Protocol):
    """What routing needs of the espaces."""

    def opened(self, name: str) -> "Espace | None":
        """The espace when already open."""

    async def get(self, name: str) -> "Espace":
        """The espace, opened if need be. Raises UnknownEspace, or another StoreError for a file refused."""


def bound_to_nothing(_: Peer) -> str | None:
    """No certificate is bound to an espace."""
    return None


class EspaceRouter:
    """Pure ASGI: sets `scope["socle.espace"]`, then calls `app`.

    `domains` are the base domains of the installation: in `job42.localhost` the label is an espace, in
    `services-ps-tlsm.ameli.fr` it is not. A path prefix `/~job42` becomes `root_path`, once; as in ASGI,
    `path` keeps it (frameworks take it off, `route_path` does for the others). A request for an espace that
    does not exist, or whose file the store refuses (made by a later version, damaged), goes to `unknown`,
    with `socle.espace` = installation and the name in `socle.espace_inconnu`.
    """

    def __init__(
        self,
        app: AsgiApp,
        espaces: EspacesView,
        *,
        unknown: AsgiApp,
        domains: Sequence[str] = (LOCAL_DOMAIN,),
        bound: Callable[[Peer], str | None] = bound_to_nothing,
    ) -> None:
        self._app = app
        self._espaces = espaces
        self._unknown = unknown
        self._suffixes = tuple(f".{domain.lower().strip('.')}" for domain in domains)
        self._bound = bound

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        """One ASGI call; what is not HTTP passes untouched."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        name, root = self._asked(scope)
        routed = {**scope, "root_path": scope.get("root_path", "") + root} if root else dict(scope)
        espace = self._espaces.opened(name) or await self._open(name)
        if espace is None or name == INSTALLATION:
            routed["socle.espace"] = await self._espaces.get(INSTALLATION)
            routed["socle.espace_inconnu"] = name
            await self._unknown(routed, receive, send)
            return
        routed["socle.espace"] = espace
        await self._app(routed, receive, send)

    async def _open(self, name: str) -> "Espace | None":
        try:
            return await self._espaces.get(name)
        except UnknownEspace:
            return None
        except StoreError as refused:
            _log.error("espace %s: %s (%s)", name, type(refused).__name__, refused)
            return None

    def _asked(self, scope: Scope) -> tuple[str, str]:
        """The name of the espace asked for, and the path prefix that named it if one did."""
        label = self._label(host_of(scope))
        if label:
            return label, ""
        prefix = PREFIX.match(scope["path"])
        if prefix is not None:
            return prefix.group(1), prefix.group(0)
        peer = scope.get("socle.peer")
        return (self._bound(peer) if peer is not None else None) or DEFAULT_ESPACE, ""

    def _label(self, host: str) -> str:
        for suffix in self._suffixes:
            label = host.removesuffix(suffix)
            if label != host and label and "." not in label:
                return label
        return ""


def host_of(scope: Scope) -> str:
    """The host asked, in lower case, without port nor final dot; empty when there is none."""
    for name, value in scope["headers"]:
        if name == b"host":
            host: str = value.decode("latin-1").lower()
            return re.sub(r":\d*$", "", host).rstrip(".")
    return ""


def route_path(scope: Scope) -> str:
    """The path inside the espace: what real services see, `/lps` for `/~job42/lps`."""
    path: str = scope["path"]
    root: str = scope.get("root_path", "")
    return path[len(root) :] if root and path.startswith(root) else path


def not_found(render: UnknownAnswer) -> AsgiApp:
    """An application that answers 404 for an unknown espace, in the words of the face."""

    async def answer(scope: Scope, _receive: Any, send: Any) -> None:
        content_type, body = render(scope["socle.espace_inconnu"])
        headers = [
            (b"content-type", content_type.encode("latin-1")),
            (b"content-length", str(len(body)).encode()),
        ]
        await send({"type": "http.response.start", "status": 404, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    return answer
