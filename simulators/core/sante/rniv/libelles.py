"""How statuses, attributes, events and effects are said, for the DUI and for the documentation."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from simulators.core.rule import Text
from simulators.core.sante.rniv.dossier import Attribut, Statut
from simulators.core.sante.rniv.table import Effet, Evenement

STATUTS: Final[Mapping[Statut, Text]] = MappingProxyType(
    {
        Statut.PROV: Text("provisoire", "provisional"),
        Statut.RECUP: Text("récupérée", "retrieved"),
        Statut.VALI: Text("validée", "validated"),
        Statut.QUAL: Text("qualifiée", "qualified"),
    }
)
ATTRIBUTS: Final[Mapping[Attribut, Text]] = MappingProxyType(
    {
        Attribut.HOMONYME: Text("homonyme", "namesake"),
        Attribut.DOUTEUX: Text("douteuse", "doubtful"),
        Attribut.FICTIF: Text("fictive", "fictitious"),
    }
)
EVENEMENTS: Final[Mapping[Evenement, Text]] = MappingProxyType(
    {
        Evenement.CREATION_SAISIE: Text("création par saisie", "created by typing"),
        Evenement.CREATION_CARTE_VITALE: Text("création par carte Vitale", "created from a carte Vitale"),
        Evenement.CREATION_DATAMATRIX: Text("création par datamatrix INS", "created from an INS datamatrix"),
        Evenement.CREATION_FLUX: Text("création par un flux", "created from a flow"),
        Evenement.CREATION_INSI: Text(
            "création par INSi (réponse 00 comparée)", "created from INSi (answer 00, compared)"
        ),
        Evenement.CREATION_APPLI_VITALE: Text(
            "création par l'appli carte Vitale", "created from the appli carte Vitale"
        ),
        Evenement.INSI_ACCEPTEE: Text("INSi 00, concordante et acceptée", "INSi 00, consistent and accepted"),
        Evenement.INSI_SANS_SUITE: Text(
            "INSi 01, 02, refus du téléservice, ou réponse refusée par l'agent",
            "INSi 01, 02, fault, or answer refused by the user",
        ),
        Evenement.CONTROLE_DOCUMENT: Text(
            "contrôle d'un justificatif de haut niveau de confiance", "check of a high-trust document"
        ),
        Evenement.APPLI_VITALE: Text("appli carte Vitale présentée", "appli carte Vitale shown"),
        Evenement.LECTURE_DATAMATRIX: Text("lecture du datamatrix INS", "INS datamatrix scanned"),
        Evenement.VERIFICATION_OK: Text("vérification INSi OK", "INSi verification OK"),
        Evenement.VERIFICATION_KO: Text("vérification INSi KO", "INSi verification KO"),
        Evenement.ATTRIBUT_HOMONYME: Text("attribut homonyme posé", "attribute namesake set"),
        Evenement.ATTRIBUT_BLOQUANT: Text(
            "attribut douteux ou fictif posé", "attribute doubtful or fictitious set"
        ),
        Evenement.LEVEE_ATTRIBUT: Text("attribut levé", "attribute lifted"),
        Evenement.MODIFICATION_TRAIT: Text("modification d'un trait strict", "edit of a strict trait"),
        Evenement.RETROGRADATION: Text(
            "rétrogradation par un utilisateur habilité", "lowering by an entitled user"
        ),
        Evenement.IDENTITE_RECUE: Text(
            "identité reçue d'un autre domaine pour cet usager", "identity received from another domain"
        ),
    }
)
EFFETS: Final[Mapping[Effet, Text]] = MappingProxyType(
    {
        Effet.ANTERIORITE: Text(
            "recherche d'antériorité avant de créer", "search for an existing record before creating"
        ),
        Effet.REMPLACER_TRAITS: Text("les traits INS remplacent ceux saisis", "INS traits replace the typed"),
        Effet.ENREGISTRER_INS: Text(
            "matricule, clé, OID et historique enregistrés", "matricule, key, OID and history stored"
        ),
        Effet.ARCHIVER_INS: Text("l'ancien INS passe à l'historique", "the former INS goes to the history"),
        Effet.RETIRER_INS: Text("matricule et OID retirés", "matricule and OID removed"),
        Effet.ENREGISTRER_DOCUMENT: Text("nature du justificatif enregistrée", "kind of document stored"),
        Effet.RETIRER_DOCUMENT: Text("justificatif à contrôler de nouveau", "document to be checked again"),
        Effet.TRACER: Text("tracé", "traced"),
        Effet.RAPPELER: Text("nouvel essai plus tard", "tried again later"),
        Effet.VERIFIER: Text("à vérifier auprès d'INSi", "to be verified with INSi"),
        Effet.ALERTER: Text("alerte affichée", "alert shown"),
        Effet.NOTIFIER: Text("destinataires prévenus", "receivers told"),
    }
)
