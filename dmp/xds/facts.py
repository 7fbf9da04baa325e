"""The flat facts of an exchange of the face: what the scenarios and the console filter on."""

from collections.abc import Mapping
from typing import Final

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
from dmp.xds.rules.alimentation import documents_du_lot
from simulators.core.journal.model import Fact
from simulators.core.sante.ebrim import requetes
from simulators.core.sante.ebrim.modele import FicheDocument
from simulators.core.sante.ebrim.noms import ETAT_NOUVEAU, ETAT_ORIGINAL, StatutDocument, TypeAssociation
from simulators.core.sante.identifiants import FormatInvalideError, lire_infos_patient, lire_xcn

# Raised whenever a fact is named or computed differently.
FACTS_VERSION: Final = 3

Facts = dict[str, Fact]


def request_facts(demande: Demande | None) -> Facts:
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
    _content(demande, facts)
    return facts


def _content(demande: Demande, facts: Facts) -> None:
    match demande.contenu:
        case DemandeExistence(patient=asked) if asked is not None:
            facts["dmp.patient_demande"] = asked.extension
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
            _alimentation(asked, facts)
        case DemandeMiseAJour() as asked:
            _mise_a_jour(asked, facts)
        case DemandeRecherche(requete=query) if query is not None:
            known = query.connue
            facts["dmp.requete"] = known.name if known else query.requete
            facts["dmp.retour"] = query.retour
            facts["dmp.type_code"] = tuple(v.split("^")[0] for v in query.valeurs(requetes.TYPE))
            facts["dmp.documents"] = query.valeurs(requetes.UNIQUE_ID)
        case DemandeConsultation() as asked:
            facts["dmp.documents"] = tuple(one.unique_id for one in asked.documents)
        case _:
            return


def _alimentation(asked: DemandeAlimentation, facts: Facts) -> None:
    if asked.soumission is None:
        return
    own = [fiche for _, fiche in documents_du_lot(asked.soumission)]
    pieces = [piece for fiche in own if (piece := asked.piece(fiche)) is not None]
    facts["dmp.lot"] = asked.soumission.lot.unique_id
    facts["dmp.documents"] = tuple(fiche.unique_id for fiche in own)
    facts["dmp.auteurs"] = tuple(dict.fromkeys(_auteur(one) for fiche in own for one in _personnes(fiche)))
    facts["dmp.type_code"] = tuple(fiche.type_code.code for fiche in own if fiche.type_code)
    facts["dmp.classe"] = " ".join(dict.fromkeys(fiche.class_code.code for fiche in own if fiche.class_code))
    facts["dmp.confidentialites"] = tuple(
        dict.fromkeys(code.code for fiche in own for code in fiche.confidentiality_codes)
    )
    facts["dmp.empreintes"] = tuple(piece.sha256 for piece in pieces)
    named = [lire_infos_patient(fiche.source_patient_info) for fiche in own]
    facts["document.prenoms"] = tuple(dict.fromkeys(one.legal.prenom for one in named if one.legal.prenom))
    facts["dmp.remplace"] = tuple(
        one.target for one in asked.soumission.associations if one.type == TypeAssociation.REMPLACE
    )


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


def _personnes(fiche: FicheDocument) -> tuple[str, ...]:
    return tuple(one for author in fiche.authors for one in author.personnes)


def _auteur(xcn: str) -> str:
    """The identifier of an author of the document, the text itself when it is no XCN."""
    try:
        return lire_xcn(xcn).id
    except FormatInvalideError:
        return xcn


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
