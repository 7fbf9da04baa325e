"""The CI files to copy: what their CI reads of them, and their shell steps played with its variables."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import etree

from simulators.scenarios.catalogue import load_catalogue
from tests.running import SOCLE

CI = Path(__file__).parents[2] / "examples" / "ci"
FILES = ("gitlab-ci.yml", "github-actions.yml")
ROOT = str(CI.parents[1])
# A DUI that is told to play and calls nobody.
MUTE = """import json, sys
for line in sys.stdin:
    told = json.loads(line)["message"]
    if told == "stop":
        break
    print(json.dumps({"message": {"prepare": "ready", "play": "done"}[told]}), flush=True)
"""


def read(name: str) -> dict[Any, Any]:
    told: dict[Any, Any] = yaml.safe_load((CI / name).read_text("utf-8"))
    return told


def play(
    name: str, folder: Path, suite: str, *changed: str, number: str = "42"
) -> "subprocess.CompletedProcess[str]":
    """The steps of a file, played in a folder by the program that stands beside it."""
    path = os.pathsep.join((str(Path(SOCLE).parent), os.environ["PATH"]))
    values = [word for one in changed for word in ("--set", one)]
    return subprocess.run(
        [sys.executable, str(CI / "jouer.py"), str(CI / name), "--suite", suite, "--number", number, *values],
        cwd=folder,
        env={
            "PATH": path,
            "PYTHONPATH": ROOT,
            "HOME": str(folder.parent),
            "XDG_DATA_HOME": str(folder.parent / "share"),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=110,
    )


def cases(folder: Path) -> Iterator[tuple[str, str]]:
    """The checks of the JUnit report, and how each ended."""
    for case in etree.parse(folder / "rapport" / "junit.xml").iter("testcase"):
        ended = "failed" if case.find("failure") is not None else "passed"
        yield str(case.get("name")), "skipped" if case.find("skipped") is not None else ended


@pytest.mark.parametrize("name", FILES)
def test_a_suite_is_played_and_what_is_published_is_there(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "depot"
    folder.mkdir()
    ended = play(name, folder, "premiers-pas")
    assert ended.returncode == 0, ended.stdout
    told = [state for _, state in cases(folder)]
    assert told.count("passed") >= 20
    assert told.count("failed") == 0
    published = folder / "rapport"
    assert {"report.html", "report.json", "junit.xml", "journal.zip"} <= {
        one.name for one in published.iterdir()
    }
    assert list((published / "preuves").rglob("*.xml"))


@pytest.mark.parametrize(
    ("name", "known", "code"),
    [
        ("gitlab-ci.yml", None, 1),
        ("gitlab-ci.yml", "INS-01.C1", 0),
        ("gitlab-ci.yml", "INS-01.C2", 1),
        ("github-actions.yml", None, 1),
        ("github-actions.yml", "INS-01.C1", 0),
    ],
)
def test_a_red_fails_the_job_unless_it_is_known(
    name: str, known: str | None, code: int, tmp_path: Path
) -> None:
    folder = tmp_path / "depot"
    folder.mkdir()
    (tmp_path / "mute.py").write_text(MUTE, "utf-8")
    if known:
        told = json.dumps({"format": 1, "rouges": [known]})
        (folder / "rouges-connus.json").write_text(told, "utf-8")
    ended = play(name, folder, "INS-01", f"PILOTE={sys.executable} {tmp_path / 'mute.py'}")
    assert ended.returncode == code, ended.stdout
    # What failed is published all the same.
    assert [state for _, state in cases(folder)].count("failed") == 1
    assert (folder / "rapport" / "journal.zip").exists()


def test_parallel_jobs_do_not_meet(tmp_path: Path) -> None:
    def job(rank: int) -> str:
        folder = tmp_path / f"depot-{rank}"
        folder.mkdir()
        ended = play("gitlab-ci.yml", folder, "INS-01", number=str(100 + rank))
        assert ended.returncode == 0, ended.stdout
        return ended.stdout

    with ThreadPoolExecutor(2) as pool:
        told = list(pool.map(job, range(2)))
    assert [one.count("Espace job-10") for one in told] == [1, 1]
    assert "Espace job-100 " in told[0]
    assert "Espace job-101 " in told[1]


def test_a_simulator_that_does_not_start_fails_the_job(tmp_path: Path) -> None:
    folder = tmp_path / "depot"
    folder.mkdir()
    (folder / "socle.toml").write_text("ceci n'est pas du TOML", "utf-8")
    ended = play("gitlab-ci.yml", folder, "INS-01")
    assert ended.returncode != 0
    assert "socle.toml" in ended.stdout


# --- what the CI reads ----------------------------------------------------------------------------------


def test_the_gitlab_file_is_what_gitlab_expects() -> None:
    told = read("gitlab-ci.yml")
    job = told.pop("services-socles")
    assert told == {"stages": ["services-socles"]}
    assert job["stage"] == "services-socles"
    assert set(job) <= {
        "stage", "image", "timeout", "parallel", "variables", "cache", "before_script", "script", "artifacts",
    }  # fmt: skip
    assert all(isinstance(one, str) for one in (*job["before_script"], *job["script"]))
    assert all(isinstance(one, str) for one in job["variables"].values())
    assert job["artifacts"]["when"] == "always"
    assert job["artifacts"]["paths"] == ["rapport/", "socle.log"]
    assert job["artifacts"]["reports"] == {"junit": "rapport/junit.xml"}
    (matrix,) = job["parallel"]["matrix"]
    assert unknown(matrix["SUITE"]) == []


def test_the_github_file_is_what_github_expects() -> None:
    told = read("github-actions.yml")
    # `True` is `on` as YAML 1.1 reads it; GitHub reads YAML 1.2.
    assert set(told) == {"name", True, "permissions", "defaults", "jobs"}
    assert told[True] == {"push": None, "pull_request": None}
    assert told["permissions"] == {"contents": "read"}
    assert told["defaults"] == {"run": {"shell": "bash"}}
    (job,) = told["jobs"].values()
    assert job["runs-on"] == "ubuntu-latest"
    assert unknown(job["strategy"]["matrix"]["suite"]) == []
    assert [one for one in job["steps"] if ("uses" in one) is ("run" in one)] == []
    assert [one["uses"] for one in job["steps"] if "uses" in one] == [
        "actions/checkout@v4",
        "actions/setup-python@v5",
        "actions/upload-artifact@v4",
    ]
    published = job["steps"][-1]
    assert published["if"] == "always()"
    assert published["with"]["path"] == "rapport/"
    # Two artifacts of one run cannot have the same name.
    assert "${{ matrix.suite }}" in published["with"]["name"]


def unknown(suites: Sequence[str]) -> list[str]:
    known = load_catalogue()
    return [one for one in suites if one not in known.suites]
