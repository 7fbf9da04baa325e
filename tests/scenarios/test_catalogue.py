"""Our own scenarios: usable, complete, honest about what they need."""

import re
from pathlib import Path

import pytest

from simulators.core.fixtures import fixtures_root, load_monde
from simulators.scenarios.catalogue import load_catalogue
from simulators.scenarios.judge import judge, persons
from simulators.scenarios.language import services
from simulators.scenarios.model import Scenario
from simulators.scenarios.people import people_of
from simulators.scenarios.verdicts import State
from simulators.scenarios.view import View
from simulators.scenarios.waiting import awaited
from tests.scenarios.samples import echange

CATALOGUE = load_catalogue()
PEOPLE = people_of(load_monde())
INS = frozenset({"ins"})
EACH = pytest.mark.parametrize("scenario", CATALOGUE.scenarios.values(), ids=list(CATALOGUE.scenarios))


def test_the_insi_suite_plays_every_insi_scenario_in_order() -> None:
    names = [f"INS-{number:02}" for number in range(1, 38)]
    assert [one.id for one in CATALOGUE.pick("ins")] == names
    assert [name for name in sorted(CATALOGUE.scenarios) if name.startswith("INS-")] == names


def test_the_psc_suite_plays_every_psc_scenario_in_order() -> None:
    names = [f"PSC-{number:02}" for number in range(1, 23)]
    assert [one.id for one in CATALOGUE.pick("psc")] == names
    assert [name for name in sorted(CATALOGUE.scenarios) if name.startswith("PSC-")] == names


def test_the_dmp_suite_plays_every_dmp_scenario_in_order() -> None:
    names = sorted(CATALOGUE.scenarios)
    records = [name for name in names if name.startswith("DMP-")]
    documents = [name for name in names if name.startswith("CDA-")]
    assert [one.id for one in CATALOGUE.pick("dmp")] == [*records, *documents]


def test_a_profile_of_the_dmp_has_its_suite() -> None:
    whole = {one.id for one in CATALOGUE.pick("dmp")}
    fed, read = (
        {one.id for one in CATALOGUE.pick(name)} for name in ("dmp-alimentation", "dmp-consultation")
    )
    assert fed | read <= whole
    assert not fed & read
    assert {"DMP-06", "DMP-20", "CDA-01"} <= fed
    assert {"DMP-04", "DMP-23", "DMP-37"} <= read


def test_the_mss_suite_plays_every_mss_scenario_in_order() -> None:
    names = [f"MSS-{number:02}" for number in range(1, 40)]
    assert [one.id for one in CATALOGUE.pick("mss")] == names
    assert [name for name in sorted(CATALOGUE.scenarios) if name.startswith("MSS-")] == names


def test_the_three_official_cases_are_suites() -> None:
    """The content that the reference gives each case (segur_scenarios.md §5.11)."""
    gen = [f"MSS-{number:02}" for number in (3, 4, 15, 18, 21, 22, 35, 36, 37, 39)]
    assert [one.id for one in CATALOGUE.pick("mss-gen")] == gen
    held = [one.id for one in CATALOGUE.pick("mss-per-org")]
    assert held == ["MSS-01", "MSS-02", "MSS-14", "MSS-31", "MSS-32", "PSC-06"]
    app = [one.id for one in CATALOGUE.pick("mss-app")]
    assert app == ["MSS-16", "MSS-17", "MSS-19", "MSS-20"]


def test_the_directory_suite_plays_every_directory_scenario() -> None:
    assert [one.id for one in CATALOGUE.pick("annuaire")] == [f"ANN-{number:02}" for number in range(1, 7)]


def test_the_suites_are_those_announced() -> None:
    assert {"demo", "fumee", "fumee-insi", "ins", "premiers-pas", "psc"} <= set(CATALOGUE.suites)
    assert [one.id for one in CATALOGUE.pick("fumee-insi")] == ["INS-01", "INS-03"]
    assert [one.id for one in CATALOGUE.pick("demo")] == ["PAR-00"]
    assert [one.id for one in CATALOGUE.pick("premiers-pas")] == ["PAR-00"]


@EACH
def test_every_person_named_exists_in_the_world(scenario: Scenario) -> None:
    named = set(scenario.donne.personnes)
    named |= {person for one in scenario.controles if one.regle for person in persons(one.regle)}
    assert named <= set(PEOPLE)


@EACH
def test_every_check_decidable_on_insi_is_proven_by_a_mutant(scenario: Scenario) -> None:
    decidable = {one.id for one in scenario.controles if one.regle and services(one.regle) <= INS}
    assert decidable <= {check for mutant in scenario.mutants for check in mutant.echoue}


@EACH
def test_a_run_where_nothing_happens_never_passes(scenario: Scenario) -> None:
    verdict = judge(scenario, [], PEOPLE)
    assert verdict.state in (State.FAILED, State.NOT_SEEN)
    assert not [one for one in verdict.checks if one.state is State.PASSED]


@EACH
def test_every_requirement_is_marked_indicative(scenario: Scenario) -> None:
    assert scenario.exigences
    assert all(one.indicatif for one in scenario.exigences)


@EACH
def test_what_a_person_does_is_told_without_code(scenario: Scenario) -> None:
    told = " ".join(step.fr for step in (*scenario.quand, scenario.donne.texte))
    assert not re.search(r"SOAP|XPath|ins\.|desir_|insi_|[{}<>]", told)


@EACH
def test_a_traffic_check_says_what_to_do(scenario: Scenario) -> None:
    for check in scenario.controles:
        if check.genre == "traffic":
            assert check.conseil.fr
            assert check.conseil.en


def test_a_married_name_then_the_birth_name_is_recognised_as_one_person() -> None:
    married = echange(
        "e1",
        {"ins.code": "01", "ins.nom_naissance": "GARNIER", "patient.traits": "GARNIER|SIMONE|F|1937-09-03"},
    )
    birth = echange(
        "e2",
        {
            "ins.code": "00",
            "ins.nom_naissance": "MERCIER",
            "patient.traits": "MERCIER|SIMONE|F|1937-09-03",
            "ins.rep.matricule": "237095503990209",
        },
        at=60,
    )
    scenario = CATALOGUE.scenarios["INS-05"]
    assert judge(scenario, [married, birth], PEOPLE).every_check_passed
    assert judge(scenario, [birth], PEOPLE).failed == ("INS-05.C1",)


def test_calls_about_other_persons_of_a_shared_espace_do_not_count() -> None:
    scenario = CATALOGUE.scenarios["INS-25"]
    refused = {"ins.erreur": "desir_550", "patient.traits": "DELAUNAY|MARGUERITE|F|1940-03-14"}
    other = {"ins.erreur": "desir_550", "patient.traits": "MARTIN|JEAN|M|1950-01-01"}
    ours, theirs = echange("e1", refused), echange("e2", other, at=5)
    assert judge(scenario, [ours, theirs], PEOPLE).every_check_passed
    assert not judge(scenario, [ours, echange("e3", refused, at=9)], PEOPLE).every_check_passed


def test_the_catalogue_of_a_user_is_read_from_their_folder(tmp_path: Path) -> None:
    source = fixtures_root() / "scenarios" / "INS-01.yaml"
    (tmp_path / "INS-01.yaml").write_bytes(source.read_bytes())
    assert list(load_catalogue(tmp_path).scenarios) == ["INS-01"]


@EACH
def test_what_a_run_waits_for_is_said_in_words(scenario: Scenario) -> None:
    told = awaited(scenario, View([], PEOPLE))
    assert told is None or not re.search(r"[a-z]\.[a-z]|_", told.fr)
