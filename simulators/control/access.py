"""Who may speak to the control port: tokens, and the Host and Origin a browser says."""

import hashlib
import hmac
import ipaddress
import json
import secrets
from collections.abc import Awaitable, Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

Scope = Mapping[str, Any]
App = Callable[[Any, Any, Any], Awaitable[None]]

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
        name = host_name(host)
        if name == "localhost" or name.endswith(".localhost") or name in self._hosts:
            return True
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return False
        return True


async def _refuse(send: Any, status: int, detail: str) -> None:
    body = json.dumps({"detail": detail}, ensure_ascii=False).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
