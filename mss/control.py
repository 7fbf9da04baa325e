"""What the control API does of mailboxes: look inside, answer as a citizen, change the state of a box."""

from base64 import b64decode
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from sqlalchemy import Connection

from mss import controle_reponses as reponses
from mss import facts
from mss.boites import boite_de, changer, en_mots
from mss.data.textes import REPONSE_USAGER
from mss.exchanges import begin
from mss.messages.courriel import lire
from mss.messages.ecriture import AEcrire, Piece, ecrire
from mss.model import BoiteConnue, Enveloppe
from mss.remise import Facteur
from mss.state import dossiers, plis
from mss.state.depot import Depot, Fil, Remise
from mss.state.echeances import fils_de_l_usager
from mss.state.vue import Annuaires
from mss.traitement import Juge
from simulators.core.control_answers import LISTED, listing
from simulators.core.monde.model import Personne
from simulators.core.rule import Text
from simulators.core.sante.mots import Mots
from simulators.core.service import ControlCall, ControlRefused, ControlRoute
from simulators.core.store.state import to_us

if TYPE_CHECKING:
    from simulators.core.espace import Espace

_ETATS_PRO: Final = ("active", "liste-rouge", "pleine", "inconnue", "suspendue", "hors-liste-blanche")
_ETATS_USAGER: Final = ("active", "fermee", "inconnue", "invalide", "limite-25-mo")
MOST_LISTED: Final = 500


class Etat(BaseModel):
    """L'état d'une boîte."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"etat": "pleine"}]})

    etat: str = Field(description=f"{', '.join(_ETATS_PRO)} ; usagers : {', '.join(_ETATS_USAGER)}")


class PieceJointe(BaseModel):
    """Une pièce jointe à la réponse : un texte, ou un fichier en base64."""

    model_config = ConfigDict(extra="forbid")

    nom: str = Field(max_length=100, pattern=r"^[^\x00-\x1f\x7f\x85\u2028\u2029]+$")
    texte: str = Field("", max_length=1_000_000)
    base64: str = Field("", max_length=14_000_000, description="Le fichier, pour un PDF ou une image")
    type: Literal["text/plain", "text/csv", "application/pdf", "image/jpeg", "image/png"] = "text/plain"

    @model_validator(mode="after")
    def _un_contenu(self) -> Self:
        if bool(self.base64) is self.type.startswith("text/"):
            raise ValueError("Un texte va dans « texte », un PDF ou une image dans « base64 »")
        try:
            b64decode(self.base64, validate=True)
        except ValueError:
            raise ValueError("Base64 illisible") from None
        return self

    @property
    def octets(self) -> bytes:
        """The file itself."""
        return b64decode(self.base64) if self.base64 else self.texte.encode()


class Reponse(BaseModel):
    """La réponse de l'usager au dernier courriel d'un échange ; `boite` si plusieurs lui ont écrit."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "texte": "Merci, bien reçu.",
                    "pieces": [{"nom": "mesures.txt", "texte": "Glycémie : 1,1 g/l"}],
                }
            ]
        },
    )

    boite: str = ""
    texte: str = Field(REPONSE_USAGER, max_length=100_000)
    pieces: tuple[PieceJointe, ...] = ()


