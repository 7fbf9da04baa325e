"""What makes a journal unfit to be judged: a hole in it, or a clock that was set back during the run.

Exchanges are numbered as they end. The machine's time of writing must follow these numbers, else nothing can
be put in order; the espace's time too, else spans of time mean nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from simulators.core.journal.model import Exchange
from simulators.core.rule import Text
from simulators.scenarios import wording
from simulators.scenarios.language import Gap, Rate, Rule, Window
from simulators.scenarios.moments import ended

# The journal's own entry for exchanges that may be missing before it.
GAP = "journal.lacune"
# Exchanges that end together are written in any order; on a stepped clock each counts for a second.
MACHINE_TOLERANCE = timedelta(seconds=5)
ESPACE_TOLERANCE = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Flaws:
    """Why nothing can be judged (`whole`), and why rules on spans of time cannot (`timed`)."""

    whole: Text | None = None
    timed: Text | None = None

    def of(self, rule: Rule) -> Text | None:
        """Why this rule cannot be judged; None when it can."""
        return self.whole or (self.timed if isinstance(rule, Window | Gap | Rate) else None)


def flaws(exchanges: Sequence[Exchange]) -> Flaws:
    """What is wrong with the exchanges of a run."""
    if any(one.operation == GAP for one in exchanges):
        return Flaws(whole=wording.incomplete())
    machine = _set_back(exchanges, lambda one: one.recorded, MACHINE_TOLERANCE)
    if machine is not None:
        return Flaws(whole=wording.machine_clock_back(*machine))
    espace = _set_back(exchanges, ended, ESPACE_TOLERANCE)
    return Flaws(timed=wording.espace_clock_back(*espace) if espace is not None else None)


def _set_back(
    exchanges: Sequence[Exchange], time: Callable[[Exchange], datetime], tolerance: timedelta
) -> tuple[str, int] | None:
    """The first exchange earlier than one numbered before it in its espace, and by how many seconds."""
    latest: dict[str, datetime] = {}
    for one in sorted(exchanges, key=lambda one: one.seq):
        before = latest.setdefault(one.espace, time(one))
        if one.seq and before - time(one) > tolerance:
            return one.id, round((before - time(one)).total_seconds())
        latest[one.espace] = max(before, time(one))
    return None
