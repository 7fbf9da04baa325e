"""Folders: `pdsm-folder-comprehensive` (§2.3)."""

from typing import Final

from dmp.fhir.rules.catalogue.base import (
    CODE,
    ERROR,
    PDSM,
    STRUCTURE,
    TOLEREE,
    WARNING,
    ligne,
    requis,
)
from simulators.core.basis import assumed

IGNORE: Final = ligne(
    "classeur.ignore",
    WARNING,
    "informational",
    "code",
    (
        "Le DMP n'emploie pas les classeurs : celui-ci n'est pas gardé (PartialFolderContentNotProcessed).",
        "The DMP uses no folders: this one is not kept (PartialFolderContentNotProcessed).",
    ),
    ("N'envoyez pas de classeur.", "Send no folder."),
    assumed("en XDS, le DMP n'emploie pas les classeurs ; MHD permet de les ignorer"),
)
TITRE: Final = requis(
    "classeur.title",
    "title",
    ("le nom du classeur", "the name of the folder"),
    ("Nommez le classeur.", "Name the folder."),
    TOLEREE,
)
TYPE: Final = requis(
    "classeur.designation_type",
    "extension(ihe-designationType)",
    ("la nature du classeur", "the nature of the folder"),
    ("Donnez un code dans valueCodeableConcept.", "Give a code in valueCodeableConcept."),
    TOLEREE,
)
PATIENT: Final = requis(
    "classeur.subject",
    "subject",
    ("le patient", "the patient"),
    ("Désignez le patient.", "Name the patient."),
    TOLEREE,
)
DATE: Final = requis(
    "classeur.date",
    "date",
    ("la date du classeur", "the date of the folder"),
    ("Datez le classeur.", "Date the folder."),
    TOLEREE,
)
MODE: Final = ligne(
    "classeur.mode",
    ERROR,
    CODE,
    "mode",
    ("Le mode d'un classeur est working.", "The mode of a folder is working."),
    ("Écrivez working.", "Write working."),
    PDSM,
    TOLEREE,
    "working",
)
ENTREES: Final = requis(
    "classeur.entry",
    "entry",
    ("les fiches du classeur", "the entries of the folder"),
    ("Mettez au moins une fiche.", "Put one entry at least."),
    TOLEREE,
    "1..*",
)
INTERDITS: Final = ligne(
    "classeur.interdits",
    ERROR,
    STRUCTURE,
    "source, encounter, orderedBy, emptyReason",
    ("Cet élément est interdit dans un classeur.", "This element is forbidden in a folder."),
    ("Retirez l'élément.", "Remove the element."),
    PDSM,
    TOLEREE,
    "0..0",
)
