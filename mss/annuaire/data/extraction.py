"""The columns of the public extraction, in their order (mss.md §4.4), and its address."""

from typing import Final

CHEMIN: Final = "/annuaire-sante-webservices/V300/services/extraction/Extraction_Correspondance_MSSante"
HOTE: Final = "service.annuaire.sante.fr"
NOM: Final = "Extraction_Correspondance_MSSante_"

COLONNES: Final = (
    *("Type de BAL", "Adresse BAL", "Type Identifiant PP", "Identifiant PP", "Identification nationale PP"),
    *("Type identifiant structure", "Identification Structure", "Service de rattachement"),
    *("Civilité d'exercice", "Nom d'exercice", "Prénom d'exercice", "Catégorie profession"),
    *("Libellé de catégorie profession", "Code Profession", "Libellé Profession", "Code savoir-faire"),
    *("Libellé savoir-faire", "Dématérialisation", "Raison Sociale structure BAL"),
    *("Enseigne commerciale structure BAL", "L2COMPLEMENTLOCALISATION", "L3COMPLEMENTDISTRIBUTION"),
    *("L4NUMEROVOIE", "L4COMPLEMENTNUMEROVOIE", "NL4TYPEVOIE", "L4LIBELLEVOIE", "L5LIEUDITMENTION"),
    *("L6LIGNEACHEMINEMENT", "Code postal", "Département", "Pays"),
)
