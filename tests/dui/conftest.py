"""One simulator for the proof runs of the reference DUI."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from simulators.commands.simulator import temporary


@pytest.fixture(scope="session")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, Any]]:
    """The ready file of a simulator of our own, its keys apart from the user's."""
    with pytest.MonkeyPatch.context() as surroundings:
        surroundings.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("donnees")))
        with temporary() as announced:
            yield announced
