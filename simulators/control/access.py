"""Who may speak to the control port: tokens, and the Host and Origin a browser says."""

import hashlib
import hmac
import ipaddress
import json
import re
import secrets
from collections.abc import Awaitable, Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from simulators.core.net.body import BodyTooLarge, BodyTooSlow, ClientGone, read_body

Scope = Mapping[str, Any]
App = Callable[[Any, Any, Any], Awaitable[None]]

# The largest body of the control API, and how long it may take; an imported file has a limit of its own.
BODY_LIMIT = 8_000_000
BODY_SECONDS = 30.0
# A name or an address, and a port: nothing before, between or after.
_HOST = re.compile(r"(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::[0-9]{1,5})?")
# JSON may name half a character (RFC 8259 §8.2): no text that we store, search or answer can hold it.
_HALF = re.compile(
    rb"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB]..)\\u[dD][c-fC-F][0-9a-fA-F]{2}"
)

TOKEN_FILE = "control.token"  # noqa: S105 # the name of a file, not a secret


class Tokens:
    """The admin token opens everything; the token of an espace, derived from it, opens that espace alone."""

    def __init__(self, admin: str) -> None:
        self.admin = admin

    @classmethod
    def of_installation(cls, data: Path) -> "Tokens":
        """The token kept in the data folder (mode 0600), made at first use."""
        path = data / TOKEN_FILE
        try:
            return cls(path.read_text("ascii").strip())
        except FileNotFoundError:
            tokens = cls(secrets.token_urlsafe(24))
            path.touch(mode=0o600)
            path.write_text(tokens.admin + "\n", "ascii")
            return tokens

    def of_espace(self, name: str) -> str:
        """The token to give to those who may see and change that espace only."""
        return hmac.digest(self.admin.encode(), f"espace\0{name}".encode(), hashlib.sha256).hex()[:32]

    def is_admin(self, sent: str) -> bool:
        """True for the admin token."""
        return hmac.compare_digest(sent.encode(), self.admin.encode())

    def known(self, sent: str, espace: str) -> bool:
        """True for the admin token, or for the token of the espace asked for."""
        of_espace = bool(espace) and hmac.compare_digest(sent.encode(), self.of_espace(espace).encode())
        return self.is_admin(sent) or of_espace


def _header(scope: Scope, name: bytes) -> str:
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), "")


def host_name(host: str) -> str:
    """The name in a `Host` value, port and brackets removed, in lower case."""
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.partition(":")[0].rstrip(".").lower()


class HostGuard:
    """Refuses what a page of another site may make a browser send here.

    A name under control of somebody else that resolves to this machine (DNS rebinding) is the danger: an IP
    address, a loopback name and the names we were told are accepted, any other `Host` is refused with 421.
    An `Origin` that is not the address asked itself is refused with 403; nothing answers to CORS.
    Paths under `public` (certificates, WSDL: no secret, no state) are open to any name.
    """

    def __init__(self, app: App, hosts: Iterable[str] = (), public: tuple[str, ...] = ()) -> None:
        self._app = app
        self._hosts = frozenset(host.lower() for host in hosts if host)
        self._public = public

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pure ASGI; anything but HTTP is passed on."""
        if scope["type"] != "http" or scope["path"].startswith(self._public):
            await self._app(scope, receive, send)
            return
        host, origin = _header(scope, b"host"), _header(scope, b"origin")
        if not self._accepts(host):
            await _refuse(send, 421, f"Host refusé : {host_name(host) or 'absent'} (--public-url ou --host)")
        elif origin and origin.lower() != f"{scope['scheme']}://{host}".lower():
            await _refuse(send, 403, "Origin refusée : la page vient d'un autre site")
        else:
            await self._app(scope, receive, send)

    def _accepts(self, host: str) -> bool:
        if not _HOST.fullmatch(host):
            return False
        name = host_name(host)
        if name == "localhost" or name.endswith(".localhost") or name in self._hosts:
            return True
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return False
        return True


class BoundedBodies:
    """Reads the body before the API does: 413 over `limit` bytes, 408 over `seconds`, 400 for no text at all.

    Paths that `free` matches whole read theirs by themselves.
    """

    def __init__(
        self,
        app: App,
        free: re.Pattern[str] | None = None,
        limit: int = BODY_LIMIT,
        seconds: float = BODY_SECONDS,
    ) -> None:
        self._app = app
        self._free = free
        self._limit = limit
        self._seconds = seconds

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pure ASGI; anything but HTTP is passed on."""
        if scope["type"] != "http" or (self._free and self._free.fullmatch(scope["path"])):
            await self._app(scope, receive, send)
            return
        try:
            body = await read_body(receive, self._limit, self._seconds)
        except BodyTooLarge:
            await _refuse(send, 413, f"Corps trop gros : {self._limit} octets au plus")
        except BodyTooSlow:
            await _refuse(send, 408, "Le corps n'est pas arrivé à temps")
        except ClientGone:
            pass
        else:
            if b"\0" in body or _HALF.search(body):
                await _refuse(send, 400, "JSON illisible : texte UTF-8 attendu, caractères entiers")
                return
            await self._app(scope, _again(body, receive), send)


def _again(body: bytes, receive: Any) -> Callable[[], Awaitable[Any]]:
    """`receive` for a body already read: all of it at once, then what the connection says."""
    events = [{"type": "http.request", "body": body, "more_body": False}]

    async def received() -> Any:
        return events.pop() if events else await receive()

    return received


async def _refuse(send: Any, status: int, detail: str) -> None:
    body = json.dumps({"detail": detail}, ensure_ascii=False).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    if status in {408, 413}:
        headers.append((b"connection", b"close"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
