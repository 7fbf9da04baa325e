"""What several of these programs need of the DMP: where it is, and a DUI written with zeep."""

from collections.abc import Iterator

import pytest

from tests.clients.dmp_zeep import Zeep, opened
from tests.clients.tools import in_espace
from tests.running import Running


@pytest.fixture
def services(running: Running, espace: str) -> str:
    """The base address of the DMP's services."""
    return in_espace(running.ready["services"]["dmp"]["xds"], espace)


@pytest.fixture
def dui(running: Running, services: str) -> Iterator[Zeep]:
    """A DUI written with zeep."""
    with opened(running, services) as one:
        yield one
