"""Finding what the person named: a scenario, a suite, the whole catalogue, narrowed by tags."""

from argparse import Namespace
from pathlib import Path

from simulators.commands.errors import CommandError
from simulators.scenarios.catalogue import load_catalogue
from simulators.scenarios.model import ALL, Catalogue, Scenario, UnknownScenarioError
from simulators.scenarios.picking import UnknownChoiceError, Wanted, choose
from simulators.scenarios.reading import ScenarioError


def loaded(folders: list[Path] | None) -> Catalogue:
    """Our catalogue and the user's folders. Raises CommandError, naming file, line and key."""
    try:
        return load_catalogue(None, *(folders or ()))
    except ScenarioError as error:
        raise CommandError(str(error)) from None


def named(catalogue: Catalogue, name: str) -> tuple[Scenario, ...]:
    """The scenarios of that name. Raises CommandError, naming those that exist."""
    try:
        return catalogue.pick(name)
    except UnknownScenarioError:
        known = ", ".join([ALL, *catalogue.suites, *catalogue.scenarios])
        raise CommandError(f"scénario inconnu : {name} (au choix : {known})") from None


def picked(catalogue: Catalogue, options: Namespace) -> tuple[Scenario, ...]:
    """The scenarios that were asked for. Raises CommandError when there is none."""
    wanted = Wanted(tuple(options.tag or ()), tuple(options.service or ()), tuple(options.requirement or ()))
    try:
        chosen = choose(catalogue, named(catalogue, options.name), wanted)
    except UnknownChoiceError as error:
        raise CommandError(str(error)) from None
    if not chosen:
        raise CommandError(f"aucun scénario de « {options.name} » ne répond à ce choix")
    return chosen
