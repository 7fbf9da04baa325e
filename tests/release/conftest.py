"""The archives that `make wheels` left in `dist/`."""

from pathlib import Path

import pytest

from tests.release.distributions import SERVER, wheel


@pytest.fixture(scope="session")
def server_wheel() -> Path:
    """The wheel of the server."""
    return wheel(SERVER)
