"""Fictional matricules drawn for somebody: of their sex and month, free, of their commune when it can be."""

import itertools

import pytest

from simulators.core.sante.tirage import candidats, repartir, souche, tirer


@pytest.mark.parametrize(
    ("sexe", "date", "expected"),
    [
        ("F", "1950-02-11", "25002"),
        ("M", "2004-12-31", "10412"),
        ("M", "1938-00-00", "13899"),
        ("F", "1938-13-01", "23899"),
    ],
)
def test_a_matricule_begins_with_the_sex_the_year_and_the_month_if_known(
    sexe: str, date: str, expected: str
) -> None:
    assert souche(sexe, date) == expected


def test_a_thousand_can_be_drawn_those_of_the_place_first() -> None:
    drawn = list(candidats("F", "1950-02-11", "55039", b"graine"))
    assert len(set(drawn)) == 1000
    assert {one[:10] for one in drawn[:100]} == {"2500255039"}
    assert all(one[5:10] != "55039" for one in drawn[100:])
    assert drawn != list(candidats("F", "1950-02-11", "55039", b"autre"))


def test_the_first_free_one_is_given_with_its_key() -> None:
    number, key = tirer("F", "1950-02-11", "55039", b"graine", lambda one: one == "2500255039960")
    assert (number, key) == ("2500255039960", "75")
    with pytest.raises(LookupError):
        tirer("F", "1950-02-11", "55039", b"graine", lambda _: False)


def test_many_are_given_at_once_none_twice_until_none_is_left() -> None:
    taken = {"2500226274900", "2500299130999"}
    places = ["55039", "75056"] * 499
    given = list(repartir("25002", places, taken, b"graine"))
    assert None not in given
    assert len(set(given)) == 998
    assert taken.isdisjoint(given)
    # Every number of that commune went to somebody born there, until the others needed them.
    own = [one for one, place in zip(given, places, strict=True) if place == "55039"]
    assert all(str(one)[5:10] == "55039" for one in own[:40])
    assert next(repartir("25002", ["55039"], set(map(str, given)) | taken, b"graine")) is None


def test_the_same_seed_gives_the_same_matricules() -> None:
    first = list(itertools.islice(repartir("10412", itertools.repeat("26274"), set(), b"a"), 5))
    assert first == list(itertools.islice(repartir("10412", itertools.repeat("26274"), set(), b"a"), 5))
    assert first != list(itertools.islice(repartir("10412", itertools.repeat("26274"), set(), b"b"), 5))
