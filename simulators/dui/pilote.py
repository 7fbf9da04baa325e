"""The reference DUI as a driver: it is told to prepare and to play like any DUI under test."""

import secrets
from collections.abc import Mapping
from typing import Any

from simulators.commands.target import control
from simulators.core.ids import Ids
from simulators.dui.player import act
from simulators.dui.scripts import SCRIPTS
from simulators.dui.session import Dui
from simulators.scenarios.drivers.messages import Done, Order, SkippedError


class ReferenceDriver:
    """Plays the right script of each scenario."""

    def __init__(self, ready: Mapping[str, Any], seed: bytes | None = None) -> None:
        self._ready, self._seed = ready, seed or secrets.token_bytes(32)

    def prepare(self, order: Order) -> None:
        """Raises SkippedError when there is no script."""
        if "" not in SCRIPTS.get(order.scenario.id, {}):
            raise SkippedError("le DUI de référence n'en a pas le script")

    def play(self, order: Order) -> Done:
        """Plays it whole."""
        scenario = order.scenario
        ids = Ids(self._seed, f"dui/{order.espace}/{scenario.id}/")
        with control(self._ready) as api:
            dui = Dui(self._ready, api, order.espace, scenario.donne.reglages, ids)
            act(SCRIPTS[scenario.id][""], dui)
        return Done(dui.attestations)

    def abandon(self) -> None:
        """Nothing to undo."""

    def close(self) -> None:
        """Nothing to close."""
