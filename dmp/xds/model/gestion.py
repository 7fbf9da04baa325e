"""TD1.1, TD1.2, TD1.3b, TD1.4: what is asked of a record itself (dmp_xds.md §4.5)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from dmp.model import Donnees, Dossier
from dmp.xds.model.identifiant import SANS, Identifiant
from dmp.xds.model.reponse import Faute


@dataclass(frozen=True, slots=True)
class EnTeteHl7:
    """The transmission wrapper of an HL7 v3 message: its id, the software that sends it."""

    message: Identifiant = SANS
    emetteur: Identifiant = SANS
    emetteur_nom: str = ""
    processing: str = "P"


class AuteurGestion(NamedTuple):
    """Who asks, as the message says: identifier, family and given names, structure."""

    identifiant: str = ""
    nom: str = ""
    prenom: str = ""
    structure: str = ""


SANS_ENTETE: Final = EnTeteHl7()
PERSONNE: Final = AuteurGestion()
RIEN_DIT: Final = Donnees()


@dataclass(frozen=True, slots=True)
class DemandeGestion:
    """A record to create, reactivate, change or close.

    `statut` is the status asked for the record (`active`, `terminated`), `recueil` the consents and
    oppositions by their code, `motif` why it is closed; `noms` are the parts of the patient's name in order.
    """

    raison: str
    creation: bool
    entete: EnTeteHl7 = SANS_ENTETE
    patient: Identifiant | None = None
    statut: str = ""
    noms: tuple[tuple[str, str, str], ...] = ()
    donnees: Donnees = RIEN_DIT
    recueil: Mapping[str, bool] = field(default_factory=dict)
    auteur: AuteurGestion = PERSONNE
    motif: str = ""
    motif_texte: str = ""


@dataclass(frozen=True, slots=True)
class ReponseGestion:
    """The record as it is afterwards, or why nothing was done."""

    demande: DemandeGestion
    dossier: Dossier | None = None
    erreur: Faute | None = None
