"""The button by which an exchange is replayed to our own service, and where it leads."""

from collections.abc import Mapping

from starlette.responses import RedirectResponse, Response

from simulators.console.actions import Action
from simulators.console.control_client import ControlClient
from simulators.console.view import Page
from simulators.console.words.replaying import REPLAYING
from simulators.core.journal.model import Exchange


class Replaying:
    """One page's button: asks the control API, remembers the exchange that came of it."""

    def __init__(self, page: Page, exchange: Exchange) -> None:
        self._page, self._exchange = page, exchange
        self._new = ""
        self.action = Action(
            "rejouer",
            REPLAYING["title"],
            REPLAYING["button"],
            REPLAYING["done"],
            "POST",
            (),
            hidden=exchange.protocol != "http" or not exchange.request.start,
            run=self._ask,
        )

    async def _ask(self, control: ControlClient, _sent: Mapping[str, str]) -> None:
        told = await control.ask(
            "POST", ("espaces", self._page.espace, "echanges", self._exchange.id, "rejeu")
        )
        self._new = str(told["nouveau"])

    def after(self, done: Response) -> Response:
        """Where the person is led: both exchanges side by side once replayed, else where they were going."""
        if not self._new:
            return done
        address = self._page.url("/comparer", un=self._exchange.id, autre=self._new)
        return RedirectResponse(address, 303)
