"""The document of an entry: `content.attachment` and its format (dmp_fhir.md §2.1)."""

from typing import Final

from dmp.fhir.rules.catalogue.base import (
    CODE,
    ERROR,
    METADONNEE,
    PDSM,
    TOLEREE,
    VALEUR,
    WARNING,
    XDS_DS,
    interdit,
    ligne,
    requis,
)
from simulators.core.basis import standard
from simulators.core.rule import Refusal

CONTENU: Final = requis(
    "fiche.content",
    "content",
    ("le document", "the document"),
    ("Une fiche décrit un document, et un seul.", "An entry describes one document, and one only."),
)
MIME: Final = requis(
    "fiche.content_type",
    "content.attachment.contentType",
    ("le type de média", "the media type"),
    ("Donnez le type de média du document.", "Give the media type of the document."),
)
MIME_FORME: Final = ligne(
    "fiche.content_type_forme",
    ERROR,
    CODE,
    "content.attachment.contentType",
    ("Ce n'est pas un type de média.", "This is not a media type."),
    ("Écrivez type/sous-type, par exemple text/xml.", "Write type/subtype, such as text/xml."),
    standard("BCP 13 ; liaison requise de FHIR R4"),
    METADONNEE,
    "type/sous-type",
)
LANGUE: Final = requis(
    "fiche.language",
    "content.attachment.language",
    ("la langue du document", "the language of the document"),
    ("Écrivez fr-FR.", "Write fr-FR."),
)
LANGUE_FR: Final = ligne(
    "fiche.language_fr",
    WARNING,
    VALEUR,
    "content.attachment.language",
    (
        "Un document produit par un système français est en fr-FR.",
        "A document made by a French system is in fr-FR.",
    ),
    ("Écrivez fr-FR.", "Write fr-FR."),
    PDSM,
    attendu="fr-FR",
)
DONNEES: Final = interdit(
    "fiche.data",
    "content.attachment.data",
    (
        "Mettez le contenu dans une ressource Binary du même lot ; data n'est permis qu'en publication "
        "simplifiée.",
        "Put the content in a Binary of the same bundle; data is for the simplified publish only.",
    ),
)
URL: Final = requis(
    "fiche.url",
    "content.attachment.url",
    ("l'adresse du document", "the address of the document"),
    ("Désignez la Binary du même lot par son fullUrl.", "Name the Binary of the same bundle by its fullUrl."),
    Refusal("XDSMissingDocument", XDS_DS, always=True),
)
TAILLE: Final = requis(
    "fiche.size",
    "content.attachment.size",
    ("la taille en octets avant base64", "the size in bytes before base64"),
    ("Comptez les octets du document décodé.", "Count the bytes of the decoded document."),
)
EMPREINTE: Final = requis(
    "fiche.hash",
    "content.attachment.hash",
    ("l'empreinte SHA-1, en base64", "the SHA-1 hash, in base64"),
    (
        "Calculez le SHA-1 des octets du document et écrivez-le en base64.",
        "Compute the SHA-1 of the bytes of the document and write it in base64.",
    ),
)
EMPREINTE_FORME: Final = ligne(
    "fiche.hash_forme",
    ERROR,
    VALEUR,
    "content.attachment.hash",
    (
        "L'empreinte n'est pas un SHA-1 en base64 : 28 caractères, pas les 40 hexadécimaux de XDS.",
        "The hash is not a SHA-1 in base64: 28 characters, not the 40 hexadecimal ones of XDS.",
    ),
    (
        "Codez en base64 les 20 octets de l'empreinte.",
        "Code the 20 bytes of the hash in base64.",
    ),
    standard("HL7 FHIR R4, Attachment.hash"),
    METADONNEE,
    "28 caractères finissant par =",
)
TITRE: Final = requis(
    "fiche.title",
    "content.attachment.title",
    ("le titre du document", "the title of the document"),
    ("Recopiez le titre du document.", "Copy the title of the document."),
    TOLEREE,
)
CREATION: Final = requis(
    "fiche.creation",
    "content.attachment.creation",
    ("la date du document", "the date of the document"),
    ("Recopiez la date de création du document.", "Copy the creation date of the document."),
)
FORMAT: Final = requis(
    "fiche.format",
    "content.format",
    ("le format du document", "the format of the document"),
    ("Donnez un code du jeu J60 du DMP.", "Give a code of the DMP's J60 set."),
)
