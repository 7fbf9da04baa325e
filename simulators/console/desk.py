"""What every page of the console is given."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse

from simulators.console.control_client import ControlClient
from simulators.console.forms import read_form
from simulators.console.settings import ConsoleSettings, form_token
from simulators.console.view import Page, Views
from simulators.console.words import Table
from simulators.core.context import Context
from simulators.core.espace import DEFAULT_ESPACE, INSTALLATION, Espace
from simulators.core.service import Service
from simulators.core.store.errors import StoreError
from simulators.formation import messages
from simulators.formation.invitations import number_of
from simulators.formation.messages import Message


@dataclass(frozen=True, slots=True)
class Desk:
    """The installation, its services, and the means to render."""

    context: Context
    services: Mapping[str, Service]
    settings: ConsoleSettings
    views: Views
    control: ControlClient

    async def espace(self, page: Page) -> Espace:
        """The espace a page is about; 404 when there is none of that name, or none that can be opened."""
        try:
            return await self.context.espaces.get(page.espace)
        except StoreError:
            raise HTTPException(404) from None

    async def choices(self, page: Page) -> list[str]:
        """The espaces to choose from, the default one first, the installation's journal last; a guest has
        their own."""
        if page.guest:
            return [page.espace]
        names = set(await self.context.espaces.names()) - {DEFAULT_ESPACE, INSTALLATION}
        return [DEFAULT_ESPACE, *sorted(names), INSTALLATION]

    async def answer(
        self, template: str, page: Page, words: Table, status: int = 200, **values: Any
    ) -> HTMLResponse:
        """The page, rendered in a thread: the event loop also serves the services."""
        values = {"espaces": await self.choices(page), "cle": page.proof, **values}
        values["message"] = await self.message(page)
        text = await asyncio.to_thread(self.views.html, template, page, words, **values)
        return HTMLResponse(text, status)

    async def message(self, page: Page) -> Message | None:
        """What the trainer did last in the espace of the page, and told."""
        espace = self.context.espaces.opened(page.espace)
        if espace is None or espace.name == INSTALLATION:
            return None
        found = await espace.store.query(messages.every)
        return found[0] if found else None

    async def welcome(self, page: Page) -> bool:
        """Whether who sees that page may still see it: a guest's invitation may have been renewed since."""
        number = await number_of(self.context, page.espace) if page.guest else ""
        return not page.guest or page.proof == form_token(self.settings.token, f"{page.espace} {number}")

    async def form(self, request: Request) -> Mapping[str, str]:
        """The fields a form of ours sent. Raises HTTPException."""
        return await read_form(request)


def desk_of(request: Request) -> Desk:
    """The desk that `create` left in the application."""
    desk: Desk = request.app.state.desk
    return desk
