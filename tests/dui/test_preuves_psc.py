"""What the PSC scenarios do not take for granted: the fault that was asked, the logout that was wanted."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from simulators.dui.player import play
from simulators.scenarios.catalogue import load_catalogue

CATALOGUE = load_catalogue().scenarios


@pytest.mark.parametrize(("scenario", "mutant"), [("PSC-10", "ne_compare_pas"), ("PSC-11", "ne_verifie_pas")])
@pytest.mark.parametrize("wrong", [False, True], ids=["juste", "faux"])
def test_a_fault_that_did_not_act_proves_nothing(
    scenario: str, mutant: str, *, wrong: bool, ready: Mapping[str, Any]
) -> None:
    known = CATALOGUE[scenario]
    unarmed = replace(known, donne=replace(known.donne, pannes=()))
    verdict = play(unarmed, ready, mutant=mutant if wrong else "").verdict
    assert [(one.check.id, one.state.value) for one in verdict.checks] == [(f"{scenario}.C1", "not_seen")]


def test_the_reference_dui_plays_both_ends_of_a_code_and_of_a_request(ready: Mapping[str, Any]) -> None:
    codes = play(CATALOGUE["PSC-08"], ready).verdict.exchanges
    told = [one.facts.get("psc.erreur_description") for one in codes if one.operation == "psc.jeton"]
    assert told == [None, "Code not valid", "Code is expired", None]
    polls = play(CATALOGUE["PSC-18"], ready).verdict.exchanges
    ends = [one.facts["code"] for one in polls if one.operation == "psc.ciba_jeton"]
    assert ends == ["access_denied", "authorization_pending", "expired_token"]


def test_three_activities_come_with_the_identity_of_psc_14(ready: Mapping[str, Any]) -> None:
    (read,) = [
        one for one in play(CATALOGUE["PSC-14"], ready).verdict.exchanges if one.operation == "psc.userinfo"
    ]
    assert (read.facts["psc.activites"], read.facts["psc.nom"]) == (3, "ANNE FABRE")