class Controle:
    """The control routes of MSSanté, mounted under `/espaces/{espace}/mss`."""

    def __init__(self, annuaires: Annuaires, facteur: Facteur, juge: Juge) -> None:
        self._annuaires = annuaires
        self._facteur = facteur
        self._juge = juge
        self._mots = Mots[BoiteConnue](lambda one: f"{one.adresse} {one.titulaire}")
        self.routes: tuple[ControlRoute, ...] = (
            ControlRoute(
                "GET",
                "/boites",
                Text("Les boîtes", "The mailboxes"),
                self._boites,
                query=LISTED,
                answer=list[reponses.BoiteLue],
            ),
            ControlRoute(
                "GET",
                "/boites/{adresse}",
                Text("Une boîte", "A mailbox"),
                self._une_boite,
                answer=reponses.BoiteLue,
            ),
            ControlRoute(
                "GET",
                "/boites/{adresse}/courriels",
                Text("Les courriels d'une boîte", "The mails of a box"),
                self._courriels,
                answer=list[reponses.CourrielListe],
            ),
            ControlRoute(
                "GET",
                "/boites/{adresse}/courriels/{id}",
                Text("Un courriel, octet pour octet", "One mail, byte for byte"),
                self._courriel,
                answer=reponses.CourrielEntier,
            ),
            ControlRoute(
                "PUT",
                "/boites/{adresse}/etat",
                Text("Changer l'état d'une boîte", "Change the state of a box"),
                self._etat,
                body=Etat,
                answer=reponses.EtatChange,
            ),
            ControlRoute(
                "GET",
                "/usagers/{matricule}/fils",
                Text("Les échanges d'un usager", "The exchanges of a citizen"),
                self._fils,
                answer=list[reponses.FilLu],
            ),
            ControlRoute(
                "POST",
                "/usagers/{matricule}/repondre",
                Text("Répondre comme l'usager", "Answer as the citizen"),
                self._repondre,
                body=Reponse,
                status=201,
                answer=reponses.ReponseEcrite,
            ),
        )

    async def _boites(self, espace: "Espace", call: ControlCall) -> object:
        """Adresse, titulaire, genre, état, opérateur et consigne de chaque boîte, usagers compris."""
        annuaire = self._annuaires.de(espace)
        every = self._mots.designated({**annuaire.boites, **annuaire.usagers}, call.query.get("q", ""))
        return listing(call, every, lambda one: en_mots(one, annuaire))

    async def _une_boite(self, espace: "Espace", call: ControlCall) -> object:
        """Les mêmes valeurs ; l'adresse d'un usager se dit sous l'un ou l'autre de ses domaines."""
        boite = boite_de(self._annuaires, espace, call.parameters["adresse"])
        return en_mots(boite, self._annuaires.de(espace))

    async def _courriels(self, espace: "Espace", call: ControlCall) -> object:
        """Les derniers courriels de chaque dossier, avec leurs drapeaux et leurs faits."""
        boite = boite_de(self._annuaires, espace, call.parameters["adresse"])
        return await espace.store.query(partial(_lister, boite.adresse, espace.store))

    async def _courriel(self, espace: "Espace", call: ControlCall) -> object:
        """Le courriel tel qu'il est arrivé, ses octets en Latin-1."""
        boite = boite_de(self._annuaires, espace, call.parameters["adresse"])
        wanted = call.parameters["id"]
        for one in await espace.store.query(partial(_lister, boite.adresse, espace.store)):
            if one["id"] == wanted:
                read = partial(plis.lire, espace.store, one["dossier_id"], [one["uid"]])
                octets = (await espace.store.query(read))[0].octets
                return {**one, "octets": octets.decode("latin-1")}
        raise ControlRefused(404, f"Courriel inconnu dans cette boîte : {wanted[:100]}")

    async def _etat(self, espace: "Espace", call: ControlCall) -> object:
        """Active, en liste rouge, pleine, suspendue… : les envois suivants en répondent."""
        boite = boite_de(self._annuaires, espace, call.parameters["adresse"])
        etat = call.body.etat
        known = _ETATS_USAGER if boite.genre == "USAGER" else _ETATS_PRO
        if etat not in known:
            raise ControlRefused(422, f"État inconnu : {etat[:40]} (au choix : {', '.join(known)})")
        await changer(espace, boite, etat=etat)
        return {"adresse": boite.adresse, "genre": boite.genre, "etat": etat}

    async def _fils(self, espace: "Espace", call: ControlCall) -> object:
        """Un échange par boîte de professionnel : OPEN, ANSWERED (répondu) ou CLOSED (clos par FIN)."""
        found = await espace.store.query(
            partial(fils_de_l_usager, usager=call.parameters["matricule"].lower())
        )
        return [
            {
                "boite": one.boite,
                "etat": one.etat,
                "adresse": one.adresse,
                "reponse_a": one.retour,
                "sujet": one.sujet,
                "message_id": one.message_id,
            }
            for one in found
        ]

    async def _repondre(self, espace: "Espace", call: ControlCall) -> object:
        """Seul un échange ouvert reçoit une réponse : un professionnel doit avoir écrit sans FIN."""
        matricule = call.parameters["matricule"].lower()
        usager = self._annuaires.de(espace).usagers.get(matricule)
        if usager is None or usager.etat != "active":
            raise ControlRefused(409, "Cet usager n'a pas de messagerie ouverte")
        demande: Reponse = call.body
        found = await espace.store.query(partial(fils_de_l_usager, usager=matricule))
        fils = [one for one in found if demande.boite.lower() in {"", one.boite}]
        ouverts = [one for one in fils if one.etat in {"OPEN", "ANSWERED"}]
        if not ouverts:
            raise ControlRefused(409, "Aucun échange ouvert : un professionnel doit avoir écrit sans FIN")
        if len(ouverts) > 1:
            boites = ", ".join(one.boite for one in ouverts)
            raise ControlRefused(409, f"Plusieurs échanges ouverts : préciser la boîte ({boites})")
        return await self._ecrire(espace, ouverts[0], demande)

    async def _ecrire(self, espace: "Espace", fil: Fil, demande: Reponse) -> object:
        begun = begin(espace)
        ouvert = lire(await espace.store.query(partial(plis.original, espace.store, fil.origine)))
        mail = AEcrire(
            expediteur=(nom_d_usager(self._annuaires.citoyen(espace, fil.usager)), fil.adresse),
            destinataires=(("", fil.retour),),
            sujet=f"Re: {fil.sujet}",
            texte=demande.texte,
            message_id=f"<{begun.id}@{fil.adresse.rpartition('@')[2]}>",
            date=begun.started,
            en_reponse_a=fil.message_id,
            fil=ouvert.references,
            pieces=tuple(Piece(one.nom, one.type, one.octets) for one in demande.pieces),
        )
        octets = ecrire(mail)
        depot = Depot(
            id=begun.id,
            octets=octets,
            recu_us=to_us(begun.started),
            faits={**facts.courriel(self._juge.traiter(octets)), "patient.matricule": fil.usager.upper()},
            remises=(Remise(fil.retour),),
            fils=(_repondu(fil),),
        )
        enveloppe = Enveloppe(fil.adresse, fil.adresse, (fil.retour,))
        await self._facteur.remettre(begun, octets, enveloppe, depot, fil.origine)
        return {"echange": begun.id, "boite": fil.retour, "message_id": mail.message_id}


