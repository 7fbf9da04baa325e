"""Rules on a submission set: its parts, its links, its signature, what it replaces."""

from typing import Final

from dmp.xds.rules.catalogue.base import (
    ERROR,
    IHE,
    XDSB,
    refuse,
    rule,
)
from simulators.core.basis import reported, seen

_CODE_VU: Final = seen("k-jefferson/Dehempe, code vu")
_NOMENCLATURES: Final = seen("ansforge/IG-terminologie-de-sante, jeux de valeurs J57 à J66")
_COHERENCE: Final = reported("cda.md §3 : volet HV2, P4D, feuille de style TC3")
_LOI: Final = ("SC.DMP/va1.01",)

SANS_LOT: Final = rule(
    "lot.absent",
    ERROR,
    (
        "Le message ne contient pas un lot de soumission et ses documents.",
        "The message does not hold a submission set with its documents.",
    ),
    (
        "Mettez un RegistryPackage et au moins un ExtrinsicObject dans la liste d'objets.",
        "Put one RegistryPackage and at least one ExtrinsicObject in the object list.",
    ),
    XDSB,
    refuse("XDSRegistryMetadataError", IHE, always=True),
)
DOSSIER_ABSENT: Final = rule(
    "dossier.absent",
    ERROR,
    ("Le patient n'a pas de DMP.", "The patient has no record."),
    (
        "Vérifiez l'existence du DMP (TD0.2) avant d'alimenter ou de consulter.",
        "Test that the record exists (TD0.2) before feeding or consulting.",
    ),
    _CODE_VU,
    refuse("XDSUnknownPatientId", _CODE_VU, always=True),
    ("SC.DMP/CONF.01",),
)
DOSSIER_FERME: Final = rule(
    "dossier.ferme",
    ERROR,
    ("Le DMP du patient est fermé.", "The patient's record is closed."),
    (
        "Vérifiez l'état du DMP (TD0.2) avant d'alimenter ou de consulter.",
        "Test the state of the record (TD0.2) before feeding or consulting.",
    ),
    reported("un DMP fermé n'est plus alimenté : client d'exemple KIT"),
    refuse("XDSUnknownPatientId", reported("code supposé : même famille que le DMP absent")),
    ("SC.DMP/CONF.01",),
)
DOUBLON_MESSAGE: Final = rule(
    "lot.doublon",
    ERROR,
    (
        "Deux objets du message portent le même identifiant unique.",
        "Two objects of the message bear the same unique identifier.",
    ),
    ("Donnez à chacun un identifiant unique.", "Give each one an identifier of its own."),
    IHE,
    refuse("XDSRegistryDuplicateUniqueIdInMessage", IHE, always=True),
)
DOUBLON: Final = rule(
    "fiche.doublon",
    ERROR,
    (
        "Un document ou un lot de cet identifiant unique est déjà au DMP.",
        "A document or set of that unique identifier is already in the DMP.",
    ),
    (
        "N'envoyez pas deux fois le même document ; une correction prend un nouvel identifiant et remplace "
        "l'ancienne.",
        "Do not send the same document twice; a correction takes a new identifier and replaces the old one.",
    ),
    IHE,
    refuse("XDSDuplicateUniqueIdInRegistry", IHE, always=True),
)
SIGNATURE_ABSENTE: Final = rule(
    "lot.signature_absente",
    ERROR,
    ("Le lot n'est pas signé.", "The set is not signed."),
    (
        "Ajoutez au lot son document de signature, par l'association « signs ».",
        "Add to the set its signature document, with the “signs” association.",
    ),
    reported("signature du lot exigée : IG-FHIR-PDSM4DMP-EEDS"),
    refuse("XDSRegistryMetadataError"),
)
