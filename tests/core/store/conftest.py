"""What the stories of the store share: an installation on disk, a small monde, an exchange to record."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest

from simulators.core.espace import Espace, EspaceSettings
from simulators.core.journal.model import Exchange, Message
from simulators.core.monde.model import Monde, Personne, Structure
from simulators.core.store.espaces import Espaces
from simulators.core.store.store import Store, single_store

Opener = Callable[..., Awaitable[Espaces]]
Recorder = Callable[..., Exchange]

MONDE = Monde(
    personnes=(Personne(id="odette", histoire="Vit aux Tilleuls"), Personne(id="marcel")),
    structures=(Structure(id="tilleuls", nom="Les Tilleuls"),),
)


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with single_store(tmp_path / "seul") as opened:
        yield opened


@pytest.fixture
async def open_espaces(tmp_path: Path) -> AsyncIterator[Opener]:
    """Opens an installation, by default always the same one; what the test left open is closed."""
    async with AsyncExitStack() as stack:

        async def opener(root: Path | str = tmp_path / "installation", monde: Monde = MONDE) -> Espaces:
            opened = await Espaces.open(
                "memory" if root == "memory" else Path(root),
                seed=b"graine",
                monde=monde,
                settings=EspaceSettings(),
            )
            stack.push_async_callback(opened.close)
            return opened

        yield opener


@pytest.fixture
async def espaces(open_espaces: Opener) -> Espaces:
    return await open_espaces()


@pytest.fixture
def record() -> Recorder:
    def recorder(espace: Espace, name: str, body: bytes = b"<bonjour/>") -> Exchange:
        instant = datetime(2026, 11, 21, 8, 30, tzinfo=UTC)
        exchange = Exchange(
            id=name,
            espace=espace.name,
            protocol="http",
            service="ins",
            face="mtls",
            started=instant,
            recorded=instant,
            duration_us=900,
            connection="c1",
            request=Message("POST /insi HTTP/1.1", (("Host", "localhost"),), body, size=len(body)),
            answer=Message("HTTP/1.1 200 OK", (), b"<bonsoir/>", size=10),
            outcome="200",
            operation="ins.recherche_traits",
        )
        espace.journal.record(exchange)
        return exchange

    return recorder
