"""What the catalogue covers: figures counted by hand on small catalogues, then the truth about ours."""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from simulators.core.rule import Text
from simulators.dui.scripts import SCRIPTS
from simulators.scenarios import history
from simulators.scenarios.catalogue import load_catalogue
from simulators.scenarios.coverage import Coverage, cover
from simulators.scenarios.coverage_text import as_csv, as_json, totals
from simulators.scenarios.history import HistoryError
from simulators.scenarios.judge import judge
from simulators.scenarios.language import Selection
from simulators.scenarios.model import Catalogue, Check, Mutant, Observation, Scenario
from simulators.scenarios.reference import (
    Reference,
    ReferenceCheck,
    ReferenceScenario,
    Requirement,
    load_reference,
)
from simulators.scenarios.rem import NO_REM, RemError, read_rem
from simulators.scenarios.verdicts import State
from tests.running import socle
from tests.scenarios.samples import NOON, check, echange, scenario

REFERENCE = Reference(
    {
        "ESS-01": ReferenceScenario("ESS-01", "Un essai", ("SC.INS/va1.01",)),
        "ESS-02": ReferenceScenario("ESS-02", "Un autre", ("SC.INS/va1.01", "SC.DMP/va1.02")),
    },
    {
        one.id: one
        for one in (
            ReferenceCheck("ESS-01.C1", "traffic", "Appel"),
            ReferenceCheck("ESS-01.C2", "traffic", "Sans clic"),
            ReferenceCheck("ESS-01.C3", "simulateur", "Affiché"),
            ReferenceCheck("ESS-02.C1", "traffic", "Versé"),
        )
    },
    {
        one: Requirement(one, f"v1.{one[-1]}", "INS", "full", "Une exigence")
        for one in ("SC.INS/va1.01", "SC.DMP/va1.02", "SC.TBB/va1.03")
    },
)
COUNTED = "{compte: {choix: {operation: ins.recherche_traits}, min: 1}}"
WHY = Text("Le trafic ne montre pas ce qui l'a lancé.", "The traffic does not show what started it.")
LABEL = Text("Un libellé", "A label")


def one_scenario(*mutants: str) -> Scenario:
    """ESS-01: C1 decided from the traffic, C2 left to a person with a reason, C3 shown, C4 added."""
    attested = Check("ESS-01.C2", LABEL, "must", "attestation", LABEL, None, WHY)
    return replace(
        scenario(check(COUNTED), attested, check(COUNTED, number=4)),
        mutants=tuple(Mutant(name, LABEL, ("ESS-01.C1",)) for name in mutants),
        releves=(Observation("ESS-01.C3", LABEL, Selection(), "code"),),
    )


def covered(*mutants: str, scripted: tuple[str, ...] = ()) -> Coverage:
    one = one_scenario(*mutants)
    return cover(Catalogue({one.id: one}, {}), REFERENCE, {"ESS-01": scripted})


def test_each_check_is_executable_reclassified_shown_or_missing() -> None:
    told = {one.reference.id: one.status for one in covered().checks}
    assert told == {
        "ESS-01.C1": "executable",
        "ESS-01.C2": "reclassified",
        "ESS-01.C3": "releve",
        "ESS-02.C1": "missing",
    }


def test_a_check_is_proven_only_when_both_runs_are_scripted() -> None:
    def proven(*mutants: str, scripted: tuple[str, ...]) -> list[str]:
        return [one.reference.id for one in covered(*mutants, scripted=scripted).proven]

    assert proven("sans_appel", scripted=("", "sans_appel")) == ["ESS-01.C1"]
    assert proven("sans_appel", scripted=("", "autre")) == []
    assert proven("sans_appel", scripted=("sans_appel",)) == []
    assert proven(scripted=("",)) == []


def test_the_totals_are_counted_from_the_catalogue() -> None:
    assert totals(covered("sans_appel", scripted=("", "sans_appel"))) == {
        "scenarios": 2,
        "scenarios_executable": 1,
        "checks": 4,
        "traffic_checks": 3,
        "traffic_checks_executable": 1,
        "reclassified": 1,
        "checks_proven_both_ways": 1,
        "missing": 1,
        "checks_added": 1,
        "scenarios_added": 0,
    }


def test_what_is_reclassified_says_to_whom_and_why() -> None:
    (one,) = as_json(covered(), {}, NO_REM)["reclassified_checks"]
    assert one["id"] == "ESS-01.C2"
    assert one["to"] == "attestation"
    assert one["reason"]["fr"] == "Le trafic ne montre pas ce qui l'a lancé."


