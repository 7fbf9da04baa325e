"""Summaries of the medical record: the VSM of the GP and the IPS-FR that replaces it."""

from dataclasses import dataclass

from simulators.core.sante.cda import sections as s
from simulators.core.sante.cda.ecriture_entete import ProfessionnelN1
from simulators.core.sante.cda.narratif import SectionNarrative
from simulators.dui.documents import codage as c
from simulators.dui.documents import narration as n
from simulators.dui.documents.clinique import (
    Allergie,
    Intervention,
    Mesure,
    Objet,
    Probleme,
    Resultat,
    Traitement,
    Vaccin,
)
from simulators.dui.documents.redaction import Redaction, modele, remplies, section


@dataclass(frozen=True, slots=True)
class Synthese:
    """What a doctor sums up of a person."""

    traitant: ProfessionnelN1
    problemes: tuple[Probleme, ...] = ()
    antecedents: tuple[Probleme, ...] = ()
    interventions: tuple[Intervention, ...] = ()
    allergies: tuple[Allergie, ...] = ()
    mode_de_vie: tuple[str, ...] = ()
    traitements: tuple[Traitement, ...] = ()
    vigilance: tuple[str, ...] = ()
    dispositifs: tuple[Objet, ...] = ()
    mesures: tuple[Mesure, ...] = ()
    vaccins: tuple[Vaccin, ...] = ()
    examens: tuple[Resultat, ...] = ()


def _pathologies(one: Synthese) -> tuple[SectionNarrative, ...]:
    return (
        section(
            s.PROBLEMES,
            n.problemes(one.problemes, "Aucune pathologie en cours connue."),
            entrees=c.problemes(one.problemes),
        ),
        section(
            s.ANTECEDENTS,
            n.problemes(one.antecedents, "Aucun antécédent connu."),
            entrees=c.problemes(one.antecedents),
        ),
        section(s.ACTES, n.interventions(one.interventions), entrees=c.interventions(one.interventions)),
        section(s.ALLERGIES, n.allergies(one.allergies), entrees=c.allergies(one.allergies)),
    )


def _mode_de_vie(one: Synthese) -> SectionNarrative:
    told = n.phrases(one.mode_de_vie, "")
    return section(s.MODE_DE_VIE, told, entrees=c.mode_de_vie(one.mode_de_vie))


def rediger_vsm(one: Synthese) -> Redaction:
    """The VSM (SYNTH, model 201310): its sections are nested as in the published example."""
    life = remplies(_mode_de_vie(one))
    none = () if life else n.phrases((), "Aucun facteur de risque connu.")
    top = (
        section(s.VSM_HISTORIQUE, (), sections=_pathologies(one)),
        section(s.VSM_RISQUES, none, sections=life),
    )
    taken = section(s.TRAITEMENTS, n.traitements(one.traitements), entrees=c.traitements(one.traitements))
    watch = (*n.resultats(one.examens), *n.phrases(one.vigilance, "Aucun point de vigilance."))
    return Redaction(
        modele("VSM"),
        (
            section(s.VSM_CONCLUSIONS, (), sections=top),
            section(s.EXAMENS_NON_CODES, watch, "Résultats et points de vigilance"),
            section(s.VSM_PLAN, (), sections=(taken,)),
        ),
        traitant=one.traitant,
    )


def rediger_ips(one: Synthese) -> Redaction:
    """The French patient summary (IPS-FR, 60591-5)."""
    made = (
        *_pathologies(one),
        section(s.TRAITEMENTS, n.traitements(one.traitements), entrees=c.traitements(one.traitements)),
        section(s.DISPOSITIFS, n.objets(one.dispositifs, "Aucun dispositif médical.")),
        *remplies(
            section(s.SIGNES_VITAUX, n.mesures(one.mesures), "Constantes", entrees=c.mesures(one.mesures)),
            _mode_de_vie(one),
            section(s.VACCINATIONS, n.vaccins(one.vaccins), entrees=c.vaccins(one.vaccins)),
        ),
        section(s.PLAN, n.phrases(one.vigilance, "Aucun point de vigilance."), "Plan de soins et vigilance"),
    )
    return Redaction(modele("IPS-FR"), made, traitant=one.traitant)
