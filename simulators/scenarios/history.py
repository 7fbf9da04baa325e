"""The history of verdicts: one JSON line per scenario played, appended to a file that CI keeps."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from simulators.scenarios.verdicts import ScenarioVerdict, State


class HistoryError(ValueError):
    """A history that cannot be read: `line` (from 1) says where, the text why, in French."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        self.line = line
        super().__init__(f"{path}, ligne {line} : {reason}")


@dataclass(frozen=True, slots=True)
class Past:
    """One verdict of the past. `checks` are the states by check id; `player` says who played, in French."""

    when: datetime
    player: str
    version: str
    scenario: str
    state: State
    checks: Mapping[str, State]


def append(
    path: Path, verdicts: Sequence[ScenarioVerdict], when: datetime, player: str, version: str
) -> None:
    """Adds one line per verdict. Raises OSError when the file cannot be written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.writelines(_line(verdict, when, player, version) for verdict in verdicts)


def _line(verdict: ScenarioVerdict, when: datetime, player: str, version: str) -> str:
    row = {
        "date": when.isoformat(timespec="seconds"),
        "joueur": player,
        "version": version,
        "scenario": verdict.scenario.id,
        "etat": verdict.state.value,
        "controles": {one.check.id: one.state.value for one in verdict.checks},
    }
    return json.dumps(row, ensure_ascii=False) + "\n"


def read(path: Path) -> Iterator[Past]:
    """The verdicts of a file, oldest first.

    Raises:
        HistoryError: a line that is not one of ours (the last one, cut, included).
        OSError: the file cannot be read.
    """
    with path.open(encoding="utf-8", errors="replace") as file:
        for number, line in enumerate(file, 1):
            try:
                yield _past(json.loads(line))
            except (ValueError, KeyError, TypeError, AttributeError):
                raise HistoryError(path, number, "ce n'est pas un verdict enregistré") from None


def _past(row: Mapping[str, Any]) -> Past:
    return Past(
        when=datetime.fromisoformat(row["date"]),
        player=str(row["joueur"]),
        version=str(row["version"]),
        scenario=str(row["scenario"]),
        state=State(row["etat"]),
        checks={str(check): State(state) for check, state in row["controles"].items()},
    )


def last(past: Iterator[Past], player: str = "") -> Mapping[str, Past]:
    """The latest verdict of each scenario, by scenario id; only those of `player` when it is given."""
    return {one.scenario: one for one in past if player in ("", one.player)}
