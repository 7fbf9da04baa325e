"""Each condition operator, and how persons are recognised."""

import pytest

from simulators.core.journal.model import Fact
from simulators.scenarios.conditions import admitted_spelling
from simulators.scenarios.people import Traces, field_of, loose, plain
from tests.scenarios.samples import MARIE, echange, state


def holds(condition: str, value: Fact) -> bool:
    rule = f"chaque: {{choix: {{}}, conditions: [{condition}]}}"
    return state(rule, echange("e1", {"f": value, "g": "MARIE"})) == "passed"


@pytest.mark.parametrize(
    ("condition", "right", "wrong"),
    [
        ("{fait: f, op: egal, valeur: '00'}", "00", "01"),
        ("{fait: f, op: egal, valeur: true}", True, False),
        ("{fait: f, op: egal, valeur: 500}", 500, "500"),
        ("{fait: f, op: egal, valeur: JEAN PAUL}", ("JEAN", "PAUL"), ("JEAN",)),
        ("{fait: f, op: different, valeur: '00'}", "01", "00"),
        ("{fait: f, op: dans, valeurs: [a, b]}", "b", "c"),
        ("{fait: f, op: hors_de, valeurs: [a, b]}", "c", "a"),
        ("{fait: f, op: present}", False, ""),
        ("{fait: f, op: absent}", None, "x"),
        ("{fait: f, op: absent}", (), ("x",)),
        ("{fait: f, op: commence_par, valeur: urn}", "urn:lps", "lps"),
        ("{fait: f, op: finit_par, valeur: fr}", "ameli.fr", "ameli.com"),
        ("{fait: f, op: contient, valeur: JEAN}", ("JEAN", "PAUL"), ("JEANNE",)),
        ("{fait: f, op: contient, valeur: lps}", "urn:lps:x", "urn"),
        ("{fait: f, op: plus_petit, valeur: 500}", 499, 500),
        ("{fait: f, op: plus_grand, valeur: 500}", 501, 500),
        ("{fait: f, op: plus_grand, valeur: '2026-01-01'}", "2026-01-02", "2025-12-31"),
        ("{fait: f, op: majuscules_sans_accent}", ("ANNE-LISE", "D'ARC"), ("Anne",)),
        ("{fait: f, op: egal_fait, reference: {fait: g}}", "MARIE", "ROSE"),
        ("{fait: f, op: different_fait, reference: {fait: g}}", "ROSE", "MARIE"),
        ("{fait: f, op: plus_de_mots_que, reference: {fait: g}}", "MARIE ROSE", "ROSE"),
        ("{fait: f, op: commence_par_fait, reference: {fait: g}}", ("MARIE@exemple.fr",), "ROSE@exemple.fr"),
        (
            "{fait: f, op: egal_fait, reference: {personne: marie, champ: reference.ins}}",
            "238042B10690117",
            "138042B10690155",
        ),
        (
            "{fait: f, op: equivaut_fait, reference: {personne: marie, champ: reference.nom_naissance}}",
            "L HERMITE",
            "LHERMITE",
        ),
    ],
)
def test_a_condition_holds_on_the_right_value_only(condition: str, right: Fact, wrong: Fact) -> None:
    assert holds(condition, right)
    assert not holds(condition, wrong)


def test_a_reference_that_has_no_value_never_holds() -> None:
    for op in ("egal_fait", "different_fait", "equivaut_fait", "commence_par_fait", "plus_de_mots_que"):
        assert not holds(f"{{fait: f, op: {op}, reference: {{fait: inconnu}}}}", "x")


@pytest.mark.parametrize("text", ["DUPONT", "D'ARTAGNAN DE L'HERAULT", "LE--GOFF", "'T HOOFT"])
def test_the_spelling_insi_admits(text: str) -> None:
    assert admitted_spelling(text)


@pytest.mark.parametrize(
    "text", ["Dupont", "HÉBERT", "D’ARC", "ŒUVRARD", "LE  GOFF", "D''ARC", "D' ARC", " LE", "-LE", "LE2", ""]
)
def test_the_spelling_insi_does_not_admit(text: str) -> None:
    assert not admitted_spelling(text)


def test_conversion_removes_accents_ligatures_and_curly_apostrophes() -> None:
    assert plain("D’Æion Cœur-Hébert") == "D'AEION COEUR-HEBERT"
    assert loose("  L’Hermite-Roche ") == "L HERMITE ROCHE"


def test_fields_of_a_person_come_from_the_base_or_from_the_record() -> None:
    assert field_of(MARIE, "reference.ins") == "238042B10690117"
    assert field_of(MARIE, "reference.oid") == "1.2.250.1.213.1.4.10"
    assert field_of(MARIE, "reference.premier_prenom") == "MARIE-ANNE"
    assert field_of(MARIE, "reference.liste_prenoms") == "MARIE-ANNE ROSE"
    assert field_of(MARIE, "local.nom_naissance") == "Dupuis"
    assert field_of(MARIE, "local.premier_prenom") == "Marie-Anne"


def test_an_empty_trait_of_the_record_is_that_of_the_base_unless_declared_absent() -> None:
    assert field_of(MARIE, "local.sexe") == "F"
    local = MARIE.local.model_copy(update={"traits_absents": ("sexe",)})
    assert field_of(MARIE.model_copy(update={"local": local}), "local.sexe") == ""


def concerns(**facts: Fact) -> bool:
    named = {name.replace("__", "."): value for name, value in facts.items()}
    return Traces([echange("e1", named)]).about(MARIE) == {0}


def test_a_person_is_recognised_by_her_active_or_former_matricule() -> None:
    assert concerns(patient__matricule="238042B10690117")
    assert concerns(patient__matricule="138042B10690155")


def test_a_person_is_recognised_by_two_traits_whatever_the_third() -> None:
    assert concerns(patient__traits="Dupuis|MARIE ANNE|F|1940-01-01")
    assert concerns(patient__traits="L HERMITE|ROSE|F|1940-01-01")
    assert concerns(patient__traits="MARTIN|ROSE|F|1938-04-12")
    assert concerns(ins__nom_naissance="l’hermite", ins__date_naissance="1938-04-12")
    assert not concerns(patient__traits="MARTIN|JEANNE|F|1938-04-12")
    assert not concerns()


def test_the_matricule_that_insi_answers_decides_alone() -> None:
    traits = "L'HERMITE|MARIE-ANNE|F|1938-04-12"
    assert not concerns(patient__traits=traits, ins__rep__matricule="238046322090155")
    assert concerns(patient__traits=traits, patient__matricule="238046322090155")
