"""The control route by which correspondents write: one mail, or two hundred at once."""

import asyncio
from typing import TYPE_CHECKING, Final

from pydantic import BaseModel, ConfigDict, Field

from mss import controle_reponses as reponses
from mss import facts
from mss.arrivees.messages.courrier import composer
from mss.arrivees.messages.document import Redacteur
from mss.arrivees.model import Correspondant, Envoi, Nature
from mss.arrivees.natures import NATURES
from mss.arrivees.redaction import correspondant, envois, patient
from mss.boites import boite_de
from mss.exchanges import Begun, begin
from mss.model import BoiteConnue, Enveloppe
from mss.remise import Facteur
from mss.state.depot import Depot, Remise
from mss.state.vue import Annuaires
from mss.traitement import Juge
from simulators.core.monde.model import Personne
from simulators.core.rule import Text
from simulators.core.sante.cda.ecriture_entete import PatientN1
from simulators.core.service import ControlCall, ControlRefused, ControlRoute
from simulators.core.store.state import to_us

if TYPE_CHECKING:
    from datetime import datetime

    from simulators.core.espace import Espace

MOST: Final = 200
_PAR_DEFAUT: Final = "sorties.geriatrie@hopital-trois-vallees.demo.mssante.fr"
# Mails written together: the loop serves others between two of these.
_LOT: Final = 20


class DemandeArrivee(BaseModel):
    """Ce qu'un correspondant écrit à une boîte de l'espace."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"boite": "helene.morvan@pro.demo.mssante.fr", "personne": "marguerite-delaunay"}]
        },
    )

    boite: str = Field(max_length=320, description="La boîte qui reçoit")
    nature: Nature = Field(Nature.NOMINAL, description="Ce qui arrive (voir GET /arrivees)")
    expediteur: str = Field(_PAR_DEFAUT, max_length=320, description="La boîte qui écrit")
    personne: str = Field("", max_length=64, description="Le patient ; vide : ceux de la structure, à tour")
    nombre: int = Field(1, ge=1, le=MOST, description="Combien de courriels de cette nature")


class Arrivees:
    """The routes of incoming traffic, mounted under `/espaces/{espace}/mss`."""

    def __init__(self, annuaires: Annuaires, facteur: Facteur, juge: Juge) -> None:
        self._annuaires = annuaires
        self._facteur = facteur
        self._juge = juge
        self._redacteur = Redacteur()
        self.routes: tuple[ControlRoute, ...] = (
            ControlRoute(
                "GET",
                "/arrivees",
                Text("Ce qui peut arriver", "What may come"),
                self._natures,
                answer=list[reponses.NaturePossible],
            ),
            ControlRoute(
                "POST",
                "/arrivees",
                Text("Faire écrire un correspondant", "Have a correspondent write"),
                self._arriver,
                body=DemandeArrivee,
                status=201,
                answer=list[reponses.Arrivee],
            ),
        )

    async def _natures(self, _: "Espace", __: ControlCall) -> object:
        """Chaque nature et ce qu'elle met à l'épreuve dans le logiciel qui reçoit."""
        return [{"nature": one.value, "texte": told.fr, "text": told.en} for one, told in NATURES.items()]

    async def _arriver(self, espace: "Espace", call: ControlCall) -> object:
        """Les courriels sont dans la boîte quand la réponse part ; 200 au plus d'un coup."""
        asked: DemandeArrivee = call.body
        boite = self._professionnelle(espace, asked.boite)
        de = self._expediteur(espace, asked.expediteur)
        people = _patients(espace, asked.personne, boite)
        begun: dict[str, Begun] = {}

        def commencer() -> "tuple[str, datetime]":
            one = begin(espace)
            begun[one.id] = one
            return one.id, one.started

        todo = [
            one
            for rank in range(asked.nombre)
            for one in envois(
                asked.nature, de, boite.adresse, _deux(people, 0 if asked.personne else rank), commencer
            )
        ]
        for start in range(0, len(todo), _LOT):
            batch = todo[start : start + _LOT]
            written = await asyncio.to_thread(_composer, batch, self._redacteur)
            # One after the other: what replaces a document comes after it.
            for one, octets in zip(batch, written, strict=True):
                await self._deposer(begun[one.id], one, octets)
        return [
            {
                "echange": one.id,
                "nature": one.nature.value,
                "message_id": one.message_id,
                "matricule": one.lettres[0].patient.ins.id if one.lettres else "",
            }
            for one in todo
        ]

    async def _deposer(self, begun: Begun, envoi: Envoi, octets: bytes) -> None:
        judged = await self._juge.sans_bloquer(octets)
        sender = "" if envoi.nature is Nature.AVIS_ECHEC else envoi.de.boite
        depot = Depot(
            id=begun.id,
            octets=octets,
            recu_us=to_us(begun.started),
            faits={**facts.courriel(judged), "mss.retour": sender, "mss.arrivee": envoi.nature.value},
            remises=(Remise(envoi.a),),
        )
        await self._facteur.remettre(begun, octets, Enveloppe("", sender, (envoi.a,)), depot, "")

    def _professionnelle(self, espace: "Espace", adresse: str) -> BoiteConnue:
        boite = boite_de(self._annuaires, espace, adresse)
        if boite.genre == "USAGER":
            raise ControlRefused(409, "Un correspondant écrit à une boîte de professionnel ou de structure")
        return boite

    def _expediteur(self, espace: "Espace", adresse: str) -> Correspondant:
        self._professionnelle(espace, adresse)
        known = espace.monde.boites().values()
        return correspondant(next(one for one in known if one.adresse.lower() == adresse.lower()), espace)


def _composer(batch: list[Envoi], redacteur: Redacteur) -> list[bytes]:
    return [composer(one, redacteur) for one in batch]


def _patients(espace: "Espace", personne: str, boite: BoiteConnue) -> list[PatientN1]:
    """The person named, else those of the structure of the box, else all; those with an INS."""
    every = [one for one in espace.monde.personnes().values() if one.reference and one.reference.prenoms]
    if personne:
        chosen = [one for one in every if one.id == personne]
        if not chosen:
            raise ControlRefused(422, f"Personne inconnue ou sans INS : {personne}")
        others = [one for one in every if one.id != personne]
        return [patient(one) for one in (*chosen, *others[:1])]
    here = [one for one in every if _suivie(one, espace, boite)]
    return [patient(one) for one in (here if len(here) > 1 else every)]


def _suivie(one: Personne, espace: "Espace", boite: BoiteConnue) -> bool:
    unit = espace.monde.structures().get(one.structure)
    return unit is not None and unit.identifiant_national == boite.structure != ""


def _deux(people: list[PatientN1], rank: int) -> tuple[PatientN1, PatientN1]:
    """The patient of a mail and somebody else."""
    return people[rank % len(people)], people[(rank + 1) % len(people)]
