"""Two runs of the same workflow, call by call: what matches, what is missing, which facts changed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, NamedTuple

from simulators.core.journal.model import Exchange, Fact
from simulators.scenarios.conditions import as_text

# What is new at each run whatever the software does: identifiers, times, digests.
_NEW_EACH_TIME: Final = re.compile(
    r"\b(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    r"|2\.25\.[0-9]+"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(?:Z|[+-][0-9]{2}:?[0-9]{2})?"
    r"|[0-9]{14}"
    r"|[0-9a-f]{16,64})(?![0-9A-Za-z])",
    re.IGNORECASE,
)
_OUTCOME: Final = "issue"


class Change(NamedTuple):
    """One fact with its value in each run."""

    name: str
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Step:
    """One call of either run, or the same one in both with what changed."""

    left: Exchange | None
    right: Exchange | None
    changes: tuple[Change, ...] = ()

    @property
    def same(self) -> bool:
        """True when both runs have it and tell the same."""
        return self.left is not None and self.right is not None and not self.changes


def aligned(
    one: Sequence[Exchange], other: Sequence[Exchange], lang: str = "fr", *, every: bool = False
) -> Iterator[Step]:
    """The calls of two runs in order, matched by operation; `every` compares identifiers too. Pure."""
    first, second = ([(each.service, each.operation) for each in run] for run in (one, other))
    for tag, i1, i2, j1, j2 in SequenceMatcher(a=first, b=second, autojunk=False).get_opcodes():
        if tag == "equal":
            for left, right in zip(one[i1:i2], other[j1:j2], strict=True):
                yield Step(left, right, tuple(changed(left, right, lang, every=every)))
            continue
        yield from (Step(left, None) for left in one[i1:i2])
        yield from (Step(None, right) for right in other[j1:j2])


def changed(one: Exchange, other: Exchange, lang: str = "fr", *, every: bool = True) -> Iterator[Change]:
    """What two exchanges tell differently: their outcome, then their facts. Pure."""
    left, right = {_OUTCOME: one.outcome, **one.facts}, {_OUTCOME: other.outcome, **other.facts}
    for name in sorted({*left, *right}, key=lambda fact: (fact != _OUTCOME, fact)):
        shown = fact_text(left.get(name), lang), fact_text(right.get(name), lang)
        if shown[0] != shown[1] and (every or _lasting(shown[0]) != _lasting(shown[1])):
            yield Change(name, *shown)


def _lasting(text: str) -> str:
    return _NEW_EACH_TIME.sub("·", text)


def fact_text(value: Fact, lang: str) -> str:
    """A fact as the pages show it: several values with a point between them, yes or no in words. Pure."""
    return " · ".join(value) if isinstance(value, tuple) else as_text(value, lang)
