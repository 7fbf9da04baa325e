"""Shared by the DMP tests: one PKI for all, an espace of its own per test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from simulators.core.net.pki.authority import Pki
from tests.dmp.banc import Banc


@pytest.fixture(scope="session")
def pki(home: Path) -> Pki:
    """The test PKI, made once for all the processes of a run."""
    return Pki.open(home / "pki-dmp")


@pytest.fixture
def banc(pki: Pki) -> Iterator[Banc]:
    """A DMP nobody has used."""
    one = Banc(pki)
    yield one
    one.close()
