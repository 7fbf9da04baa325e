"""What the control API asks of the operators: replies on demand, delays, members, what waits for its hour."""

from functools import partial
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from mss import controle_reponses as reponses
from mss.boites import boite_de, changer
from mss.confiance.liste import inscrits
from mss.errors import ERRORS, SMTP, reply, repond
from mss.remise import Facteur
from mss.state import liste_grise
from mss.state.echeances import Due, a_venir, avancer
from mss.state.vue import Annuaires
from simulators.core.journal.codec import instant_of
from simulators.core.monde.messagerie import Consigne
from simulators.core.rule import Text
from simulators.core.service import ControlCall, ControlRefused, ControlRoute
from simulators.core.store.state import to_us

if TYPE_CHECKING:
    from simulators.core.espace import Espace

_MOMENTS = ("rcpt", "data", "plus_tard")


class DemandeConsigne(BaseModel):
    """Ce que l'opérateur de la boîte fait, sur demande, des courriels qui lui arrivent."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"reponse": "", "moment": "rcpt", "delai": 60}]}
    )

    reponse: str = Field("", max_length=60, description="Nom d'une réponse (voir /reponses), vide : aucune")
    moment: Literal["rcpt", "data", "plus_tard"] = Field(
        "rcpt", description="Au destinataire, après le courriel, ou plus tard par un avis d'échec"
    )
    delai: int = Field(0, ge=0, le=31_536_000, description="Secondes avant la remise ou l'avis")
    liste_grise: int = Field(
        0, ge=0, le=31_536_000, description="Secondes d'attente d'un expéditeur encore inconnu"
    )


class DemandeMembres(BaseModel):
    """Les professionnels (identifiants du monde) qui peuvent ouvrir la boîte."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"membres": ["helene-morvan"]}]}
    )

    membres: tuple[str, ...] = Field((), max_length=500)


