"""Which facts a rule reads: of its selections, of its conditions, and by name."""

from collections.abc import Iterator
from typing import Final

from simulators.scenarios.language import Condition, FactOf, Rule, selections

# The keys of a rule that name a fact by themselves, and those that hold conditions.
_NAMES: Final = ("fact", "each_fact", "within_fact")
_CONDITIONS: Final = ("conditions", "one_of")


def facts_read(rule: Rule) -> Iterator[str]:
    """Every fact, as often as it is read."""
    for condition in _conditions(rule):
        yield condition.fact
        if isinstance(condition.reference, FactOf):
            yield condition.reference.name
    yield from (getattr(rule, name) for name in _NAMES if hasattr(rule, name))


def _conditions(rule: Rule) -> Iterator[Condition]:
    for selection in selections(rule):
        yield from selection.where
    for name in _CONDITIONS:
        yield from getattr(rule, name, ())
