"""The journey across the four services, as the reference DUI lives it: one record, two professionals.

Each method is a gesture of a user; what a wrong run changes is an argument. `Refus` stops the journey where
the service stopped it.
"""

from contextlib import AbstractContextManager, closing
from dataclasses import dataclass, replace

from simulators.core.monde.model import Professionnel, Structure
from simulators.core.rule import Text
from simulators.core.sante.identifiants import Cx
from simulators.core.sante.rniv.codes import Document as Piece
from simulators.core.sante.rniv.dossier import Dossier
from simulators.core.sante.rniv.transitions import check_document
from simulators.core.xml.saml import ModeAuthentification
from simulators.dui import recit
from simulators.dui.accompagnement import plan_de
from simulators.dui.courriel import Correspondant, Courriel, Jointe, Objet, ecrire, nom_pdf, sujet
from simulators.dui.designation import designation
from simulators.dui.dmp import DmpClient
from simulators.dui.documents import ppa
from simulators.dui.documents.archive import archive, extraire
from simulators.dui.documents.production import Deforme, annoncer, produire, tel_quel
from simulators.dui.documents.projet import Etablissement, Projet
from simulators.dui.documents.redaction import Redaction
from simulators.dui.documents.soumission import Document
from simulators.dui.messagerie import Messagerie, Ouverture, Recu
from simulators.dui.poste import install_dmp, install_mss, install_psc
from simulators.dui.psc import Connexion, Demande, PscClient
from simulators.dui.reseau import Refus
from simulators.dui.session import Dui
from simulators.dui.telling import taken_over
from simulators.dui.vihf import Acces

PERSONNE = "marguerite-delaunay"
INFIRMIERE = "nathalie-kermarrec"
MEDECIN = "luc-besnard"
ETABLISSEMENT = "ehpad-les-tilleuls"
CABINET = "cabinet-du-marronnier"
BOITE_INFIRMIERE = "nathalie.kermarrec@pro.demo.mssante.fr"
BOITE_MEDECIN = "cabinet.besnard@medecin.demo.mssante.fr"
DOMAINE_USAGERS = "patient.demo.mssante.fr"
INDIRECTE, AIR = ModeAuthentification.INDIRECTE, ModeAuthentification.INDIRECTE_RENFORCEE
_VALIDE = "VALIDE"
_NON_QUALIFIEE = Text(
    "identité non qualifiée : rien ne part vers le DMP ni la messagerie",
    "unqualified identity: nothing leaves for the DMP nor by mail",
)
_TEXTE_MEDECIN = (
    "Cher confrère,\n\nVous trouverez ci-joint le projet personnalisé d'accompagnement de votre patiente.\n"
    "\nBien cordialement,\nNathalie Kermarrec, infirmière coordinatrice, EHPAD Les Tilleuls\n"
)
_TEXTE_ADRESSAGE = (
    "Bonjour,\n\nVoici le document de la personne que je vous adresse.\n"
    "\nBien cordialement,\nDr Luc Besnard\n"
)
_TEXTE_USAGER = (
    "Bonjour,\n\nVoici le projet personnalisé dont nous avons parlé ensemble.\n"
    "Vous pouvez nous répondre ici.\n\nNathalie Kermarrec, infirmière coordinatrice, EHPAD Les Tilleuls\n"
)


@dataclass(frozen=True, slots=True)
class Envoi:
    """A mail to write: to whom, what it says, who signs it, and what a wrong run does to it."""

    a: Correspondant
    texte: str
    document: Document
    de: str = BOITE_INFIRMIERE
    signe: str = "EHPAD Les Tilleuls - Nathalie Kermarrec"
    fin: bool = False
    sans_archive: bool = False
    sans_nil: bool = False
    code_cda: str = ""
    ins: str = "O"
    patient: Cx | None = None


