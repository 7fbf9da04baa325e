"""FHIR as a producer of documents writes it: right by every rule (dmp_fhir.md §2, §3, §5.2)."""

from dmp.fhir.messages.ecriture.correctifs import (
    archiver,
    confidentialite,
    correctif_remplacement,
    statut,
)
from dmp.fhir.messages.ecriture.fiche import fiche, fiche_simplifiee
from dmp.fhir.messages.ecriture.lot import lot

__all__ = [
    "archiver",
    "confidentialite",
    "correctif_remplacement",
    "fiche",
    "fiche_simplifiee",
    "lot",
    "statut",
]
