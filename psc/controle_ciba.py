"""What the control API does on telephones and card readers: who holds one, what waits there."""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from psc import controle_reponses as reponses
from psc.data.noms import CARTE, MOBILE, VIE_CIBA
from psc.errors import ERRORS
from psc.model import Ciba, Porteur
from psc.rules import vie
from psc.rules.porteur import moyens, obstacle
from psc.state import ciba
from psc.state.clients import Registre
from simulators.core.control_answers import LISTED, listing
from simulators.core.rule import Text
from simulators.core.sante.mots import Mots
from simulators.core.service import ControlCall, ControlRefused, ControlRoute
from simulators.core.store.state import to_us

if TYPE_CHECKING:
    from psc.service import PscService
    from simulators.core.espace import Espace


class ControleCiba:
    """The operations on the requests that a professional approves by telephone or card."""

    def __init__(self, service: "PscService") -> None:
        self._service = service
        self._mots = Mots[Porteur](lambda one: f"{one.prenom} {one.nom} {one.metier}")

    def routes(self) -> tuple[ControlRoute, ...]:
        """What the roof mounts."""
        return (
            ControlRoute(
                "GET",
                "/telephones",
                Text("Téléphones et cartes", "Telephones and cards"),
                self._telephones,
                query=LISTED,
                answer=list[reponses.TelephoneLu],
            ),
            ControlRoute(
                "GET",
                "/telephones/{professionnel}",
                Text("Un téléphone", "A telephone"),
                self._un_telephone,
                answer=reponses.TelephoneLu,
            ),
            ControlRoute(
                "GET",
                "/ciba",
                Text("Demandes en attente", "Waiting requests"),
                self._attentes,
                answer=list[reponses.DemandeCiba],
            ),
            ControlRoute(
                "POST",
                "/ciba/{demande}/approuver",
                Text("Approuver", "Approve"),
                self._approuver,
                answer=type(None),
            ),
            ControlRoute(
                "POST", "/ciba/{demande}/refuser", Text("Refuser", "Refuse"), self._refuser, answer=type(None)
            ),
        )

    async def _telephones(self, espace: "Espace", call: ControlCall) -> object:
        """The professionals who hold a telephone or a card, those somebody waits for first."""
        counts = await _counts(espace)
        designated = self._mots.designated(
            self._service.annuaires.de(espace).porteurs, call.query.get("q", "")
        )
        found = [one for one in designated if moyens(one)]
        found.sort(key=lambda one: (not counts[one.id], one.nom, one.prenom))
        return listing(call, found, lambda one: _telephone(one, counts))

    async def _un_telephone(self, espace: "Espace", call: ControlCall) -> object:
        """What one professional holds, and how many requests wait there."""
        id_ = call.parameters["professionnel"]
        found = self._service.annuaires.de(espace).porteurs.get(id_)
        if found is None or not moyens(found):
            raise ControlRefused(404, f"Ni téléphone ni carte de ce nom : {id_}")
        return _telephone(found, await _counts(espace))

    async def _attentes(self, espace: "Espace", call: ControlCall) -> object:
        """The requests waiting for somebody, the oldest first."""
        del call
        registre = self._service.registre(espace)
        found = await espace.store.query(partial(_nommees, registre, _since(espace)))
        now = to_us(espace.clock.now())
        return [_demande(one, logiciel, now) for one, logiciel in found]

    async def _approuver(self, espace: "Espace", call: ControlCall) -> object:
        """The person approves, on the telephone or with the card: no code is asked here.

        409 when they may not: an e-CPS not activated, a card opposed since the request was made.
        """
        demande = await espace.store.query(partial(ciba.lire, id_=call.parameters["demande"]))
        if demande is not None:
            porteur = self._service.annuaires.de(espace).porteurs.get(demande.porteur)
            if refus := obstacle(porteur, demande.moyen):
                raise ControlRefused(409, ERRORS[refus].label)
        return await self._repondre(espace, call, "approuvee")

    async def _refuser(self, espace: "Espace", call: ControlCall) -> object:
        """The person refuses."""
        return await self._repondre(espace, call, "refusee")

    async def _repondre(self, espace: "Espace", call: ControlCall, etat: str) -> object:
        demande, now = call.parameters["demande"], to_us(espace.clock.now())
        work = partial(ciba.repondre, id_=demande, etat=etat, since=_since(espace), now=now)
        if not await espace.store.write(work):
            raise ControlRefused(404, f"Aucune demande en attente de ce nom : {demande}")
        return None


def _since(espace: "Espace") -> int:
    return to_us(espace.clock.now()) - VIE_CIBA * vie.SECONDE


async def _counts(espace: "Espace") -> Counter[str]:
    """How many requests wait for each professional."""
    waiting = await espace.store.query(partial(ciba.en_attente, since=_since(espace)))
    return Counter(one.porteur for one in waiting)


def _telephone(one: Porteur, counts: Counter[str]) -> Mapping[str, Any]:
    return {
        "professionnel": one.id,
        "nom": one.nom,
        "prenom": one.prenom,
        "metier": one.metier,
        "carte": CARTE in moyens(one),
        "telephone": MOBILE in moyens(one),
        "en_attente": counts[one.id],
    }


def _nommees(registre: Registre, since: int, connection: Connection) -> list[tuple[Ciba, str]]:
    """The requests, each with the name of the software that asks."""
    found = ciba.en_attente(connection, since)
    return [(one, registre.client(connection, one.client_id).nom or one.client_id) for one in found]


def _demande(one: Ciba, logiciel: str, now: int) -> Mapping[str, Any]:
    """`secondes_restantes`: before nobody can answer it any more, by the clock of the espace."""
    fin = one.cree_us + VIE_CIBA * vie.SECONDE
    return {
        "id": one.id,
        "professionnel": one.porteur,
        "client_id": one.client_id,
        "logiciel": logiciel,
        "moyen": one.moyen,
        "message": one.message,
        "depuis": datetime.fromtimestamp(one.cree_us / vie.SECONDE, UTC).isoformat(),
        "secondes_restantes": max(0, fin - now) // vie.SECONDE,
    }
