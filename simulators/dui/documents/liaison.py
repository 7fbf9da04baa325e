"""Emergency liaison: the DLU and the sheet that goes with a person sent to the emergency room (FLUDT).

`domicile` makes the variant of a person followed at home, under its own model.
"""

from dataclasses import dataclass, field
from datetime import datetime

from simulators.core.sante.cda import sections as s
from simulators.core.sante.cda.ecriture_entete import Destinataire, ProfessionnelN1
from simulators.dui.documents import codage as c
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
from simulators.dui.documents.redaction import Redaction, modele, remplies, section


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
        section(
            s.DISPOSITIONS,
            n.phrases((preferred,), ""),
            "Etablissement de santé de préférence",
            entrees=c.hopital(dlu.hopital),
        ),
        section(
            s.PROBLEMES,
            n.problemes(dlu.problemes, "Aucune pathologie en cours connue."),
            entrees=c.problemes(dlu.problemes),
        ),
        section(
            s.ANTECEDENTS,
            n.problemes(dlu.antecedents, "Aucun antécédent connu."),
            entrees=c.problemes(dlu.antecedents),
        ),
        section(s.ALLERGIES, n.allergies(dlu.allergies), entrees=c.allergies(dlu.allergies)),
        section(
            s.TRAITEMENTS,
            n.traitements(dlu.traitements),
            "Traitements au long cours",
            entrees=c.traitements(dlu.traitements),
        ),
        section(s.PLAN, n.phrases(dlu.soins, "Aucun soin particulier."), "Plan de soins"),
        section(s.DIRECTIVES, n.directives(dlu.directives), entrees=c.directives(dlu.directives)),
        section(
            s.EVENEMENTS, n.constats(dlu.constats), "Etat de la personne", entrees=c.constats(dlu.constats)
        ),
        section(s.EXAMENS, n.resultats(dlu.examens), entrees=c.resultats(dlu.examens)),
        *remplies(section(s.VACCINATIONS, n.vaccins(dlu.vaccins), entrees=c.vaccins(dlu.vaccins))),
        section(s.DOCUMENTS, n.pieces(dlu.pieces), "Documents joints", entrees=c.pieces(dlu.pieces)),
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
    eveille: bool | None = None
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
    told: dict[bool | None, str] = {True: "Consciente et éveillée.", False: "Conscience altérée."}
    awake = told.get(one.eveille, "")
    observed = (
        *n.phrases((awake,), "Conscience non notée."),
        *n.constats(one.constats, "Aucun autre constat."),
        *n.resultats(one.observations, "Aucun examen."),
    )
    seen = (
        *c.resultats(one.observations),
        *c.conscience(one.eveille, one.quand),
        *c.constats(one.constats),
    )
    made = [
        section(
            s.EVENEMENTS,
            reason,
            "Transfert vers le service des urgences",
            entrees=c.motif(one.motif, one.quand),
        ),
        section(s.SIGNES_VITAUX, n.mesures(one.mesures), "Constantes", entrees=c.mesures(one.mesures)),
        section(
            s.EXAMENS,
            observed,
            "Observations",
            entrees=seen,
        ),
        section(
            s.TRAITEMENTS,
            n.traitements(one.traitements),
            "Traitements et dernières prises",
            entrees=c.traitements(one.traitements),
        ),
        section(
            s.FONCTIONNEL,
            n.phrases((meal,), "Heure du dernier repas inconnue."),
            "Dernier repas",
            entrees=c.repas(one.dernier_repas),
        ),
        section(s.OBJETS, n.objets(one.objets), entrees=c.objets(one.objets)),
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
