"""Shared by all the suites: one running simulator per test process, an espace per test."""

import secrets
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.running import Running, simulator


@pytest.fixture
def anyio_backend() -> str:
    """Asynchronous tests run on asyncio alone."""
    return "asyncio"


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The user's data folder of every simulator started here: the keys of its PKI are made once."""
    return tmp_path_factory.getbasetemp().parent / "socle-home"


@pytest.fixture(scope="session")
def running(home: Path) -> Iterator[Running]:
    """The simulator shared by the tests of this process; a test changes its own espace only."""
    with simulator(home=home) as one:
        yield one
        with one.api() as client:
            assert unregistered(client, "defaut") == set()


@pytest.fixture(scope="session")
def ready(running: Running) -> Mapping[str, Any]:
    """The content of its ready file."""
    return running.ready


@pytest.fixture
def api(running: Running) -> Iterator[httpx.Client]:
    """Its control API, as administrator."""
    with running.api() as client:
        yield client


@pytest.fixture
def espace(api: httpx.Client) -> Iterator[str]:
    """The name of an espace of the test's own, deleted afterwards."""
    name = f"t{secrets.token_hex(6)}"
    assert api.post("/espaces", json={"name": name}).status_code == 201
    yield name
    assert unregistered(api, name) == set()
    assert api.delete(f"/espaces/{name}").status_code == 204


def unregistered(api: httpx.Client, espace: str) -> set[str]:
    """The errors answered in an espace that the fidelity register does not list: there must be none."""
    registers = api.get("/fidelite").json()
    told = api.get(f"/espaces/{espace}/echanges", params={"limit": 1000}).json()
    return {
        f"{one['service']}:{key}"
        for one in told
        for key in one["facts"].get("erreurs", ())
        if key not in {error["key"] for error in registers.get(one["service"], {}).get("errors", ())}
    }
