"""Rules on the entry of a set's signature (dmp_xds.md §5.4)."""

from typing import Final

from dmp.xds.rules.catalogue.base import MESSAGES, WARNING, refuse
from dmp.xds.rules.catalogue.signature_lot import IMPOSTURE, regle

_REGISTRE: Final = refuse("XDSRegistryMetadataError")

PLUSIEURS: Final = regle(
    "plusieurs",
    ("Plusieurs documents signent le lot.", "Several documents sign the set."),
    ("Signez le lot une seule fois.", "Sign the set once."),
    IMPOSTURE,
    _REGISTRE,
)
FICHE: Final = regle(
    "fiche",
    (
        "Une métadonnée de la signature du lot n'est pas celle d'une signature.",
        "A metadata value of the set's signature is not that of a signature.",
    ),
    (
        "Donnez à la fiche de la signature la valeur attendue.",
        "Give the signature's entry the expected value.",
    ),
    MESSAGES,
    _REGISTRE,
)
CONFIDENTIALITE: Final = regle(
    "confidentialite",
    (
        "La signature du lot n'est pas cachée aux professionnels et au patient.",
        "The set's signature is not hidden from professionals and from the patient.",
    ),
    (
        "Donnez à la signature les trois codes N, MASQUE_PS et INVISIBLE_PATIENT.",
        "Give the signature the three codes N, MASQUE_PS and INVISIBLE_PATIENT.",
    ),
    MESSAGES,
    _REGISTRE,
)
TITRE: Final = regle(
    "titre",
    ("Le titre de la signature du lot n'est pas « Source ».", "The set's signature is not titled “Source”."),
    ("Intitulez la signature « Source ».", "Give the signature the title “Source”."),
    MESSAGES,
    None,
    WARNING,
)
