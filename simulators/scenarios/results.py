"""How operators answer: passed, failed or not seen, with the exchanges it rests on."""

from collections.abc import Sequence

from simulators.core.journal.model import Exchange
from simulators.scenarios import wording
from simulators.scenarios.verdicts import Evidence, Result, State

MAX_EVIDENCE = 10


def passed(exchanges: Sequence[Exchange]) -> Result:
    """A rule that holds, resting on these exchanges."""
    return Result(State.PASSED, (Evidence(wording.seen_right(len(exchanges)), ids(exchanges)),))


def failed(*evidence: Evidence) -> Result:
    """A rule that does not hold."""
    return Result(State.FAILED, evidence)


def not_seen() -> Result:
    """A rule about exchanges of which none was seen."""
    return Result(State.NOT_SEEN, (Evidence(wording.nothing_to_judge()),))


def ids(exchanges: Sequence[Exchange]) -> tuple[str, ...]:
    """The ids of exchanges, ten at most."""
    return tuple(one.id for one in exchanges[:MAX_EVIDENCE])


def within(number: int, least: int, most: int | None) -> bool:
    """True between the bounds, both included; None is no upper bound."""
    return number >= least and (most is None or number <= most)
