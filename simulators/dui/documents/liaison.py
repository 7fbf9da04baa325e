"""Emergency liaison: the DLU and the sheet that goes with a person sent to the emergency room (FLUDT).

`domicile` makes the variant of a person followed at home, under its own model.
"""

from dataclasses import dataclass, field
from datetime import datetime

from simulators.core.sante.cda import sections as s
from simulators.core.sante.cda.ecriture_entete import Destinataire, ProfessionnelN1
from simulators.dui.documents import narration as n
from simulators.dui.documents.clinique import (
    Allergie,
    Constat,
    Directives,
    Mesure,
    Objet,
    Piece,
    Probleme,
    Resultat,
    Traitement,
    Vaccin,
)
from simulators.dui.documents.redaction import Redaction, modele, section


@dataclass(frozen=True, slots=True)
class Dlu:
    """What the emergency room must know of a resident, kept up to date before it is needed."""

    traitant: ProfessionnelN1
    hopital: str = ""
    problemes: tuple[Probleme, ...] = ()
    antecedents: tuple[Probleme, ...] = ()
    allergies: tuple[Allergie, ...] = ()
    traitements: tuple[Traitement, ...] = ()
    soins: tuple[str, ...] = ()
    directives: Directives = field(default_factory=Directives)
    constats: tuple[Constat, ...] = ()
    examens: tuple[Resultat, ...] = ()
    vaccins: tuple[Vaccin, ...] = ()
    commentaire: str = ""
    pieces: tuple[Piece, ...] = ()


def rediger_dlu(dlu: Dlu, *, domicile: bool = False) -> Redaction:
    """The DLU (74207-2). Its six mandatory sections are there even when there is nothing to say."""
    preferred = dlu.hopital or "Aucun établissement de santé de préférence n'est connu."
    made = [
        section(s.DISPOSITIONS, n.phrases((preferred,), ""), "Etablissement de santé de préférence"),
        section(s.PROBLEMES, n.problemes(dlu.problemes, "Aucune pathologie en cours connue.")),
        section(s.ANTECEDENTS, n.problemes(dlu.antecedents, "Aucun antécédent connu.")),
        section(s.ALLERGIES, n.allergies(dlu.allergies)),
        section(s.TRAITEMENTS, n.traitements(dlu.traitements), "Traitements au long cours"),
        section(s.PLAN, n.phrases(dlu.soins, "Aucun soin particulier."), "Plan de soins"),
        section(s.DIRECTIVES, n.directives(dlu.directives)),
        section(s.EVENEMENTS, n.constats(dlu.constats), "Etat de la personne"),
        section(s.EXAMENS, n.resultats(dlu.examens)),
        section(s.VACCINATIONS, n.vaccins(dlu.vaccins)),
        section(s.DOCUMENTS, n.pieces(dlu.pieces), "Documents joints"),
    ]
    if dlu.commentaire:
        made.insert(-1, section(s.COMMENTAIRE, n.phrases((dlu.commentaire,), "")))
    return Redaction(modele("DLU-DOM" if domicile else "DLU"), tuple(made), traitant=dlu.traitant)


@dataclass(frozen=True, slots=True)
class Transfert:
    """A person sent to the emergency room: why, when, in what state, to whom."""

    quand: datetime
    motif: str
    destinataires: tuple[Destinataire, ...] = ()
    constats: tuple[Constat, ...] = ()
    mesures: tuple[Mesure, ...] = ()
    observations: tuple[Resultat, ...] = ()
    traitements: tuple[Traitement, ...] = ()
    dernier_repas: datetime | None = None
    objets: tuple[Objet, ...] = ()
    commentaire: str = ""
    traitant: ProfessionnelN1 | None = None


def rediger_transfert(one: Transfert, *, domicile: bool = False) -> Redaction:
    """The sheet of transfer to the emergency room (FLUDT)."""
    reason = n.phrases((f"Départ le {n.instant(one.quand)}.", f"Motif : {one.motif}."), "")
    meal = f"Dernier repas le {n.instant(one.dernier_repas)}." if one.dernier_repas else ""
    made = [
        section(s.EVENEMENTS, (*reason, *n.constats(one.constats)), "Transfert vers le service des urgences"),
        section(s.SIGNES_VITAUX, n.mesures(one.mesures), "Constantes"),
        section(s.EXAMENS, n.resultats(one.observations, "Aucune observation."), "Observations"),
        section(s.TRAITEMENTS, n.traitements(one.traitements), "Traitements et dernières prises"),
        section(s.FONCTIONNEL, n.phrases((meal,), "Heure du dernier repas inconnue."), "Dernier repas"),
        section(s.OBJETS, n.objets(one.objets)),
    ]
    if one.commentaire:
        made.append(section(s.COMMENTAIRE, n.phrases((one.commentaire,), "")))
    return Redaction(
        modele("FLUDT-DOM" if domicile else "FLUDT"),
        tuple(made),
        debut=one.quand,
        traitant=one.traitant,
        destinataires=one.destinataires,
    )
