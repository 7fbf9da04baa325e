"""What answers on the console's port: the control API, the public files, the pages."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from starlette.routing import Router

from simulators.console.settings import ConsoleSettings, console_url
from simulators.control import public
from simulators.control.access import HostGuard, Tokens
from simulators.core.context import Context
from simulators.core.service import AsgiApp, Service
from simulators.ready import Ready


class _Late:
    """An application made when it is first needed, in a thread: importing it would delay the start."""

    def __init__(self, make: Callable[[], AsgiApp]) -> None:
        self._make = make
        self._made: asyncio.Task[AsgiApp] | None = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await (await asyncio.shield(self.made()))(scope, receive, send)

    def made(self) -> "asyncio.Task[AsgiApp]":
        """The application, being made if nobody asked before."""
        if self._made is None:
            self._made = asyncio.create_task(asyncio.to_thread(self._make))
        return self._made


class ConsolePort:
    """`/api` is the control API, `/pki` and `/wsdl` are open to anybody, the rest is the console."""

    def __init__(
        self,
        context: Context,
        services: Mapping[str, Service],
        tokens: Tokens,
        stopping: asyncio.Event,
        announced: Callable[[], Ready],
        hosts: tuple[str, ...] = (),
    ) -> None:
        def control() -> AsgiApp:
            from simulators.control.app import create
            from simulators.control.desk import Desk

            return HostGuard(create(Desk(context, services, tokens, stopping, announced)), hosts)

        def console() -> AsgiApp:
            from simulators.console.app import create

            settings = ConsoleSettings(tokens.admin, self._control, hosts, announced, stopping)
            return create(context, services, settings)

        self._control, self._console = _Late(control), _Late(console)
        self._public = Router(public.routes(services, context.pki))

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Chooses by path."""
        if scope["type"] == "http":
            await self._chosen(scope["path"])(scope, receive, send)

    def _chosen(self, path: str) -> Callable[[Any, Any, Any], Awaitable[None]]:
        if path == "/api" or path.startswith("/api/"):
            return self._control
        return self._public if path.startswith(public.PREFIXES) else self._console

    def warm(self) -> "asyncio.Task[AsgiApp]":
        """Makes the control API now, so that the first call does not wait for it."""
        return self._control.made()


def console_entries(origin: str, tokens: Tokens) -> Ready:
    """The ready file's `console` and `control`, from the origin of the port."""
    return {
        "console": console_url(origin, tokens.admin),
        "control": {"url": f"{origin}/api", "token": tokens.admin},
    }
