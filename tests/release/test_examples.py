"""The runner of the sample projects: what it gives them, and that none fails unseen."""

import os
from pathlib import Path

import pytest

from tests.release.examples import EXAMPLES, Verdict, main, play, projects, table


def _project(folder: Path, script: str) -> Path:
    project = folder / "essai"
    project.mkdir()
    (project / "run").write_text(f"#!/bin/sh\n{script}\n")
    (project / "run").chmod(0o755)
    return project


def test_a_project_that_ends_well_passed(tmp_path: Path) -> None:
    ended = play(_project(tmp_path, "echo fait"), dict(os.environ))
    assert (ended.verdict, ended.why, ended.output) == (Verdict.PASSED, "", "fait\n")


def test_a_project_that_fails_says_how(tmp_path: Path) -> None:
    ended = play(_project(tmp_path, "echo avant; echo cassé >&2; exit 4"), dict(os.environ))
    assert (ended.verdict, ended.why) == (Verdict.FAILED, "exit 4: cassé")
    assert ended.output == "avant\ncassé\n"


def test_a_missing_tool_is_a_skip_with_its_reason(tmp_path: Path) -> None:
    ended = play(_project(tmp_path, "echo 'skipped: no mvn'; exit 77"), dict(os.environ))
    assert (ended.verdict, ended.why) == (Verdict.SKIPPED, "no mvn")


def test_a_skip_without_reason_is_a_failure(tmp_path: Path) -> None:
    ended = play(_project(tmp_path, "exit 77"), dict(os.environ))
    assert (ended.verdict, ended.why) == (Verdict.FAILED, "skipped without a reason")


def test_a_project_that_hangs_is_killed_with_what_it_started(tmp_path: Path) -> None:
    project = _project(tmp_path, f"sleep 600 & echo $! > {tmp_path}/child; echo attend; wait")
    ended = play(project, dict(os.environ), seconds=1)
    assert ended.verdict is Verdict.FAILED
    assert ended.output.startswith("attend\n")
    child = int((tmp_path / "child").read_text())
    status = Path(f"/proc/{child}/stat")
    assert not status.exists() or status.read_text().split()[2] == "Z"


def test_a_run_that_cannot_be_executed_is_a_failure(tmp_path: Path) -> None:
    project = _project(tmp_path, "true")
    (project / "run").chmod(0o644)
    assert play(project, dict(os.environ)).verdict is Verdict.FAILED


def test_a_project_runs_on_a_copy_and_with_a_data_folder_of_its_own(tmp_path: Path) -> None:
    ended = play(_project(tmp_path, 'touch trace; pwd; echo "$XDG_DATA_HOME"'), dict(os.environ))
    assert not (tmp_path / "essai" / "trace").exists()
    assert all(not line.startswith(str(tmp_path)) for line in ended.output.splitlines())


def test_the_table_tells_each_project(tmp_path: Path) -> None:
    ended = play(_project(tmp_path, "echo 'skipped: no mvn'; exit 77"), dict(os.environ))
    assert table([ended]).split()[:2] == ["essai", "skipped"]
    assert table([ended]).endswith("no mvn")


def test_an_unknown_project_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cobol"]) == 3
    assert "unknown: cobol" in capsys.readouterr().err


def test_every_folder_of_examples_keeps_the_contract() -> None:
    folders = sorted(path for path in EXAMPLES.iterdir() if path.is_dir())
    assert projects() == folders
    assert [path.name for path in projects() if not os.access(path / "run", os.X_OK)] == []
