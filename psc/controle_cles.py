"""What the control API does to the keys and tokens of an espace: rotated, withdrawn, ended."""

from functools import partial
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field

from psc import controle_reponses as reponses
from psc.cles import SIGNATURES
from psc.model import Roulement
from psc.state import avis, perimes
from psc.state.clients import lire_roulement, mettre_roulement
from simulators.core.rule import Text
from simulators.core.service import ControlCall, ControlRefused, ControlRoute
from simulators.core.store.state import to_us

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from psc.service import PscService
    from simulators.core.espace import Espace


class FicheRotation(BaseModel):
    """Whether the key that signed until now stays published: its tokens are then still verified."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, json_schema_extra={"examples": [{"garder_l_ancienne": False}]}
    )

    garder_l_ancienne: bool = True


class FicheJeton(BaseModel):
    """An access or refresh token, compact, as the client received it."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"jeton": "eyJhbGciOiJSUzI1NiJ9.e30.c2lnbmF0dXJl"}]}
    )

    jeton: Annotated[str, Field(min_length=1, max_length=16_384)]


class ControleCles:
    """The operations on keys and on tokens already given."""

    def __init__(self, service: "PscService") -> None:
        self._service = service

    def routes(self) -> tuple[ControlRoute, ...]:
        """What the roof mounts."""
        return (
            ControlRoute(
                "GET",
                "/avis-deconnexion",
                Text("Déconnexions signalées", "Logouts told"),
                self._avis,
                answer=list[reponses.AvisDeconnexion],
            ),
            ControlRoute(
                "GET",
                "/cles",
                Text("Clés publiées", "Published keys"),
                self._lire,
                answer=reponses.ClesPubliees,
            ),
            ControlRoute(
                "POST",
                "/cles/rotation",
                Text("Changer la clé de signature", "Change the signing key"),
                self._tourner,
                FicheRotation,
                answer=reponses.ClesPubliees,
            ),
            ControlRoute(
                "POST",
                "/cles/retrait",
                Text("Ne plus publier les anciennes clés", "Withdraw the former keys"),
                self._retirer,
                answer=reponses.ClesPubliees,
            ),
            ControlRoute(
                "POST",
                "/jetons/expirer",
                Text("Faire expirer un jeton", "Expire a token"),
                self._perimer,
                FicheJeton,
                answer=reponses.JetonPerime,
            ),
        )

    async def _avis(self, espace: "Espace", call: ControlCall) -> object:
        """The ends of sessions told by the back channel, the oldest first, and what came of each."""
        del call
        found = await espace.store.query(avis.tous)
        told = ("client_id", "vers", "etat", "statut")
        return [{name: getattr(one, name) for name in told} for one in found]

    async def _lire(self, espace: "Espace", call: ControlCall) -> object:
        """The key that signs, and every signing key published, by `kid`."""
        del call
        trousseau = await self._service.trousseau(espace)
        return {"active": trousseau.kid, "publiees": list(trousseau.publiees)}

    async def _tourner(self, espace: "Espace", call: ControlCall) -> object:
        """The next key signs from now on; the one before stays published unless told otherwise."""
        fiche: FicheRotation = call.body
        await espace.store.write(partial(_tourner, garder=fiche.garder_l_ancienne))
        self._service.roulements.oublier(espace)
        return await self._lire(espace, call)

    async def _retirer(self, espace: "Espace", call: ControlCall) -> object:
        """Tokens signed with another key than today's are worthless from now on."""
        await espace.store.write(_retirer)
        self._service.roulements.oublier(espace)
        return await self._lire(espace, call)

    async def _perimer(self, espace: "Espace", call: ControlCall) -> object:
        """Ends the life of one token now; its session and the other tokens live on."""
        fiche: FicheJeton = call.body
        trousseau = await self._service.trousseau(espace)
        jeton = self._service.de_l_espace(trousseau.verifier(fiche.jeton), espace)
        if jeton is None or jeton.genre not in {"Bearer", "Refresh"}:
            raise ControlRefused(422, "Ce jeton n'est ni d'accès ni de rafraîchissement de cet espace")
        work = partial(perimes.perimer, jti=str(jeton.claims["jti"]), now=to_us(espace.clock.now()))
        await espace.store.write(work)
        return {"genre": jeton.genre, "session": jeton.session, "client_id": jeton.client_id}


def _tourner(connection: "Connection", *, garder: bool) -> None:
    before: Roulement = lire_roulement(connection)
    mettre_roulement(connection, before.tourner(len(SIGNATURES), garder=garder))


def _retirer(connection: "Connection") -> None:
    mettre_roulement(connection, lire_roulement(connection).retirer())
