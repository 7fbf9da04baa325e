"""What the DMP is about, whatever the face: who acts, whose record, which documents."""

from dmp.model.acteurs import (
    Acces,
    Acteur,
    Categorie,
    Droit,
    Limite,
    Mode,
    Statut,
)
from dmp.model.dossier import (
    Dossier,
    EtatDmp,
    Exercant,
    VueMonde,
)
from dmp.model.registre import (
    Depot,
    DocumentADeposer,
    DocumentDepose,
    EtatDocument,
    Filtre,
    LotDepose,
    NouvelleVersion,
    Retouche,
    Trouve,
    VueRegistre,
)

__all__ = [
    "Acces",
    "Acteur",
    "Categorie",
    "Depot",
    "DocumentADeposer",
    "DocumentDepose",
    "Dossier",
    "Droit",
    "EtatDmp",
    "EtatDocument",
    "Exercant",
    "Filtre",
    "Limite",
    "LotDepose",
    "Mode",
    "NouvelleVersion",
    "Retouche",
    "Statut",
    "Trouve",
    "VueMonde",
    "VueRegistre",
]
