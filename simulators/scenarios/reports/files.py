"""Writes the reports of a run side by side, with the evidence."""

from collections.abc import Sequence
from pathlib import Path

from simulators.scenarios.reports import csv_report, html_report, json_report, junit_report, preuves
from simulators.scenarios.reports.meta import ReportMeta
from simulators.scenarios.verdicts import ScenarioVerdict

HTML, JUNIT, JSON, CSV = "report.html", "junit.xml", "report.json", "report.csv"


def write_reports(folder: Path, verdicts: Sequence[ScenarioVerdict], meta: ReportMeta) -> None:
    """Writes `report.html`, `junit.xml`, `report.json`, `report.csv` and the evidence in `folder`.

    Raises OSError when the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    links = preuves.write(folder, verdicts, meta.whole())
    put(folder / HTML, html_report.render(verdicts, meta, links).encode())
    put(folder / JUNIT, junit_report.render(verdicts, meta))
    put(folder / JSON, json_report.render(verdicts, meta).encode())
    # A spreadsheet needs the mark to read accents.
    put(folder / CSV, csv_report.render(verdicts).encode("utf-8-sig"))


def put(path: Path, content: bytes) -> None:
    """Writes a file whole, in place of an earlier one. Raises OSError."""
    part = path.with_name(f"{path.name}.part")
    part.write_bytes(content)
    part.replace(path)
