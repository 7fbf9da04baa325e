"""Rules on what a set replaces and on what its links name (dmp_xds.md §4.7)."""

from typing import Final

from dmp.errors import DENIED
from dmp.xds.rules.catalogue.base import (
    ERROR,
    IHE,
    refuse,
    rule,
)
from simulators.core.basis import reported, seen

_CODE_VU: Final = seen("k-jefferson/Dehempe, code vu")
_NOMENCLATURES: Final = seen("ansforge/IG-terminologie-de-sante, jeux de valeurs J57 à J66")
_COHERENCE: Final = reported("cda.md §3 : volet HV2, P4D, feuille de style TC3")
_LOI: Final = ("SC.DMP/va1.01",)

APPARTENANCE: Final = rule(
    "lot.appartenance",
    ERROR,
    (
        "Un document n'est pas rattaché au lot par une association HasMember.",
        "A document is not attached to the set by a HasMember association.",
    ),
    (
        "Ajoutez une association HasMember du lot vers chaque fiche.",
        "Add a HasMember association from the set to each entry.",
    ),
    IHE,
    refuse("XDSRegistryMetadataError", IHE),
)
REFERENCE: Final = rule(
    "lot.reference",
    ERROR,
    (
        "Une association désigne un objet qui n'est ni dans le lot ni au DMP de ce patient.",
        "An association names an object that is neither in the set nor in this patient's record.",
    ),
    (
        "Cherchez l'entryUUID du document à remplacer (TD3.1), puis désignez-le.",
        "Look up the entryUUID of the document to replace (TD3.1), then name it.",
    ),
    IHE,
    refuse("UnresolvedReferenceException", IHE, always=True),
    ("DMP/va1.16",),
)
REMPLACE_OBSOLETE: Final = rule(
    "remplacement.obsolete",
    ERROR,
    (
        "Le document à remplacer n'est plus la version en vigueur.",
        "The document to replace is no longer the current version.",
    ),
    (
        "Cherchez la dernière version (TD3.1) et remplacez celle-là.",
        "Look up the last version (TD3.1) and replace that one.",
    ),
    IHE,
    refuse("XDSRegistryDeprecatedDocumentError", IHE),
    ("DMP/va1.16",),
)
REMPLACE_AUTRE_PATIENT: Final = rule(
    "remplacement.autre_patient",
    ERROR,
    (
        "Le document à remplacer est celui d'un autre patient.",
        "The document to replace is another patient's.",
    ),
    ("Remplacez un document du même patient.", "Replace a document of the same patient."),
    IHE,
    refuse("XDSPatientIdDoesNotMatch", IHE, always=True),
)
REMPLACE_AUTRE_STRUCTURE: Final = rule(
    "remplacement.autre_structure",
    ERROR,
    (
        "Le document à remplacer n'a pas été déposé par cette structure ou ce professionnel.",
        "The document to replace was not fed by this structure or professional.",
    ),
    ("Ne remplacez que vos documents.", "Replace your own documents only."),
    reported("PDT-INF-526, notes 8 et 9"),
    refuse(DENIED, reported("PDT-INF-526, notes 8 et 9")),
    ("DMP/va1.16",),
)
REMPLACE_DEUX_FOIS: Final = rule(
    "remplacement.deux_fois",
    ERROR,
    (
        "Deux documents du lot remplacent le même document.",
        "Two documents of the set replace the same document.",
    ),
    ("Une version n'a qu'un remplaçant.", "A version has one replacement."),
    IHE,
    refuse("XDSRegistryMetadataError", IHE, always=True),
)
