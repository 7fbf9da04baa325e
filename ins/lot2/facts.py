"""The flat facts of lot 2."""

from ins.errors import KO, LIGNE_REFUSEE, OK
from ins.lot2.model import (
    Etat,
    IndividuVerifie,
    Masse,
    ReponseDepot,
    ReponseLot2,
    ReponseSuivi,
    ReponseVerification,
    Verdict,
)
from simulators.core.journal.model import Fact

Facts = dict[str, Fact]


def individu_facts(un: IndividuVerifie, verdict: Verdict) -> Facts:
    """What was to be verified, and why it is KO (`ins.motif`, of our own reading)."""
    facts: Facts = {
        "patient.matricule": un.ins.complet,
        "patient.traits": un.traits.cle_patient,
        "ins.matricule": un.ins.complet,
        "ins.prenoms": un.traits.prenoms,
        "ins.motif": verdict.motif.value if verdict.motif else "",
    }
    told = {
        "ins.oid": un.ins.oid,
        "ins.nom_naissance": un.nom_naissance,
        "ins.sexe": un.sexe,
        "ins.date_naissance": un.date_naissance,
        "ins.lieu_naissance": un.lieu_naissance,
    }
    return facts | {name: value for name, value in told.items() if value is not None}


def reponse_facts(reponse: ReponseLot2) -> Facts:
    """What was answered."""
    facts: Facts = {
        "code": reponse.code,
        "fault": False,
        "ins.code": reponse.code,
        "ins.libelle": reponse.libelle,
    }
    match reponse:
        case ReponseVerification():
            facts["ins.verification"] = "OK" if reponse.code == OK[0] else "KO"
        case ReponseDepot():
            facts["ins.lot.id"] = reponse.lot
        case ReponseSuivi() if reponse.etat is not None:
            facts |= _suivi(reponse)
        case ReponseSuivi():
            pass
    return facts


def _suivi(reponse: ReponseSuivi) -> Facts:
    facts: Facts = {
        "ins.lot.etat": str(reponse.etat),
        "ins.lot.lignes": reponse.lignes,
        "ins.lot.traitees": reponse.traitees,
    }
    if reponse.etat is Etat.TERMINE:
        facts["ins.lot.ok"] = reponse.compte(OK[0])
        facts["ins.lot.ko"] = reponse.compte(KO[0])
        facts["ins.lot.erreurs"] = reponse.compte(LIGNE_REFUSEE[0])
    return facts


def masse_facts(masse: Masse) -> Facts:
    """What a deposit or a follow-up asked."""
    facts: Facts = {"patient.matricule": "", "patient.traits": ""}
    if masse.lot is not None:
        facts["ins.lot.id"] = masse.lot
    if masse.nombre:
        facts["ins.lot.lignes"] = masse.nombre
        facts["ins.lot.erreurs"] = sum(one.erreur is not None for one in masse.lignes)
    return facts
