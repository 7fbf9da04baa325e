"""Shared by the INSi tests: one PKI for all."""

from pathlib import Path

import pytest

from simulators.core.net.pki.authority import Pki


@pytest.fixture(scope="session")
def pki(home: Path) -> Pki:
    """The test PKI, made once for all the processes of a run."""
    return Pki.open(home / "pki-ins")
