"""A document as its author made it: the model, and the sections or the pages; then its printed form."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from simulators.core.sante.cda.ecriture_entete import Destinataire, ProfessionnelN1
from simulators.core.sante.cda.entrees import Entree
from simulators.core.sante.cda.modeles import MODELES, Modele
from simulators.core.sante.cda.narratif import (
    COPIE,
    Bloc,
    Illustration,
    Liste,
    Paragraphe,
    SectionNarrative,
    Tableau,
)
from simulators.core.sante.cda.sections import COPIE_PDF, TypeSection
from simulators.core.sante.codes import Code
from simulators.core.sante.datamatrix.dessin import Planche, sheet
from simulators.core.sante.datamatrix.identite import ImpressionRefuseeError, of_record
from simulators.core.sante.datamatrix.symbole import symbol
from simulators.core.sante.datamatrix.texte import EncodageError, encode
from simulators.core.sante.identifiants import Cx
from simulators.core.sante.oids import INS_NIA
from simulators.core.sante.pdf.fichier import Fiche, page_pdf
from simulators.core.sante.pdf.mise_en_page import Ligne
from simulators.core.sante.rniv.dossier import Dossier
from simulators.dui.documents.projet import LOGICIEL, Projet

_VIDE: Final = Ligne("")
_FICTIF: Final = Ligne(
    "Document fictif, produit par un simulateur : aucune personne réelle n'est concernée.", 8
)
_TITRE: Final = 12
_NE: Final = {"F": "née", "M": "né"}


@dataclass(frozen=True, slots=True)
class Redaction:
    """The content of a document. `sections` make a structured one, `lignes` the pages of a level 1.

    `debut` and `fin` bound the event, whose code is that of the model unless `acte` says another; `copie`
    adds the section that carries the printed form.
    """

    modele: Modele
    sections: tuple[SectionNarrative, ...] = ()
    lignes: tuple[Ligne, ...] = ()
    debut: datetime | None = None
    fin: datetime | None = None
    acte: Code | None = None
    traitant: ProfessionnelN1 | None = None
    destinataires: tuple[Destinataire, ...] = ()
    copie: bool = False


def modele(name: str) -> Modele:
    """A model of the table, by its short name. Raises KeyError."""
    return MODELES[name]


def section(
    kind: TypeSection,
    blocs: tuple[Bloc, ...],
    titre: str = "",
    sections: Iterable[SectionNarrative] = (),
    entrees: tuple[Entree, ...] = (),
) -> SectionNarrative:
    """A section of that kind; `titre` where its own says more."""
    return SectionNarrative(
        titre or kind.titre, kind.code, kind.gabarits, blocs, tuple(sections), entrees=entrees
    )


def remplies(*listed: SectionNarrative) -> tuple[SectionNarrative, ...]:
    """Those that hold something, of sections that a model does not demand."""
    return tuple(one for one in listed if one.entrees)


def copie(pdf: bytes) -> SectionNarrative:
    """The section that carries the document as people print it."""
    return SectionNarrative(
        COPIE_PDF.titre, COPIE_PDF.code, COPIE_PDF.gabarits, (Illustration(COPIE),), copie=pdf
    )


def imprimer(projet: Projet, redaction: Redaction) -> bytes:
    """The document as PDF/A, with the INS datamatrix of a qualified identity (EXI DIF 02)."""
    lines = redaction.lignes or tuple(_sections(redaction.sections))
    auteur = f"{projet.auteur.prenom} {projet.auteur.nom}"
    page = (*_entete(projet), *lines, _VIDE, _FICTIF)
    return page_pdf(Fiche(projet.intitule, auteur, LOGICIEL, projet.quand), page, datamatrix(projet.dossier))


def _entete(projet: Projet) -> tuple[Ligne, ...]:
    traits, quand = projet.dossier.traits, projet.quand
    naissance = "/".join(reversed(traits.date_naissance.split("-")))
    nom = f"{' '.join(traits.prenoms).title()} {traits.nom_naissance}"
    return (
        Ligne(projet.intitule, 17),
        Ligne(f"{projet.etablissement.nom}, {projet.etablissement.ville}", 11),
        _VIDE,
        Ligne(f"Personne accompagnée : {nom}, {_NE.get(traits.sexe, 'né(e)')} le {naissance}", 10),
        Ligne(_identifiant(projet.patient), 10),
        Ligne(f"Rédigé le {quand:%d/%m/%Y} par {projet.auteur.prenom.title()} {projet.auteur.nom}", 10),
        _VIDE,
    )


def _identifiant(patient: Cx) -> str:
    """The number with its nature (NIR or NIA) once qualified, else that of the record alone."""
    if not patient.ins:
        return f"Identité non qualifiée, dossier {patient.id}"
    nature = "NIA" if patient.oid == INS_NIA else "NIR"
    return f"Identité nationale de santé (INS-{nature}) : {patient.id}, qualifiée"


def datamatrix(dossier: Dossier) -> Planche | None:
    """The symbol to print; none for an identity that is not qualified, or that the format cannot carry."""
    try:
        return sheet(symbol(encode(of_record(dossier))))
    except (ImpressionRefuseeError, EncodageError):
        return None


def _sections(sections: Iterable[SectionNarrative]) -> Iterator[Ligne]:
    for one in sections:
        yield Ligne(one.titre, _TITRE)
        for bloc in one.blocs:
            yield from _lignes(bloc)
        yield _VIDE
        yield from _sections(one.sections)


def _lignes(bloc: Bloc) -> Iterator[Ligne]:
    """A block as lines: a table row by row, its cells between bars."""
    match bloc:
        case Paragraphe():
            yield Ligne(bloc.texte)
        case Liste():
            for item in bloc.elements:
                yield Ligne(f"- {_plat(item)}")
        case Tableau():
            for row in bloc.lignes:
                yield Ligne(" | ".join(_plat(cell.blocs) for cell in row))
        case Illustration():
            pass


def _plat(blocs: tuple[Bloc, ...]) -> str:
    return " ".join(line.texte for bloc in blocs for line in _lignes(bloc))
