"""Loads every scenario and suite of a folder: the catalogue is data, a user's folder has the same shape."""

from pathlib import Path

from simulators.core.fixtures import fixtures_root
from simulators.scenarios.model import Catalogue, Scenario, Suite
from simulators.scenarios.reading import MAX_BYTES, ScenarioError
from simulators.scenarios.scenario_reading import read_scenario, read_suites
from simulators.system_errors import in_french

SUITES_FILE = "demo.yaml"


def load_catalogue(folder: Path | None = None) -> Catalogue:
    """The catalogue of `folder`, by default `fixtures/scenarios`: `*.yaml` are scenarios, `demo.yaml` suites.

    Raises:
        ScenarioError: a file that cannot be used, two scenarios or suites of the same name, a suite naming
            an unknown scenario. The message names file, line and key.
    """
    folder = folder or fixtures_root() / "scenarios"
    scenarios: dict[str, Scenario] = {}
    suites: dict[str, Suite] = {}
    for path in sorted(folder.glob("*.yaml")):
        if path.name == SUITES_FILE:
            suites = {suite.nom: suite for suite in read_suites(_read(path), path.name)}
            continue
        scenario = read_scenario(_read(path), path.name)
        if scenario.id in scenarios:
            raise ScenarioError(path.name, 1, "id", f"le scénario {scenario.id} est défini deux fois")
        scenarios[scenario.id] = scenario
    _suites_known(suites, scenarios)
    return Catalogue(scenarios, suites)


def _suites_known(suites: dict[str, Suite], scenarios: dict[str, Scenario]) -> None:
    for suite in suites.values():
        for one in suite.scenarios:
            if one not in scenarios:
                raise ScenarioError(SUITES_FILE, 1, suite.nom, f"le scénario {one} n'existe pas")


def _read(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES + 1).decode()
    except UnicodeDecodeError:
        raise ScenarioError(path.name, 1, "", "le fichier n'est pas en UTF-8") from None
    except OSError as error:
        raise ScenarioError(path.name, 1, "", f"fichier illisible ({in_french(error)})") from None
