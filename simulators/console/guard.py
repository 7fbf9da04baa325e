"""Who may read the console, and what a browser is told about its pages."""

import hmac
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import RedirectResponse, Response

from simulators.console.settings import (
    cookie_name,
    cookie_token,
    form_token,
    guest_cookie,
    guest_token,
    link_token,
)

App = Callable[[Any, Any, Any], Awaitable[None]]
# The scope, the status, and the key of words of its own or nothing.
Refusal = Callable[[Mapping[str, Any], int, str], Response]
# The number of the invitation now in force in an espace, empty when nobody is invited there.
Numbers = Callable[[str], Awaitable[str]]

# Nothing from elsewhere, no inline script or style, no frame around our pages.
POLICY: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Final = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    # Without a referrer even for ourselves, a browser says that our own forms come from nowhere.
    "referrer-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cache-control": "no-store",
}


# What belongs to the whole installation: not for those invited to one espace.
COMMON_SECTIONS: Final = frozenset({"espaces", "formation"})


class Guard:
    """Lets in who holds the token: the link printed at start sets a cookie, scripts send a bearer token; the
    link of an espace lets in a guest, who sees that espace alone, until its invitation is renewed.

    The cookie is HttpOnly and SameSite=Lax: a link to an exchange from a report opens, a request made by
    another site does not carry it. Static files hold nothing and are open. Every answer carries the strict
    headers.
    """

    def __init__(self, app: App, token: str, refusal: Refusal, numbers: Numbers) -> None:
        self._app = app
        self._admin = token
        self._link, self._cookie, self._name = link_token(token), cookie_token(token), cookie_name(token)
        self._refusal, self._numbers = refusal, numbers

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pure ASGI; anything but HTTP is passed on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def dressed(message: Any) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        chosen = await self._chosen(scope)
        await chosen(scope, receive, dressed)

    async def _chosen(self, scope: Any) -> App:
        root = scope.get("root_path", "")
        query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        given = dict(query)
        kept = [pair for pair in query if pair[0] not in {"jeton", "invite"}]
        if "jeton" in given and _same(given["jeton"], self._link):
            return self._welcome(scope, kept, self._cookie)
        if "invite" in given:
            return await self._invited(scope, given, kept)
        headers = Headers(raw=scope["headers"])
        if scope["path"].startswith(f"{root}/static/"):
            return self._app
        if self._admitted(headers):
            scope["console.proof"] = form_token(self._admin)
            return self._app
        return await self._guest(scope, headers, kept)

    async def _invited(self, scope: Any, given: Mapping[str, str], query: list[tuple[str, str]]) -> App:
        """Who opens the link of an espace: welcome, or told that the link is over."""
        espace = given.get("espace", "")
        number = await self._numbers(espace) if espace else ""
        if number and _same(given["invite"], guest_token(self._admin, espace, number)):
            return self._welcome(scope, query, guest_cookie(self._admin, espace, number))
        return self._refusal(scope, 401, "invitation")

    async def _guest(self, scope: Any, headers: Headers, query: list[tuple[str, str]]) -> App:
        """A guest sees their own espace, whatever the address asks; what is everybody's is not there."""
        cookie = _cookie(headers.get("cookie", ""), self._name)
        espace, _, proof = cookie.partition(".")
        if not proof:
            return self._refusal(scope, 401, "")
        number = await self._numbers(espace)
        if not number or not _same(cookie, guest_cookie(self._admin, espace, number)):
            return self._refusal(scope, 401, "invitation")
        section = scope["path"].removeprefix(scope.get("root_path", "")).strip("/").partition("/")[0]
        if section in COMMON_SECTIONS:
            return self._refusal(scope, 404, "")
        asked = [pair for pair in query if pair[0] != "espace"]
        scope["query_string"] = urlencode([*asked, ("espace", espace)]).encode()
        scope["console.guest"] = espace
        scope["console.proof"] = form_token(self._admin, f"{espace} {number}")
        return self._app

    def _admitted(self, headers: Headers) -> bool:
        scheme, _, credentials = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and _same(credentials, self._admin):
            return True
        return _same(_cookie(headers.get("cookie", ""), self._name), self._cookie)

    def _welcome(self, scope: Mapping[str, Any], query: list[tuple[str, str]], cookie: str) -> Response:
        # A single leading slash: `//host` would send the browser elsewhere.
        path = "/" + scope["path"].lstrip("/")
        answer = RedirectResponse(path + ("?" + urlencode(query) if query else ""), 303)
        answer.set_cookie(
            self._name,
            cookie,
            path=scope.get("root_path") or "/",
            httponly=True,
            samesite="lax",
            secure=scope.get("scheme") == "https",
        )
        return answer


def _same(sent: str, wanted: str) -> bool:
    return hmac.compare_digest(sent.encode("utf-8", "replace"), wanted.encode())


def _cookie(header: str, name: str) -> str:
    """As browsers write them: what another server of this machine put there hides nothing of ours."""
    return cookie_parser(header).get(name, "")
