"""What a DUI sends instead of what a record holds; an editor's own conversion can be compared with this."""

import pytest

from simulators.dui.conversion import (
    InconvertibleError,
    convert_nom,
    convert_prenom,
)


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("Delaunay", "DELAUNAY"),
        ("D’Orméval-Roche", "D'ORMEVAL-ROCHE"),
        ("D’ÆION", "D'AEION"),
        ("Le Guennec", "LE GUENNEC"),
        ("Françoise", "FRANCOISE"),
        ("  de  Vinci ", "DE VINCI"),
        ("Martin--Dubois", "MARTIN--DUBOIS"),
        ("Muñoz", "MUNOZ"),
    ],
)
def test_a_birth_name_is_converted(typed: str, sent: str) -> None:
    assert convert_nom(typed) == sent


def test_a_ligature_in_a_given_name_becomes_two_letters() -> None:
    assert convert_prenom("Cœur") == "COEUR"


@pytest.mark.parametrize("typed", ["", "   ", "-MARTIN", "MARTIN 2", "ŁUKASZ", "Ивано", "A---B", "D/OR"])
def test_a_birth_name_that_cannot_be_sent_is_refused_not_stripped(typed: str) -> None:
    with pytest.raises(InconvertibleError):
        convert_nom(typed)


@pytest.mark.parametrize("typed", ["ANNE--LISE", "ANNE-", "ANNE'", "J3AN"])
def test_a_given_name_that_cannot_be_sent_is_refused(typed: str) -> None:
    with pytest.raises(InconvertibleError):
        convert_prenom(typed)


def test_the_refusal_says_which_character_to_correct() -> None:
    with pytest.raises(InconvertibleError) as error:
        convert_nom("MARTIN2")
    assert str(error.value) == "« MARTIN2 » : le caractère 2 n'a pas d'équivalent admis"
