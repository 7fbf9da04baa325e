"""Professionals and organisations as FR Core and the directory write them (§2.6, §10.4)."""

from typing import Final

from dmp.fhir.rules.catalogue.base import ERROR, FR_CORE, VALEUR, WARNING, ligne
from simulators.core.basis import assumed, seen
from simulators.core.rule import Refusal

_ACTEUR: Final = Refusal("fhir_profil", assumed("contrôle des identifiants d'acteurs non décrit"))

PS_IDNAT: Final = ligne(
    "acteur.idnat_ps",
    ERROR,
    VALEUR,
    "identifier",
    (
        "L'identifiant national n'a pas la forme attendue : un chiffre de nature, puis le numéro.",
        "The national identifier has not the expected shape: a digit for its kind, then the number.",
    ),
    (
        "Écrivez 8 puis le RPPS, ou 3 puis FINESS/identifiant interne, 5 puis SIRET/identifiant interne.",
        "Write 8 then the RPPS, or 3 then FINESS/internal identifier, 5 then SIRET/internal identifier.",
    ),
    FR_CORE,
    _ACTEUR,
    "8 + RPPS",
)
RPPS: Final = ligne(
    "acteur.rpps",
    ERROR,
    VALEUR,
    "identifier",
    ("Un RPPS a onze chiffres, sans préfixe.", "An RPPS has eleven digits, without a prefix."),
    ("Écrivez les onze chiffres.", "Write the eleven digits."),
    FR_CORE,
    _ACTEUR,
    "11 chiffres",
)
STRUCTURE_IDNAT: Final = ligne(
    "acteur.idnat_structure",
    ERROR,
    VALEUR,
    "identifier",
    (
        "L'identifiant national de structure n'a pas la forme attendue.",
        "The national identifier of the structure has not the expected shape.",
    ),
    ("Écrivez 1 puis le FINESS, ou 3 puis le SIRET.", "Write 1 then the FINESS, or 3 then the SIRET."),
    FR_CORE,
    _ACTEUR,
    "1 + FINESS",
)
SIRENE: Final = ligne(
    "acteur.sirene",
    ERROR,
    VALEUR,
    "identifier",
    ("Un SIREN a 9 chiffres, un SIRET 14.", "A SIREN has 9 digits, a SIRET 14."),
    ("Corrigez le numéro, ou son type.", "Correct the number, or its type."),
    seen("hl7.fhir.fr.core ; longueur du SIREN et du SIRET : INSEE"),
    _ACTEUR,
    "9 ou 14 chiffres",
)
TYPE: Final = ligne(
    "acteur.type",
    WARNING,
    VALEUR,
    "identifier.type",
    (
        "Le type de l'identifiant n'est pas celui de son système.",
        "The type of the identifier is not that of its system.",
    ),
    ("Accordez type et system : IDNPS, RPPS, IDNST.", "Have type and system agree: IDNPS, RPPS, IDNST."),
    FR_CORE,
)
