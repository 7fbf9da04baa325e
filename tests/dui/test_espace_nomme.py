"""The reference DUI works in any espace: an applicative box has no token to say which, its TLS name does."""

from collections.abc import Mapping
from typing import Any

import pytest

from simulators.commands.target import control
from simulators.dui.player import play
from simulators.scenarios.catalogue import load_catalogue


@pytest.mark.parametrize("scenario", ["MSS-01", "MSS-12", "MSS-16", "MSS-17", "ANN-01"])
def test_a_mail_scenario_passes_in_an_espace_of_its_own(scenario: str, ready: Mapping[str, Any]) -> None:
    espace = scenario.lower()
    with control(ready) as api:
        api.call("POST", "/espaces", json={"name": espace})
        played = play(load_catalogue().scenarios[scenario], ready, espace=espace)
        api.call("DELETE", f"/espaces/{espace}")
    wrong = [(one.check.id, one.state.value) for one in played.verdict.checks if one.counts]
    assert wrong
    assert {state for _, state in wrong} == {"passed"}
