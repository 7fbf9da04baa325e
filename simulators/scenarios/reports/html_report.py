"""report.html: one page without any outside resource or script, French, read from the top by anybody."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from simulators.core.journal.model import Exchange, Fact
from simulators.scenarios.conditions import as_text
from simulators.scenarios.reports import wording
from simulators.scenarios.reports.meta import ReportMeta
from simulators.scenarios.verdicts import ScenarioVerdict, State

# Worst first on the first screen: what has to be done is read before what went well.
_WORST = (State.FAILED, State.INCOMPLETE, State.NOT_SEEN, State.ATTESTATION, State.PASSED)


def render(verdicts: Sequence[ScenarioVerdict], meta: ReportMeta) -> str:
    """The report as an HTML page."""
    page = _environment().get_template("report.html.j2")
    ordered = sorted(verdicts, key=lambda verdict: _WORST.index(verdict.state))
    told = {one.id: _told(one, meta) for verdict in verdicts for one in verdict.exchanges}
    return wording.clean(page.render(verdicts=ordered, meta=meta, told=told, w=wording))


class Told(NamedTuple):
    """How an exchange is named in the page."""

    hour: str
    text: str


def _told(exchange: Exchange, meta: ReportMeta) -> Told:
    text = meta.told.get(exchange.id) or wording.exchange(exchange).fr
    return Told(exchange.started.strftime("%H:%M:%S"), text)


def _fact(value: Fact) -> str:
    return as_text(value)


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
    return environment
