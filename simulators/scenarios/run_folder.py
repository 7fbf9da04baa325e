"""What a run leaves in a folder: one file per scenario, so that it is resumed or judged again later."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from simulators.core.journal.model import Exchange
from simulators.core.monde.model import Personne
from simulators.core.rule import Text
from simulators.scenarios.judge import judge, persons, unplayed
from simulators.scenarios.model import Catalogue, Scenario
from simulators.scenarios.people import People
from simulators.scenarios.runs import exchange_of, told_of
from simulators.scenarios.verdicts import NO_TEXT, ScenarioVerdict

FORMAT = 1
_SUFFIX = ".essai.json"


class RecordError(ValueError):
    """A file of the folder cannot be read; the text is a French sentence that names it."""


@dataclass(frozen=True, slots=True)
class Record:
    """One scenario as it was played: all that its checks read. `broken` says why nothing is to be judged."""

    scenario: str
    exchanges: tuple[Exchange, ...]
    people: People
    played: frozenset[str]
    attestations: Mapping[str, bool] = field(default_factory=dict)
    broken: Text = NO_TEXT


def judged(record: Record, scenario: Scenario) -> ScenarioVerdict:
    """The verdict of today's catalogue on what was recorded."""
    if record.broken.fr:
        return unplayed(scenario, record.broken, record.exchanges)
    return judge(scenario, record.exchanges, record.people, record.attestations, played=record.played)


def concerned(scenario: Scenario, people: People) -> People:
    """The persons that the checks of a scenario name."""
    named = {one for check in scenario.controles if check.regle for one in persons(check.regle)}
    return {name: one for name, one in people.items() if name in named}


def save(folder: Path, record: Record) -> None:
    """Writes a record whole, in place of an earlier one. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    row = {
        "format": FORMAT,
        "scenario": record.scenario,
        "played": sorted(record.played),
        "attestations": dict(record.attestations),
        "broken": {"fr": record.broken.fr, "en": record.broken.en},
        "people": [one.model_dump(mode="json") for one in record.people.values()],
        "exchanges": [told_of(one) for one in record.exchanges],
    }
    part = folder / f"{record.scenario}.part"
    part.write_text(json.dumps(row, ensure_ascii=False), "utf-8")
    part.replace(folder / f"{record.scenario}{_SUFFIX}")


def read(folder: Path) -> Mapping[str, Record]:
    """The records of a folder, by scenario id; none when the folder is not there.

    Raises RecordError, OSError.
    """
    return {one.scenario: one for path in sorted(folder.glob(f"*{_SUFFIX}")) for one in _read(path)}


def judged_again(folder: Path, catalogue: Catalogue) -> Sequence[ScenarioVerdict]:
    """The verdicts of today's catalogue on a folder, scenarios unknown to it left aside."""
    records = read(folder)
    return [judged(records[name], one) for name, one in catalogue.scenarios.items() if name in records]


def _read(path: Path) -> Iterator[Record]:
    try:
        yield _record(json.loads(path.read_bytes()))
    except (ValueError, KeyError, TypeError, AttributeError, ValidationError):
        raise RecordError(
            f"{path} : essai enregistré coupé ou abîmé ; supprimez-le pour le rejouer"
        ) from None


def _record(row: Mapping[str, Any]) -> Record:
    if row["format"] != FORMAT:
        raise ValueError("format")
    people = [Personne.model_validate(one) for one in row["people"]]
    return Record(
        scenario=str(row["scenario"]),
        exchanges=tuple(exchange_of(one) for one in row["exchanges"]),
        people={one.id: one for one in people},
        played=frozenset(map(str, row["played"])),
        attestations={str(check): bool(answer) for check, answer in row["attestations"].items()},
        broken=Text(str(row["broken"]["fr"]), str(row["broken"]["en"])),
    )
