"""Is the person already there? Asked widely enough that a hyphen or an accent hides nobody."""

import pytest

from simulators.core.sante.rniv.anteriorite import Critere, CritereRefuseError, search
from tests.core.sante.rniv.people import ACTIVE, FORMER, dossier, traits

MARGUERITE = dossier(ins=ACTIVE, historique=(FORMER,))
ANNE_LISE = dossier(
    id="anne-lise",
    traits=traits(nom_naissance="D'Orméval-Roche", prenoms=("Anne-Lise", "Béatrice")),
    nom_utilise="LEROY",
    prenom_utilise="LISE",
)
AUTRE = dossier(id="autre", traits=traits(date_naissance="1941-03-14"))
ALL = (MARGUERITE, ANNE_LISE, AUTRE)


def found(**criteria: str) -> list[str]:
    """The records found on the 14th of March 1940, unless said."""
    return [one.id for one in search(ALL, Critere(**{"date_naissance": "1940-03-14", **criteria}))]


def test_the_birth_date_alone_shows_everybody_of_that_day() -> None:
    assert found() == ["marguerite-delaunay", "anne-lise"]


@pytest.mark.parametrize("letters", ["DOR", "d'o", "dor", "D-O", "LER"])
def test_signs_and_case_hide_nobody(letters: str) -> None:
    assert found(lettres_nom=letters) == ["anne-lise"]


@pytest.mark.parametrize("letters", ["ANN", "bea", "Béa", "LIS"])
def test_any_given_name_finds(letters: str) -> None:
    assert found(lettres_prenom=letters) == ["anne-lise"]


def test_letters_of_nobody_find_nobody() -> None:
    assert found(lettres_nom="ZZZ") == []


@pytest.mark.parametrize("number", ["240035505090119", "2 40 03 55050 901 19", "140035505090169"])
def test_a_matricule_finds_alone_even_a_former_one(number: str) -> None:
    assert [one.id for one in search(ALL, Critere(matricule=number))] == ["marguerite-delaunay"]


@pytest.mark.parametrize(
    ("criteria", "why"),
    [
        ({"date_naissance": ""}, "la date de naissance est obligatoire"),
        ({"date_naissance": "1940-00-00"}, "la date de naissance est obligatoire"),
        ({"lettres_nom": "DELA"}, "au plus 3 lettres"),
        ({"matricule": "2400355050901"}, "15 caractères"),
        ({"matricule": "240035505090118"}, "clé juste"),
    ],
)
def test_a_search_too_wide_or_mistyped_is_refused(criteria: dict[str, str], why: str) -> None:
    with pytest.raises(CritereRefuseError, match=why):
        found(**criteria)
