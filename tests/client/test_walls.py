"""The client imports nothing of the server, whose wheel does not hold it; both have one version."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import socle_client
from hatchling.builders.wheel import WheelBuilder

import simulators

ROOT = Path(__file__).parents[2]
CLIENT = ROOT / "simulators" / "client"
PACKAGE = CLIENT / "socle_client"
# All that is not of the standard library, by file: httpx is loaded by those who send, pytest by the plugin.
FOREIGN = {
    "transport.py": {"httpx"},
    "channels.py": {"httpx"},
    "pytest_plugin.py": {"pytest"},
    "options.py": {"pytest"},
}


def foreign(source: str) -> Iterator[str]:
    """The first names of what a module imports, its own package and the standard library aside."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found = [node.module if node.module and not node.level else "relative"]
        else:
            continue
        firsts = {name.partition(".")[0] for name in found}
        yield from firsts - {"socle_client"} - sys.stdlib_module_names


def test_the_client_imports_nothing_of_ours() -> None:
    modules = sorted(PACKAGE.rglob("*.py"))
    assert len(modules) > 20
    found = {path.relative_to(PACKAGE).as_posix(): set(foreign(path.read_text("utf-8"))) for path in modules}
    assert {name: names for name, names in found.items() if names} == FOREIGN


@pytest.mark.parametrize(
    "source", ["import simulators.core", "from ins import rules", "def f():\n    import tests.running"]
)
def test_a_planted_import_is_found(source: str) -> None:
    assert set(foreign(source)) & {"simulators", "ins", "tests"}


def test_the_wheel_of_the_server_does_not_hold_the_client() -> None:
    held = {one.distribution_path for one in WheelBuilder(str(ROOT)).recurse_included_files()}
    assert "simulators/cli.py" in held
    assert not [path for path in held if "client" in path.split("/") or "socle_client" in path]


def test_the_wheel_of_the_client_holds_its_package_and_its_types_alone() -> None:
    held = {one.distribution_path for one in WheelBuilder(str(CLIENT)).recurse_included_files()}
    assert {"socle_client/py.typed", "socle_client/pytest_plugin.py"} <= held
    assert all(path.startswith("socle_client/") for path in held)


def test_client_and_server_have_one_version() -> None:
    assert socle_client.__version__ == simulators.__version__


def test_every_name_offered_exists_and_no_other() -> None:
    for name in socle_client.__all__:
        assert getattr(socle_client, name) is not None
    with pytest.raises(AttributeError, match="inconnu"):
        getattr(socle_client, "in" + "connu")
    assert set(socle_client._WHERE) == set(socle_client.__all__) - {"__version__"}


# In a process of its own: what the plugin adds to an interpreter that has loaded pytest.
PROBE = """
import sys, time, pytest, dataclasses
before, start = set(sys.modules), time.process_time()
import socle_client.pytest_plugin
spent = time.process_time() - start
print(spent, *sorted(set(sys.modules) - before))
"""


def test_the_plugin_costs_a_run_that_does_not_use_it_almost_nothing() -> None:
    """Under 20 ms of processor, the best of five: a busy machine only makes it longer."""
    told = [
        subprocess.run(
            [sys.executable, "-c", PROBE], capture_output=True, text=True, check=True
        ).stdout.split()
        for _ in range(5)
    ]
    assert min(float(one[0]) for one in told) < 0.020
    loaded = set(told[0][1:])
    assert loaded == {
        "socle_client",
        "socle_client._version",
        "socle_client.options",
        "socle_client.pytest_plugin",
    }
