"""One document of each kind about Marguerite, from values typed by hand."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Final

from simulators.core.sante.cda.ecriture_entete import Destinataire, ProfessionnelN1, StructureN1
from simulators.core.sante.codes import Code
from simulators.core.sante.identifiants import Cx
from simulators.core.sante.rniv.dossier import Statut, Traits
from simulators.dui.documents import ppa
from simulators.dui.documents.biologie import Chapitre, CompteRendu, rediger_biologie
from simulators.dui.documents.clinique import (
    ALLERGIE_MEDICAMENTEUSE,
    POIDS,
    SYSTOLIQUE,
    TEMPERATURE,
    Allergie,
    Constat,
    Directives,
    Intervention,
    Mesure,
    Objet,
    Piece,
    Probleme,
    Resultat,
    Rubrique,
    Traitement,
    Vaccin,
)
from simulators.dui.documents.lettres import LettreEntree, LettreSortie, rediger_entree, rediger_sortie
from simulators.dui.documents.liaison import Dlu, Transfert, rediger_dlu, rediger_transfert
from simulators.dui.documents.medico_social import (
    Cotation,
    Evaluation,
    LettreEsms,
    rediger_entree_esms,
    rediger_evaluation,
    rediger_sortie_esms,
)
from simulators.dui.documents.ordonnance import Ordonnance, rediger_ordonnance
from simulators.dui.documents.projet import Etablissement, Projet
from simulators.dui.documents.redaction import Redaction
from simulators.dui.documents.retour import Retour, rediger_retour
from simulators.dui.documents.synthese import Synthese, rediger_ips, rediger_vsm
from simulators.dui.psc import Activite, Connexion
from tests.core.sante.rniv.people import ACTIVE, dossier

QUAND = datetime(2026, 3, 4, 9, 30, 5, tzinfo=UTC)
INFIRMIERE = Connexion("acces", "identite", "899700000039", "KERMARREC", "NATHALIE", Activite("60", "SA17"))
LOINC = "2.16.840.1.113883.6.1"
BESNARD = ProfessionnelN1(
    "899700000021", "BESNARD", "LUC", Code("G15_10/SM54", "1.2.250.1.213.1.1.4.5", "Médecin")
)
URGENCES = Destinataire(BESNARD, StructureN1("1990000093", "Centre hospitalier de Valcourt"))
PARTI = datetime(2026, 3, 3, 22, 15, tzinfo=UTC)
REVENU = datetime(2026, 3, 4, 7, 40, tzinfo=UTC)
RAMIPRIL = Traitement("Ramipril 5 mg", "1 comprimé le matin", "orale", date(2019, 6, 1), derniere_prise=PARTI)
HYPERTENSION = Probleme("Hypertension artérielle", date(2008, 1, 15), "I10")
FRACTURE = Probleme("Fracture du poignet", date(2017, 11, 2))
PENICILLINE = Allergie("Pénicilline", "urticaire", nature=ALLERGIE_MEDICAMENTEUSE)
PROTHESE = Intervention("Prothèse totale de hanche droite", date(2015, 4, 9))
CREATININE = Resultat("Créatinine", "112", "µmol/L", "45 - 84", anormal=True, quand=date(2026, 2, 20))
APPAREIL = Objet("Appareil auditif", "oreille gauche")
CANNE = Objet("Canne", present=False)
CHUTE = Constat("Déplacements", "risque de chute", present=True)

DLU = Dlu(
    traitant=BESNARD,
    hopital="Centre hospitalier de Valcourt",
    problemes=(HYPERTENSION,),
    antecedents=(FRACTURE,),
    allergies=(PENICILLINE,),
    traitements=(RAMIPRIL,),
    soins=("Aide à la toilette", "Bas de contention le matin"),
    directives=Directives(True, "au dossier", "Claire Delaunay, sa fille"),
    constats=(CHUTE,),
    examens=(CREATININE,),
    vaccins=(Vaccin("Grippe", date(2025, 10, 14)),),
    commentaire="Préfère qu'on lui parle du côté gauche.",
    pieces=(Piece("Grille AGGIR", b"%PDF-1.4 grille"), Piece("Carte de mutuelle")),
)
TRANSFERT = Transfert(
    quand=PARTI,
    motif="chute avec douleur de hanche",
    destinataires=(URGENCES,),
    eveille=True,
    constats=(CHUTE,),
    mesures=(
        Mesure(SYSTOLIQUE, "162", PARTI),
        Mesure(TEMPERATURE, "37.8", PARTI),
    ),
    observations=(Resultat("Portage de BMR", "non"),),
    traitements=(RAMIPRIL,),
    dernier_repas=datetime(2026, 3, 3, 18, 30, tzinfo=UTC),
    objets=(APPAREIL, CANNE),
    commentaire="Sa fille est prévenue.",
)
RETOUR = Retour(
    arrivee=PARTI,
    retour=REVENU,
    motif="retour à l'EHPAD",
    diagnostics=(Probleme("Contusion de hanche"),),
    prise_en_charge=("Radiographie sans fracture.",),
    ordonnance=(
        Traitement("Paracétamol 1 g", "1 gélule trois fois par jour", "orale", jusque=date(2026, 3, 11)),
    ),
    objets=(APPAREIL,),
    pieces=(Piece("Compte rendu de radiographie", b"%PDF-1.4 radio"),),
    commentaire="Revoir le médecin traitant sous huit jours.",
    destinataires=(URGENCES,),
)
SYNTHESE = Synthese(
    traitant=BESNARD,
    problemes=(HYPERTENSION,),
    antecedents=(FRACTURE,),
    interventions=(PROTHESE,),
    allergies=(PENICILLINE,),
    mode_de_vie=("Ne fume pas.",),
    traitements=(RAMIPRIL,),
    vigilance=("Surveiller la fonction rénale.",),
    dispositifs=(APPAREIL,),
    mesures=(Mesure(POIDS, "61", PARTI),),
    vaccins=(Vaccin("Grippe", date(2025, 10, 14)),),
    examens=(CREATININE,),
)
ENTREE = LettreEntree(
    quand=PARTI,
    motif="Chute avec douleur de hanche.",
    traitements=(RAMIPRIL,),
    allergies=(PENICILLINE,),
    antecedents=(FRACTURE,),
    interventions=(PROTHESE,),
    informations=("Vit à l'EHPAD Les Tilleuls.",),
    destinataires=(URGENCES,),
    traitant=BESNARD,
)
SORTIE = LettreSortie(
    entree=PARTI,
    sortie=REVENU,
    motif="Chute avec douleur de hanche.",
    synthese=("Surveillance d'une nuit.",),
    diagnostics=(Probleme("Contusion de hanche"),),
    traitements=(RAMIPRIL,),
    examens=(CREATININE,),
    suites=("Kinésithérapie", "Contrôle de la créatinine dans un mois"),
    dispositifs=(CANNE,),
    allergies=(PENICILLINE,),
    destinataires=(URGENCES,),
    traitant=BESNARD,
)
LETTRE = LettreEsms(
    quand=datetime(2026, 3, 4, 9, 0, tzinfo=UTC),
    autre_lieu="son domicile",
    motif="perte d'autonomie après une chute",
    rubriques=(Rubrique("Vie quotidienne", ("Se lève à sept heures.", "Dîne tôt.")),),
    traitements=(RAMIPRIL,),
    directives=Directives(personne_de_confiance="Claire Delaunay, sa fille"),
    contacts=("Dr Luc Besnard, médecin traitant.",),
)
EVALUATION = Evaluation(
    grille="AGGIR",
    quand=datetime(2026, 3, 2, 14, 0, tzinfo=UTC),
    cotations=(Cotation("Toilette", "B", "aide pour le bas"), Cotation("Cohérence", "A")),
    resultat="GIR 4",
    conclusions=("Revoir dans six mois.",),
)
BIOCHIMIE = Chapitre(Code("18719-5", LOINC, "Biochimie"), (CREATININE,), "Insuffisance rénale modérée.")
COMPTE_RENDU = CompteRendu(PARTI, REVENU, (BIOCHIMIE,))
ORDONNANCE = Ordonnance(
    PARTI,
    datetime(2026, 6, 3, tzinfo=UTC),
    (RAMIPRIL,),
    (Objet("Bas de contention", "classe 2"),),
    "À renouveler.",
)
PLAN = ppa.Plan(
    attentes=("Jardiner le mardi.",),
    besoins=("Marche avec une canne.",),
    objectifs=(ppa.Objectif("Prévenir les chutes", ("kinésithérapeute", "chaussage revu")),),
    referent="l'infirmière coordinatrice",
    reevaluation=date(2026, 9, 1),
    participation=True,
)

REDACTIONS: Final[Mapping[str, Redaction]] = {
    "PPA": ppa.rediger(PLAN),
    "EVALUATION": rediger_evaluation(EVALUATION),
    "LETTRE-ENTREE-ESMS": rediger_entree_esms(LETTRE),
    "LETTRE-SORTIE-ESMS": rediger_sortie_esms(LETTRE),
    "DLU": rediger_dlu(DLU),
    "DLU-DOM": rediger_dlu(DLU, domicile=True),
    "FLUDT": rediger_transfert(TRANSFERT),
    "FLUDT-DOM": rediger_transfert(TRANSFERT, domicile=True),
    "FLUDR": rediger_retour(RETOUR),
    "FLUDR-DOM": rediger_retour(RETOUR, domicile=True),
    "VSM": rediger_vsm(SYNTHESE),
    "IPS-FR": rediger_ips(SYNTHESE),
    "LDL-EES": rediger_entree(ENTREE),
    "LDL-SES": rediger_sortie(SORTIE),
    "CR-BIO": rediger_biologie(COMPTE_RENDU),
    "EP-MED-DM": rediger_ordonnance(ORDONNANCE),
}


def projet() -> Projet:
    """Marguerite's plan, by her nurse."""
    known = Traits("DELAUNAY", ("MARGUERITE", "JEANNE"), "F", "1940-03-14", "55050")
    record = dossier(statut=Statut.QUAL, ins=ACTIVE, traits=known)
    place = Etablissement("1990000028", "EHPAD Les Tilleuls", "Valcourt-sur-Meuse")
    return Projet(record, Cx("240035505090119", "1.2.250.1.213.1.4.10"), INFIRMIERE, place, QUAND)
