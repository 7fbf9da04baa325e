"""Control of the official schemas: how far they are, a document judged at once."""

import asyncio
from typing import TYPE_CHECKING, Any, Final

from dmp import controle_reponses as reponses
from simulators.core.espace import Espace
from simulators.core.rule import Text
from simulators.core.sante.cda.lecture import LIMITES
from simulators.core.sante.officiel.moteurs import saxon_installe
from simulators.core.service import ControlCall, ControlRefused, ControlRoute

if TYPE_CHECKING:
    from simulators.core.sante.officiel.atelier import Atelier
    from simulators.core.sante.officiel.modele import Constat

_PATH: Final = "/schematron"
# A client of the control API waits a minute for an answer.
_ATTENTE: Final = 45.0


def routes(atelier: "Atelier | None") -> tuple[ControlRoute, ...]:
    """The control operations; without a copy named at start, they say so."""
    desk = _Guichet(atelier)
    return (
        ControlRoute(
            "GET",
            _PATH,
            Text("Lire l'état des schémas officiels", "Read the state of the official schemas"),
            desk.etat,
            answer=reponses.SchemasOfficiels,
        ),
        ControlRoute(
            "POST",
            f"{_PATH}/attente",
            Text(
                "Attendre que les documents déposés soient jugés", "Wait for the documents fed to be judged"
            ),
            desk.attendre,
            answer=reponses.SchemasOfficiels,
        ),
        ControlRoute(
            "POST",
            f"{_PATH}/document",
            Text("Juger un document CDA", "Judge a CDA document"),
            desk.juger,
            file="application/xml",
            limit=LIMITES.size,
            answer=list[reponses.ConstatOfficiel],
        ),
    )


class _Guichet:
    """What the routes do."""

    def __init__(self, atelier: "Atelier | None") -> None:
        self._atelier = atelier

    async def etat(self, _espace: Espace, _call: ControlCall) -> object:
        atelier = self._atelier
        if atelier is None:
            return {"actif": False}
        return {
            "actif": True,
            "dossier": str(atelier.dossier),
            "saxonche": saxon_installe(),
            "en_attente": atelier.attente,
            "juges": atelier.juges,
            "processus": atelier.pid,
        }

    async def attendre(self, espace: Espace, call: ControlCall) -> object:
        try:
            async with asyncio.timeout(_ATTENTE):
                await self._voulu().vider()
        except TimeoutError:
            raise ControlRefused(409, "Des documents attendent encore ; redemandez") from None
        return await self.etat(espace, call)

    async def juger(self, _espace: Espace, call: ControlCall) -> object:
        data = await asyncio.to_thread(call.body.read_bytes)
        return [_dit(one) for one in await self._voulu().juger(data)]

    def _voulu(self) -> "Atelier":
        if self._atelier is None:
            raise ControlRefused(409, "Ce simulateur a été démarré sans --schematron")
        return self._atelier


def _dit(one: "Constat") -> dict[str, Any]:
    return {
        "source": one.source.value,
        "niveau": one.niveau.value,
        "message": one.message,
        "fichier": one.fichier,
        "chemin": one.chemin,
        "ligne": one.ligne,
        "trouve": one.trouve,
    }
