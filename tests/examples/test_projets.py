"""The sample projects: each plays by itself against `socle`, or says what it lacks."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.running import SOCLE

EXAMPLES = Path(__file__).parents[2] / "examples"
ROOT = str(EXAMPLES.parent)
TOOLS = {"node": "node", "java": "JDK", "php": "php", "dotnet": ".NET SDK"}


@pytest.mark.parametrize("name", TOOLS)
def test_a_project_without_its_language_is_skipped_and_says_why(name: str, tmp_path: Path) -> None:
    # Nothing but what any machine has.
    for tool in ("bash", "dirname", "env"):
        (tmp_path / tool).symlink_to(str(shutil.which(tool)))
    ended = subprocess.run(
        [EXAMPLES / name / "run"], env={"PATH": str(tmp_path)}, capture_output=True, text=True
    )
    assert ended.returncode == 77, ended.stderr
    assert ended.stdout.startswith("skipped: ")
    assert TOOLS[name] in ended.stdout


@pytest.mark.parametrize("name", ["node", "java", "php"])
def test_a_project_without_socle_fails(name: str, tmp_path: Path) -> None:
    ended = _run(name, tmp_path, os.pathsep.join(("/usr/local/bin", "/usr/bin", "/bin")))
    assert ended.returncode == 1, ended.stdout
    assert "socle is not on PATH" in ended.stderr


@pytest.mark.clients
@pytest.mark.parametrize("name", ["node", "java", "php"])
def test_a_project_passes(name: str, tmp_path: Path) -> None:
    ended = _run(name, tmp_path, os.pathsep.join((str(Path(SOCLE).parent), os.environ["PATH"])))
    assert ended.returncode == 0, ended.stdout + ended.stderr


def _run(name: str, home: Path, path: str) -> "subprocess.CompletedProcess[str]":
    ended = subprocess.run(
        [EXAMPLES / name / "run"],
        env={"PATH": path, "PYTHONPATH": ROOT, "HOME": str(home), "XDG_DATA_HOME": str(home / "share")},
        capture_output=True,
        text=True,
        timeout=110,
    )
    if ended.returncode == 77:
        pytest.skip(ended.stdout.strip())
    return ended


@pytest.mark.parametrize("project", sorted(path.name for path in EXAMPLES.iterdir() if path.is_dir()))
def test_a_project_tells_itself_in_both_languages_and_can_be_run(project: str) -> None:
    told = (EXAMPLES / project / "README.md").read_text("utf-8")
    assert told.startswith("# ")
    assert "\n*" in told
    assert os.access(EXAMPLES / project / "run", os.X_OK)


def test_what_nobody_ran_says_so() -> None:
    for path in (EXAMPLES / "dotnet").iterdir():
        text = path.read_text("utf-8")
        assert "not tested" in text.lower(), path.name
