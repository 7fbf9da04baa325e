"""The flat facts of an exchange of the face: what the scenarios and the console filter on."""

import re
from collections.abc import Mapping
from typing import Final

from dmp.xds.facts_documents import Facts, alimentation
from dmp.xds.messages.reponse import ReponseLue
from dmp.xds.model import (
    Demande,
    DemandeAlimentation,
    DemandeAutorisation,
    DemandeConsultation,
    DemandeExistence,
    DemandeGestion,
    DemandeHabilitations,
    DemandeListe,
    DemandeMiseAJour,
    DemandeRecherche,
)
from simulators.core.sante.ebrim import requetes
from simulators.core.sante.ebrim.noms import ETAT_NOUVEAU, ETAT_ORIGINAL, StatutDocument
from simulators.core.sante.ebrim.requetes import Requete
from simulators.core.sante.nomenclatures import Nomenclatures

# Raised whenever a fact is named or computed differently.
FACTS_VERSION: Final = 4
_BORNE: Final = re.compile(r"(?<=Time)(From|To)$")


def request_facts(demande: Demande | None, sets: Nomenclatures) -> Facts:
    """What was asked, as announced (verified or not: `dmp.vihf_verifie` tells)."""
    if demande is None:
        return {"professional": "", "patient.matricule": "", "dmp.vihf_verifie": False}
    told = demande.annonce
    facts: Facts = {
        "professional": told.sujet,
        "patient.matricule": told.matricule,
        "dmp.oid": told.oid,
        "dmp.mode": told.mode,
        "dmp.structure": told.structure,
        "dmp.auteur": told.sujet,
        "dmp.vihf_verifie": demande.vihf is not None,
        "dmp.message_id": demande.message_id,
        "dmp.action": demande.adressage.action or "",
    }
    signed = demande.vihf
    if signed is not None:
        facts["dmp.acces"] = signed.usage.code if signed.usage else ""
        facts["dmp.profession"] = signed.profession.code
        facts["dmp.lps_nom"], facts["dmp.lps_version"] = signed.lps_nom, signed.lps_version
        facts["dmp.homologation"] = signed.homologation
        facts["dmp.sceau_structure"] = signed.signataire.structure
        facts["dmp.sceau_fin"] = f"{signed.signataire.fin:%Y-%m-%d}"
    _content(demande, facts, sets)
    return facts


def _content(demande: Demande, facts: Facts, sets: Nomenclatures) -> None:
    match demande.contenu:
        case DemandeExistence(patient=asked) if asked is not None:
            facts["dmp.patient_demande"], facts["dmp.oid_demande"] = asked.extension, asked.root
        case DemandeListe() as liste:
            facts["dmp.depuis"], facts["dmp.type_date"] = liste.depuis, liste.type_date
        case DemandeHabilitations(mode=mode):
            facts["dmp.mode_liste"] = mode
        case DemandeGestion() as gestion:
            facts["dmp.raison"], facts["dmp.motif"] = gestion.raison, gestion.motif
            facts["dmp.patient_demande"] = gestion.patient.extension if gestion.patient else ""
        case DemandeAutorisation() as asked:
            facts["dmp.autorisation_action"], facts["dmp.role"] = asked.action, asked.role
        case DemandeAlimentation() as asked:
            facts.update(alimentation(asked, sets))
        case DemandeMiseAJour() as asked:
            _mise_a_jour(asked, facts)
        case DemandeRecherche(requete=query) if query is not None:
            known = query.connue
            facts["dmp.requete"] = known.name if known else query.requete
            facts["dmp.retour"] = query.retour
            facts["dmp.type_code"] = tuple(v.split("^")[0] for v in query.valeurs(requetes.TYPE))
            facts["dmp.documents"] = query.valeurs(requetes.UNIQUE_ID)
            facts["dmp.criteres"] = criteria = _criteres(query)
            facts["dmp.nombre_criteres"] = len(criteria)
        case DemandeConsultation() as asked:
            facts["dmp.documents"] = tuple(one.unique_id for one in asked.documents)
            facts["dmp.nombre_documents"] = len(asked.documents)
        case _:
            return


def _criteres(query: Requete) -> tuple[str, ...]:
    """What narrows a search besides the patient and the status; both ends of a period are one criterion."""
    given = sorted(set(query.parametres) - {*requetes.PATIENTS, requetes.STATUT, requetes.LOT_STATUT})
    return tuple(dict.fromkeys(_BORNE.sub("", name).removeprefix("$XDS") for name in given))


def _mise_a_jour(asked: DemandeMiseAJour, facts: Facts) -> None:
    """`dmp.gestes` are what is done to each document, in the words of the transactions."""
    if asked.soumission is None:
        return
    versions = [fiche for _, fiche, _ in asked.versions]
    facts["dmp.lot"] = asked.soumission.lot.unique_id
    facts["dmp.cibles"] = (
        *(link.target for _, link in asked.etats),
        *(fiche.logical_id for fiche in versions),
    )
    states = [(link.slot(ETAT_ORIGINAL), link.slot(ETAT_NOUVEAU)) for _, link in asked.etats]
    facts["dmp.gestes"] = (
        *(_GESTES.get(one, "autre") for one in states),
        *("confidentialite" for _ in versions),
    )
    facts["dmp.documents"] = tuple(fiche.unique_id for fiche in versions)
    facts["dmp.confidentialites"] = tuple(
        dict.fromkeys(code.code for fiche in versions for code in fiche.confidentiality_codes)
    )


_GESTES: Final[Mapping[tuple[str, str], str]] = {
    (StatutDocument.APPROUVE, StatutDocument.ARCHIVE): "archiver",
    (StatutDocument.ARCHIVE, StatutDocument.APPROUVE): "desarchiver",
    (StatutDocument.APPROUVE, StatutDocument.SUPPRIME): "supprimer",
    (StatutDocument.ARCHIVE, StatutDocument.SUPPRIME): "supprimer",
}


def answer_facts(lue: ReponseLue | None) -> Facts:
    """What was answered; empty when nothing that could be read went out."""
    if lue is None:
        return {"fault": False}
    facts: Facts = {"code": lue.code, "dmp.code": lue.code, "fault": lue.faute}
    if lue.erreurs:
        facts["dmp.erreurs"] = tuple(one.code for one in lue.erreurs)
    if lue.etat:
        facts["dmp.etat"] = lue.etat
    if lue.autorisation:
        facts["dmp.autorisation"], facts["dmp.medecin_traitant"] = lue.autorisation, lue.est_mt
    if lue.fiches is not None and not lue.faute:
        objects = (lue.fiches, lue.references, lue.lots, lue.associations)
        facts["dmp.resultats"] = sum(map(len, objects))
        facts["dmp.trouves"] = tuple(one.unique_id for one in lue.fiches)
    if lue.lignes is not None:
        facts["dmp.resultats"] = lue.lignes
    if lue.documents:
        facts["dmp.empreintes"] = lue.empreintes
        facts["dmp.rendus"] = tuple(one.unique_id for one in lue.documents)
    return facts
