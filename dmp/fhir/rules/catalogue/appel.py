"""Rules on how a call comes: address, method, formats, body, authentication."""

from typing import Final

from dmp.xds.rules.catalogue.base import ERROR, INFO, WARNING, refuse, rule
from simulators.core.basis import assumed, seen, standard

HTTP: Final = standard("HL7 FHIR R4, RESTful API")
MHD: Final = seen("IHE ITI.MHD 4.2.3")
PDSM: Final = seen("PDSm 3.1.1")
PROJET: Final = seen("PDSm4DMP 0.1.0, projet")
_BEARER: Final = standard("RFC 6750 §3, RFC 8705 §3")
_ANS: Final = seen("volet Sécurisation du transport des API REST 1.2.0 de l'ANS")
_CHOIX: Final = assumed("PDSm ne fixe aucune authentification ; choix du simulateur")

ADRESSE: Final = rule(
    "fhir.adresse",
    ERROR,
    ("Cette adresse n'est pas servie.", "This address is not served."),
    (
        "Partez de la base annoncée ; /metadata donne les types et les interactions servis.",
        "Start from the announced base; /metadata lists the types and interactions served.",
    ),
    HTTP,
    refuse("fhir_adresse", HTTP, always=True),
)
TYPE: Final = rule(
    "fhir.type",
    ERROR,
    ("Ce type de ressource n'est pas servi.", "This type of resource is not served."),
    (
        "Utilisez DocumentReference, List ou Binary. Patient est du projet PDSm4DMP : option "
        "dmp.fhir.pdsm4dmp.",
        "Use DocumentReference, List or Binary. Patient belongs to the PDSm4DMP draft: option "
        "dmp.fhir.pdsm4dmp.",
    ),
    HTTP,
    refuse("fhir_type", HTTP, always=True),
)
METHODE: Final = rule(
    "fhir.methode",
    ERROR,
    (
        "Cette méthode n'est pas permise à cette adresse.",
        "This method is not allowed at this address.",
    ),
    (
        "Prenez une interaction annoncée par /metadata ; une fiche ne se supprime pas par DELETE.",
        "Use an interaction announced by /metadata; an entry is not removed by DELETE.",
    ),
    HTTP,
    refuse("fhir_methode", HTTP, always=True),
)
MEDIA: Final = rule(
    "fhir.media",
    ERROR,
    ("Le type de contenu n'est pas celui attendu.", "The content type is not the expected one."),
    (
        "Envoyez application/fhir+json ou application/fhir+xml ; pour un correctif, "
        "application/json-patch+json.",
        "Send application/fhir+json or application/fhir+xml; for a patch, application/json-patch+json.",
    ),
    HTTP,
    refuse("fhir_media", HTTP, always=True),
)
MEDIA_LARGE: Final = rule(
    "fhir.media_generique",
    WARNING,
    (
        "Le type de contenu est générique : un serveur strict le refuserait.",
        "The content type is generic: a strict server would refuse it.",
    ),
    ("Envoyez application/fhir+json ou application/fhir+xml.", "Send application/fhir+json or …+xml."),
    HTTP,
)
ACCEPTE: Final = rule(
    "fhir.accept",
    ERROR,
    ("Aucun format demandé n'est servi.", "None of the formats asked for is served."),
    (
        "Demandez application/fhir+json ou application/fhir+xml ; pour un document, son propre type.",
        "Ask for application/fhir+json or application/fhir+xml; for a document, its own type.",
    ),
    MHD,
    refuse("fhir_accepte", MHD, always=True),
)
TROP_GROS: Final = rule(
    "fhir.corps_trop_gros",
    ERROR,
    ("Le corps dépasse la taille admise.", "The body is over the size accepted."),
    ("Découpez le lot.", "Split the set."),
    assumed("limite du simulateur"),
    refuse("fhir_trop_gros", HTTP, always=True),
)
TROP_LENT: Final = rule(
    "fhir.corps_trop_lent",
    ERROR,
    ("Le corps n'est pas arrivé à temps.", "The body did not come in time."),
    ("Envoyez le corps sans attendre.", "Send the body without waiting."),
    assumed("limite du simulateur"),
    refuse("fhir_trop_lent", HTTP, always=True),
)
JETON_ABSENT: Final = rule(
    "fhir.authentification",
    ERROR,
    (
        "L'appel ne prouve pas qui appelle : ni certificat, ni jeton.",
        "The call does not prove who calls: neither certificate nor token.",
    ),
    (
        "Présentez le certificat de la structure ; pour consulter, ajoutez le jeton obtenu par échange à "
        "Pro Santé "
        "Connect (realm api-dmp).",
        "Present the certificate of the structure; to consult, add the token obtained by exchange at Pro "
        "Santé "
        "Connect (realm api-dmp).",
    ),
    _CHOIX,
    refuse("fhir_login", _ANS),
)
JETON: Final = rule(
    "fhir.jeton",
    ERROR,
    ("Le jeton n'est pas valable.", "The token is not valid."),
    (
        "Échangez un jeton vivant de Pro Santé Connect au serveur d'autorisation de l'API (realm api-dmp) et "
        "refaites-le avant son échéance.",
        "Exchange a live token of Pro Santé Connect at the authorisation server of the API (realm "
        "api-dmp) and "
        "renew it before it expires.",
    ),
    _BEARER,
    refuse("fhir_login", _BEARER),
)
JETON_PSC: Final = rule(
    "fhir.jeton_psc",
    ERROR,
    (
        "Le jeton est celui de Pro Santé Connect : l'API attend le sien.",
        "The token is Pro Santé Connect's own: the API expects its own.",
    ),
    (
        "Échangez-le d'abord (RFC 8693) au realm api-dmp, en TLS mutuel.",
        "Exchange it first (RFC 8693) at the realm api-dmp, over mutual TLS.",
    ),
    _ANS,
    refuse("fhir_login", _ANS),
)
CNF: Final = rule(
    "fhir.cnf",
    ERROR,
    (
        "Le certificat de la connexion n'est pas celui auquel le jeton est lié (cnf).",
        "The certificate of the connection is not the one the token is bound to (cnf).",
    ),
    (
        "Appelez l'API avec le certificat qui a servi à l'échange du jeton.",
        "Call the API with the certificate used for the exchange of the token.",
    ),
    _BEARER,
    refuse("fhir_login", _BEARER),
)
SANS_PSC: Final = rule(
    "fhir.sans_psc",
    ERROR,
    (
        "Pro Santé Connect n'est pas simulé ici : aucun jeton ne peut être vérifié.",
        "Pro Santé Connect is not simulated here: no token can be verified.",
    ),
    ("Démarrez le simulateur avec psc.", "Start the simulator with psc."),
    assumed("--only sans psc"),
    refuse("fhir_login", _BEARER),
)
EN_CLAIR: Final = rule(
    "fhir.en_clair",
    INFO,
    ("L'appel est venu sans TLS.", "The call came without TLS."),
    ("Utilisez https : TLS 1.2 au moins.", "Use https: TLS 1.2 at least."),
    _ANS,
)
CREATION_CONDITIONNELLE: Final = rule(
    "fhir.creation_conditionnelle",
    ERROR,
    (
        "La création conditionnelle n'est pas servie.",
        "Conditional creation is not served.",
    ),
    (
        "Retirez If-None-Exist et ifNoneExist : le masterIdentifier suffit à refuser un doublon.",
        "Remove If-None-Exist and ifNoneExist: the masterIdentifier is enough to refuse a duplicate.",
    ),
    HTTP,
    refuse("fhir_condition", assumed("ni PDSm ni MHD ne la demandent"), always=True),
)
DONNEES_REELLES: Final = rule(
    "fhir.donnees_reelles",
    WARNING,
    (
        "Un matricule n'est pas dans les listes fictives.",
        "A matricule is not in the lists of fictional ones.",
    ),
    (
        "N'envoyez que des identités fictives ; effacez celle-ci du journal si elle est réelle.",
        "Send fictional identities only; purge this one from the journal if it is real.",
    ),
    assumed("garde du simulateur"),
)
