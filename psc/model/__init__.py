"""The values Pro Santé Connect speaks of."""

from psc.model.appel import (
    Appel,
    Certificat,
    Champs,
    DemandeAutorisation,
    Genre,
    Identifiants,
    Remarque,
    Reponse,
    Transport,
)
from psc.model.jeton import (
    Attente,
    Avis,
    Ciba,
    Code,
    Demandeur,
    Emission,
    Jeton,
    Octroi,
    Poussee,
    ReponseJeton,
)
from psc.model.personne import (
    Activite,
    Exercice,
    Porteur,
    Session,
)
from psc.model.registre import (
    INCONNU,
    Authentification,
    Client,
    Reglages,
    Roulement,
)

__all__ = [
    "INCONNU",
    "Activite",
    "Appel",
    "Attente",
    "Authentification",
    "Avis",
    "Certificat",
    "Champs",
    "Ciba",
    "Client",
    "Code",
    "DemandeAutorisation",
    "Demandeur",
    "Emission",
    "Exercice",
    "Genre",
    "Identifiants",
    "Jeton",
    "Octroi",
    "Porteur",
    "Poussee",
    "Reglages",
    "Remarque",
    "Reponse",
    "ReponseJeton",
    "Roulement",
    "Session",
    "Transport",
]
