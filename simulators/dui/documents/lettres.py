"""Liaison letters of the health sector: on entering a hospital (LDL-EES) and on leaving it (LDL-SES)."""

from dataclasses import dataclass
from datetime import datetime

from simulators.core.sante.cda import sections as s
from simulators.core.sante.cda.ecriture_entete import Destinataire, ProfessionnelN1
from simulators.dui.documents import codage as c
from simulators.dui.documents import narration as n
from simulators.dui.documents.clinique import Allergie, Intervention, Objet, Probleme, Resultat, Traitement
from simulators.dui.documents.redaction import Redaction, modele, section


@dataclass(frozen=True, slots=True)
class LettreEntree:
    """What the hospital is told when a person comes in."""

    quand: datetime
    motif: str
    traitements: tuple[Traitement, ...] = ()
    allergies: tuple[Allergie, ...] = ()
    antecedents: tuple[Probleme, ...] = ()
    interventions: tuple[Intervention, ...] = ()
    informations: tuple[str, ...] = ()
    destinataires: tuple[Destinataire, ...] = ()
    traitant: ProfessionnelN1 | None = None


def rediger_entree(one: LettreEntree) -> Redaction:
    """The letter of liaison on entering a hospital (18761-7)."""
    made = (
        section(s.MOTIF, n.phrases((one.motif,), "Motif non précisé.")),
        section(s.ADMISSION, n.traitements(one.traitements), entrees=c.traitements(one.traitements)),
        section(s.ALLERGIES, n.allergies(one.allergies), entrees=c.allergies(one.allergies)),
        section(
            s.ANTECEDENTS,
            n.problemes(one.antecedents, "Aucun antécédent connu."),
            entrees=c.problemes(one.antecedents),
        ),
        section(s.ACTES, n.interventions(one.interventions), entrees=c.interventions(one.interventions)),
        section(
            s.COMMENTAIRE, n.phrases(one.informations, "Aucune autre information."), "Autres informations"
        ),
    )
    return Redaction(
        modele("LDL-EES"),
        made,
        debut=one.quand,
        traitant=one.traitant,
        destinataires=one.destinataires,
    )


@dataclass(frozen=True, slots=True)
class LettreSortie:
    """What the hospital tells when the person leaves; `valide` unless the letter is still provisional."""

    entree: datetime
    sortie: datetime
    motif: str
    synthese: tuple[str, ...] = ()
    diagnostics: tuple[Probleme, ...] = ()
    traitements: tuple[Traitement, ...] = ()
    examens: tuple[Resultat, ...] = ()
    suites: tuple[str, ...] = ()
    dispositifs: tuple[Objet, ...] = ()
    allergies: tuple[Allergie, ...] = ()
    destinataires: tuple[Destinataire, ...] = ()
    traitant: ProfessionnelN1 | None = None
    valide: bool = True


def rediger_sortie(one: LettreSortie) -> Redaction:
    """The letter of liaison on leaving a hospital (11490-0)."""
    told = one.synthese or (f"Séjour du {n.jour(one.entree)} au {n.jour(one.sortie)}.",)
    stay = n.phrases(told, "")
    found = n.problemes(one.diagnostics, "Aucun diagnostic précisé.")
    status = "Document validé." if one.valide else "Document provisoire, en attente de validation."
    made = (
        section(s.STATUT_SORTIE, n.phrases((status,), ""), entrees=c.statut(valide=one.valide)),
        section(s.MOTIF, n.phrases((one.motif,), "Motif non précisé.")),
        section(s.EVENEMENTS_SEJOUR, (*stay, *found), entrees=c.sejour(told, one.sortie)),
        section(
            s.SORTIE,
            n.traitements(one.traitements, "Aucun traitement à la sortie."),
            entrees=c.traitements(one.traitements),
        ),
        section(s.EXAMENS_NON_CODES, n.resultats(one.examens)),
        section(s.PLAN, n.phrases(one.suites, "Aucune suite particulière."), "Suites à donner"),
        section(s.DISPOSITIFS, n.objets(one.dispositifs, "Aucun dispositif médical.")),
        section(s.ALLERGIES, n.allergies(one.allergies), entrees=c.allergies(one.allergies)),
    )
    return Redaction(
        modele("LDL-SES"),
        made,
        debut=one.entree,
        fin=one.sortie,
        traitant=one.traitant,
        destinataires=one.destinataires,
    )
