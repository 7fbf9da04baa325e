"""The flat facts of lot 2."""

from ins.lot2.model import IndividuVerifie, ReponseVerification, Verdict
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


def verification_facts(reponse: ReponseVerification) -> Facts:
    """What was answered: `ins.verification` is OK or KO."""
    return {
        "code": reponse.code,
        "fault": False,
        "ins.code": reponse.code,
        "ins.libelle": reponse.libelle,
        "ins.verification": "OK" if reponse.code == "00" else "KO",
    }
