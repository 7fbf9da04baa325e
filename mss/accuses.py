"""Receipts on demand: the control API reads a mail for its recipient, and the receipt asked for goes back."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from sqlalchemy import Connection

from mss import controle_reponses as reponses
from mss import facts
from mss.boites import boite_de
from mss.control import nom_d_usager
from mss.data.accuses import REFUS_ACCUSE
from mss.exchanges import Begun, begin
from mss.messages.accuse import Accuse, Grammaire, ecrire_accuse
from mss.messages.courriel import lire
from mss.model import BoiteConnue, Courriel, Enveloppe
from mss.operateur import HOTE
from mss.remise import Facteur
from mss.rules.accuse import ENVOYE, Disposition, Refus, automatique, destinations, refus
from mss.state import dossiers, plis
from mss.state.depot import Depot, Remise
from mss.state.vue import Annuaires
from mss.traitement import Juge
from simulators.core.rule import Text
from simulators.core.service import ControlCall, ControlRefused, ControlRoute
from simulators.core.store.state import to_us

if TYPE_CHECKING:
    from simulators.core.espace import Espace
    from simulators.core.store.store import Store

AGENT: Final = f"{HOTE}; Socle"


class DemandeAccuse(BaseModel):
    """Ce que le destinataire a fait du courriel ; `erreur` quand son logiciel n'a pas pu l'intégrer."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"disposition": "displayed"}]})

    disposition: Disposition = "displayed"
    erreur: Literal["", "900", "901", "902", "903", "904", "905", "906"] = ""
    grammaire: Grammaire = Field("1.1.3", description="Version du volet LPS-MSS qui écrit l'erreur")

    @model_validator(mode="after")
    def _une_erreur_d_integration(self) -> Self:
        if self.erreur and self.disposition != "processed":
            raise ValueError("Une erreur d'intégration va avec la disposition « processed »")
        return self


@dataclass(frozen=True, slots=True)
class Copie:
    """A mail in a box, as the receipt needs it; `retour` is its MAIL FROM, None when it was not received."""

    dossier: int
    uid: int
    octets: bytes
    drapeaux: frozenset[str]
    retour: str | None
    origine: str
    matricule: str


class Accuses:
    """The control route of receipts, for professional boxes as for citizens."""

    def __init__(self, annuaires: Annuaires, facteur: Facteur, juge: Juge) -> None:
        self._annuaires = annuaires
        self._facteur = facteur
        self._juge = juge
        self.routes: tuple[ControlRoute, ...] = (
            ControlRoute(
                "POST",
                "/boites/{adresse}/courriels/{id}/accuser",
                Text("Renvoyer l'accusé demandé par un courriel", "Return the receipt a mail asks for"),
                self._accuser,
                body=DemandeAccuse,
                status=201,
                answer=reponses.AccuseEnvoye,
            ),
        )

    async def _accuser(self, espace: "Espace", call: ControlCall) -> object:
        """L'accusé part une fois, vers qui l'a demandé, s'il est de l'espace de confiance."""
        boite = boite_de(self._annuaires, espace, call.parameters["adresse"])
        demande: DemandeAccuse = call.body
        copie = await espace.store.query(partial(_trouver, espace.store, boite, call.parameters["id"]))
        if copie is None:
            raise ControlRefused(404, f"Courriel inconnu dans cette boîte : {call.parameters['id'][:100]}")
        mail = lire(copie.octets)
        broken = refus(mail, boite, copie.retour, demande.disposition, copie.drapeaux)
        if broken is not None:
            raise ControlRefused(409, REFUS_ACCUSE[broken])
        boites = destinations(mail.demandeurs, self._annuaires.de(espace))
        if isinstance(boites, Refus):
            raise ControlRefused(409, REFUS_ACCUSE[boites])
        # Marked first, in one transaction: of two calls at once, one receipt goes.
        if not await espace.store.write(partial(_marquer, copie)):
            raise ControlRefused(409, REFUS_ACCUSE[Refus.DEJA_ENVOYE])
        self._facteur.sonner(espace, (boite.adresse,))
        return await self._envoyer(begin(espace), boite, copie, mail, boites, demande)

    async def _envoyer(
        self,
        begun: Begun,
        boite: BoiteConnue,
        copie: Copie,
        mail: Courriel,
        boites: tuple[str, ...],
        demande: DemandeAccuse,
    ) -> object:
        accuse = Accuse(
            lecteur=(self._nom(begun.espace, boite), boite.adresse),
            destinataires=boites,
            sujet=mail.sujet,
            message_id=f"<{begun.id}@{boite.adresse.rpartition('@')[2]}>",
            reference=mail.message_id,
            date=begun.started,
            agent=AGENT,
            disposition=demande.disposition,
            automatique=automatique(demande.disposition),
            original=copie.octets,
            erreur=demande.erreur,
            grammaire=demande.grammaire,
        )
        octets = ecrire_accuse(accuse)
        told = {
            **facts.courriel(self._juge.traiter(octets)),
            "patient.matricule": copie.matricule,
        }
        remises = tuple(Remise(one) for one in boites)
        depot = Depot(begun.id, octets, to_us(begun.started), told, remises)
        await self._facteur.remettre(begun, octets, Enveloppe("", "", boites), depot, copie.origine)
        return {"echange": begun.id, "boites": boites, "message_id": accuse.message_id}

    def _nom(self, espace: "Espace", boite: BoiteConnue) -> str:
        if boite.genre != "USAGER":
            return boite.libelle
        return nom_d_usager(self._annuaires.citoyen(espace, boite.adresse.partition("@")[0]))


def _trouver(store: "Store", boite: BoiteConnue, wanted: str, connection: Connection) -> Copie | None:
    """A copy by `<folder>-<UID>`, when that folder is of this box."""
    for dossier in dossiers.lister(connection, boite.adresse):
        pli = next(
            (one for one in plis.lister(connection, dossier.id) if f"{dossier.id}-{one.uid}" == wanted), None
        )
        if pli is not None:
            (contenu,) = plis.lire(store, dossier.id, [pli.uid], connection)
            return Copie(
                dossier.id,
                pli.uid,
                contenu.octets,
                pli.drapeaux,
                contenu.faits.get("mss.retour"),
                pli.message,
                str(contenu.faits.get("patient.matricule") or ""),
            )
    return None


def _marquer(copie: Copie, connection: Connection) -> bool:
    """Notes that the receipt goes; False when it was noted already."""
    now = [one for one in plis.lister(connection, copie.dossier) if one.uid == copie.uid]
    if not now or ENVOYE.lower() in {one.lower() for one in now[0].drapeaux}:
        return False
    plis.marquer(connection, copie.dossier, [copie.uid], lambda drapeaux: drapeaux | {ENVOYE})
    return True