def test_the_last_verdict_is_that_of_the_latest_run(tmp_path: Path) -> None:
    path = tmp_path / "ci" / "historique.jsonl"
    wrong = judge(one_scenario(), [], {})
    right = judge(one_scenario(), [echange("e1")], {})
    history.append(path, [wrong], datetime(2026, 5, 1, tzinfo=UTC), "mon DUI", "0.1")
    history.append(path, [right], datetime(2026, 5, 2, tzinfo=UTC), "mon DUI", "0.1")
    history.append(path, [wrong], datetime(2026, 5, 3, tzinfo=UTC), "un autre", "0.1")
    past = history.last(history.read(path), "mon DUI")
    assert past["ESS-01"].state is State.PASSED
    assert past["ESS-01"].when == datetime(2026, 5, 2, tzinfo=UTC)
    assert history.last(history.read(path))["ESS-01"].state is State.FAILED
    told = as_json(covered(), past, NO_REM)["requirements"][0]["scenarios"]
    assert [(one["id"], one["last_verdict"]) for one in told] == [("ESS-01", "passed"), ("ESS-02", None)]
    assert [one["last_verdict"] for one in told[0]["checks"]] == ["passed", "attestation", None]


@pytest.mark.parametrize("cut", [1, 20, 60])
def test_a_history_cut_in_the_middle_names_the_line(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "h.jsonl"
    history.append(path, [judge(one_scenario(), [], {})] * 2, NOON, "x", "0.1")
    path.write_bytes(path.read_bytes()[:-cut])
    if cut == 1:
        assert len(list(history.read(path))) == 2
        return
    with pytest.raises(HistoryError, match=r"h\.jsonl, ligne 2 : ce n'est pas un verdict"):
        list(history.read(path))


def test_an_editor_reads_the_matrix_under_their_own_numbers(tmp_path: Path) -> None:
    path = tmp_path / "rem.csv"
    path.write_text("\ufeffsocle;rem\nSC.INS/va1.01;REM-12\nESS-02.C1;REM-99\n\n", "utf-8")
    rem = read_rem(path, {*REFERENCE.requirements, *REFERENCE.scenarios, *REFERENCE.checks})
    rows = list(csv.DictReader(io.StringIO(as_csv(covered(), {}, rem)), delimiter=";"))
    told = {(row["exigence"], row["controle"]): row["rem"] for row in rows}
    assert told["SC.INS/va1.01", "ESS-01.C1"] == "REM-12"
    assert told["SC.INS/va1.01", "ESS-02.C1"] == "REM-99"
    assert told["SC.TBB/va1.03", ""] == ""
    statuses = {row["controle"]: row["statut"] for row in rows}
    assert statuses["ESS-01.C2"] == "reclassé"
    assert statuses[""] == "sans scénario"


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("exigence;rem\n", 1, "la première ligne doit être « socle;rem »"),
        ("socle;rem\nSC.INS/va1.01;A\nSC.INS/va9.99;B\n", 3, "« SC.INS/va9.99 » n'est ni une exigence"),
        ("socle;rem\nESS-01\n", 2, "attend deux valeurs"),
        ("socle;rem\nESS-01;\n", 2, "attend deux valeurs"),
        ("", 1, "la première ligne"),
    ],
)
def test_a_wrong_mapping_names_the_line(tmp_path: Path, text: str, line: int, said: str) -> None:
    path = tmp_path / "rem.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(RemError) as error:
        read_rem(path, {*REFERENCE.requirements, *REFERENCE.scenarios})
    assert f"ligne {line} : " in str(error.value)
    assert said in str(error.value)


def test_the_list_to_account_for_is_whole() -> None:
    reference = load_reference()
    kinds = [one.genre for one in reference.checks.values()]
    assert len(reference.scenarios) == 172
    assert len(reference.requirements) == 164
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "traffic": 261,
        "attestation": 45,
        "export": 4,
        "simulateur": 29,
    }
    assert {one.scenario for one in reference.checks.values()} == set(reference.scenarios)
    cited = {id_ for one in reference.scenarios.values() for id_ in one.exigences}
    assert cited <= set(reference.requirements)


def test_every_check_of_a_scenario_we_ship_is_accounted_for() -> None:
    ours = cover(load_catalogue(), load_reference(), SCRIPTS)
    present = {one.reference.id for one in ours.scenarios if one.scenario is not None}
    assert [one.reference.id for one in ours.unaccounted if one.reference.scenario in present] == []
    assert [one.reference.id for one in ours.of_status("executable") if not one.proven] == []
    assert [one.reference.id for one in ours.of_status("reclassified") if not one.reason] == []


def test_the_command_says_the_same_figures_as_json_and_in_words(home: Path, tmp_path: Path) -> None:
    told = json.loads(socle("coverage", "--json", home=home).stdout)
    assert told["traffic_checks"] == 261
    assert told["traffic_checks_executable"] + told["reclassified"] <= 261
    assert told["checks_proven_both_ways"] == told["traffic_checks_executable"]
    said = socle("coverage", home=home).stdout
    assert f"{told['scenarios_executable']} scénarios exécutables sur 172" in said
    target = tmp_path / "matrice.csv"
    assert socle("coverage", "--csv", str(target), home=home).returncode == 0
    rows = list(csv.DictReader(io.StringIO(target.read_text("utf-8-sig")), delimiter=";"))
    assert {row["exigence"] for row in rows} == {one["id"] for one in told["requirements"]}


def test_a_history_that_is_not_one_is_said_in_one_line(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "h.jsonl"
    path.write_text("{}\n", "utf-8")
    ended = socle("coverage", "--history", str(path), home=home)
    assert ended.stderr == f"socle : {path}, ligne 1 : ce n'est pas un verdict enregistré\n"
