"""Rules on sets fed by a transaction (ITI-65) or by one entry (ITI-105)."""

from typing import Final

from dmp.fhir.rules.catalogue.appel import HTTP, MHD, PDSM
from dmp.xds.rules.catalogue.base import ERROR, INFO, WARNING, refuse, rule
from simulators.core.basis import assumed, seen

REFERENCE: Final = rule(
    "fhir.lot.reference",
    ERROR,
    ("Cette référence ne mène à rien.", "This reference leads nowhere."),
    (
        "Reprenez le fullUrl de l'entrée visée, ou l'identifiant d'une fiche existante.",
        "Use the fullUrl of the entry meant, or the id of an existing entry.",
    ),
    PDSM,
    refuse("fhir_reference", PDSM, always=True),
)
PATIENT: Final = rule(
    "fhir.lot.patient",
    ERROR,
    ("Le patient ne se retrouve pas.", "The patient cannot be found."),
    (
        "Désignez-le par son INS : subject.identifier, Patient?identifier=système|INS, ou une entrée Patient.",
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
BASE64: Final = rule(
    "fhir.lot.base64",
    ERROR,
    ("Le contenu n'est pas du base64.", "The content is not base64."),
    (
        "Codez les octets du document en base64 (RFC 4648 §4), sans saut de ligne.",
        "Code the bytes of the document in base64 (RFC 4648 §4), without line breaks.",
    ),
    HTTP,
    refuse("fhir_base64", HTTP, always=True),
)
CORRECTIF: Final = rule(
    "fhir.lot.correctif",
    ERROR,
    (
        "L'entrée PATCH ne périme pas une fiche que le lot remplace.",
        "The PATCH entry does not deprecate an entry that the set replaces.",
    ),
    (
        "Mettez operation/replace, path DocumentReference.status, value superseded, et relatesTo dans la fiche.",
        "Put operation/replace, path DocumentReference.status, value superseded, and relatesTo in the entry.",
    ),
    MHD,
    refuse("fhir_lot", MHD, always=True),
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
URL_ET_DONNEES: Final = rule(
    "fhir.publication.contenu",
    ERROR,
    (
        "Un ajout simplifié porte le document dans attachment.data, sans url.",
        "A simplified publish carries the document in attachment.data, without url.",
    ),
    (
        "Mettez le document en base64 dans attachment.data ; pour un Binary, passez par ITI-65.",
        "Put the document in base64 in attachment.data; for a Binary, use ITI-65.",
    ),
    PDSM,
    refuse("fhir_patch", PDSM, always=True),
)
