"""Another distribution under one of our names: said at once, with its owner and the way out."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from simulators import clash
from tests.running import clean_environment

ROOT = Path(__file__).parent.parent.parent
MAIN = "import sys; from simulators.cli import main; sys.exit(main())"
WAY_OUT = "installez Socle à part, par pipx ou uv tool"


def _other(site: Path, name: str = "mss", version: str = "10.2.0") -> None:
    """Another distribution, as installed in that folder: its package, and what its RECORD tells."""
    package, info = site / name, site / f"{name}-{version}.dist-info"
    package.mkdir(exist_ok=True)
    info.mkdir(parents=True)
    (package / "__init__.py").write_text("def grab():\n    return 'an image'\n")
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    (info / "RECORD").write_text(f"{name}/__init__.py,,\n{info.name}/METADATA,,\n{info.name}/RECORD,,\n")


def _socle(home: Path, site: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    """`socle` where `site` comes first on Python's path, then the checkout."""
    return subprocess.run(
        [sys.executable, "-c", MAIN, *words],
        capture_output=True,
        text=True,
        timeout=60,
        cwd=site,
        env={**clean_environment(home), "PYTHONPATH": f"{site}:{ROOT}"},
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our packages as pip lays them in a folder of their own."""
    folder = tmp_path_factory.mktemp("site")
    for name in ("simulators", "ins", "dmp", "mss", "psc"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "client"))
    return folder


def test_a_name_hidden_by_another_distribution_is_refused_with_its_owner(home: Path, tmp_path: Path) -> None:
    _other(tmp_path)
    ended = _socle(home, tmp_path, "serve", "--port-base", "0")
    assert ended.returncode == 3
    assert ended.stderr.count("\n") == 1
    assert "le nom Python « mss » est pris par mss 10.2.0" in ended.stderr
    assert str(tmp_path / "mss" / "__init__.py") in ended.stderr
    assert WAY_OUT in ended.stderr


def test_every_command_says_so_and_the_doctor_still_speaks(home: Path, tmp_path: Path) -> None:
    _other(tmp_path, "dmp", "2018.1")
    assert "« dmp » est pris par dmp 2018.1" in _socle(home, tmp_path, "fidelity").stderr
    told = _socle(home, tmp_path, "doctor", "--json")
    assert told.returncode == 1
    (line,) = (one for one in json.loads(told.stdout)["lines"] if one["looked_at"] == "Noms Python")
    assert line["verdict"] == "problem"
    assert line["found"] == "« dmp » est pris par dmp 2018.1"
    assert WAY_OUT in line["way_out"]


def test_a_folder_of_the_editor_s_own_hides_ours_too(home: Path, tmp_path: Path) -> None:
    (tmp_path / "dmp").mkdir()
    (tmp_path / "dmp" / "__init__.py").touch()
    ended = _socle(home, tmp_path, "fidelity")
    assert ended.returncode == 3
    assert f"« dmp » est pris par {tmp_path / 'dmp' / '__init__.py'}" in ended.stderr


def test_files_overwritten_beside_ours_are_found(home: Path, site: Path) -> None:
    """What happens when the other one is installed after us, in the same environment."""
    kept = (site / "mss" / "__init__.py").read_text()
    _other(site)
    try:
        ended = _socle(home, site, "fidelity")
        assert ended.returncode == 3
        assert "le nom Python « mss » est pris par mss 10.2.0" in ended.stderr
    finally:
        (site / "mss" / "__init__.py").write_text(kept)
    shared = _socle(home, site, "doctor", "--lang", "en", "--json", "--port-base", "0")
    (line,) = (one for one in json.loads(shared.stdout)["lines"] if one["looked_at"] == "Python names")
    assert (line["verdict"], "mss 10.2.0" in line["found"]) == ("warning", True)
    assert _socle(home, site, "matricule", "240035505090119").returncode == 0


def test_nothing_is_said_when_our_names_are_ours() -> None:
    assert clash.hidden() == ()
