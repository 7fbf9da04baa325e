"""Addresses and words of the pages (dmp_xds.md §4.11)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

BASE: Final = "/AccesDirect"
TITRES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "TableauDeBord": "Tableau de bord",
        "DossierPatient": "Dossier du patient",
        "GestionDMPPatient": "Gestion du DMP",
        "Documents": "Documents",
        "ParcoursDeSoins": "Parcours de soins",
        "HistoriqueAcces": "Historique des accès",
        "VolontesEtDroits": "Volontés et droits",
    }
)
ETATS: Final[Mapping[str, str]] = MappingProxyType(
    {"ouvert": "Ouvert", "ferme": "Fermé", "absent": "Inexistant"}
)
STATUTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "VALIDE": "Autorisé",
        "EXPIRE": "Autorisation expirée",
        "INTERDIT": "Bloqué par le patient",
        "NON_EXISTE": "Non autorisé",
    }
)
DOCUMENTS: Final[Mapping[str, str]] = MappingProxyType(
    {"Approved": "En vigueur", "Archived": "Archivé", "Deprecated": "Remplacé", "Deleted": "Supprimé"}
)
# What was done in a record, as its history says it.
GESTES: Final[Mapping[str, str]] = {
    "autorisation": "Autorisation déclarée ou retirée",
    "donnees": "Lecture des données administratives",
    "habilitations": "Lecture des professionnels autorisés",
    "alimentation": "Dépôt de documents",
    "recherche": "Recherche de documents",
    "consultation": "Lecture de documents",
    "mise_a_jour": "Changement d'un document",
    "creation": "Création du DMP",
    "reactivation": "Réactivation du DMP",
    "modification": "Modification des données",
    "fermeture": "Fermeture du DMP",
    "page": "Consultation par le site",
}
# From whom a document is hidden, by confidentiality code.
CACHES: Final[Mapping[str, str]] = {
    "MASQUE_PS": "masqué aux professionnels",
    "INVISIBLE_PATIENT": "pas encore visible du patient",
    "INVISIBLE_REPRESENTANTS_LEGAUX": "caché aux représentants légaux",
}
