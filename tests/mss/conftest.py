"""One running MSS service for the suite, an espace per test."""

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.mss.banc import Banc, Monde, running


@pytest.fixture(scope="session")
def pki_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The keys of the test authorities, made once for all processes."""
    return tmp_path_factory.getbasetemp().parent / "mss-pki"


@pytest.fixture(scope="session")
def banc(pki_folder: Path) -> Iterator[Banc]:
    """The service with its usual patience."""
    with running(pki_folder) as one:
        yield one


@pytest.fixture
def monde(banc: Banc) -> Iterator[Monde]:
    """An espace of the test's own."""
    name = f"t{secrets.token_hex(6)}"
    banc.do(banc.espaces.create(name))
    yield banc.espace(name)
    banc.do(banc.espaces.delete(name))
