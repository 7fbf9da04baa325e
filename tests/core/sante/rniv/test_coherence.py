"""Is the identity found that of the record? Compared trait by trait, before anything is stored."""

import pytest

from simulators.core.sante.rniv.coherence import compare, is_consistent
from simulators.core.sante.rniv.dossier import Identite, Traits
from tests.core.sante.rniv.people import IDENTITE, TRAITS, answer, traits


def test_the_same_person_written_with_accents_is_consistent() -> None:
    local = traits(nom_naissance="Orméval", prenoms=("Anne-Lise",))
    found = answer(nom_naissance="ORMEVAL", liste_prenoms="ANNE-LISE BEATRICE")
    assert compare(local, found) == ()


def test_a_hyphen_instead_of_a_space_is_shown_but_does_not_block() -> None:
    (ecart,) = compare(traits(nom_naissance="De Vinci"), answer(nom_naissance="DE-VINCI"))
    assert (ecart.trait, ecart.local, ecart.insi, ecart.bloquant) == (
        "nom_naissance",
        "De Vinci",
        "DE-VINCI",
        False,
    )


def test_hyphens_count_as_spaces_in_the_first_given_name() -> None:
    assert is_consistent(traits(prenoms=("Anne Sophie",)), answer(liste_prenoms="ANNE-SOPHIE MARIE"))


def test_an_unknown_local_place_is_filled_by_the_answer() -> None:
    assert is_consistent(traits(lieu_naissance=""), IDENTITE)


@pytest.mark.parametrize(
    ("local", "found", "trait"),
    [
        (traits(nom_naissance="Garnier"), IDENTITE, "nom_naissance"),
        (traits(prenoms=("Paul",)), answer(liste_prenoms="ETIENNE PAUL HENRI"), "prenoms"),
        (traits(prenoms=("Paul",)), answer(liste_prenoms="PAULINE"), "prenoms"),
        (traits(prenoms=("Ruth",)), answer(liste_prenoms="NATHALIE"), "prenoms"),
        (TRAITS, answer(liste_prenoms=""), "prenoms"),
        (TRAITS, answer(date_naissance="1940-03-15"), "date_naissance"),
        (traits(date_naissance="1938-00-00"), answer(date_naissance="1938-00-00"), "date_naissance"),
        (TRAITS, answer(sexe="M"), "sexe"),
        (TRAITS, answer(sexe=""), "sexe"),
        (traits(sexe=""), answer(sexe=""), "sexe"),
        (TRAITS, answer(lieu_naissance="55039"), "lieu_naissance"),
    ],
)
def test_another_person_or_a_gap_in_the_answer_blocks(local: Traits, found: Identite, trait: str) -> None:
    blocking = [ecart.trait for ecart in compare(local, found) if ecart.bloquant]
    assert blocking == [trait]
    assert not is_consistent(local, found)
