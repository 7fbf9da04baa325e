"""Proves the checks: a right run passes them all, each wrong run fails exactly those it declares."""

from collections.abc import Callable
from dataclasses import dataclass

from simulators.scenarios.model import Scenario
from simulators.scenarios.verdicts import ScenarioVerdict, State

# Plays the scenario rightly ("") or by the mutant of that name, and judges the run.
Play = Callable[[str], ScenarioVerdict]


@dataclass(frozen=True, slots=True)
class MutantProof:
    """What a mutant was to make fail, and what it did."""

    nom: str
    expected: tuple[str, ...]
    failed: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """True when exactly the declared checks failed."""
        return set(self.expected) == set(self.failed)


@dataclass(frozen=True, slots=True)
class Proof:
    """The proof of one scenario: its right run, then each of its mutants."""

    scenario: Scenario
    right: ScenarioVerdict
    mutants: tuple[MutantProof, ...]

    @property
    def holds(self) -> bool:
        """True when the right run passed every decidable check and each mutant failed what it declares."""
        return self.right.every_check_passed and all(mutant.holds for mutant in self.mutants)

    @property
    def both_ways(self) -> tuple[str, ...]:
        """Checks seen passing in the right run and failing in a mutant as declared."""
        passed = {one.check.id for one in self.right.checks if one.state is State.PASSED}
        failing = {check for mutant in self.mutants if mutant.holds for check in mutant.failed}
        return tuple(check.id for check in self.scenario.controles if check.id in passed & failing)

    @property
    def one_way(self) -> tuple[str, ...]:
        """Checks decidable here that are not proven both ways: each is a defect of the scenario."""
        counted = (one.check.id for one in self.right.checks if one.counts)
        return tuple(check for check in counted if check not in self.both_ways)


def prove(scenario: Scenario, play: Play) -> Proof:
    """Plays a scenario rightly, then by each of its mutants, and compares what failed with what was due."""
    right = play("")
    proofs = (MutantProof(one.nom, one.echoue, play(one.nom).failed) for one in scenario.mutants)
    return Proof(scenario, right, tuple(proofs))