class Parcours:
    """The journey under way. `dossier`, `document` and the logins are what it knows so far."""

    dossier: Dossier
    document: Document
    infirmiere: Connexion
    medecin: Connexion

    def __init__(self, dui: Dui) -> None:
        self.dui = dui
        self.dmp = DmpClient(install_dmp(dui.ready, dui.espace), dui.ids, dui.now)
        self._mss = install_mss(dui.ready, dui.espace)
        self.messagerie = Messagerie(self._mss)
        self.envoye = ""

    def close(self) -> None:
        """Closes the connections."""
        self.dmp.close()

    def connecter(self, professionnel: str, demande: Demande | None = None) -> Connexion:
        """A professional connects in a browser of their own."""
        with self._psc() as client:
            connexion = client.connecter(self._national(professionnel), demande)
        self.dui.tell(recit.connecte(connexion))
        return connexion

    def admettre(self) -> None:
        """Admission: INSi, comparison, identity document, qualification."""
        self.dossier = self.dui.search(self.dui.open(PERSONNE))
        before, self.dossier = self.dossier, check_document(self.dossier, Piece.CARTE_IDENTITE)
        self.dui.tell(recit.qualifiee())
        self.dui.tell(taken_over(before, self.dossier))
        if not self.dossier.matricule_transmissible:
            raise Refus(_NON_QUALIFIEE)

    def patient(self, personne: str = PERSONNE) -> Cx:
        """The INS of a person: the record's once qualified, else as typed from the reference base."""
        dossier: Dossier | None = getattr(self, "dossier", None)
        if dossier is not None and dossier.id == personne and dossier.matricule_transmissible:
            return designation(dossier)
        reference = self.dui.personne(personne).reference
        if reference is None:
            raise LookupError(personne)
        return Cx(reference.ins.complet, reference.ins.oid)

    def acces(self, mode: ModeAuthentification, patient: Cx | None = None, structure: str = "") -> Acces:
        """Who acts on whose record."""
        own = structure or self.etablissement().identifiant
        return Acces(mode, own, self.infirmiere, patient or self.patient())

    def etablissement(self, identifier: str = ETABLISSEMENT) -> Etablissement:
        """The structure that keeps the record, or another one."""
        structure = self.dui.element("structures", identifier, Structure)
        return Etablissement(structure.identifiant_national, structure.nom, structure.ville)

    def tester(self, patient: Cx | None = None) -> None:
        """TD0.2 in the structure's name."""
        self.dui.tell(recit.existence(self.dmp.existence(self.acces(INDIRECTE, patient))))

    def projet(self) -> Projet:
        """The plan as the nurse writes it now."""
        return Projet(self.dossier, self.patient(), self.infirmiere, self.etablissement(), self.dui.now())

    def produire(
        self,
        projet: Projet | None = None,
        redaction: Redaction | None = None,
        deforme: Deforme = tel_quel,
    ) -> Document:
        """The document as it will be filed: the plan of the person, or another one already written."""
        told = projet or self.projet()
        if redaction is None:
            redaction = ppa.rediger(plan_de(told.dossier.id))
        else:
            told = annoncer(told, redaction)
        document = produire(told, redaction, self.dui.ids, self.dmp.cachet.signer, deforme)
        self.dui.tell(recit.produit(redaction.modele.intitule, len(document.cda)))
        return document

    def alimenter(self, document: Document, acces: Acces | None = None) -> None:
        """TD2.1."""
        self.dmp.alimenter(document.soumission, document.contenus, acces or self.acces(INDIRECTE))
        self.dui.tell(recit.alimente())

    def consulter(self, acces: Acces) -> tuple[str, ...]:
        """The agreement when there is none yet, then TD3.1: the identifiers of the documents listed."""
        if self.dmp.existence(acces).autorisation != _VALIDE:
            self.dmp.autoriser(acces)
            self.dui.tell(recit.autorise())
        found = tuple(one.unique_id for one in self.dmp.rechercher(acces).fiches)
        self.dui.tell(recit.trouves(len(found)))
        return found

    def relire(self) -> None:
        """TD3.1 and TD3.2 in the nurse's name; the bytes are compared."""
        acces = self.acces(AIR)
        wanted = self.document.unique_id
        found = next((one for one in self.consulter(acces) if one == wanted), wanted)
        self.dui.tell(recit.relu(identique=self.dmp.consulter(found, acces) == self.document.cda))

    def ecrire(self, envoi: Envoi) -> str:
        """One mail of the nurse with its document; its Message-ID."""
        return self._envoyer(envoi, Ouverture(BOITE_INFIRMIERE, self.infirmiere.acces))

    def adresser(self, personne: str, document: Document | None = None) -> None:
        """The GP mails the nurse a plan of a person he follows, under the number he qualified."""
        sent = document or self._du_cabinet(personne)
        envoi = Envoi(Correspondant(BOITE_INFIRMIERE), _TEXTE_ADRESSAGE, sent)
        self._envoyer(
            replace(envoi, de=BOITE_MEDECIN, signe="Dr Luc Besnard"),
            Ouverture(BOITE_MEDECIN, self.medecin.acces),
        )

    def _du_cabinet(self, personne: str) -> Document:
        dossier, patient = self.dui.open(personne), self.patient(personne)
        return self.produire(
            Projet(dossier, patient, self.medecin, self.etablissement(CABINET), self.dui.now())
        )

    def _envoyer(self, envoi: Envoi, ouverture: Ouverture) -> str:
        courriel = self._courriel(envoi)
        self.messagerie.envoyer(ouverture, envoi.de, envoi.a.adresse, ecrire(courriel))
        self.dui.tell(recit.envoye(envoi.a.adresse, document=not envoi.sans_archive))
        return courriel.message_id

    def au_medecin(self) -> Envoi:
        """The mail to the GP, as it should be."""
        return Envoi(Correspondant(BOITE_MEDECIN, "Dr Luc Besnard"), _TEXTE_MEDECIN, self.document)

    def a_l_usager(self) -> Envoi:
        """The mail to the citizen, at the address made of the qualified INS."""
        traits = self.dossier.traits
        address = f"{self.patient().id}@{DOMAINE_USAGERS}".lower()
        shown = f"{traits.nom_naissance} {traits.premier_prenom.title()}"
        return Envoi(Correspondant(address, shown), _TEXTE_USAGER, self.document)

    def relever(self, boite: str, connexion: Connexion) -> tuple[Recu, ...]:
        """The unread mails of a box."""
        recus = self.messagerie.relever(Ouverture(boite, connexion.acces))
        self.dui.tell(recit.releve(recus, boite))
        return recus

    def relever_medecin(self) -> None:
        """The GP reads his mail and takes the document out."""
        for recu in self.relever(BOITE_MEDECIN, self.medecin):
            if recu.archive is not None:
                same = extraire(recu.archive) == [self.document.cda]
                self.dui.tell(recit.extrait(identique=same))

    def repondre(self) -> None:
        """The citizen answers, through the simulator's own controls."""
        self.dui.usager_repond(self.patient().id, BOITE_INFIRMIERE)
        self.dui.tell(recit.a_repondu())

    def relever_infirmiere(self) -> None:
        """The nurse reads the answer."""
        for recu in self.relever(BOITE_INFIRMIERE, self.infirmiere):
            if recu.en_reponse_a == self.envoye:
                self.dui.tell(recit.reponse(recu))

    def deconnecter(self) -> None:
        """The nurse's session ends at Pro Santé Connect too."""
        with self._psc() as client:
            client.deconnecter(self.infirmiere)
        self.dui.tell(recit.deconnecte())

    def _psc(self) -> AbstractContextManager[PscClient]:
        return closing(PscClient(install_psc(self.dui.ready, self.dui.espace), self.dui.ids))

    def _national(self, professionnel: str) -> str:
        return f"8{self.dui.element('professionnels', professionnel, Professionnel).rpps}"

    def _courriel(self, envoi: Envoi) -> Courriel:
        document, projet = envoi.document, envoi.document.projet
        t = projet.dossier.traits
        objet = Objet(projet.type.label, t.nom_naissance, t.premier_prenom, t.date_naissance, projet.quand)
        joined = None if envoi.sans_archive else archive(document, envoi.patient)
        titled = sujet(objet) if joined else projet.type.label
        return Courriel(
            de=Correspondant(envoi.de, envoi.signe),
            a=envoi.a,
            sujet=titled,
            texte=envoi.texte,
            message_id=f"<{self.dui.ids.uuid('courriel')}@{envoi.de.rpartition('@')[2]}>",
            quand=self.dui.now(),
            nil="" if envoi.sans_nil else self._mss.nil,
            code_cda=(envoi.code_cda or projet.type.code) if joined else "",
            ins=envoi.ins if joined else "",
            fin=envoi.fin,
            jointe=Jointe(joined, ((nom_pdf(objet), document.pdf),)),
        )
