"""Every check is proven: the reference DUI played rightly passes it, a wrong run makes it fail.

Both really speak to a simulator over mutual TLS; only the journal is judged.
"""

from collections.abc import Mapping
from typing import Any

import pytest

from simulators.dui.player import UnknownScriptError, play
from simulators.dui.scripts import SCRIPTS
from simulators.scenarios.catalogue import load_catalogue
from simulators.scenarios.model import Scenario
from simulators.scenarios.mutation import prove

CATALOGUE = load_catalogue().scenarios


def test_every_scenario_and_every_mutant_has_its_script() -> None:
    declared = {one.id: {mutant.nom for mutant in one.mutants} | {""} for one in CATALOGUE.values()}
    assert {name: set(scripts) for name, scripts in SCRIPTS.items()} == declared


@pytest.mark.parametrize("scenario", CATALOGUE.values(), ids=list(CATALOGUE))
def test_the_right_run_passes_and_each_wrong_run_fails_what_it_declares(
    scenario: Scenario, ready: Mapping[str, Any]
) -> None:
    proof = prove(scenario, lambda mutant: play(scenario, ready, mutant=mutant).verdict)
    undecided = [(c.check.id, c.state.value) for c in proof.right.checks if c.counts and c.state != "passed"]
    assert undecided == []
    wrong = {one.nom: (one.expected, one.failed) for one in proof.mutants if not one.holds}
    assert wrong == {}
    assert proof.one_way == ()


def test_an_unknown_mistake_is_refused_and_the_known_ones_named() -> None:
    with pytest.raises(UnknownScriptError) as error:
        play(CATALOGUE["INS-24"], {}, mutant="rien")
    assert str(error.value) == (
        "INS-24 n'a pas d'erreur « rien » (au choix : insiste_en_boucle, sans_attendre)"
    )
