"""A professional at work on one record of the DMP: each gesture, in the mode that its right asks for.

The structure feeds, replaces and deletes (indirect); the professional reads by Pro Santé Connect (AIR) or
by card (direct): PDT-INF-526 and PDT-INF-606.
"""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from typing import Any

from simulators.core.monde.model import Professionnel
from simulators.core.rule import Text
from simulators.core.sante.ebrim.modele import Association, FicheDocument, LotSoumission, Soumission
from simulators.core.sante.ebrim.noms import (
    ETAT_NOUVEAU,
    ETAT_ORIGINAL,
    StatutDocument,
    TypeAssociation,
)
from simulators.core.sante.ebrim.requetes import Requete, obtenir_documents
from simulators.core.xml.saml import ModeAuthentification
from simulators.dui import recit
from simulators.dui.dmp import DmpClient
from simulators.dui.dmp_lecture import Existence
from simulators.dui.documents.production import SOURCE, Deforme, nouvel_oid, tel_quel
from simulators.dui.documents.projet import Precedent
from simulators.dui.documents.redaction import Redaction
from simulators.dui.documents.soumission import Document, lot_de
from simulators.dui.parcours import AIR, INDIRECTE, INFIRMIERE, Parcours
from simulators.dui.poste import install_dmp
from simulators.dui.psc import Connexion
from simulators.dui.reseau import Refus
from simulators.dui.session import Dui
from simulators.dui.vihf import Acces

DIRECTE = ModeAuthentification.DIRECTE
_SEUL = Text("les autres services ne sont pas joués ici", "the other services are not played here")
Travail = Callable[["Seance"], None]


