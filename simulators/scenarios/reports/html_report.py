"""report.html: one page without any outside resource or script, French, read from the top by anybody."""

from collections.abc import Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from simulators.core.journal.model import Exchange, Fact
from simulators.scenarios.conditions import as_text
from simulators.scenarios.reports import wording
from simulators.scenarios.reports.fondements import fondements
from simulators.scenarios.reports.meta import ReportMeta
from simulators.scenarios.reports.preuves import Links
from simulators.scenarios.verdicts import CheckVerdict, ScenarioVerdict, State

NO_LINKS: Links = MappingProxyType({})
# Worst first on the first screen: what has to be done is read before what went well.
_WORST = (State.FAILED, State.INCOMPLETE, State.NOT_SEEN, State.ATTESTATION, State.PASSED)


def render(verdicts: Sequence[ScenarioVerdict], meta: ReportMeta, links: Links = NO_LINKS) -> str:
    """The report as an HTML page. `links` are the files of the evidence written beside it."""
    page = _environment().get_template("report.html.j2")
    ordered = sorted(verdicts, key=lambda verdict: _WORST.index(verdict.state))
    told = {one.id: _told(one, meta) for verdict in verdicts for one in verdict.exchanges}
    known = {one.id: fondements(one, meta.registers) for verdict in verdicts for one in verdict.exchanges}
    first = _first(ordered)
    return wording.clean(
        page.render(verdicts=ordered, meta=meta, told=told, w=wording, links=links, known=known, first=first)
    )


def _first(verdicts: Sequence[ScenarioVerdict]) -> dict[str, str]:
    """Under which scenario each exchange is shown: the first that has it, so that it is shown once."""
    first: dict[str, str] = {}
    for verdict in verdicts:
        for one in verdict.exchanges:
            first.setdefault(one.id, verdict.scenario.id)
    return first


class Told(NamedTuple):
    """How an exchange is named in the page."""

    hour: str
    text: str


def _told(exchange: Exchange, meta: ReportMeta) -> Told:
    text = meta.told.get(exchange.id) or wording.exchange(exchange).fr
    return Told(exchange.started.strftime("%H:%M:%S"), text)


def _fact(value: Fact) -> str:
    return as_text(value)


def _worst_first(checks: Sequence[CheckVerdict]) -> list[CheckVerdict]:
    return sorted(checks, key=lambda one: _WORST.index(one.state))


def _filename(path: str) -> str:
    return path.rpartition("/")[2]


def _environment() -> Environment:
    folder = Path(__file__).parent / "templates"
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["fact"] = _fact
    environment.filters["title"] = wording.without_codes
    environment.filters["worst_first"] = _worst_first
    environment.filters["filename"] = _filename
    return environment