def _repondu(fil: Fil) -> Fil:
    return Fil(
        fil.boite, fil.usager, "ANSWERED", fil.adresse, fil.retour, fil.sujet, fil.message_id, fil.origine
    )


def nom_d_usager(citoyen: Personne | None) -> str:
    """The display name of a citizen: birth name and first given name."""
    if citoyen is None or citoyen.reference is None:
        return ""
    first = next(iter(citoyen.reference.prenoms), "")
    return f"{citoyen.reference.nom_naissance} {first.capitalize()}".strip()


def _lister(boite: str, store: Any, connection: Connection) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for dossier in dossiers.lister(connection, boite):
        listed = plis.lister(connection, dossier.id)[-MOST_LISTED:]
        told = {one.uid: one for one in plis.lire(store, dossier.id, [one.uid for one in listed], connection)}
        found += [
            {
                "id": f"{dossier.id}-{one.uid}",
                "dossier": dossier.nom,
                "dossier_id": dossier.id,
                "uid": one.uid,
                "taille": one.taille,
                "drapeaux": sorted(one.drapeaux),
                "sujet": told[one.uid].faits.get("mss.sujet", ""),
                "message_id": told[one.uid].faits.get("mss.message_id", ""),
                "faits": dict(told[one.uid].faits),
            }
            for one in listed
            if one.uid in told
        ]
    return found
