"""The flat facts of a set fed over FHIR, and where an answer finds fault: what scenarios judge."""

from dmp.fhir.model.ressource import Noeud
from dmp.fhir.rules.profils.bundle import entrees, par_adresse
from dmp.fhir.rules.profils.croisements import document_de, fiches
from simulators.core.journal.model import Fact

_LE_PLUS = 50


def faits(recu: Noeud | None, rendu: Noeud) -> dict[str, Fact]:
    """`dmp.fhir.profil` is the profile claimed, `dmp.fhir.sans_document` counts the entries whose document is
    not in the set, `dmp.fhir.chemins` are the FHIRPaths of the problems answered."""
    told: dict[str, Fact] = {}
    if recu is not None:
        told["dmp.fhir.profil"] = recu.champ("meta").premier("profile").texte[:200]
        if recu.champ("resourceType").texte == "Bundle":
            several = entrees(recu)
            known = par_adresse(several)
            described = [document_de(one.ressource, known) for one in fiches(several)]
            told["dmp.fhir.sans_document"] = described.count(None)
    paths = (one.premier("expression").texte for one in rendu.elements("issue"))
    told["dmp.fhir.chemins"] = tuple(dict.fromkeys(one for one in paths if one))[:_LE_PLUS]
    return told