class Consignes:
    """The control routes of the operators, mounted under `/espaces/{espace}/mss`."""

    def __init__(self, annuaires: Annuaires, facteur: Facteur) -> None:
        self._annuaires = annuaires
        self._facteur = facteur
        self.routes: tuple[ControlRoute, ...] = (
            ControlRoute(
                "GET",
                "/reponses",
                Text("Les réponses SMTP à demander", "The SMTP replies to ask for"),
                self._reponses,
                answer=list[reponses.ReponsePossible],
            ),
            ControlRoute(
                "PUT",
                "/boites/{adresse}/consigne",
                Text("Dire à l'opérateur quoi répondre", "Tell the operator what to answer"),
                self._consigne,
                body=DemandeConsigne,
                answer=reponses.ConsigneDite,
            ),
            ControlRoute(
                "DELETE",
                "/boites/{adresse}/consigne",
                Text("Lever la consigne d'une boîte", "Lift what was asked of a box"),
                self._lever,
                answer=reponses.ConsigneDite,
            ),
            ControlRoute(
                "PUT",
                "/boites/{adresse}/membres",
                Text("Dire qui peut ouvrir une boîte partagée", "Tell who may open a shared box"),
                self._membres,
                body=DemandeMembres,
                answer=reponses.MembresDits,
            ),
            ControlRoute(
                "GET",
                "/echeances",
                Text("Ce qui attend son heure", "What waits for its hour"),
                self._echeances,
                answer=list[reponses.Echeance],
            ),
            ControlRoute(
                "POST",
                "/echeances/avancer",
                Text("Faire maintenant tout ce qui attend", "Do now all that waits"),
                self._avancer,
                answer=reponses.EcheancesAvancees,
            ),
            ControlRoute(
                "POST",
                "/echeances/{id}/avancer",
                Text("Faire maintenant une échéance", "Do one waiting thing now"),
                self._avancer,
                answer=reponses.EcheancesAvancees,
            ),
            ControlRoute(
                "GET",
                "/liste-blanche",
                Text("Les domaines de l'espace de confiance", "The domains of the trust space"),
                self._liste,
                answer=list[reponses.DomaineInscrit],
            ),
        )

    async def _reponses(self, _: "Espace", __: ControlCall) -> object:
        """Le nom de chaque réponse, sa ligne, les moments où elle peut être donnée, d'où elle vient."""
        return [
            {
                "nom": key,
                "reponse": reply(key),
                "moments": [one for one in _MOMENTS if repond(key, one)],
                "source": {"genre": entry.basis.kind, "texte": entry.basis.source},
            }
            for key, entry in ERRORS.items()
            if entry.wire["protocole"] == SMTP
        ]

    async def _consigne(self, espace: "Espace", call: ControlCall) -> object:
        """Répondre, retarder, renvoyer, mettre en liste grise : pour tout courriel vers cette boîte."""
        asked: DemandeConsigne = call.body
        if asked.reponse and not (asked.reponse in ERRORS and repond(asked.reponse, asked.moment)):
            raise ControlRefused(
                422, f"Réponse inconnue à ce moment : {asked.reponse} (voir /reponses de ce service)"
            )
        boite = boite_de(self._annuaires, espace, call.parameters["adresse"])
        await changer(espace, boite, consigne=Consigne(**asked.model_dump()))
        return {"adresse": boite.adresse, "consigne": asked.model_dump()}

    async def _lever(self, espace: "Espace", call: ControlCall) -> object:
        """La boîte répond de nouveau d'elle-même ; la liste grise oublie qui lui a écrit."""
        boite = boite_de(self._annuaires, espace, call.parameters["adresse"])
        await changer(espace, boite, consigne=Consigne())
        await espace.store.write(partial(liste_grise.oublier, destinataire=boite.adresse))
        return {"adresse": boite.adresse, "consigne": Consigne().model_dump()}

    async def _membres(self, espace: "Espace", call: ControlCall) -> object:
        """Sans membre dit, une boîte ORG s'ouvre à qui exerce dans la structure."""
        asked: DemandeMembres = call.body
        boite = boite_de(self._annuaires, espace, call.parameters["adresse"])
        if boite.genre not in {"ORG", "CAB"}:
            raise ControlRefused(409, f"Une boîte {boite.genre} n'a pas de membres")
        known = espace.monde.professionnels()
        lost = [one for one in asked.membres if one not in known]
        if lost:
            raise ControlRefused(422, f"Professionnel inconnu de l'espace : {lost[0][:60]}")
        await changer(espace, boite, membres=asked.membres)
        return {"adresse": boite.adresse, "membres": list(asked.membres)}

    async def _echeances(self, espace: "Espace", _: ControlCall) -> object:
        """Remises retardées et avis, dans l'ordre, sur l'horloge de l'espace."""
        return [_montre(one) for one in await espace.store.query(a_venir)]

    async def _avancer(self, espace: "Espace", call: ControlCall) -> object:
        """L'heure prévue devient maintenant ; l'horloge de l'espace ne bouge pas."""
        work = partial(avancer, now_us=to_us(espace.clock.now()), wanted=call.parameters.get("id", ""))
        moved = await espace.store.write(work)
        self._facteur.reveiller(espace)
        return {"avancees": moved}

    async def _liste(self, espace: "Espace", _: ControlCall) -> object:
        """Ce que dit la liste blanche signée ; les opérateurs se changent par /operateurs de l'espace."""
        liste = inscrits(self._annuaires.de(espace), espace.clock.now())
        return [
            {"domaine": one.nom, "operateur": one.operateur.id, "nom": one.operateur.nom}
            for one in liste.domaines
        ]


def _montre(one: Due) -> dict[str, Any]:
    return {
        "id": one.id,
        "quand": instant_of(one.due_us).isoformat(),
        "genre": one.genre,
        "destinataire": one.doc.get("adresse", ""),
        "cause": one.doc.get("cause", ""),
        "courriel": one.doc.get("origine", ""),
    }
