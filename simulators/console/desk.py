"""What every page of the console is given."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse

from simulators.console.settings import ConsoleSettings
from simulators.console.view import Page, Views
from simulators.console.words import Table
from simulators.core.context import Context
from simulators.core.espace import DEFAULT_ESPACE, INSTALLATION, Espace
from simulators.core.service import Service
from simulators.core.store.errors import StoreError


@dataclass(frozen=True, slots=True)
class Desk:
    """The installation, its services, and the means to render."""

    context: Context
    services: Mapping[str, Service]
    settings: ConsoleSettings
    views: Views

    async def espace(self, page: Page) -> Espace:
        """The espace a page is about; 404 when there is none of that name, or none that can be opened."""
        try:
            return await self.context.espaces.get(page.espace)
        except StoreError:
            raise HTTPException(404) from None

    async def choices(self) -> list[str]:
        """The espaces to choose from, the default one first, the installation's journal last."""
        names = set(await self.context.espaces.names()) - {DEFAULT_ESPACE, INSTALLATION}
        return [DEFAULT_ESPACE, *sorted(names), INSTALLATION]

    async def answer(self, template: str, page: Page, words: Table, **values: Any) -> HTMLResponse:
        """The page, rendered in a thread: the event loop also serves the services."""
        espaces = await self.choices()
        text = await asyncio.to_thread(self.views.html, template, page, words, espaces=espaces, **values)
        return HTMLResponse(text)


def desk_of(request: Request) -> Desk:
    """The desk that `create` left in the application."""
    desk: Desk = request.app.state.desk
    return desk
