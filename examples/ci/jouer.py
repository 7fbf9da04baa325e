"""Plays the shell steps of a CI file here, with the variables that its CI would set.

`jouer.py gitlab-ci.yml --suite premiers-pas`, in the folder that stands for the repository. Actions and
images are not played: only `script` and `run`. The exit code is that of the first step that failed.
"""

import argparse
import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

# As the runners begin a step; GitHub's default shell, when a file names none, lets a broken pipe through.
STRICT = "set -eo pipefail\n"
DEFAULT = "set -e\n"


def steps(told: Mapping[str, Any]) -> Iterator[tuple[str, bool]]:
    """The shell steps of the only job, in order; True for one that is played whatever happened before."""
    if "jobs" in told:
        (job,) = told["jobs"].values()
        begun = STRICT if told.get("defaults", {}).get("run", {}).get("shell") == "bash" else DEFAULT
        for step in job["steps"]:
            if "run" in step:
                yield begun + step["run"], step.get("if") == "always()"
        return
    job = gitlab_job(told)
    # GitLab runs both in one shell.
    yield STRICT + "\n".join([*job.get("before_script", ()), *job["script"]]), False


def gitlab_job(told: Mapping[str, Any]) -> Mapping[str, Any]:
    """The only job of a GitLab file."""
    (job,) = (one for name, one in told.items() if isinstance(one, dict) and "script" in one)
    return job


def variables(told: Mapping[str, Any], suite: str, number: str, folder: Path, temp: Path) -> dict[str, str]:
    """What the CI sets, then what the file sets, with its references replaced."""
    if "jobs" in told:
        (job,) = told["jobs"].values()
        context = {"matrix.suite": suite, "github.run_id": number}
        own = {
            name: re.sub(r"\$\{\{ *([\w.]+) *\}\}", lambda found: context[found[1]], str(value))
            for name, value in job["env"].items()
        }
        given = {"GITHUB_ACTIONS": "true", "GITHUB_RUN_ID": number, "GITHUB_WORKSPACE": str(folder)}
        summary = {"RUNNER_TEMP": str(temp), "GITHUB_STEP_SUMMARY": str(temp / "summary.md")}
        return {"CI": "true", **given, **summary, **own}
    given = {"CI": "true", "GITLAB_CI": "true", "CI_JOB_ID": number, "CI_PROJECT_DIR": str(folder)}
    own = {
        name: re.sub(r"\$(\w+)", lambda found: given[found[1]], str(value))
        for name, value in gitlab_job(told)["variables"].items()
    }
    return {**given, **own, "SUITE": suite}


def play(told: Mapping[str, Any], suite: str, number: str, folder: Path, changed: Mapping[str, str]) -> int:
    """Plays every step in a folder; 0, or the exit code of the first one that failed."""
    code = 0
    with tempfile.TemporaryDirectory(prefix="socle-ci-") as temp:
        environment = {**os.environ, **variables(told, suite, number, folder, Path(temp)), **changed}
        for script, always in steps(told):
            if code and not always:
                continue
            # Not waited for by its pipes: a simulator started behind a step outlives it.
            ended = subprocess.run(["bash", "-c", script], cwd=folder, env=environment, check=False)
            code = code or ended.returncode
    return code


def main() -> int:
    """Ends, with their job, the processes that its steps left behind, as a CI does."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--suite", default="premiers-pas")
    parser.add_argument("--number", default="42", help="the number of the job")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="another value")
    options = parser.parse_args()
    told = yaml.safe_load(options.file.read_text("utf-8"))
    changed = dict(one.split("=", 1) for one in options.set)
    os.setpgid(0, 0)
    code = play(told, options.suite, options.number, Path.cwd(), changed)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    os.killpg(0, signal.SIGTERM)
    return code


if __name__ == "__main__":
    sys.exit(main())
