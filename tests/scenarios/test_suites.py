"""The suites shipped: which establishments rehearse what, and what continuous integration plays."""

import pytest

from simulators.scenarios.catalogue import load_catalogue

CATALOGUE = load_catalogue()


def members(suite: str) -> list[str]:
    return [one.id for one in CATALOGUE.pick(suite)]


@pytest.mark.parametrize("kind", ["ehpad", "ssiad", "saad", "ime", "camsp", "csapa", "caarud", "mecs", "pjm"])
def test_each_kind_of_establishment_has_a_rehearsal_that_ends_with_the_opening(kind: str) -> None:
    played = members(f"repetition-{kind}")
    assert played[-1] == "PAR-11"
    assert len(played) >= 3


def test_a_rehearsal_shows_what_is_its_own() -> None:
    assert {"INS-34", "PAR-01"} <= set(members("repetition-ehpad"))
    assert "PAR-04" in members("repetition-ssiad")
    assert "PAR-05" in members("repetition-saad")
    assert "PAR-06" in members("repetition-ime")
    assert "PAR-07" in members("repetition-csapa")
    assert "PAR-07" in members("repetition-caarud")
    assert "PAR-13" in members("repetition-mecs")
    assert "PAR-14" in members("repetition-pjm")


def test_smoke_touches_each_service_that_has_scenarios() -> None:
    services = {service for one in CATALOGUE.pick("fumee") for service in one.services}
    assert services >= {"ins", "psc", "dmp", "mss"}


def test_the_training_session_begins_with_its_guided_exercises() -> None:
    assert members("formation-90min")[0] == "PAR-12"


def test_resilience_is_the_scenarios_of_that_level() -> None:
    level = {one.id for one in CATALOGUE.scenarios.values() if one.niveau == "resilience"}
    assert set(members("resilience")) == level


def test_continuous_integration_plays_all_that_the_traffic_decides() -> None:
    decided = {one.id for one in CATALOGUE.scenarios.values() if any(c.regle for c in one.controles)}
    assert decided - set(members("ci-regression")) == set()


def test_the_shared_establishments_of_an_association_have_a_suite() -> None:
    assert {"PAR-03", "PAR-04", "DMP-28"} <= set(members("multi-etablissement"))