class Seance:
    """One professional on the record of one person. Use `seance` to open it."""

    def __init__(self, parcours: Parcours, carte: DmpClient) -> None:
        self.p, self.dui = parcours, parcours.dui
        self._carte = carte

    @property
    def personne(self) -> str:
        """Whose record is open."""
        return self.p.dossier.id

    def ouvrir(self, personne: str) -> None:
        """Opens the record of another person."""
        self.p.dossier = self.dui.open(personne)

    def acces(self, mode: ModeAuthentification = INDIRECTE, **changes: Any) -> Acces:
        """Who acts on the open record, and how."""
        return replace(self.p.acces(mode, self.p.patient(self.personne)), **changes)

    def client(self, acces: Acces) -> DmpClient:
        """The structure's connection, or that of the card."""
        return self._carte if acces.mode is DIRECTE else self.p.dmp

    def tester(self, acces: Acces | None = None) -> Existence:
        """TD0.2."""
        who = acces or self.acces()
        found = self.client(who).existence(who)
        self.dui.tell(recit.existence(found))
        return found

    def autoriser(self, mode: ModeAuthentification = AIR) -> None:
        """TD0.3."""
        who = self.acces(mode)
        self.client(who).autoriser(who)
        self.dui.tell(recit.autorise())

    def produire(
        self, deforme: Deforme = tel_quel, redaction: Redaction | None = None, **changes: Any
    ) -> Document:
        """A document of the open record: the plan unless already written; `changes` are the project's."""
        projet = replace(self.p.projet(), patient=self.p.patient(self.personne))
        return self.p.produire(replace(projet, **changes), redaction, deforme)

    def verser(self, document: Document | None = None, acces: Acces | None = None) -> Document:
        """TD2.1, in the name of the structure unless told otherwise."""
        fed = document or self.produire()
        who = acces or self.acces()
        self.client(who).alimenter(fed.soumission, fed.contenus, who)
        self.dui.tell(recit.alimente(carte=who.mode is DIRECTE))
        return fed

    def remplacer(self, document: Document, deforme: Deforme = tel_quel, **changes: Any) -> Document:
        """A new version of a document: found by its uniqueId (TD3.1b), then fed in its place."""
        before = Precedent(
            self.reference(document.unique_id), document.unique_id, document.lignee, document.version
        )
        return self.verser(self.produire(deforme, precedent=before, **changes))

    def reference(self, unique_id: str, mode: ModeAuthentification = INDIRECTE) -> str:
        """TD3.1b: the entryUUID of a document. Raises Refus when it is not there."""
        query = obtenir_documents(uniques=[unique_id], retour="ObjectRef")
        who = self.acces(mode)
        found = self.client(who).rechercher(who, query).references
        if not found:
            raise Refus(Text("document introuvable au DMP", "document not found in the DMP"))
        return found[0]

    def chercher(
        self, requete: Requete | None = None, mode: ModeAuthentification = AIR
    ) -> tuple[FicheDocument, ...]:
        """TD3.1 in the professional's name."""
        who = self.acces(mode)
        found = self.client(who).rechercher(who, requete).fiches
        self.dui.tell(recit.trouves(len(found)))
        return found

    def lire(self, unique_id: str, mode: ModeAuthentification = AIR) -> bytes:
        """TD3.2 in the professional's name."""
        who = self.acces(mode)
        content = self.client(who).consulter(unique_id, who)
        self.dui.tell(recit.ouvert())
        return content

    def changer_etat(
        self,
        entry_uuid: str,
        vers: StatutDocument = StatutDocument.SUPPRIME,
        mode: ModeAuthentification = INDIRECTE,
    ) -> None:
        """TD3.3: an approved document deleted, or archived."""
        slots = {ETAT_ORIGINAL: (StatutDocument.APPROUVE.value,), ETAT_NOUVEAU: (vers.value,)}
        lot = self.lot()
        link = Association(TypeAssociation.STATUT, lot.entry_uuid, entry_uuid, slots=slots)
        who = self.acces(mode)
        self.client(who).mettre_a_jour(Soumission(lot, associations=(link,)), who)
        self.dui.tell(recit.change(vers))

    def tenter(self, geste: Callable[[], object]) -> None:
        """A gesture that the DMP is expected to refuse: work goes on."""
        try:
            geste()
        except Refus as error:
            self.dui.tell(recit.refuse(error), error.code)

    def deja(self) -> list[str]:
        """The uniqueIds of the documents of the record, the last fed first, by the simulator's controls."""
        found = self.dui.commander("GET", f"/dmp/personnes/{self.personne}/documents")
        return [one["unique_id"] for one in found if one["type"] != "E1762"]

    def lot(self) -> LotSoumission:
        """The set that carries an update: about the same person, by the same author."""
        projet = replace(self.p.projet(), patient=self.p.patient(self.personne))
        return lot_de(projet, nouvel_oid(self.dui.ids, "lot"), SOURCE)


@contextmanager
def seance(dui: Dui, personne: str, qui: str = INFIRMIERE) -> Iterator[Seance]:
    """A professional connects and opens a record. Raises Refus where the services are not played."""
    if not dui.joue("psc", "dmp"):
        raise Refus(_SEUL)
    carte = DmpClient(install_dmp(dui.ready, dui.espace, carte=True), dui.ids, dui.now)
    with closing(Parcours(dui)) as p, closing(carte):
        p.infirmiere = p.connecter(qui)
        p.dossier = dui.open(personne)
        yield Seance(p, carte)


def en_seance(travail: Travail, personne: str, qui: str = INFIRMIERE) -> Callable[[Dui], None]:
    """A script: the professional connects, opens the record and works."""

    def script(dui: Dui) -> None:
        with seance(dui, personne, qui) as s:
            travail(s)

    return script


def comme(dui: Dui, connexion: Connexion, professionnel: str) -> Connexion:
    """The identity of another professional of the espace, for a document that they wrote."""
    one = dui.element("professionnels", professionnel, Professionnel)
    activite = replace(connexion.activite, profession=one.profession, savoir_faire=one.specialite)
    return replace(connexion, identifiant=f"8{one.rpps}", nom=one.nom, prenom=one.prenom, activite=activite)
