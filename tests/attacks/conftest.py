"""A simulator of their own: it must stay silent, answer good calls, and end well after all of this."""

import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.attacks.fil import Answer, connect, post, search_of, talk
from tests.running import Running, simulator


@pytest.fixture(scope="package")
def running(home: Path) -> Iterator[Running]:
    """The simulator attacked. Nothing said here may be told on its stderr, nor keep it from ending."""
    with simulator(home=home) as one:
        yield one
        ended = one.stop()
        assert (ended.code, ended.said) == (0, "")
        assert ended.seconds < 2


@pytest.fixture(scope="package")
def api(running: Running) -> Iterator[httpx.Client]:
    """Its control API, as administrator; one client for all, made once."""
    with running.api(verify=False) as client:
        yield client


@pytest.fixture
def cible(api: httpx.Client, running: Running) -> Iterator[str]:
    """An espace: after the attack, it answers a good call, and holds what it held."""
    name = f"t{secrets.token_hex(6)}"
    assert api.post("/espaces", json={"name": name}).status_code == 201
    before = state(api, name)
    yield name
    assert search(running, name).code == "00"
    assert state(api, name) == before
    assert api.delete(f"/espaces/{name}").status_code == 204


def state(api: httpx.Client, name: str, people: str = "personnes/adrtrois-toussaint") -> list[bytes]:
    """The person whom every attack asks for (or all of them), the software and the settings of an espace."""
    return [api.get(f"/espaces/{name}/{part}").content for part in (people, "logiciels", "reglages")]


def search(running: Running, espace: str) -> Answer:
    """A good call."""
    (answer,) = talk(connect(running), post(search_of(running), f"/~{espace}/lps"))
    return answer


def journalled(api: httpx.Client, espace: str, **criteria: Any) -> list[dict[str, Any]]:
    """What the journal of an espace holds."""
    found: list[dict[str, Any]] = api.get(f"/espaces/{espace}/echanges", params=criteria).json()
    return found


def refused_since(api: httpx.Client, seq: int) -> list[dict[str, Any]]:
    """What the journal of the installation received after that number."""
    return journalled(api, "installation", after_seq=seq)


@pytest.fixture
def seq(api: httpx.Client) -> int:
    """The last number of the installation's journal before the attack."""
    last = journalled(api, "installation", order="desc", limit=1)
    return int(last[0]["seq"]) if last else 0
