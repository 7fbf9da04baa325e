"""What the entries of a transaction say of each other, and their documents (§3.2, §3.4)."""

from typing import Final

from dmp.fhir.rules.catalogue.base import (
    ABSENT,
    ERROR,
    FHIR,
    METIER,
    MHD,
    REQUIS,
    STRUCTURE,
    VALEUR,
    VALIDATION,
    ligne,
)
from simulators.core.basis import assumed, standard
from simulators.core.rule import Refusal

_HASH: Final = standard("IHE ITI MHD 4.2.3, ITI-65 §2:3.65.4.1.2.1")
_DOCUMENT_ABSENT: Final = Refusal("XDSMissingDocument", VALIDATION, always=True)

MEME_PATIENT: Final = ligne(
    "bundle.un_patient",
    ERROR,
    METIER,
    "entry.resource.subject",
    (
        "La liste et les fiches ne désignent pas le même patient.",
        "The list and the entries do not name the same patient.",
    ),
    ("Un lot ne concerne qu'un patient.", "A set is about one patient."),
    standard("IHE ITI TF-3 §4.2.3.2.16 ; MHD ITI-65"),
    Refusal("XDSPatientIdDoesNotMatch", VALIDATION, always=True),
)
MEMBRE: Final = ligne(
    "bundle.membre",
    ERROR,
    ABSENT,
    "entry.resource.entry.item",
    (
        "La liste désigne une fiche qui n'est pas dans le lot.",
        "The list names an entry that is not in the bundle.",
    ),
    ("Écrivez le fullUrl de la fiche, ou DocumentReference/<id>.", "Write its fullUrl, or its address."),
    MHD,
    Refusal("fhir_reference", VALIDATION, always=True),
)
HORS_LOT: Final = ligne(
    "bundle.hors_lot",
    ERROR,
    STRUCTURE,
    "entry",
    ("La fiche n'est pas membre du lot de soumission.", "The entry is no member of the submission set."),
    ("Ajoutez son fullUrl dans List.entry.item.", "Add its fullUrl to List.entry.item."),
    MHD,
    Refusal("fhir_lot", assumed("une fiche du lot sans lien : rattachée par le serveur")),
)
BINAIRE: Final = ligne(
    "bundle.binaire",
    ERROR,
    ABSENT,
    "entry.resource.content.attachment.url",
    (
        "L'adresse du document ne désigne aucune Binary du lot.",
        "The address of the document names no Binary of the bundle.",
    ),
    ("Écrivez le fullUrl de la Binary.", "Write the fullUrl of the Binary."),
    MHD,
    _DOCUMENT_ABSENT,
    exigences=("SC.DMP/va1.01",),
)
BINAIRE_VIDE: Final = ligne(
    "bundle.binaire_vide",
    ERROR,
    REQUIS,
    "entry.resource.data",
    ("La Binary n'a pas de contenu.", "The Binary has no content."),
    ("Mettez le document en base64 dans data.", "Put the document in base64 in data."),
    MHD,
    _DOCUMENT_ABSENT,
    "base64",
)
BINAIRE_SANS_FICHE: Final = ligne(
    "bundle.binaire_sans_fiche",
    ERROR,
    STRUCTURE,
    "entry",
    ("Aucune fiche ne décrit cette Binary.", "No entry describes this Binary."),
    ("Ajoutez sa fiche, ou retirez la Binary.", "Add its entry, or remove the Binary."),
    standard("IHE ITI TF-3, table 4.2.4.1-2"),
    Refusal("XDSMissingDocumentMetadata", VALIDATION),
)
BASE64: Final = ligne(
    "document.base64",
    ERROR,
    VALEUR,
    "entry.resource.data",
    ("Le contenu n'est pas du base64.", "The content is not base64."),
    ("Recodez le document en base64.", "Code the document in base64 again."),
    FHIR,
    Refusal("fhir_base64", FHIR, always=True),
    "base64",
)
MIME: Final = ligne(
    "document.mime",
    ERROR,
    VALEUR,
    "entry.resource.content.attachment.contentType",
    (
        "La fiche et la Binary ne disent pas le même type de média.",
        "The entry and the Binary do not tell the same media type.",
    ),
    ("Écrivez le même type des deux côtés.", "Write the same type on both sides."),
    MHD,
    Refusal("XDSRepositoryMetadataError", VALIDATION),
)
TAILLE: Final = ligne(
    "document.taille",
    ERROR,
    VALEUR,
    "entry.resource.content.attachment.size",
    ("La taille n'est pas celle du document décodé.", "The size is not that of the decoded document."),
    ("Comptez les octets avant base64.", "Count the bytes before base64."),
    _HASH,
    Refusal("XDSRepositoryMetadataError", VALIDATION),
)
EMPREINTE: Final = ligne(
    "document.empreinte",
    ERROR,
    VALEUR,
    "entry.resource.content.attachment.hash",
    ("L'empreinte n'est pas celle du document décodé.", "The hash is not that of the decoded document."),
    (
        "Calculez le SHA-1 des octets avant base64, en base64.",
        "Compute the SHA-1 of the bytes before base64, in base64.",
    ),
    _HASH,
    Refusal("XDSRepositoryMetadataError", VALIDATION),
)
DIFFERE: Final = ligne(
    "document.differe",
    ERROR,
    METIER,
    "entry.resource.content.attachment",
    (
        "Une taille nulle annonce un document assemblé plus tard : le DMP n'en a pas.",
        "A size of zero announces a document to be assembled later: the DMP has none.",
    ),
    ("Envoyez le document lui-même.", "Send the document itself."),
    assumed("le DMP n'a ni document différé ni document à la demande"),
    Refusal("fhir_profil", assumed("le DMP n'a pas de document différé"), always=True),
)
DOUBLE: Final = ligne(
    "bundle.double",
    ERROR,
    "duplicate",
    "entry.resource.masterIdentifier",
    ("Deux fiches du lot ont le même identifiant unique.", "Two entries have the same unique identifier."),
    ("Donnez à chaque document le sien.", "Give each document its own."),
    standard("IHE ITI TF-3, table 4.2.4.1-2"),
    Refusal("XDSRegistryDuplicateUniqueIdInMessage", VALIDATION, always=True),
    exigences=("SC.DMP/va1.01",),
)
