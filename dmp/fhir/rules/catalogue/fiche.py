"""Elements of `pdsm-comprehensive-document-reference` (dmp_fhir.md §2.1)."""

from typing import Final

from dmp.fhir.rules.catalogue.base import (
    CODE,
    ERROR,
    METADONNEE,
    PDSM,
    REQUIS,
    TOLEREE,
    WARNING,
    XDS_DS,
    interdit,
    ligne,
    requis,
)
from simulators.core.basis import seen
from simulators.core.rule import Refusal

_SANS_QUOI: Final = Refusal("fhir_profil", XDS_DS, always=True)

CONTENUES: Final = requis(
    "fiche.contained",
    "contained",
    ("au moins l'auteur", "at least the author"),
    (
        "Mettez l'auteur, et l'authentificateur s'il y en a un, dans contained.",
        "Put the author, and the authenticator if any, in contained.",
    ),
    TOLEREE,
    "1..*",
)
MODIFICATEUR: Final = interdit(
    "fiche.modifier_extension",
    "modifierExtension",
    ("Retirez modifierExtension.", "Remove modifierExtension."),
)
IDENTIFIANT_UNIQUE: Final = requis(
    "fiche.master_identifier",
    "masterIdentifier",
    ("l'identifiant unique du document", "the unique identifier of the document"),
    (
        "Donnez au document un identifiant de votre cru : urn:oid: ou urn:uuid:, system urn:ietf:rfc:3986.",
        "Give the document an identifier of your own: urn:oid: or urn:uuid:, system urn:ietf:rfc:3986.",
    ),
    _SANS_QUOI,
)
STATUT: Final = ligne(
    "fiche.status",
    ERROR,
    CODE,
    "status",
    (
        "Le statut d'une fiche est current ou superseded.",
        "The status of an entry is current or superseded.",
    ),
    (
        "Envoyez current ; superseded ne vient que du remplacement.",
        "Send current.",
    ),
    PDSM,
    METADONNEE,
    "current | superseded",
)
STATUT_DOCUMENT: Final = interdit(
    "fiche.doc_status", "docStatus", ("Retirez docStatus.", "Remove docStatus.")
)
TYPE: Final = requis(
    "fiche.type",
    "type",
    ("le type du document", "the type of the document"),
    ("Donnez un code du jeu J66 du DMP.", "Give a code of the DMP's J66 set."),
)
CLASSE: Final = requis(
    "fiche.category",
    "category",
    ("la classe du document", "the class of the document"),
    ("Donnez une classe, et une seule, du jeu J57.", "Give one class, and one only, of the J57 set."),
)
PATIENT: Final = requis(
    "fiche.subject",
    "subject",
    ("le patient", "the patient"),
    (
        "Désignez le patient : Patient/<id>, Patient?identifier=<système>|<INS>, ou subject.identifier.",
        "Name the patient: Patient/<id>, Patient?identifier=<system>|<INS>, or subject.identifier.",
    ),
    _SANS_QUOI,
)
DATE: Final = requis(
    "fiche.date",
    "date",
    ("la date de la fiche", "the date of the entry"),
    ("Datez la fiche, avec son fuseau.", "Date the entry, with its time zone."),
    TOLEREE,
)
AUTEUR: Final = requis(
    "fiche.author",
    "author",
    ("l'auteur du document", "the author of the document"),
    (
        'Désignez l\'auteur contenu dans la fiche : {"reference": "#auteur"}.',
        'Name the author contained in the entry: {"reference": "#author"}.',
    ),
    TOLEREE,
    "1..*",
)
AUTHENTIFICATEUR: Final = ligne(
    "fiche.authenticator",
    WARNING,
    REQUIS,
    "authenticator",
    (
        "La fiche ne dit pas qui répond du contenu ; le DMP l'exige (legalAuthenticator).",
        "The entry does not tell who answers for the content; the DMP requires it (legalAuthenticator).",
    ),
    ("Ajoutez authenticator, contenu dans la fiche.", "Add authenticator, contained in the entry."),
    seen("PDSm 3.1.1 : 0..1 dans le profil, 1..1 dans le modèle métier"),
    attendu="1..1",
)
CONSERVATEUR: Final = requis(
    "fiche.custodian",
    "custodian",
    ("l'organisation qui conserve le document", "the organisation that keeps the document"),
    (
        "Désignez la structure qui conserve ; exigé par PDSm depuis mai 2026, absent du projet PDSm4DMP.",
        "Name the keeping structure; required by PDSm since May 2026, absent from the PDSm4DMP draft.",
    ),
    TOLEREE,
)
CONFIDENTIALITE: Final = requis(
    "fiche.security_label",
    "securityLabel",
    ("le niveau de confidentialité", "the level of confidentiality"),
    (
        "Donnez au moins N (v3-Confidentiality), et les masquages s'il y en a.",
        "Give at least N (v3-Confidentiality), and the maskings if any.",
    ),
    METADONNEE,
    "1..*",
)
