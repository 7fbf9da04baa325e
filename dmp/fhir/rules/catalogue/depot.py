"""Rules on sets fed by a transaction (ITI-65) or by one entry (ITI-105)."""

from typing import Final

from dmp.fhir.rules.catalogue.appel import MHD, PDSM, PROJET
from dmp.xds.rules.catalogue.base import ERROR, INFO, WARNING, refuse, rule
from simulators.core.basis import assumed

PATIENT: Final = rule(
    "fhir.lot.patient",
    ERROR,
    ("Le patient ne se retrouve pas.", "The patient cannot be found."),
    (
        "Désignez-le par son INS : subject.identifier, Patient?identifier=système|INS, ou une entrée "
        "Patient.",
        "Name them by INS: subject.identifier, Patient?identifier=system|INS, or a Patient entry.",
    ),
    PDSM,
    refuse("fhir_reference", PDSM, always=True),
)
TROP: Final = rule(
    "fhir.lot.trop",
    ERROR,
    ("Le lot a trop d'entrées.", "The set has too many entries."),
    ("Découpez le lot.", "Split the set."),
    assumed("limite du simulateur"),
    refuse("fhir_lot", assumed("limite du simulateur"), always=True),
)
LIEN: Final = rule(
    "fhir.lot.lien",
    WARNING,
    (
        "Ce lien (transforms, appends, signs) n'est pas gardé par le DMP.",
        "This link (transforms, appends, signs) is not kept by the DMP.",
    ),
    ("Ne reliez une fiche à une autre que par replaces.", "Link an entry to another by replaces only."),
    MHD,
)
SANS_SIGNATURE: Final = rule(
    "fhir.lot.sans_signature",
    INFO,
    (
        "En FHIR, le lot n'est pas signé.",
        "Over FHIR the set is not signed.",
    ),
    (
        "Rien à faire ici ; en SOAP, la signature XAdES du lot est exigée.",
        "Nothing to do here; over SOAP the XAdES signature of the set is required.",
    ),
    assumed("PDSm ne prévoit pas de signature du lot"),
)
CIBLE: Final = rule(
    "fhir.lot.cible",
    ERROR,
    ("La fiche à remplacer n'existe pas.", "The entry to replace does not exist."),
    (
        "Reprenez l'identifiant de la fiche rendu par la recherche.",
        "Use the id of the entry given by the search.",
    ),
    MHD,
    refuse("UnresolvedReferenceException", MHD, always=True),
)
LOTS: Final = rule(
    "fhir.lot.batch",
    ERROR,
    (
        "Les lectures groupées (batch) sont du projet PDSm4DMP.",
        "Grouped readings (batch) belong to the PDSm4DMP draft.",
    ),
    (
        "Envoyez une transaction, ou donnez à l'espace l'option dmp.fhir.pdsm4dmp.",
        "Send a transaction, or give the espace the option dmp.fhir.pdsm4dmp.",
    ),
    PROJET,
    refuse("fhir_lot", PROJET, always=True),
)
