"""The console over a real installation in a temporary folder, spoken to as a browser would."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from simulators.console.app import create
from simulators.console.settings import ConsoleSettings, console_url
from simulators.control.access import Tokens
from simulators.control.app import create as create_control
from simulators.control.desk import Desk
from simulators.core.context import Context
from simulators.core.espace import EspaceSettings
from simulators.core.journal.model import Exchange
from simulators.core.monde.model import Monde
from simulators.core.net.pki.authority import Pki
from simulators.core.store.espaces import Espaces
from tests.console.samples import SampleService
from tests.console.visitor import Visitor, visiting
from tests.running import Running

TOKEN = "jeton-d-administration"
ORIGIN = "http://localhost:8400"


@dataclass
class World:
    """A console, the espaces it reads, and a browser already let in."""

    espaces: Espaces
    settings: ConsoleSettings
    app: object
    browser: httpx.AsyncClient
    ready: dict[str, object]

    async def record(self, *exchanges: Exchange, espace: str = "defaut") -> None:
        journal = (await self.espaces.get(espace)).journal
        for exchange in exchanges:
            journal.record(exchange)
        await journal.flush()

    async def page(self, path: str, status: int = 200) -> str:
        answer = await self.browser.get(path)
        assert answer.status_code == status, answer.text
        return answer.text

    def stranger(self) -> httpx.AsyncClient:
        """A browser that was given nothing."""
        return httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url=ORIGIN)  # type: ignore[arg-type]


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def pki(tmp_path_factory: pytest.TempPathFactory) -> Pki:
    return Pki.open(tmp_path_factory.mktemp("pki"))


@pytest.fixture
async def world(tmp_path: Path, pki: Pki) -> AsyncIterator[World]:
    espaces = await Espaces.open(tmp_path / "data", seed=b"essai", monde=Monde(), settings=EspaceSettings())
    ready: dict[str, object] = {}
    context, services = Context(espaces, pki), {"essai": SampleService()}
    control = create_control(Desk(context, services, Tokens(TOKEN), asyncio.Event()))
    settings = ConsoleSettings(TOKEN, control, hosts=("socle.exemple",), ready=lambda: ready)
    app = create(context, services, settings)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as browser:
        await browser.get(console_url(ORIGIN, TOKEN))
        yield World(espaces, settings, app, browser, ready)
    await espaces.close()


@pytest.fixture
def visitor(running: Running, espace: str) -> Iterator[Visitor]:
    with visiting(running, espace) as one:
        yield one
