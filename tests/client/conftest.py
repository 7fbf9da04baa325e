"""The client of an editor's suite, on the simulator that the tests of this process share."""

from collections.abc import Iterator

import pytest
from socle_client import Access, Espace, Socle

from tests.running import Running


@pytest.fixture
def socle(running: Running) -> Iterator[Socle]:
    """The simulator, joined by its ready file."""
    with Socle.join_ready(running.ready_path) as one:
        yield one


@pytest.fixture
def monde(socle: Socle, espace: str) -> Espace:
    """The espace of the test."""
    return socle.espace(espace)


@pytest.fixture
def acces(monde: Espace) -> Access:
    """What a DUI needs in it."""
    return monde.access()
