"""Each tree is built once for all the processes of a run."""

import fcntl
from pathlib import Path

import pytest

from tests.docs.building import build


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """The folder of both built trees."""
    folder = tmp_path_factory.getbasetemp().parent / "site-docs"
    if not hasattr(request.config, "workerinput"):
        folder = tmp_path_factory.mktemp("site-docs")
    folder.mkdir(exist_ok=True)
    with (folder / ".verrou").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "en.txt").exists():
            build(folder)
    return folder
