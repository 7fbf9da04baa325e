"""Refusals of reading and breaches of base FHIR, told as findings like the others (§13.1)."""

from collections.abc import Mapping
from typing import Final

from dmp.fhir.model.profil import Ecart, RegleProfil
from dmp.fhir.model.ressource import (
    DefautStructure,
    GenreDefaut,
    RaisonLecture,
    RessourceIllisibleError,
)
from dmp.fhir.rules.catalogue import lecture as le

_RAISONS: Final[Mapping[RaisonLecture, RegleProfil]] = {
    RaisonLecture.TROP_GROS: le.TROP,
    RaisonLecture.TROP_PROFOND: le.TROP,
    RaisonLecture.TROP_DE_NOEUDS: le.TROP,
    RaisonLecture.ENCODAGE: le.ENCODAGE,
    RaisonLecture.CLE_DOUBLE: le.DOUBLE,
    RaisonLecture.ELEMENT_REPETE: le.DOUBLE,
    RaisonLecture.NOMBRE: le.NOMBRE,
    RaisonLecture.DTD: le.DTD,
    RaisonLecture.TYPE_ABSENT: le.TYPE,
    RaisonLecture.TYPE_INCONNU: le.TYPE,
    RaisonLecture.TYPE_INATTENDU: le.TYPE,
}
_GENRES: Final[Mapping[GenreDefaut, RegleProfil]] = {
    GenreDefaut.INCONNU: le.INCONNU,
    GenreDefaut.MANQUANT: le.MANQUANT,
    GenreDefaut.CHOIX: le.CHOIX,
    GenreDefaut.VIDE: le.VIDE,
    GenreDefaut.FORME: le.FORME,
    GenreDefaut.VALEUR: le.VALEUR_FAUSSE,
    GenreDefaut.TYPE: le.RESSOURCE_INCONNUE,
}


def ecart_lecture(refus: RessourceIllisibleError) -> Ecart:
    """Why a body was not read, as a finding; its place is a FHIRPath or a line."""
    row = _RAISONS.get(refus.raison, le.ILLISIBLE)
    return Ecart(row, refus.lieu, refus.detail, row.attendu)


def ecart_structure(defaut: DefautStructure) -> Ecart:
    """One breach of the base structure as a finding."""
    row = _GENRES[defaut.genre]
    return Ecart(row, defaut.chemin, defaut.trouve, defaut.attendu or row.attendu)
