"""What is answered."""

from dataclasses import dataclass, field

from dmp.model import Dossier, Statut
from dmp.xds.model.existence import DemandeExistence
from simulators.core.sante.ebrim.reponses import ReponseRegistre


@dataclass(frozen=True, slots=True)
class Faute:
    """An error of the table whose shape is not that of a normal answer; `detail` completes its text."""

    cle: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ReponseExistence:
    """TD0.2: the record found (open or closed), or None when there is none; or an AE with its entry."""

    demande: DemandeExistence
    dossier: Dossier | None = None
    autorisation: Statut = Statut.NON_EXISTE
    est_mt: bool = False
    erreur: Faute | None = None


@dataclass(frozen=True, slots=True)
class ReponseAutorisation:
    """TD0.3: the status code and its context."""

    statut: str
    contexte: str = ""


@dataclass(frozen=True, slots=True)
class DocumentServi:
    """One document of a TD3.2 answer."""

    unique_id: str
    mime: str
    octets: bytes


@dataclass(frozen=True, slots=True)
class ReponseConsultation:
    """TD3.2: the documents found; partial when some are missing."""

    registre: ReponseRegistre = field(default_factory=ReponseRegistre)
    documents: tuple[DocumentServi, ...] = ()
