"""Rules on a submission set: its parts, its links, its signature, what it replaces."""

from typing import Final

from dmp.errors import DENIED
from dmp.xds.rules.catalogue.base import (
    ERROR,
    GUIDE,
    IHE,
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
