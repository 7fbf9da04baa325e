"""The personalised support plan (PPA, 80788-3) as the DUI writes it: its page, its PDF."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from simulators.core.sante.cda.ecriture import PPA, ProfessionnelN1
from simulators.core.sante.codes import Code
from simulators.core.sante.datamatrix.dessin import Planche, sheet
from simulators.core.sante.datamatrix.identite import ImpressionRefuseeError, of_record
from simulators.core.sante.datamatrix.symbole import symbol
from simulators.core.sante.datamatrix.texte import EncodageError, encode
from simulators.core.sante.identifiants import Cx
from simulators.core.sante.oids import INS_NIA
from simulators.core.sante.rniv.dossier import Dossier
from simulators.dui.documents.pdf import Fiche, Ligne, page_pdf
from simulators.dui.psc import Connexion

PLAN: Final = Code("44", "1.2.250.1.213.1.1.4.1", "Plan de soins, protocole de soins")
LOGICIEL: Final = "DUI de référence"


@dataclass(frozen=True, slots=True)
class Etablissement:
    """The structure that keeps the record: national identifier (1 + FINESS), name, town."""

    identifiant: str
    nom: str
    ville: str


@dataclass(frozen=True, slots=True)
class Precedent:
    """The version that a document replaces: its place in the registry, its identifiers, its number."""

    entry_uuid: str
    unique_id: str
    lignee: str
    version: int


@dataclass(frozen=True, slots=True)
class Projet:
    """What the document says: of whom, by whom, where, when; `type` and `classe` are those announced.

    `acte` is when the act took place, `quand` unless it is older; `confidentialites` are the marks that
    narrow who sees the document; `precedent` is the version it replaces.
    """

    dossier: Dossier
    patient: Cx
    auteur: Connexion
    etablissement: Etablissement
    quand: datetime
    type: Code = PPA
    classe: Code = PLAN
    acte: datetime | None = None
    confidentialites: tuple[Code, ...] = ()
    precedent: Precedent | None = None
    destinataires: tuple[ProfessionnelN1, ...] = ()


def page(projet: Projet) -> tuple[Ligne, ...]:
    """The text of the plan, line by line."""
    traits, quand = projet.dossier.traits, projet.quand
    naissance = "/".join(reversed(traits.date_naissance.split("-")))
    prenoms = " ".join(traits.prenoms).title()
    return (
        Ligne(projet.type.label, 17),
        Ligne(f"{projet.etablissement.nom}, {projet.etablissement.ville}", 11),
        Ligne(""),
        Ligne(f"Personne accompagnée : {prenoms} {traits.nom_naissance}, née le {naissance}", 10),
        Ligne(_identifiant(projet.patient), 10),
        Ligne(f"Rédigé le {quand:%d/%m/%Y} par {projet.auteur.prenom.title()} {projet.auteur.nom}", 10),
        Ligne(""),
        *_TEXTE,
        Ligne(""),
        Ligne("Document fictif, produit par un simulateur : aucune personne réelle n'est concernée.", 8),
    )


def _identifiant(patient: Cx) -> str:
    """The number with its nature (NIR or NIA) once qualified, else that of the record alone."""
    if not patient.ins:
        return f"Identité non qualifiée, dossier {patient.id}"
    nature = "NIA" if patient.oid == INS_NIA else "NIR"
    return f"Identité nationale de santé (INS-{nature}) : {patient.id}, qualifiée"


_TEXTE: Final = (
    Ligne("1. Ce qui compte pour la personne", 12),
    Ligne("Garder ses habitudes du matin, jardiner, recevoir ses petits-enfants le dimanche."),
    Ligne("Rester à Valcourt-sur-Meuse, près de ses voisines ; continuer à lire le journal local."),
    Ligne(""),
    Ligne("2. Besoins repérés", 12),
    Ligne("Marche avec une canne, une chute en septembre ; audition appareillée ; appétit en baisse."),
    Ligne(""),
    Ligne("3. Objectifs et moyens", 12),
    Ligne(
        "Prévenir les chutes : kinésithérapeute deux fois par semaine, chaussage revu, barre dans la douche."
    ),
    Ligne("Soutenir l'appétit : repas en petit groupe, pesée chaque mois, avis de la diététicienne."),
    Ligne("Participer : atelier jardin le mardi, lecture du journal le vendredi."),
    Ligne(""),
    Ligne("4. Suivi", 12),
    Ligne("Référente : l'infirmière coordinatrice. Réévaluation dans six mois, ou plus tôt à la demande."),
    Ligne("La personne a participé à ce projet et en a reçu un exemplaire."),
)


def pdf(projet: Projet) -> bytes:
    """The plan as a one-page PDF/A, with the INS datamatrix of a qualified identity (EXI DIF 02)."""
    auteur = f"{projet.auteur.prenom} {projet.auteur.nom}"
    return page_pdf(
        Fiche(projet.type.label, auteur, LOGICIEL, projet.quand), page(projet), datamatrix(projet.dossier)
    )


def datamatrix(dossier: Dossier) -> Planche | None:
    """The symbol to print; none for an identity that is not qualified, or that the format cannot carry."""
    try:
        return sheet(symbol(encode(of_record(dossier))))
    except (ImpressionRefuseeError, EncodageError):
        return None
