"""TD0.2 and TD1.3a: one message, two reasons (dmp_xds.md §4.1, §4.5)."""

from dataclasses import dataclass

from dmp.xds.model.identifiant import SANS, Identifiant


@dataclass(frozen=True, slots=True)
class DemandeExistence:
    """TD0.2: is there a record for this person, and may I look into it? TD1.3a: its administrative data."""

    patient: Identifiant | None = None
    message: Identifiant = SANS
    requete: Identifiant = SANS
    emetteur: Identifiant = SANS
    emetteur_nom: str = ""
    processing: str = "P"
    raison: str = "TEST_EXST"
