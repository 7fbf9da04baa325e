"""Rules on the ids inside a set, and on what its links may tie (dmp_xds.md §4.7)."""

from typing import Final

from dmp.xds.rules.catalogue.base import ERROR, IHE, refuse, rule

ID_DOUBLE: Final = rule(
    "lot.id_double",
    ERROR,
    (
        "Deux objets du lot portent le même attribut id.",
        "Two objects of the set bear the same id attribute.",
    ),
    (
        "Donnez à chaque fiche un id à elle : Document01, Document02.",
        "Give each entry an id of its own: Document01, Document02.",
    ),
    IHE,
    refuse("XDSRegistryMetadataError", IHE, always=True),
)
REMPLACE_BOUTS: Final = rule(
    "remplacement.bouts",
    ERROR,
    (
        "Un remplacement ne va pas d'un document du lot à un document déjà au DMP.",
        "A replacement does not go from a document of the set to a document already in the DMP.",
    ),
    (
        "Mettez l'id de la nouvelle fiche dans sourceObject, l'entryUUID de l'ancienne dans targetObject.",
        "Put the id of the new entry in sourceObject, the entryUUID of the old one in targetObject.",
    ),
    IHE,
    refuse("XDSRegistryMetadataError", IHE, always=True),
)
