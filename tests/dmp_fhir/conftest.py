"""Shared by the tests of the FHIR face."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from simulators.core.net.pki.authority import Pki
from tests.dmp_fhir.banc import Banc
from tests.dmp_fhir.essai import Essai
from tests.running import Running


@pytest.fixture(scope="session")
def pki(home: Path) -> Pki:
    """The test PKI of the DMP, made once for all the processes of a run."""
    return Pki.open(home / "pki-dmp")


@pytest.fixture
def banc(pki: Pki) -> Iterator[Banc]:
    """A DMP nobody has used."""
    one = Banc(pki)
    yield one
    one.close()


@pytest.fixture
def essai(running: Running, espace: str) -> Iterator[Essai]:
    """An espace of its own in a real simulator, spoken to over real TLS."""
    with running.client("org_auth_cli") as structure, running.client("cps_auth") as card:
        yield Essai(running, espace, structure, card)
