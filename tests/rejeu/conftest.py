"""Two installations that share nothing, a journal of `premiers-pas` played on the first."""

import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from simulators.core.journal.archive import load
from simulators.core.journal.model import Exchange
from tests.running import Running, simulator, socle


@dataclass(frozen=True)
class Banc:
    """One simulator and an espace of its own."""

    running: Running
    espace: str
    home: Path

    def dire(self, *arguments: str) -> Any:
        """Runs `socle`."""
        return socle(*arguments, home=self.home)

    def rejouer(self, journal: Path, *options: str) -> tuple[int, dict[str, Any], str]:
        """`socle replay` towards here: exit code, JSON told, stderr."""
        done = self.dire(
            "replay",
            str(journal),
            "--to",
            str(self.running.ready_path),
            "--espace",
            self.espace,
            "--json",
            *options,
        )
        return done.returncode, json.loads(done.stdout) if done.stdout else {}, done.stderr

    def changer(self, personne: str, **facts: object) -> None:
        """Changes facts of a person (`__` for a dot)."""
        body = {name.replace("__", "."): value for name, value in facts.items()}
        with self.running.api() as api:
            assert api.patch(f"/espaces/{self.espace}/personnes/{personne}", json=body).status_code == 200


def neuf(running: Running, home: Path) -> Banc:
    """An espace just made."""
    name = f"r{secrets.token_hex(4)}"
    with running.api() as api:
        assert api.post("/espaces", json={"name": name}).status_code == 201
    return Banc(running, name, home)


@pytest.fixture(scope="session")
def ailleurs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Another installation: other keys, other authority, other secrets."""
    with simulator(home=tmp_path_factory.mktemp("ailleurs")) as one:
        yield one


@pytest.fixture
def cible(ailleurs: Running, home: Path) -> Banc:
    """A fresh espace of the other installation."""
    return neuf(ailleurs, home)


@pytest.fixture
def jumelle(running: Running, home: Path) -> Banc:
    """A fresh espace of the first installation: same keys."""
    return neuf(running, home)


@pytest.fixture(scope="session")
def premiers_pas(running: Running, home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The journal of `premiers-pas`, played by the reference DUI and exported by the command."""
    banc = neuf(running, home)
    ready, file = str(running.ready_path), tmp_path_factory.mktemp("journal") / "premiers-pas.zip"
    played = banc.dire("play", "PAR-00", "--target", ready, "--espace", banc.espace)
    assert played.returncode == 0, played.stdout + played.stderr
    written = banc.dire("espace", "journal", banc.espace, str(file), "--target", ready)
    assert written.returncode == 0, written.stderr
    return file


@pytest.fixture(scope="session")
def echanges(premiers_pas: Path) -> list[Exchange]:
    """Its exchanges."""
    return list(load(premiers_pas))
