"""What the nurse writes besides the plan: a liaison document, the letters of entry and of departure."""

from datetime import timedelta

from simulators.core.monde.model import Professionnel
from simulators.core.sante.cda.ecriture_entete import Destinataire, ProfessionnelN1
from simulators.core.sante.codes import Code
from simulators.dui.accompagnement import plan_de
from simulators.dui.documents.clinique import Constat, Directives, Piece, Probleme, Resultat, Traitement
from simulators.dui.documents.lettres import LettreSortie, rediger_sortie
from simulators.dui.documents.liaison import Dlu, rediger_dlu
from simulators.dui.documents.medico_social import LettreEsms, rediger_entree_esms, rediger_sortie_esms
from simulators.dui.documents.ppa import rediger
from simulators.dui.documents.redaction import Redaction, imprimer
from simulators.dui.parcours import MEDECIN as TRAITANT
from simulators.dui.seance import Seance

_HOPITAL = "Hôpital des Trois-Vallées"
_MEDECIN = Code("G15_10/SM54", "1.2.250.1.213.1.1.4.5", "Médecin - Médecine générale (SM)")


def praticien(s: Seance, identifiant: str) -> ProfessionnelN1:
    """A doctor of the espace, as a document names them."""
    one = s.dui.element("professionnels", identifiant, Professionnel)
    return ProfessionnelN1(f"8{one.rpps}", one.nom, one.prenom, _MEDECIN)


def plan(s: Seance, *destinataires: str) -> Redaction:
    """The plan of the person, for these doctors."""
    named = tuple(Destinataire(praticien(s, one)) for one in destinataires)
    written = rediger(plan_de(s.personne))
    return Redaction(written.modele, lignes=written.lignes, destinataires=named)


def liaison(s: Seance) -> Redaction:
    """The emergency liaison document, with the plan of the person."""
    joined = imprimer(s.p.projet(), rediger(plan_de(s.personne)))
    return rediger_dlu(
        Dlu(
            traitant=praticien(s, TRAITANT),
            hopital=_HOPITAL,
            problemes=(Probleme("Insuffisance cardiaque", cim10="I50.9"),),
            traitements=(Traitement("Ramipril 5 mg", "1 comprimé le matin"),),
            directives=Directives(redigees=True, lieu="au dossier"),
            constats=(Constat("Déplacements", "risque de chute", present=True),),
            examens=(Resultat("Créatinine", "112", "µmol/L"),),
            pieces=(Piece("Projet personnalisé", joined),),
        )
    )


def entree(s: Seance) -> Redaction:
    """The letter on entering the establishment."""
    return rediger_entree_esms(LettreEsms(s.dui.now(), _HOPITAL, "Retour à domicile impossible"))


def sortie(s: Seance) -> Redaction:
    """The letter on leaving the establishment."""
    return rediger_sortie_esms(LettreEsms(s.dui.now(), _HOPITAL, "Rapprochement de la famille"))


def sortie_d_hopital(s: Seance) -> Redaction:
    """The letter that a hospital would have written."""
    end = s.dui.now()
    return rediger_sortie(LettreSortie(end - timedelta(days=8), end, "Rapprochement de la famille"))
