"""The committed page of the scenarios is what the catalogue makes; its matrix is what the proofs play."""

import pytest

from simulators.docs.generate import FOLDER, LANGUAGES
from simulators.docs.scenarios import page
from simulators.dui.scripts import SCRIPTS


def rows(text: str, title: str) -> list[list[str]]:
    """The cells of the table under a title, heading left out."""
    part = text.partition(f"## {title}\n")[2].partition("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[2:]]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_committed_page_is_the_one_the_catalogue_makes(lang: str) -> None:
    """Otherwise: `python -m simulators.docs.generate`."""
    assert (FOLDER / lang / "reference" / "scenarios.md").read_text("utf-8") == page(lang)


def test_the_matrix_has_a_row_for_each_wrong_run_that_is_scripted() -> None:
    told = {(row[0], row[1].strip("`")) for row in rows(page(), "Table des mutants")}
    scripted = {(name, mutant) for name, scripts in SCRIPTS.items() for mutant in scripts if mutant}
    assert told == scripted


def test_a_wrong_run_makes_three_checks_fail_at_most() -> None:
    failing = [row[3].split(", ") for row in rows(page(), "Table des mutants")]
    assert {len(checks) for checks in failing} <= {1, 2, 3}
    assert ["INS-01", "`sans_contextes`"] in [row[:2] for row in rows(page(), "Table des mutants")]


def test_each_reclassified_check_has_a_reason() -> None:
    found = rows(page(), "Contrôles reclassés")
    assert ["PSC-22.C1", "User-Agent d'un navigateur externe", "attestation"] in [row[:3] for row in found]
    assert [row for row in found if not row[3]] == []
