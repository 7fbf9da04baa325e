"""The sample project of an editor: its suite passes, and fails when its software is made wrong."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.client.test_walls import foreign
from tests.running import SOCLE, clean_environment

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "python"


def run(folder: Path, home: Path) -> "subprocess.CompletedProcess[str]":
    """Its suite, as whoever copied the folder runs it."""
    paths = os.pathsep.join([str(ROOT), str(ROOT / "simulators" / "client")])
    environment = {**clean_environment(home), "PYTHONPATH": paths, "SOCLE_COMMAND": SOCLE}
    environment["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "socle_client.pytest_plugin",
        "-p",
        "no:cacheprovider",
    ]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=100, check=False
    )


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    folder = tmp_path / "exemple"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def test_its_suite_passes(copied: Path, home: Path) -> None:
    done = run(copied, home)
    assert "8 passed" in done.stdout, done.stdout


def test_a_name_sent_in_lower_case_is_caught(copied: Path, home: Path) -> None:
    """The suite would be worth nothing if the software could be wrong without it."""
    wrong = copied / "mini_dui" / "enveloppe.py"
    text = wrong.read_text("utf-8")
    assert ").upper()" in text
    wrong.write_text(text.replace(").upper()", ")"), "utf-8")
    done = run(copied, home)
    assert "3 failed, 5 passed" in done.stdout
    for line in ("error ins.lexique.minuscules", "trouvé   : Delaunay", "attendu  : DELAUNAY"):
        assert line in done.stdout


def test_it_imports_nothing_of_ours_but_the_client_in_its_tests() -> None:
    modules = [*(EXAMPLE / "mini_dui").glob("*.py"), *(EXAMPLE / "tests").glob("*.py")]
    named = {name for path in modules for name in foreign(path.read_text("utf-8"))}
    assert named == {"httpx", "lxml", "mini_dui", "pytest"}
    for path in (EXAMPLE / "mini_dui").glob("*.py"):
        assert "socle" not in path.read_text("utf-8").lower()
