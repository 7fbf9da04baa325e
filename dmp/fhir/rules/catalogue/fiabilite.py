"""The reliability of an identity: `fr-core-identity-reliability` (§10.3)."""

from typing import Final

from dmp.fhir.data.francais import STATUT_IDENTITE
from dmp.fhir.rules.catalogue.base import (
    CODE,
    ERROR,
    FR_CORE,
    INVARIANT,
    METIER,
    REQUIS,
    WARNING,
    ligne,
)
from simulators.core.basis import assumed, seen
from simulators.core.rule import Refusal

_IDENTITE: Final = Refusal("fhir_identite", assumed("contrôle du DMP sur les traits FHIR inconnu"))
_RNIV: Final = seen("RNIV : l'INS n'accompagne qu'une identité qualifiée ; FR Core Patient INS")

STATUT_INS: Final = ligne(
    "identite.ins_non_qualifiee",
    ERROR,
    METIER,
    "identifier",
    (
        "L'INS accompagne une identité provisoire ou récupérée : seule une identité qualifiée la porte.",
        "The INS goes with a provisional or retrieved identity: only a qualified one carries it.",
    ),
    (
        "Qualifiez l'identité (INSi et pièce d'identité), ou retirez l'INS.",
        "Qualify the identity (INSi and an identity document), or remove the INS.",
    ),
    _RNIV,
    _IDENTITE,
    "QUAL",
    ("EXI SI 07",),
)
STATUT_VALIDEE: Final = ligne(
    "identite.ins_validee",
    WARNING,
    METIER,
    "extension(fr-core-identity-reliability)",
    (
        "L'INS accompagne le statut VALI : d'anciennes versions de FR Core (fr-core-1, fr-core-2) et IHE PAM "
        "l'emploient pour « qualifiée » ; les nouvelles ont QUAL.",
        "The INS goes with the status VALI: older versions of FR Core (fr-core-1, fr-core-2) and IHE PAM use "
        "it for “qualified”; newer ones have QUAL.",
    ),
    ("Écrivez QUAL.", "Write QUAL."),
    FR_CORE,
    attendu="QUAL",
)
FIABILITE_ABSENTE: Final = ligne(
    "identite.fiabilite",
    ERROR,
    REQUIS,
    "extension(fr-core-identity-reliability)",
    (
        "Un patient porteur d'une INS dit la fiabilité de son identité.",
        "A patient with an INS tells the reliability of their identity.",
    ),
    (
        "Ajoutez l'extension fr-core-identity-reliability, avec identityStatus QUAL.",
        "Add the fr-core-identity-reliability extension, with identityStatus QUAL.",
    ),
    FR_CORE,
    _IDENTITE,
    "1..*",
)
STATUT: Final = ligne(
    "identite.statut",
    ERROR,
    CODE,
    "extension(fr-core-identity-reliability).extension(identityStatus)",
    ("Ce statut d'identité n'existe pas.", "This identity status does not exist."),
    ("Prenez PROV, VALI, RECUP ou QUAL.", "Use PROV, VALI, RECUP or QUAL."),
    FR_CORE,
    _IDENTITE,
    "PROV | VALI | RECUP | QUAL",
)
STATUT_SYSTEME: Final = ligne(
    "identite.statut_systeme",
    WARNING,
    CODE,
    "extension(fr-core-identity-reliability).extension(identityStatus)",
    (
        "L'adresse du système du statut n'est pas celle de FR Core, ou est celle d'une version passée : "
        "fr-core-cs-fiabilite-identite (2.1.0 et avant), fr-core-cs-identity-reliability (2.2.0), puis "
        "fr-core-cs-identity-status.",
        "The address of the status system is not that of FR Core, or is that of a past version: "
        "fr-core-cs-fiabilite-identite (2.1.0 and before), fr-core-cs-identity-reliability (2.2.0), then "
        "fr-core-cs-identity-status.",
    ),
    ("Écrivez fr-core-cs-identity-status.", "Write fr-core-cs-identity-status."),
    FR_CORE,
    attendu=STATUT_IDENTITE,
)
COLLECTE: Final = ligne(
    "identite.collecte",
    WARNING,
    CODE,
    "extension(fr-core-identity-reliability).extension(methodCollection)",
    ("Ce mode de recueil n'est pas de la liste.", "This collection method is not in the list."),
    ("Prenez SM, CV, INSI, CB, RFID ou AV.", "Use SM, CV, INSI, CB, RFID or AV."),
    FR_CORE,
    attendu="SM | CV | INSI | CB | RFID | AV",
)
VALIDATION_MODE: Final = ligne(
    "identite.validation",
    ERROR,
    CODE,
    "extension(fr-core-identity-reliability).extension(validationMode)",
    ("Ce mode de validation n'est pas de la liste.", "This validation mode is not in the list."),
    (
        "Prenez un code de fr-core-cs-mode-validation-identity.",
        "Use a code of that list.",
    ),
    FR_CORE,
    _IDENTITE,
    "CN | PA | CS | …",
)
DOUTEUSE: Final = ligne(
    "identite.douteuse",
    ERROR,
    INVARIANT,
    "extension(fr-core-identity-reliability).extension(comment)",
    (
        "Une identité douteuse ou fictive est provisoire.",
        "A doubtful or fictitious identity is provisional.",
    ),
    ("Passez le statut à PROV, ou retirez DOUT ou FICT.", "Set the status to PROV, or remove DOUT or FICT."),
    seen("hl7.fhir.fr.core, invariant fr-core-identity-reliability-1"),
    _IDENTITE,
    "PROV",
    ("EXI SI 09",),
)
CUMUL: Final = ligne(
    "identite.cumul",
    ERROR,
    INVARIANT,
    "extension(fr-core-identity-reliability).extension(comment)",
    (
        "Une identité n'est pas à la fois douteuse et fictive.",
        "An identity is not both doubtful and fictitious.",
    ),
    ("Gardez DOUT ou FICT.", "Keep DOUT or FICT."),
    seen("hl7.fhir.fr.core, invariant fr-core-identity-reliability-2"),
    _IDENTITE,
    exigences=("EXI SI 09",),
)
