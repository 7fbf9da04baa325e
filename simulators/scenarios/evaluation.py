"""Judges one rule over a view: one pure function per operator."""

from collections.abc import Callable, Mapping
from typing import Any

from simulators.scenarios import language as lang
from simulators.scenarios import over_run, per_exchange
from simulators.scenarios.results import MAX_EVIDENCE
from simulators.scenarios.verdicts import Result
from simulators.scenarios.view import View


def evaluate(rule: lang.Rule, view: View) -> Result:
    """The outcome of a rule: passed, failed or not seen, with what it rests on (ten pieces at most)."""
    result = _JUDGES[type(rule)](rule, view)
    return Result(result.state, result.evidence[:MAX_EVIDENCE])


_JUDGES: Mapping[type[Any], Callable[[Any, View], Result]] = {
    lang.Count: over_run.count,
    lang.Order: over_run.order,
    lang.Sequence: over_run.sequence,
    lang.Window: over_run.window,
    lang.Join: per_exchange.join,
    lang.Each: per_exchange.each,
    lang.Following: per_exchange.following,
    lang.Unique: per_exchange.unique,
    lang.Distinct: per_exchange.distinct,
    lang.Gap: over_run.gap,
    lang.Rate: over_run.rate,
    lang.Absence: over_run.absence,
}
