"""What judging costs: ten thousand exchanges against the whole catalogue, and the whole catalogue played."""

import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from pathlib import Path

from simulators.core.fixtures import load_monde
from simulators.core.journal.model import Exchange, Fact, Message
from simulators.core.monde.model import Personne
from simulators.scenarios.catalogue import load_catalogue
from simulators.scenarios.judge import judge_view
from simulators.scenarios.language import selections
from simulators.scenarios.model import Catalogue
from simulators.scenarios.people import field_of, people_of
from simulators.scenarios.view import View
from tests.running import SOCLE, clean_environment

EXCHANGES = 10_000
_BEGIN = datetime(2026, 1, 5, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Judging:
    """CPU seconds to judge, checks decided meanwhile, and seconds to play everything."""

    judged: float
    decided: int
    played: float


def measure(folder: Path) -> Judging:
    """Both figures; `folder` holds the keys of the simulator that plays."""
    catalogue, people = load_catalogue(), people_of(load_monde())
    exchanges = list(islice(_exchanges(catalogue, list(people.values())), EXCHANGES))
    began = time.process_time()
    view = View(exchanges, people)
    verdicts = [judge_view(one, view) for one in catalogue.scenarios.values()]
    spent = time.process_time() - began
    states = [check.state.value for verdict in verdicts for check in verdict.checks]
    return Judging(spent, states.count("passed") + states.count("failed"), _play(folder))


def _play(folder: Path) -> float:
    began = time.monotonic()
    command = [SOCLE, "play", "all", "--json"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=clean_environment(folder))
    return time.monotonic() - began


def _exchanges(catalogue: Catalogue, people: list[Personne]) -> Iterator[Exchange]:
    """Exchanges that the rules of the catalogue look at: each selection in turn, each person in turn."""
    rules = [one.regle for each in catalogue.scenarios.values() for one in each.controles if one.regle]
    wanted = [selection for rule in rules for selection in selections(rule) if selection.operations]
    for number, (selection, person) in enumerate(zip(cycle(wanted), cycle(people), strict=False)):
        when = _BEGIN + timedelta(seconds=number)
        facts: dict[str, Fact] = {
            condition.fact: condition.values[0] for condition in selection.where if condition.values
        }
        yield replace(
            _one(selection.operations[0], {**_traits(person), **facts}),
            id=f"e{number}",
            seq=number + 1,
            started=when,
            recorded=when,
        )


def _traits(person: Personne) -> dict[str, Fact]:
    traits = (
        field_of(person, f"reference.{name}")
        for name in ("nom_naissance", "premier_prenom", "sexe", "date_naissance")
    )
    return {"patient.traits": "|".join(traits), "patient.matricule": field_of(person, "reference.ins")}


def _one(operation: str, facts: dict[str, Fact]) -> Exchange:
    return Exchange(
        id="", espace="defaut", protocol="http", service=operation.partition(".")[0], face="", started=_BEGIN,
        recorded=_BEGIN, duration_us=900, connection="c1", request=Message(""), answer=None, outcome="200",
        operation=operation, facts={**facts, **{f"banc.fait_{n}": "VALEUR" for n in range(20)}},
    )  # fmt: skip
