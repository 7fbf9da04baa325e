"""Submission sets: `pdsm-submissionset-comprehensive` (§2.2)."""

from typing import Final

from dmp.fhir.data.systemes import MHD_LISTES
from dmp.fhir.rules.catalogue.base import (
    CODE,
    CONSTR,
    ERROR,
    INVARIANT,
    METADONNEE,
    MHD,
    PDSM,
    TOLEREE,
    VALEUR,
    WARNING,
    interdit,
    ligne,
    requis,
)
from simulators.core.basis import seen

CONTENUES: Final = requis(
    "lot.contained",
    "contained",
    ("la source du lot", "the source of the set"),
    (
        "Contenez la source du lot, ou son organisation.",
        "Contain the source, or its organisation.",
    ),
    TOLEREE,
    "1..*",
)
TYPE_ACTIVITE: Final = requis(
    "lot.designation_type",
    "extension(ihe-designationType)",
    ("le type d'activité", "the kind of activity"),
    ("Donnez un code du jeu J59 dans valueCodeableConcept.", "Give a J59 code in valueCodeableConcept."),
)
BIND_TYPE_ACTIVITE: Final = ligne(
    "lot.constr_bind_designationtype",
    ERROR,
    CODE,
    "extension(ihe-designationType)",
    (
        "Le type d'activité vient d'un système que PDSm ne permet pas.",
        "The kind of activity comes from a system that PDSm does not allow.",
    ),
    ("Prenez un code de TRE_R209, TRE_R02 ou TRE_A00.", "Use a code of TRE_R209, TRE_R02 or TRE_A00."),
    CONSTR,
    TOLEREE,
    "TRE_R209, TRE_R02, TRE_A00",
)
SOURCE_ID: Final = requis(
    "lot.source_id",
    "extension(ihe-sourceId)",
    ("l'OID du système émetteur", "the OID of the sending system"),
    (
        "Donnez l'OID de votre système : valueIdentifier, system urn:ietf:rfc:3986, value urn:oid:<OID>.",
        "Give the OID of your system: valueIdentifier, system urn:ietf:rfc:3986, value urn:oid:<OID>.",
    ),
)
SOURCE_ID_FORME: Final = ligne(
    "lot.source_id_forme",
    ERROR,
    VALEUR,
    "extension(ihe-sourceId)",
    ("La source du lot n'est pas un OID.", "The source of the set is not an OID."),
    ("Écrivez urn:oid: suivi de l'OID de votre système.", "Write urn:oid: and the OID of your system."),
    MHD,
    METADONNEE,
    "urn:oid:…",
)
MODIFICATEUR: Final = interdit(
    "lot.modifier_extension",
    "modifierExtension",
    ("Retirez modifierExtension.", "Remove modifierExtension."),
)
UNIQUE_OID: Final = ligne(
    "lot.unique_id",
    ERROR,
    INVARIANT,
    "identifier(uniqueId)",
    (
        "L'identifiant d'un lot est un OID : sa valeur commence par urn:oid:.",
        "The identifier of a set is an OID: its value begins with urn:oid:.",
    ),
    ("Donnez un OID au lot, pas un UUID.", "Give the set an OID, not a UUID."),
    MHD,
    METADONNEE,
    "urn:oid:…",
)
STATUT: Final = ligne(
    "lot.status",
    ERROR,
    CODE,
    "status",
    ("Le statut d'un lot est current.", "The status of a set is current."),
    ("Écrivez current.", "Write current."),
    PDSM,
    TOLEREE,
    "current",
)
MODE: Final = ligne(
    "lot.mode",
    ERROR,
    CODE,
    "mode",
    ("Le mode d'un lot est working.", "The mode of a set is working."),
    ("Écrivez working.", "Write working."),
    PDSM,
    TOLEREE,
    "working",
)
CODE_LOT: Final = ligne(
    "lot.code",
    ERROR,
    CODE,
    "code",
    (
        "Une liste se dit lot de soumission ou classeur par son code.",
        "A list says it is a submission set or a folder by its code.",
    ),
    ("Écrivez le code submissionset de MHDlistTypes.", "Write the code submissionset of MHDlistTypes."),
    PDSM,
    TOLEREE,
    f"{MHD_LISTES}#submissionset",
)
CODE_HTTP: Final = ligne(
    "lot.code_http",
    WARNING,
    CODE,
    "code",
    (
        "Le système du code est écrit http:// ; son adresse est en https://.",
        "The system of the code is written http://; its address is https://.",
    ),
    (f"Écrivez {MHD_LISTES}.", f"Write {MHD_LISTES}."),
    seen("PDSm 3.1.1, exemples : les deux écritures"),
    attendu=MHD_LISTES,
)
PATIENT: Final = requis(
    "lot.subject",
    "subject",
    ("le patient", "the patient"),
    ("Désignez le même patient que dans les fiches.", "Name the same patient as in the entries."),
)
DATE: Final = requis(
    "lot.date",
    "date",
    ("l'heure de soumission", "the time of submission"),
    ("Datez la soumission, avec son fuseau.", "Date the submission, with its time zone."),
)
