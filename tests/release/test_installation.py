"""The wheels in an empty environment, far from the checkout: what a user gets plays the demonstration."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.release.distributions import present, wheel
from tests.release.venvs import Venv, newest_python, outside

pytestmark = [pytest.mark.release, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Venv:
    return _installed(tmp_path_factory.mktemp("usual"), sys.executable)


def test_the_demonstration_passes_where_only_the_wheels_are(installed: Venv, tmp_path: Path) -> None:
    _plays_the_demonstration(installed, tmp_path)


def test_the_same_on_the_newest_python_of_this_machine(tmp_path: Path) -> None:
    interpreter, version = newest_python()
    if interpreter == sys.executable:
        pytest.skip(f"no Python newer than {version[0]}.{version[1]} on this machine")
    venv = _installed(tmp_path / "venv", interpreter)
    said = subprocess.run([venv.python, "--version"], capture_output=True, text=True, check=True).stdout
    assert said.startswith(f"Python {version[0]}.{version[1]}.")
    _plays_the_demonstration(venv, tmp_path)


def test_what_is_imported_is_the_wheel_s_and_the_fixtures_too(installed: Venv, tmp_path: Path) -> None:
    script = (
        "import ins, dmp, mss, psc, simulators.core.fixtures as f; print(f.fixtures_root());"
        "print(*(m.__file__ for m in (ins, dmp, mss, psc)), sep='\\n')"
    )
    ended = subprocess.run(
        [installed.python, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
        env=outside(),
    )
    site = Path(ended.stdout.splitlines()[0]).parent.parent
    assert site.name == "site-packages"
    assert all(Path(line).parent.parent == site for line in ended.stdout.splitlines()[1:])


def test_what_the_image_adds_to_its_base_stays_small(installed: Venv) -> None:
    """The image's own layer is such an environment without pip, compiled files included."""
    top = installed.python.parent.parent
    files = [path for path in top.rglob("*") if path.is_file() and not path.is_symlink()]
    ours = [path for path in files if {"pip", "setuptools", "pkg_resources"}.isdisjoint(path.parts)]
    assert sum(path.stat().st_size for path in ours) <= 170_000_000


def _installed(folder: Path, interpreter: str) -> Venv:
    venv = Venv.create(folder, interpreter)
    venv.install_locked(wheel(one) for one in present())
    return venv


def _plays_the_demonstration(venv: Venv, folder: Path) -> None:
    ended = subprocess.run(
        [venv.script("socle"), "demo", "--report", "rapport"],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        cwd=folder,
        env={**outside(), "HOME": str(folder), "XDG_DATA_HOME": str(folder / "share")},
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert (folder / "rapport" / "report.html").is_file()
    assert "Traceback" not in ended.stderr
