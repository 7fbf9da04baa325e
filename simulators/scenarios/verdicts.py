"""Verdicts: what became of each check of a run, with its evidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from simulators.core.journal.model import Exchange
from simulators.core.rule import Text
from simulators.scenarios.model import Check, Exigence, Scenario

NO_TEXT = Text("", "")


class State(StrEnum):
    """`not_seen`: nothing failed, but nothing proves it either. `attestation`: a person decides.
    `incomplete`: the journal has a hole inside the run."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_SEEN = "not_seen"
    ATTESTATION = "attestation"
    INCOMPLETE = "incomplete"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a verdict rests on: exchange ids, fact looked at, found, expected, and the sentence to read."""

    sentence: Text
    exchanges: tuple[str, ...] = ()
    fact: str = ""
    found: str = ""
    expected: Text = NO_TEXT


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome of one rule."""

    state: State
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckVerdict:
    """The verdict on one check. `out_of_reach`: it needs a service that the target does not play."""

    check: Check
    state: State
    evidence: tuple[Evidence, ...] = ()
    out_of_reach: bool = False

    @property
    def counts(self) -> bool:
        """True when the check was decidable here: from the traffic, with all its services played."""
        return self.check.genre == "traffic" and not self.out_of_reach


@dataclass(frozen=True, slots=True)
class Observed:
    """A value shown, never judged."""

    id: str
    label: Text
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScenarioVerdict:
    """The verdict on one run of one scenario. `exchanges` are those of the run, in order.

    `unplayed` says why nothing of the run was judged (the driver broke off, or skipped it); empty otherwise.
    """

    scenario: Scenario
    checks: tuple[CheckVerdict, ...]
    observed: tuple[Observed, ...] = ()
    exchanges: tuple[Exchange, ...] = ()
    unplayed: Text = NO_TEXT

    @property
    def state(self) -> State:
        """Failed if a compulsory check failed, else incomplete, else not seen (all out of reach included),
        else passed.

        Attestations and checks out of reach do not weigh: the report counts them apart.
        """
        if self.unplayed.fr:
            return State.INCOMPLETE
        must = {one.state for one in self.checks if one.check.gravite == "must" and one.counts}
        for state in (State.FAILED, State.INCOMPLETE, State.NOT_SEEN):
            if state in must:
                return state
        if not any(one.counts for one in self.checks) and any(one.out_of_reach for one in self.checks):
            return State.NOT_SEEN
        return State.FAILED if self._attested_wrong() else State.PASSED

    @property
    def remarks(self) -> tuple[CheckVerdict, ...]:
        """Recommended checks that failed."""
        return tuple(c for c in self.checks if c.check.gravite == "should" and c.state is State.FAILED)

    @property
    def every_check_passed(self) -> bool:
        """True when each decidable check passed, the recommended ones too, and nothing was attested wrong."""
        decided = all(one.state is State.PASSED for one in self.checks if one.counts)
        return decided and not self._attested_wrong() and not self.unplayed.fr

    @property
    def failed(self) -> tuple[str, ...]:
        """The ids of the checks that failed."""
        return tuple(one.check.id for one in self.checks if one.state is State.FAILED)

    @property
    def requirements(self) -> tuple[Exigence, ...]:
        """The requirement ids the scenario exercises."""
        return self.scenario.exigences

    def _attested_wrong(self) -> bool:
        return any(c.state is State.FAILED and c.check.genre != "traffic" for c in self.checks)


def every_check_passed(verdicts: Sequence[ScenarioVerdict]) -> bool:
    """True when there is at least one verdict, and each passed whole."""
    return bool(verdicts) and all(verdict.every_check_passed for verdict in verdicts)
