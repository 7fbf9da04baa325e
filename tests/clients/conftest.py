"""What several of these programs need: where the DMP is, a DUI written with zeep, the mail operator."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.clients.courrier import Mail, Poste
from tests.clients.dmp_zeep import Zeep, opened
from tests.clients.tools import in_espace
from tests.running import Running, simulator


@pytest.fixture
def services(running: Running, espace: str) -> str:
    """The base address of the DMP's services."""
    return in_espace(running.ready["services"]["dmp"]["xds"], espace)


@pytest.fixture
def dui(running: Running, services: str) -> Iterator[Zeep]:
    """A DUI written with zeep."""
    with opened(running, services) as one:
        yield one


@pytest.fixture
def mail(running: Running, espace: str) -> Mail:
    """The mail operator, two professionals being connected to PSC."""
    return Mail(running, espace)


@pytest.fixture(scope="package")
def apart(home: Path) -> Iterator[Running]:
    """A simulator for programs that know no name but `localhost`: with a certificate, they meet `defaut`."""
    with simulator(home=home) as one:
        yield one


@pytest.fixture
def poste(apart: Running) -> Iterator[Poste]:
    """The software of the structure by its certificate; its espace as on the first day."""
    with apart.api() as api:
        assert api.post("/espaces/defaut/remise-a-zero").status_code == 204
        yield Poste(apart, api)
