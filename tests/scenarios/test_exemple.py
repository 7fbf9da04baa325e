"""The whole example of the page « Écrire un scénario », as a reader copies it: it tells right from wrong."""

import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.running import Running, socle

PAGE = Path(__file__).parents[2] / "docs" / "fr" / "reference" / "scenarios-yaml.md"
PILOTE = Path(__file__).parent / "pilotes" / "accueil.py"


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    """The two files of the example, in a folder of the reader's own."""
    text = PAGE.read_text("utf-8").partition("## Un exemple entier")[2]
    parcours, suites = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    (tmp_path / "ADJ-01.yaml").write_text(parcours, "utf-8")
    (tmp_path / "suites.yaml").write_text(suites, "utf-8")
    return tmp_path


def played(dossier: Path, home: Path, running: Running, espace: str, how: str) -> tuple[int, dict[str, Any]]:
    """Exit code and what is said of ADJ-01, played by a program that does one thing badly."""
    driver = f"{sys.executable} {PILOTE} {running.ready_path} {how}"
    aimed = ("--target", str(running.ready_path), "--espace", espace, "--json")
    ended = socle("run", "ADJ-01", "--scenarios", str(dossier), "--driver", driver, *aimed, home=home)
    (scenario,) = json.loads(ended.stdout)["scenarios"]
    return ended.returncode, scenario


@pytest.mark.parametrize(
    ("how", "failing"),
    [
        ("", []),
        ("renonce", ["ADJ-01.C1"]),
        ("sans_test", ["ADJ-01.C4"]),
        ("autre_document", ["ADJ-01.C8"]),
        ("deux_fois", ["ADJ-01.C9"]),
        ("sans_accuse", ["ADJ-01.C7"]),
    ],
)
def test_the_example_tells_right_from_wrong(
    dossier: Path, home: Path, running: Running, espace: str, how: str, failing: list[str]
) -> None:
    code, scenario = played(dossier, home, running, espace, how)
    traffic = {one["id"]: one["state"] for one in scenario["checks"] if one["kind"] == "traffic"}
    assert [name for name, state in traffic.items() if state != "passed"] == failing
    assert len(traffic) == 10
    assert code == (1 if failing else 0)


def test_the_suite_of_the_example_holds_one_of_ours_and_its_own(
    dossier: Path, home: Path, running: Running, espace: str
) -> None:
    typed = ("--scenarios", str(dossier), "--driver", "reference")
    aimed = ("--target", str(running.ready_path), "--espace", espace)
    ended = socle("run", "accueil-de-jour", *typed, *aimed, home=home)
    assert "(INS-05) : Conforme" in ended.stdout
    # Why a scenario could not be judged is said once, where its checks are listed.
    assert ended.stdout.count("Le pilote ne joue pas ce scénario : le DUI de référence n'en a pas") == 1


def test_a_check_that_is_not_seen_says_why_on_the_terminal(
    dossier: Path, home: Path, running: Running, espace: str
) -> None:
    parcours = dossier / "ADJ-01.yaml"
    parcours.write_text(parcours.read_text("utf-8").replace("personne: simone-mercier", "personne: simone"))
    driver = f"{sys.executable} {PILOTE} {running.ready_path}"
    aimed = ("--target", str(running.ready_path), "--espace", espace)
    ended = socle("run", "ADJ-01", "--scenarios", str(dossier), "--driver", driver, *aimed, home=home)
    lines = ended.stdout.splitlines()
    at = lines.index("  [Non vu] L'infirmière est connectée avant l'appel à INSi")
    assert lines[at + 1] == "      La personne « simone » n'est pas dans cet espace."
