"""The values of the SOAP face: how a call came, what was signed, what is asked, what is answered."""

from dmp.xds.model.appel import (
    RIEN,
    Annonce,
    Appel,
    Nature,
    Operation,
    RefusVihf,
    Remarque,
    Signataire,
    Transport,
    VihfVerifie,
)
from dmp.xds.model.demande import (
    Adressage,
    Contenance,
    Demande,
    DemandeAlimentation,
    DemandeAutorisation,
    DemandeConsultation,
    DemandeMiseAJour,
    DemandeRecherche,
    Piece,
)
from dmp.xds.model.existence import DemandeExistence
from dmp.xds.model.gestion import AuteurGestion, DemandeGestion, EnTeteHl7, ReponseGestion
from dmp.xds.model.identifiant import SANS, Identifiant
from dmp.xds.model.listes import (
    Candidat,
    DemandeHabilitations,
    DemandeListe,
    DemandeTraits,
    ReponseHabilitations,
    ReponseListe,
    ReponseTraits,
)
from dmp.xds.model.reponse import (
    DocumentServi,
    Faute,
    ReponseAutorisation,
    ReponseConsultation,
    ReponseExistence,
)
from dmp.xds.model.resultat import Resultat

__all__ = [
    "RIEN",
    "SANS",
    "Adressage",
    "Annonce",
    "Appel",
    "AuteurGestion",
    "Candidat",
    "Contenance",
    "Demande",
    "DemandeAlimentation",
    "DemandeAutorisation",
    "DemandeConsultation",
    "DemandeExistence",
    "DemandeGestion",
    "DemandeHabilitations",
    "DemandeListe",
    "DemandeMiseAJour",
    "DemandeRecherche",
    "DemandeTraits",
    "DocumentServi",
    "EnTeteHl7",
    "Faute",
    "Identifiant",
    "Nature",
    "Operation",
    "Piece",
    "RefusVihf",
    "Remarque",
    "ReponseAutorisation",
    "ReponseConsultation",
    "ReponseExistence",
    "ReponseGestion",
    "ReponseHabilitations",
    "ReponseListe",
    "ReponseTraits",
    "Resultat",
    "Signataire",
    "Transport",
    "VihfVerifie",
]
