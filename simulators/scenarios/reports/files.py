"""Writes the three reports of a run side by side."""

from collections.abc import Sequence
from pathlib import Path

from simulators.scenarios.reports import html_report, json_report, junit_report
from simulators.scenarios.reports.meta import ReportMeta
from simulators.scenarios.verdicts import ScenarioVerdict

HTML, JUNIT, JSON = "report.html", "junit.xml", "report.json"


def write_reports(folder: Path, verdicts: Sequence[ScenarioVerdict], meta: ReportMeta) -> None:
    """Writes `report.html`, `junit.xml` and `report.json` in `folder` (made if need be), each whole.

    Raises OSError when the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    put(folder / HTML, html_report.render(verdicts, meta).encode())
    put(folder / JUNIT, junit_report.render(verdicts, meta))
    put(folder / JSON, json_report.render(verdicts, meta).encode())


def put(path: Path, content: bytes) -> None:
    """Writes a file whole, in place of an earlier one. Raises OSError."""
    part = path.with_name(f"{path.name}.part")
    part.write_bytes(content)
    part.replace(path)
