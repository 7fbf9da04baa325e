"""Ce que l'administrateur du logiciel saisit à l'installation."""

import ssl
from dataclasses import dataclass


@dataclass(frozen=True)
class Reglages:
    """Adresse du téléservice, certificat de la structure (dans le contexte TLS), identité du logiciel."""

    adresse: str
    tls: ssl.SSLContext
    idam: str
    structure: str
    nom: str = "MINI-DUI"
    version: str = "0.1.0"
    essais: int = 3
    delai: float = 20.0
