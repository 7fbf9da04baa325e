"""Cutting the mail sessions of a box on demand, as an operator that restarts (mss.md §1.4; CONF.11)."""

from typing import TYPE_CHECKING

from mss import controle_reponses as reponses
from mss.boites import boite_de
from mss.sessions import Sessions
from mss.state.vue import Annuaires
from simulators.core.rule import Text
from simulators.core.service import ControlCall, ControlRoute

if TYPE_CHECKING:
    from simulators.core.espace import Espace


class Coupures:
    """The control route, mounted under `/espaces/{espace}/mss`."""

    def __init__(self, annuaires: Annuaires, sessions: Sessions) -> None:
        self._annuaires = annuaires
        self._sessions = sessions
        self.routes: tuple[ControlRoute, ...] = (
            ControlRoute(
                "POST",
                "/boites/{adresse}/couper",
                Text("Couper les connexions ouvertes d'une boîte", "Cut the open connections of a box"),
                self._couper,
                answer=reponses.Coupees,
            ),
        )

    async def _couper(self, espace: "Espace", call: ControlCall) -> object:
        boite = boite_de(self._annuaires, espace, call.parameters["adresse"])
        return {"boite": boite.adresse, "coupees": self._sessions.couper(espace.name, boite.adresse)}
