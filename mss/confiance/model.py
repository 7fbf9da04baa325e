"""The operators of the trust space, and the list that names them."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class OperateurConnu:
    """An operator: `inscrit` in the white list; `delai`, in seconds, is what mail takes to reach it."""

    id: str = ""
    nom: str = ""
    siret: str = ""
    departement: str = ""
    responsable: str = ""
    support: str = ""
    inscrit: bool = True
    delai: int = 0


@dataclass(frozen=True, slots=True)
class DomaineInscrit:
    """A domain of the white list and the operator that answers for it."""

    nom: str
    operateur: OperateurConnu


@dataclass(frozen=True, slots=True)
class ListeBlanche:
    """The white list at an instant (UTC)."""

    domaines: tuple[DomaineInscrit, ...]
    quand: datetime


@dataclass(frozen=True, slots=True)
class Point:
    """Where a protocol is spoken: a host and a port."""

    hote: str
    port: int


@dataclass(frozen=True, slots=True)
class Reglages:
    """Where the boxes of a domain are sent from and read; `applicatif` tells those opened by certificate."""

    domaine: str
    imap: Point
    smtp: Point
    applicatif: bool = False


@dataclass(frozen=True, slots=True)
class Srv:
    """A DNS record that names a service of a domain (RFC 2782, RFC 6186)."""

    nom: str
    port: int
    cible: str
    priorite: int = 0
    poids: int = 1
