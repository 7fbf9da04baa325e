"""Where a professional writes: the documents of the open record, and the letters that carry them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from simulators.dui.courriel import Correspondant, Courriel, Jointe, Objet, nom_pdf, sujet
from simulators.dui.designation import designation
from simulators.dui.documents.archive import archive_de
from simulators.dui.documents.projet import Precedent, Projet
from simulators.dui.documents.redaction import Redaction
from simulators.dui.documents.soumission import Document
from simulators.dui.parcours import (
    BOITE_INFIRMIERE,
    BOITE_MEDECIN,
    DOMAINE_USAGERS,
    Parcours,
)
from simulators.dui.poste import install_mss
from simulators.dui.psc import Connexion

_TEXTE: Final = (
    "Bonjour,\n\nVous trouverez ci-joint le document de la personne que nous accompagnons.\n"
    "\nBien cordialement,\nNathalie Kermarrec, infirmière coordinatrice, EHPAD Les Tilleuls\n"
)
SIGNATURE: Final = "EHPAD Les Tilleuls - Nathalie Kermarrec"
MEDECIN: Final = Correspondant(BOITE_MEDECIN, "Dr Luc Besnard")


@dataclass(frozen=True, slots=True)
class Titulaire:
    """Whose box is used: its address, the name shown, the login; an applicative box has no login."""

    boite: str
    signe: str
    connexion: Connexion | None


class Pupitre:
    """One professional writing about one record."""

    def __init__(self, parcours: Parcours, personne: str) -> None:
        self.p, self.dui = parcours, parcours.dui
        self.titulaire = Titulaire(BOITE_INFIRMIERE, SIGNATURE, parcours.infirmiere)
        self.poste = install_mss(self.dui.ready, self.dui.espace)
        if personne:
            self.ouvrir(personne)

    def ouvrir(self, personne: str) -> None:
        """Opens the record of a person."""
        self.p.dossier = self.dui.open(personne)

    def document(self, redaction: Redaction | None = None, **changes: Any) -> Document:
        """A document of the open record; it names the person as the record may."""
        dossier = self.p.dossier
        projet = Projet(
            dossier, designation(dossier), self.p.infirmiere, self.p.etablissement(), self.dui.now()
        )
        return self.p.produire(replace(projet, **changes), redaction)

    def version_suivante(self, document: Document) -> Document:
        """The same document corrected: it takes the place of the other one."""
        before = Precedent("", document.unique_id, document.lignee, document.version)
        return self.document(precedent=before)

    def lettre(self, *documents: Document, a: Correspondant = MEDECIN, **changes: Any) -> Courriel:
        """A mail with its documents, as it should be; without document, a question. `changes` spoil it."""
        one = self.titulaire
        mail = Courriel(
            de=Correspondant(one.boite, one.signe),
            a=a,
            sujet="Question sur un traitement",
            texte=_TEXTE,
            message_id=f"<{self.dui.ids.uuid('courriel')}@{one.boite.rpartition('@')[2]}>",
            quand=self.dui.now(),
            nil=self.poste.nil,
        )
        return replace(self._joindre(mail, documents) if documents else mail, **changes)

    def _joindre(self, mail: Courriel, documents: Sequence[Document]) -> Courriel:
        first, t = documents[0], documents[0].projet.dossier.traits
        naming = [
            Objet(
                one.projet.intitule, t.nom_naissance, t.premier_prenom, t.date_naissance, one.projet.commence
            )
            for one in documents
        ]
        several = replace(naming[0], libelle=f"{len(documents)} documents")
        pdfs = tuple((nom_pdf(name), one.pdf) for name, one in zip(naming, documents, strict=True))
        return replace(
            mail,
            sujet=sujet(naming[0] if len(documents) == 1 else several),
            code_cda=",".join(one.projet.type.code for one in documents),
            ins="O" if first.projet.dossier.matricule_transmissible else "N",
            jointe=Jointe(archive_de(documents), pdfs),
        )

    def usager(self, matricule: str = "") -> Correspondant:
        """The citizen of the open record, at the address made of the qualified number."""
        t = self.p.dossier.traits
        number = matricule or self.p.dossier.matricule_transmissible or ""
        return Correspondant(
            f"{number}@{DOMAINE_USAGERS}".lower(), f"{t.nom_naissance} {t.premier_prenom.title()}"
        )
