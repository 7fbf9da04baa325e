"""Rules on the documents of a set: present, as announced, readable."""

from typing import Final

from dmp.xds.rules.catalogue.base import (
    ERROR,
    GUIDE,
    INFO,
    MESSAGES,
    VOLET,
    WARNING,
    XDSB,
    refuse,
    rule,
)
from simulators.core.basis import reported, seen, standard

_CODE_VU: Final = seen("k-jefferson/Dehempe, code vu")
_NOMENCLATURES: Final = seen("ansforge/IG-terminologie-de-sante, jeux de valeurs J57 à J66")
_COHERENCE: Final = reported("cda.md §3 : volet HV2, P4D, feuille de style TC3")
_LOI: Final = ("SC.DMP/va1.01",)

DOCUMENT_ABSENT: Final = rule(
    "document.absent",
    ERROR,
    (
        "Une fiche du lot n'a pas son document dans le message.",
        "An entry of the set has no document in the message.",
    ),
    (
        "Joignez le document sous l'identifiant de sa fiche, et sa partie si elle est annoncée.",
        "Join the document under the id of its entry, and its part when it is announced.",
    ),
    XDSB,
    refuse("XDSMissingDocument", XDSB, always=True),
)
FICHE_ABSENTE: Final = rule(
    "document.sans_fiche",
    ERROR,
    (
        "Un document du message n'a pas de fiche dans le lot.",
        "A document of the message has no entry in the set.",
    ),
    (
        "Décrivez le document par un ExtrinsicObject de même identifiant.",
        "Describe the document with an ExtrinsicObject of the same id.",
    ),
    XDSB,
    refuse("XDSMissingDocumentMetadata", XDSB),
)
EMPREINTE: Final = rule(
    "document.empreinte",
    ERROR,
    (
        "L'empreinte annoncée n'est pas celle du document reçu.",
        "The announced hash is not that of the document received.",
    ),
    (
        "Calculez l'empreinte SHA-1 sur les octets exacts envoyés, en hexadécimal minuscule.",
        "Compute the SHA-1 of the very bytes sent, in lower-case hexadecimal.",
    ),
    VOLET,
    refuse("XDSNonIdenticalHash", standard("IHE ITI TF-3 §4.2.3.2.10")),
)
TAILLE: Final = rule(
    "document.taille",
    ERROR,
    (
        "La taille annoncée n'est pas celle du document reçu.",
        "The announced size is not that of the document received.",
    ),
    ("Comptez les octets exacts envoyés.", "Count the very bytes sent."),
    VOLET,
    refuse("XDSRepositoryMetadataError", standard("IHE ITI TF-3 §4.2.3.2.22")),
)
DOCUMENT_VIDE: Final = rule(
    "document.vide",
    ERROR,
    ("Un document du lot est vide.", "A document of the set is empty."),
    ("Joignez le document.", "Join the document."),
    XDSB,
    refuse("XDSMissingDocument", XDSB),
)
SIGNATURE_FORME: Final = rule(
    "lot.signature_forme",
    WARNING,
    (
        "Le document de signature du lot n'est pas une signature XML.",
        "The set's signature document is no XML signature.",
    ),
    (
        "Le document de signature a pour racine ds:Signature.",
        "The root of the signature document is ds:Signature.",
    ),
    MESSAGES,
)
PAS_CDA: Final = rule(
    "document.pas_cda",
    ERROR,
    (
        "Un document annoncé comme CDA n'en est pas un.",
        "A document announced as a CDA is none.",
    ),
    (
        "Envoyez un CDA R2 : le PDF s'y encapsule en base64.",
        "Send a CDA R2: the PDF goes inside it, in base64.",
    ),
    GUIDE,
    refuse("XDSRepositoryMetadataError", GUIDE),
    ("SC.DMP/va1.01", "DOC/va1.12"),
)
XML_REFUSE: Final = rule(
    "document.xml",
    ERROR,
    (
        "Un document n'est pas un XML qui puisse être lu.",
        "A document is no XML that can be read.",
    ),
    (
        "Envoyez du XML bien formé, en UTF-8, sans DOCTYPE ni entité.",
        "Send well-formed XML, in UTF-8, without DOCTYPE or entity.",
    ),
    GUIDE,
    refuse("XDSRepositoryMetadataError", GUIDE),
)
LETTRE_CASSE: Final = rule(
    "document.casse",
    INFO,
    (
        "L'identifiant du document diffère de celui de sa fiche par des majuscules.",
        "The document's id differs from that of its entry by capitals.",
    ),
    ("Écrivez les deux de la même façon.", "Write both alike."),
    MESSAGES,
)
