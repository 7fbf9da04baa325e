"""What a command says of verdicts: on the terminal, as JSON, in a folder of reports."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from simulators import __version__
from simulators.commands.errors import VERDICT_FAILED, CommandError
from simulators.commands.target import control
from simulators.core.journal.archive import load
from simulators.core.journal.model import Exchange
from simulators.core.rule import Text
from simulators.scenarios.reports import json_report
from simulators.scenarios.reports.files import write_reports
from simulators.scenarios.reports.meta import ReportMeta
from simulators.scenarios.reports.wording import counts, headline, state
from simulators.scenarios.verdicts import ScenarioVerdict, State, every_check_passed
from simulators.serve import offline_services
from simulators.system_errors import in_french

REFERENCE_DUI = Text("le DUI de référence", "the reference DUI")
DUI_UNDER_TEST = Text("le logiciel à l'essai", "the software under test")
Verdicts = Sequence[ScenarioVerdict]


def meta(
    title: Text,
    player: Text,
    verdicts: Verdicts,
    ready: Mapping[str, Any] | None,
    when: datetime | None = None,
) -> ReportMeta:
    """What the reports say besides the verdicts; the simulator is asked to tell its exchanges.

    Without `when`, the report bears the date of its last exchange: the same run gives the same report.
    """
    espaces = sorted({one.espace for verdict in verdicts for one in verdict.exchanges})
    return ReportMeta(
        title=title,
        when=when or repeatable(verdicts) or datetime.now(UTC),
        player=player,
        espace=", ".join(espaces),
        version=__version__,
        told=_told(ready, espaces) if ready else {},
        registers={name: one.register for name, one in offline_services().items()},
        whole=partial(_whole, ready, espaces, verdicts),
    )


def _whole(
    ready: Mapping[str, Any] | None, espaces: Sequence[str], verdicts: Verdicts
) -> Mapping[str, Exchange]:
    """The exchanges of the verdicts with their bytes: those of the journals of a running simulator."""
    wanted = {one.id: one for verdict in verdicts for one in verdict.exchanges}
    if ready is None:
        return wanted
    with control(ready) as api, TemporaryDirectory(prefix="socle-preuves-") as folder:
        for name in espaces:
            path = Path(folder) / "journal.zip"
            path.write_bytes(api.call("GET", f"/espaces/{name}/journal.zip").content)
            wanted.update((one.id, one) for one in load(path) if one.id in wanted)
    return wanted


def _told(ready: Mapping[str, Any], espaces: Sequence[str]) -> dict[str, str]:
    with control(ready) as api:
        pages = [
            api.json("GET", f"/espaces/{name}/echanges", params={"limit": 1000, "order": "desc"})
            for name in espaces
        ]
    return {one["id"]: one["summary"] for page in pages for one in page}


def repeatable(verdicts: Verdicts) -> datetime | None:
    """The time of a report that is to be the same twice: that of the espace, when its last exchange began."""
    return max((one.started for verdict in verdicts for one in verdict.exchanges), default=None)


def concluded(verdicts: Verdicts, about: ReportMeta, report: Path | None, *, as_json: bool, lang: str) -> int:
    """Says the whole in a sentence (or in JSON), writes the reports, and gives the exit code."""
    if as_json:
        print(json_report.render(verdicts, about))
    else:
        print(f"\n{headline(verdicts).in_language(lang)} {counts(verdicts).in_language(lang)}")
    if report is not None:
        try:
            write_reports(report, verdicts, about)
        except OSError as error:
            raise CommandError(f"rapport impossible à écrire : {report} ({in_french(error)})") from None
        if not as_json:
            print(f"Rapport : {report / 'report.html'}")
    return 0 if every_check_passed(verdicts) else VERDICT_FAILED


def _broken_off(verdict: ScenarioVerdict) -> Iterator[Text]:
    """Why the scenario, or some of its checks, could not be judged: each reason once."""
    incomplete = (one for one in verdict.checks if one.state is State.INCOMPLETE)
    yield from dict.fromkeys(piece.sentence for one in incomplete for piece in one.evidence)


def verdict_lines(verdict: ScenarioVerdict, lang: str) -> Iterator[str]:
    """A scenario and its checks, one a line; under what failed or was not seen, why."""
    scenario = verdict.scenario
    yield f"\n{scenario.titre.in_language(lang)} ({scenario.id}) : {state(verdict).in_language(lang)}"
    yield from (f"  {reason.in_language(lang)}" for reason in _broken_off(verdict))
    for one in verdict.checks:
        yield f"  [{state(one).in_language(lang)}] {one.check.libelle.in_language(lang)}"
        if one.state in {State.FAILED, State.NOT_SEEN}:
            yield from (f"      {piece.sentence.in_language(lang)}" for piece in one.evidence)
        if one.state is State.FAILED:
            yield f"      → {one.check.conseil.in_language(lang)}"
