"""Choosing scenarios: kinds narrow, values of one kind widen, unknown words are refused."""

import pytest

from simulators.scenarios.catalogue import load_catalogue
from simulators.scenarios.picking import UnknownChoiceError, Wanted, choose

CATALOGUE = load_catalogue()


def chosen(**wanted: tuple[str, ...]) -> list[str]:
    return [one.id for one in choose(CATALOGUE, CATALOGUE.pick("ins"), Wanted(**wanted))]


def test_a_level_is_a_tag() -> None:
    assert chosen(tags=("smoke",)) == ["INS-01", "INS-03"]
    assert "INS-24" in chosen(tags=("smoke", "resilience"))
    assert "INS-01" not in chosen(tags=("resilience",))


def test_a_requirement_is_known_by_either_of_its_numbers() -> None:
    assert chosen(requirements=("SC.INS/va1.49",)) == ["INS-31"]
    assert chosen(requirements=("INS.04",)) == ["INS-31"]


def test_kinds_narrow_each_other() -> None:
    assert chosen(tags=("smoke",), requirements=("SC.INS/va1.49",)) == []
    assert chosen(services=("dmp",), tags=("smoke",)) == []
    assert "INS-18" in chosen(services=("dmp",), tags=("conformance",))


def test_what_nobody_bears_is_refused_with_what_exists() -> None:
    with pytest.raises(UnknownChoiceError, match=r"étiquette « fumigene » .*smoke"):
        chosen(tags=("fumigene",))
    with pytest.raises(UnknownChoiceError, match=r"exigence « SC\.INS/va9\.99 »"):
        chosen(requirements=("SC.INS/va9.99",))
