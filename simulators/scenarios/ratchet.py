"""A ratchet for CI: the reds already known do not fail a build, new ones do, and those mended stay mended."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from simulators.scenarios.model import Catalogue
from simulators.scenarios.reading import MAX_BYTES, Entry, ScenarioError, parse
from simulators.scenarios.verdicts import ScenarioVerdict, State

FORMAT = 1


class BaselineError(ValueError):
    """A baseline that cannot be used; the text is a French sentence that names the file."""


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A check or a whole scenario whose failure is put aside for a time, and why."""

    id: str
    reason: str
    until: date


@dataclass(frozen=True, slots=True)
class Reds:
    """The failed checks of a run: that count, already known, in quarantine; and what is mended."""

    new: tuple[str, ...]
    known: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    mended: tuple[str, ...] = ()


def sort_out(
    verdicts: Sequence[ScenarioVerdict],
    baseline: Collection[str] = (),
    quarantine: Iterable[Quarantined] = (),
    today: date = date.min,
) -> Reds:
    """What became of each failed check. A quarantine counts up to its last day included."""
    aside = {one.id for one in quarantine if today <= one.until}
    failed = [check for verdict in verdicts for check in verdict.failed]
    apart = [one for one in failed if one in aside or one.rpartition(".")[0] in aside]
    counted = [one for one in failed if one not in apart]
    passed = {c.check.id for verdict in verdicts for c in verdict.checks if c.state is State.PASSED}
    return Reds(
        new=tuple(one for one in counted if one not in baseline),
        known=tuple(one for one in counted if one in baseline),
        aside=tuple(apart),
        mended=tuple(one for one in baseline if one in passed),
    )


def read_baseline(path: Path) -> tuple[str, ...]:
    """The checks known to fail. Raises BaselineError, OSError (no such file included)."""
    try:
        row = json.loads(path.read_bytes())
        known = row["rouges"]
        if row["format"] != FORMAT or not all(isinstance(one, str) for one in known):
            raise ValueError("format")
    except (ValueError, KeyError, TypeError):
        raise BaselineError(f"{path} : ce n'est pas un fichier de référence (--baseline)") from None
    return tuple(known)


def write_baseline(path: Path, known: Iterable[str]) -> None:
    """Writes the checks known to fail. Raises OSError."""
    text = json.dumps({"format": FORMAT, "rouges": sorted(set(known))}, ensure_ascii=False, indent=1)
    part = path.with_name(f"{path.name}.part")
    part.write_text(f"{text}\n", "utf-8")
    part.replace(path)


def read_quarantine(path: Path, catalogue: Catalogue) -> tuple[Quarantined, ...]:
    """The quarantine of a YAML file: `quarantaine: [{id, raison, jusqu_au}]`, the last day included.

    Raises:
        ScenarioError: file, line and key of what is wrong, an unknown id included.
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        text = file.read(MAX_BYTES + 1).decode(errors="replace")
    root = parse(text, path.name)
    known = {check.id for one in catalogue.scenarios.values() for check in one.controles}
    found = tuple(
        _quarantined(item, known | set(catalogue.scenarios)) for item in root.get("quarantaine").items()
    )
    root.done()
    return found


def _quarantined(entry: Entry, known: Collection[str]) -> Quarantined:
    name = entry.get("id")
    if name.text() not in known:
        raise name.error(f"{name.text()} n'est ni un scénario ni un contrôle")
    one = Quarantined(name.text(), entry.get("raison").text(), _day(entry.get("jusqu_au")))
    entry.done()
    return one


def _day(entry: Entry) -> date:
    try:
        return date.fromisoformat(entry.text())
    except ValueError as error:
        if isinstance(error, ScenarioError):
            raise
        raise entry.error("attend une date, comme 2026-12-31") from None
