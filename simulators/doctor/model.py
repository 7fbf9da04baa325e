"""One thing looked at, and what was found."""

from dataclasses import dataclass
from enum import StrEnum

from simulators.core.rule import Text

NOTHING = Text("", "")


class Verdict(StrEnum):
    """What a line says; only `PROBLEM` makes the command fail."""

    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Line:
    """What was looked at, the verdict, what was found, what to do (empty when there is nothing to do)."""

    looked_at: Text
    verdict: Verdict
    found: Text
    way_out: Text = NOTHING


def same(text: str) -> Text:
    """What reads the same in both languages: a version, a path."""
    return Text(text, text)
