"""A mail to come: from whom, about whom, and what is right or wrong with it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from simulators.core.sante.cda.ecriture_entete import PatientN1, ProfessionnelN1, StructureN1


class Nature(StrEnum):
    """What comes (default_world, mail waiting)."""

    NOMINAL = "nominal"
    SANS_INS = "sans_ins"
    INS_FAUSSE = "ins_fausse"
    AUTRE_PATIENT = "autre_patient"
    DEUX_CDA = "deux_cda"
    ZIP_CORROMPU = "zip_corrompu"
    EICAR = "eicar"
    REMPLACEMENT = "remplacement"
    SUPPRESSION = "suppression"
    ACCUSE_DEMANDE = "accuse_demande"
    DOUBLON = "doublon"
    SIMPLE = "simple"
    AVIS_ECHEC = "avis_echec"


@dataclass(frozen=True, slots=True)
class Correspondant:
    """Who writes: the box with its display name, the structure, the author of the documents."""

    boite: str
    nom: str
    structure: StructureN1
    ville: str
    auteur: ProfessionnelN1


@dataclass(frozen=True, slots=True)
class Lettre:
    """A document to write. `numero` is unique in the espace; `lignee` that of its first version.

    `fiche` is the patient that the metadata name; `action` asks the receiver to delete (D).
    """

    numero: str
    patient: PatientN1
    fiche: PatientN1
    quand: datetime
    texte: str
    lignee: str = ""
    version: int = 1
    action: str = ""


@dataclass(frozen=True, slots=True)
class Envoi:
    """A mail to write, of those that a nature makes; `precedent` is the Message-ID that it follows."""

    nature: Nature
    id: str
    quand: datetime
    de: Correspondant
    a: str
    lettres: tuple[Lettre, ...]
    precedent: str = ""

    @property
    def message_id(self) -> str:
        """Its Message-ID, in the sender's domain; short enough to stay on its line."""
        return f"<{self.id[:20]}@{self.de.boite.rpartition('@')[2]}>"
