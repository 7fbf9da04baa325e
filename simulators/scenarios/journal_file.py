"""Judges a journal file: what a session left, judged again by today's catalogue."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from simulators.core.fixtures import load_monde
from simulators.core.journal.archive import load
from simulators.core.journal.model import Exchange
from simulators.scenarios.catalogue import load_catalogue
from simulators.scenarios.judge import judge
from simulators.scenarios.model import Catalogue, Scenario
from simulators.scenarios.people import People, people_of
from simulators.scenarios.verdicts import ScenarioVerdict


def judge_journal(
    path: Path,
    names: Sequence[str] = ("ins",),
    *,
    catalogue: Catalogue | None = None,
    people: People | None = None,
    attestations: Mapping[str, bool] | None = None,
) -> tuple[ScenarioVerdict, ...]:
    """The verdict of each scenario (or suite) in `names` over all the exchanges of a journal file.

    Without `people`, those of the fixtures. Only services that appear in the file count as played.

    Raises:
        JournalFileError: the file is not a journal of ours.
        UnknownScenarioError: a name is neither a scenario nor a suite.
        OSError: the file cannot be read.
    """
    catalogue = catalogue or load_catalogue()
    scenarios = [scenario for name in names for scenario in catalogue.pick(name)]
    exchanges = list(load(path))
    people = people or people_of(load_monde())
    played = frozenset(one.service for one in exchanges if one.service)
    return tuple(_judged(one, exchanges, people, attestations, played) for one in scenarios)


def _judged(
    scenario: Scenario,
    exchanges: Sequence[Exchange],
    people: People,
    attestations: Mapping[str, bool] | None,
    played: frozenset[str],
) -> ScenarioVerdict:
    return judge(scenario, exchanges, people, attestations, played=played | frozenset(scenario.services))
