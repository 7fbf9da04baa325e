"""One set of keys for all the PSC tests of a process, a bench per test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.psc.banc import Banc, banc


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the keys of the realm are kept: made once."""
    return tmp_path_factory.mktemp("psc-cles")


@pytest.fixture
def psc(keys: Path) -> Iterator[Banc]:
    """A service with a registered client, the nurse ready to be connected without page."""
    with banc(keys) as made:
        yield made


@pytest.fixture
def bureau(psc: Banc) -> Banc:
    """The client to which the ANS opened CIBA."""
    psc.client(ciba=True)
    return psc
