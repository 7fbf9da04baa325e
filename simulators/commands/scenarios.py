"""Finding what the person named: a scenario, or a suite."""

from simulators.commands.errors import CommandError
from simulators.scenarios.catalogue import load_catalogue
from simulators.scenarios.model import Scenario, UnknownScenarioError
from simulators.scenarios.reading import ScenarioError


def picked(name: str) -> tuple[Scenario, ...]:
    """The scenarios of that name. Raises CommandError, naming those that exist."""
    try:
        catalogue = load_catalogue()
    except ScenarioError as error:
        raise CommandError(str(error)) from None
    try:
        return catalogue.pick(name)
    except UnknownScenarioError:
        known = ", ".join([*catalogue.suites, *catalogue.scenarios])
        raise CommandError(f"scénario inconnu : {name} (au choix : {known})") from None
