"""In which order a DUI asks, told as the conversations an editor reads in the journal."""

from collections.abc import Mapping

from simulators.core.sante.rniv.dossier import Traits
from simulators.dui.recherche import Essai, next_search
from tests.core.sante.rniv.people import traits


def conversation(
    local: Traits, answers: Mapping[str, str], otherwise: str = "01", *, with_place: bool = False
) -> list[str]:
    """What is asked, until nothing is left: `PRENOM` or `PRENOM@LIEU`, answered from the table."""
    essais: list[Essai] = []
    asked: list[str] = []
    while (search := next_search(local, essais, with_place=with_place)) is not None:
        asked.append(search.prenom + (f"@{search.lieu_naissance}" if search.lieu_naissance else ""))
        essais.append(Essai(search, answers.get(asked[-1], otherwise)))
    return asked


def test_the_first_given_name_alone_is_asked_and_found() -> None:
    assert conversation(traits(), {"MARGUERITE": "00"}) == ["MARGUERITE"]


def test_catarina_is_found_after_ola() -> None:
    local = traits(prenoms=("OLA", "CATARINA", "BELLA"))
    assert conversation(local, {"CATARINA": "00"}) == ["OLA", "CATARINA"]


def test_pierre_paul_jacques_are_asked_one_by_one_then_together() -> None:
    local = traits(prenoms=("Pierre", "Paul", "Jacques"))
    assert conversation(local, {}) == ["PIERRE", "PAUL", "JACQUES", "PIERRE PAUL JACQUES"]


def test_leonardo_is_told_apart_by_the_place_of_birth() -> None:
    local = traits(prenoms=("LEONARDO",), lieu_naissance="63220")
    assert conversation(local, {"LEONARDO": "02", "LEONARDO@63220": "00"}) == ["LEONARDO", "LEONARDO@63220"]


def test_after_several_the_other_given_names_come_before_the_place() -> None:
    local = traits(prenoms=("LEONARDO", "PIERO"), lieu_naissance="63220")
    answers = {"LEONARDO": "02", "LEONARDO PIERO": "02", "LEONARDO PIERO@63220": "00"}
    assert conversation(local, answers) == ["LEONARDO", "LEONARDO PIERO", "LEONARDO PIERO@63220"]


def test_other_given_names_that_find_nobody_leave_the_place_to_try() -> None:
    local = traits(prenoms=("LEONARDO", "DICAPRIO"), lieu_naissance="63220")
    answers = {"LEONARDO": "02", "LEONARDO@63220": "00"}
    assert conversation(local, answers) == ["LEONARDO", "LEONARDO DICAPRIO", "LEONARDO@63220"]


def test_several_without_a_known_place_ends_there() -> None:
    assert conversation(traits(prenoms=("LEONARDO",), lieu_naissance=""), {}, "02") == ["LEONARDO"]


def test_a_place_sent_from_the_first_call_is_not_tried_twice() -> None:
    local = traits(prenoms=("LEONARDO",), lieu_naissance="63220")
    assert conversation(local, {}, "02", with_place=True) == ["LEONARDO@63220"]


def test_a_fault_stops_everything() -> None:
    local = traits(prenoms=("Pierre", "Paul"))
    assert conversation(local, {}, "insi_102") == ["PIERRE"]
    assert conversation(local, {}, "") == ["PIERRE"]


def test_never_more_than_five_attempts() -> None:
    local = traits(prenoms=("A", "B", "C", "D", "E", "F"))
    assert conversation(local, {}) == ["A", "B", "C", "D", "E"]
