"""Known reds do not fail a build, new ones do, what is mended stays mended, a quarantine ends."""

import json
from datetime import date
from pathlib import Path

import pytest

from simulators.commands.gate import exit_code
from simulators.core.rule import Text
from simulators.scenarios.catalogue import load_catalogue
from simulators.scenarios.judge import judge, unplayed
from simulators.scenarios.ratchet import (
    BaselineError,
    Quarantined,
    Reds,
    read_baseline,
    read_quarantine,
    sort_out,
    write_baseline,
)
from simulators.scenarios.reading import ScenarioError
from simulators.scenarios.verdicts import ScenarioVerdict
from tests.running import Running, socle
from tests.scenarios.samples import PEOPLE, check, coded, scenario

ONE = "{suite: {choix: {operation: ins.recherche_traits}, fait: code, valeurs: ['00'], mode: exacte}}"
MANY = "{compte: {choix: {operation: ins.recherche_traits}, min: 2}}"
SUBJECT = scenario(check(ONE), check(MANY, number=2))
DAY = date(2026, 6, 1)


def verdict(*codes: str) -> ScenarioVerdict:
    """C1 wants one answer 00; C2 wants two calls: one of them always fails."""
    return judge(SUBJECT, coded(*codes), PEOPLE)


def test_a_red_of_the_baseline_is_known_and_another_is_new() -> None:
    assert sort_out([verdict("00")], ["ESS-01.C2"]) == Reds((), known=("ESS-01.C2",))
    assert sort_out([verdict("00", "00")], ["ESS-01.C2"]) == Reds(("ESS-01.C1",), mended=("ESS-01.C2",))


def test_a_quarantine_ends_after_its_day() -> None:
    aside = [Quarantined("ESS-01", "instable", DAY)]
    assert sort_out([verdict("00")], (), aside, DAY) == Reds((), aside=("ESS-01.C2",))
    assert sort_out([verdict("00")], (), aside, date(2026, 6, 2)) == Reds(("ESS-01.C2",))


@pytest.mark.parametrize(
    ("reds", "played", "whole", "code"),
    [
        (Reds(("ESS-01.C1",)), ["failed"], False, 1),
        (Reds((), known=("ESS-01.C1",)), ["failed"], True, 0),
        (Reds(()), ["passed"], True, 0),
        (Reds(()), ["passed", "incomplete"], False, 0),
        (Reds(()), ["passed", "incomplete"], True, 2),
        (Reds(()), ["incomplete", "incomplete"], False, 2),
        (Reds(("ESS-01.C1",)), ["failed", "incomplete"], True, 1),
    ],
)
def test_the_exit_code(reds: Reds, played: list[str], whole: bool, code: int) -> None:
    made = {
        "passed": judge(scenario(check(ONE)), coded("00"), PEOPLE),
        "failed": verdict("01"),
        "incomplete": unplayed(SUBJECT, Text("arrêté", "stopped")),
    }
    assert [one for one in made if made[one].state.value != one] == []
    assert exit_code([made[one] for one in played], reds, require_complete=whole) == code


def test_a_baseline_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "reference.json"
    write_baseline(path, ["INS-02.C1", "INS-01.C1", "INS-01.C1"])
    assert read_baseline(path) == ("INS-01.C1", "INS-02.C1")
    for text in ("", "[]", '{"format": 2, "rouges": []}', '{"format": 1, "rouges": [1]}'):
        path.write_text(text)
        with pytest.raises(BaselineError, match="n'est pas un fichier de référence"):
            read_baseline(path)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{id: INS-99, raison: x, jusqu_au: 2026-06-01}", "ligne 3, clé « id » : INS-99 n'est ni"),
        ("{id: INS-01, raison: x}", "la clé « jusqu_au » manque"),
        ("{id: INS-01, raison: x, jusqu_au: demain}", "attend une date, comme 2026-12-31"),
        ("{id: INS-01, raison: x, jusqu_au: 2026-06-01, qui: moi}", "clé « qui » : clé inconnue"),
    ],
)
def test_a_wrong_quarantine_is_refused_with_its_place(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "quarantaine.yaml"
    path.write_text(f"# les instables\nquarantaine:\n  - {line}\n", "utf-8")
    with pytest.raises(ScenarioError) as error:
        read_quarantine(path, load_catalogue())
    assert said in str(error.value)
    assert str(error.value).startswith("quarantaine.yaml, ligne 3")


def test_a_ci_job_fails_on_new_reds_only(home: Path, tmp_path: Path, running: Running, espace: str) -> None:
    """A software with a known defect is followed build after build; each step is what CI types."""
    reference, past = tmp_path / "reference.json", tmp_path / "historique.jsonl"
    aimed = ("--target", str(running.ready_path), "--espace", espace, "--history", str(past))

    def build(mutant: str, *more: str) -> int:
        wrong = ("--mutant", mutant) if mutant else ()
        return socle("play", "INS-01", *wrong, *aimed, *more, home=home).returncode

    kept = ("--baseline", str(reference))
    mutant = load_catalogue().scenarios["INS-01"].mutants[0]
    assert build(mutant.nom, *kept) == 3
    assert build(mutant.nom, *kept, "--update-baseline") == 0
    assert json.loads(reference.read_text())["rouges"] == sorted(mutant.echoue)
    assert build(mutant.nom, *kept) == 0
    assert build("", *kept, "--update-baseline") == 0
    assert json.loads(reference.read_text())["rouges"] == []
    assert build(mutant.nom, *kept, "--update-baseline") == 1
    assert json.loads(reference.read_text())["rouges"] == []
    lines = [json.loads(line)["etat"] for line in past.read_text("utf-8").splitlines()]
    assert lines == ["failed", "failed", "passed", "failed"]
    told = socle("coverage", "--history", str(past), "--reference", home=home).stdout
    assert "  INS-01 : Non conforme" in told
    assert "  INS-01 : jamais joué" in socle("coverage", "--history", str(past), home=home).stdout
