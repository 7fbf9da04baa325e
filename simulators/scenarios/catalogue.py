"""Loads every scenario and suite of a folder: the catalogue is data, a user's folder has the same shape."""

from collections.abc import Sequence
from pathlib import Path

from simulators.core.fixtures import fixtures_root
from simulators.scenarios.model import Catalogue, Scenario
from simulators.scenarios.reading import MAX_BYTES, ScenarioError, parse
from simulators.scenarios.scenario_reading import scenario_of
from simulators.scenarios.suite_reading import Draft, drafts_of, resolve
from simulators.system_errors import in_french

SUITES_KEY = "suites"


def own_folder() -> Path:
    """The folder of our own scenarios."""
    return fixtures_root() / "scenarios"


def load_catalogue(folder: Path | None = None, *more: Path) -> Catalogue:
    """The catalogue of `folder`, by default ours, and of the folders added to it.

    Each `*.yaml` is a scenario, or suites when its first key is `suites`.

    Raises:
        ScenarioError: a folder that is not there, a file that cannot be used, two scenarios or suites of the
            same name, a suite naming an unknown scenario or including itself. The message names file, line
            and key.
    """
    scenarios: dict[str, Scenario] = {}
    drafts: dict[str, Draft] = {}
    for path in _files((folder or own_folder(), *more)):
        root = parse(_read(path), path.name)
        if isinstance(root.value, dict) and SUITES_KEY in root.value:
            _add_suites(drafts, dict(drafts_of(root)))
            continue
        scenario = scenario_of(root)
        if scenario.id in scenarios:
            raise root.get("id").error(f"le scénario {scenario.id} est défini deux fois")
        scenarios[scenario.id] = scenario
    return Catalogue(scenarios, resolve(drafts, scenarios))


def _files(folders: Sequence[Path]) -> list[Path]:
    for folder in folders:
        if not folder.is_dir():
            raise ScenarioError(str(folder), 1, "", "ce dossier de scénarios n'existe pas")
    return [path for folder in folders for path in sorted(folder.glob("*.yaml"))]


def _add_suites(drafts: dict[str, Draft], found: dict[str, Draft]) -> None:
    for name, draft in found.items():
        if name in drafts:
            raise draft.place.error(f"la suite {name} est définie deux fois")
        drafts[name] = draft


def _read(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES + 1).decode()
    except UnicodeDecodeError:
        raise ScenarioError(path.name, 1, "", "le fichier n'est pas en UTF-8") from None
    except OSError as error:
        raise ScenarioError(path.name, 1, "", f"fichier illisible ({in_french(error)})") from None
