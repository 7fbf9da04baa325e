"""What the archives hold, and that anybody builds the same."""

import tarfile
import zipfile
from pathlib import Path, PurePosixPath

import pytest

from tests.release.distributions import ROOT, SERVER, build, present, sdist, wheel

pytestmark = pytest.mark.release

MOST_BYTES = 5_000_000
PACKAGES = ("simulators", "ins", "dmp", "mss", "psc")
INFO = "socle_simulators-0.1.0.dist-info"
# Code, what it reads, what it shows. A key, an archive, a database would have another name.
KINDS = {
    *(".py", ".yaml", ".json", ".csv", ".txt", ".wsdl", ".xsd"),
    *(".html", ".css", ".js", ".svg", ".j2", ".md"),
}


@pytest.fixture(scope="module")
def names(server_wheel: Path) -> list[PurePosixPath]:
    with zipfile.ZipFile(server_wheel) as archive:
        return [PurePosixPath(name) for name in archive.namelist()]


def test_the_wheel_holds_the_five_packages_and_nothing_else_at_its_top(names: list[PurePosixPath]) -> None:
    assert {name.parts[0] for name in names} == {*PACKAGES, INFO}


def test_no_test_and_no_client_is_in_the_server_s_wheel(names: list[PurePosixPath]) -> None:
    assert [name for name in names if "tests" in name.parts or name.name.startswith("test_")] == []
    assert [name for name in names if "socle_client" in name.parts or name.parts[1] == "client"] == []


def test_every_file_of_the_packages_is_there_and_no_other(names: list[PurePosixPath]) -> None:
    inside = {str(name) for name in names if name.parts[0] != INFO}
    wanted = {path.replace("fixtures/", "simulators/_fixtures/", 1) for path in _kept("fixtures")}
    wanted |= {path for package in PACKAGES for path in _kept(package)}
    assert inside == wanted


def test_the_fixtures_lie_inside_the_package(names: list[PurePosixPath]) -> None:
    assert PurePosixPath("simulators/_fixtures/structures.yaml") in names
    assert len([name for name in names if name.parts[:2] == ("simulators", "_fixtures")]) > 150


def test_no_key_nor_archive_slipped_in(server_wheel: Path) -> None:
    with zipfile.ZipFile(server_wheel) as archive:
        files = [one for one in archive.infolist() if not one.filename.startswith(INFO)]
        assert {PurePosixPath(one.filename).suffix for one in files} <= KINDS
        private = b"-----BEGIN " + b"PRIVATE KEY"
        assert [one.filename for one in files if private in archive.read(one)] == []


def test_the_licence_and_the_command_are_declared(server_wheel: Path) -> None:
    with zipfile.ZipFile(server_wheel) as archive:
        assert archive.read(f"{INFO}/licenses/LICENSE").startswith(b"MIT License")
        metadata = archive.read(f"{INFO}/METADATA").decode()
        assert "socle = simulators.cli:main" in archive.read(f"{INFO}/entry_points.txt").decode()
    assert "License-Expression: MIT" in metadata
    assert "Requires-Python: >=3.11" in metadata


def test_a_wheel_is_small(server_wheel: Path) -> None:
    assert server_wheel.stat().st_size <= MOST_BYTES


def test_the_source_archive_holds_the_code_and_no_test() -> None:
    with tarfile.open(sdist(SERVER)) as archive:
        tops = {PurePosixPath(name).parts[1] for name in archive.getnames()}
        inside = {PurePosixPath(name).parts[1:3] for name in archive.getnames()}
    generated = {"PKG-INFO", ".gitignore", "pyproject.toml"}
    assert tops == {*PACKAGES, "fixtures", "README.md", "LICENSE", "requirements.txt", *generated}
    assert ("simulators", "client") not in inside


def test_the_checkout_and_the_source_archive_give_the_same_wheel_byte_for_byte(tmp_path: Path) -> None:
    for one in present():
        build(one, tmp_path, "--wheel")
        assert wheel(one, tmp_path).read_bytes() == wheel(one).read_bytes()
        build(one, tmp_path, "--sdist")
        assert sdist(one, tmp_path).read_bytes() == sdist(one).read_bytes()


def _kept(package: str) -> list[str]:
    """The files of a folder as a checkout has them, from the root."""
    found = (path for path in (ROOT / package).rglob("*") if path.is_file())
    kept = [path.relative_to(ROOT) for path in found if "__pycache__" not in path.parts]
    return [path.as_posix() for path in kept if path.parts[:2] != ("simulators", "client")]
