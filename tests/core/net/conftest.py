"""One PKI for the session of this folder, and what a test needs to talk to a listener over real sockets."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from simulators.core.monde.model import Professionnel, Structure
from simulators.core.net.pki.authority import Material, Pki
from simulators.core.net.pki.profiles import ClientProfile, default_clients


@pytest.fixture(scope="session")
def tilleuls() -> Structure:
    return Structure(
        id="tilleuls",
        nom="EHPAD LES TILLEULS",
        identifiant_national="1290000017",
        finess="290000017",
        departement="29",
    )


@pytest.fixture(scope="session")
def nurse() -> Professionnel:
    return Professionnel(
        id="idec", nom="LE GALL", prenom="ANNE", rpps="99700000001", libelle_profession="Infirmier"
    )


@pytest.fixture(scope="session")
def profiles(tilleuls: Structure, nurse: Professionnel) -> Mapping[str, ClientProfile]:
    return default_clients(tilleuls, nurse)


@pytest.fixture(scope="session")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pki")


@pytest.fixture(scope="session")
def pki(root: Path) -> Pki:
    return Pki.open(root)


@pytest.fixture(scope="session")
def clients(pki: Pki, profiles: Mapping[str, ClientProfile]) -> Mapping[str, Material]:
    return pki.clients(profiles)


@pytest.fixture(params=["asyncio", "uvloop"])
def anyio_backend(request: pytest.FixtureRequest) -> tuple[str, dict[str, bool]]:
    """Every test with sockets runs on both loops: the product serves on uvloop, and on asyncio without it."""
    return "asyncio", {"use_uvloop": request.param == "uvloop"}
