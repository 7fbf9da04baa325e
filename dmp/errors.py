"""The documented errors of the DMP: codes, texts, shapes (dmp_xds.md §3.3, §7), and what stands for the rest.

Only codes seen or named by the standard reach an editor. A fault whose code is unknown is written without
subcode: its text tells the cause, and its entry says `assumed`.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from dmp.errors_web import pages
from simulators.core.basis import Basis, assumed, reported, seen, standard
from simulators.core.rule import ErrorEntry

# The shapes of an error, by layer (dmp_xds.md §7).
FAUTE: Final = "faute"
HL7: Final = "hl7"
SERVICE: Final = "service"
XDS: Final = "xds"
PAGE: Final = "page"

DENIED: Final = "DMPAccessDeniedByRightsService"
_DEH: Final = "k-jefferson/Dehempe"
_IHE: Final = standard("IHE ITI TF-3 §4.2.4")


def _entry(key: str, code: str, label: str, basis: Basis, **wire: str) -> ErrorEntry:
    return ErrorEntry(key, code, label, basis, wire)


def _fault(key: str, code: str, label: str, basis: Basis, http: str = "500", **wire: str) -> ErrorEntry:
    return _entry(key, code, label, basis, **{"forme": FAUTE, "role": "Sender", "http": http, **wire})


def _faults() -> Iterator[ErrorEntry]:
    yield _fault(
        "DMPInvalidCertificate",
        "DMPInvalidCertificate",
        "Le certificat ayant signé le VIHF est invalide : {detail}",
        seen(_DEH),
    )
    yield _fault(
        DENIED,
        DENIED,
        "Accès refusé par le service de gestion des droits : {detail}",
        reported("nom du code : PDT-INF-527 ; place et texte supposés"),
    )
    yield _fault("vihf_champ", "", "Champ vide ou manquant dans le VIHF : {detail}", seen(f"{_DEH}, texte"))
    yield _fault("vihf_valeur_vide", "", "Valeur vide pour le champ {detail}", seen(f"{_DEH}, texte"))
    yield _fault(
        "vihf_specialite",
        "",
        "Aucune spécialité dans le vihf. Spécialité obligatoire pour les Médecins et Pharmaciens",
        seen(f"{_DEH}, texte"),
    )
    yield _fault(
        "mustunderstand",
        "",
        "MustUnderstand headers: [{detail}] are not understood",
        seen(f"{_DEH}, texte"),
        role="MustUnderstand",
    )
    yield _fault(
        "adressage",
        "MessageAddressingHeaderRequired",
        "A required header representing a Message Addressing Property is not present",
        seen(f"{_DEH}, texte ; sous-code : WS-Addressing 1.0 SOAP Binding §6.4.1.5"),
        prefixe="wsa",
    )


def _assumed_faults() -> Iterator[ErrorEntry]:
    unknown = assumed("code et texte réels inconnus")
    yield _fault("vihf_absent", "", "Aucun VIHF dans l'en-tête de sécurité", unknown)
    yield _fault("vihf_refuse", "", "VIHF refusé : {detail}", unknown)
    yield _fault("signature_refusee", "", "La signature du VIHF est invalide : {detail}", unknown)
    yield _fault("certificat_refuse", "", "Certificat client refusé : {detail}", unknown)
    yield _fault("requete_illisible", "", "Message illisible : {detail}", unknown)
    yield _fault("mtom_refuse", "", "Message multipart illisible : {detail}", unknown)
    yield _fault("enveloppe_refusee", "", "Enveloppe SOAP inexploitable", unknown)
    yield _fault("operation_inconnue", "", "Opération inconnue : {detail}", unknown)
    yield _fault(
        "donnees_reelles", "", "Matricule absent des listes fictives", assumed("garde du simulateur")
    )
    yield _fault("type_refuse", "", "Type de contenu refusé : {detail}", unknown, "415")
    yield _fault("corps_trop_gros", "", "Message trop volumineux", unknown, "413")
    yield _fault("corps_trop_lent", "", "Message reçu trop lentement", unknown, "408")
    yield _fault("erreur_interne", "", "Erreur interne", unknown, role="Receiver")
    yield _entry(
        "chemin_inconnu",
        "404",
        "No service was found.",
        seen(f"{_DEH} : page HTML du conteneur CXF ; libellé supposé"),
        forme=PAGE,
        http="404",
    )
    yield _entry(
        "methode_refusee", "405", "Method Not Allowed", standard("RFC 9110 §15.5.6"), forme=PAGE, http="405"
    )


def _hl7(key: str, code: str, label: str, basis: Basis) -> ErrorEntry:
    return _entry(key, code, label, basis, forme=HL7, http="200")


def _messages() -> Iterator[ErrorEntry]:
    yield _hl7(
        "td02_structure",
        DENIED,
        "Impossible d'effectuer un test d'existence : Structure introuvable ou Inactive",
        seen(f"{_DEH}, texte ; code supposé"),
    )
    yield _hl7("td02_ps_structure", DENIED, "PS et Structure non liés", seen(f"{_DEH}, texte ; code supposé"))
    yield _hl7(
        "DMPFound", "DMPFound", "Le DMP existe déjà : {detail}", seen("client d'exemple KIT ; texte supposé")
    )
    yield _hl7(
        "DMPClosed", "DMPClosed", "Le DMP est fermé : {detail}", seen("client d'exemple KIT ; texte supposé")
    )
    yield _hl7(
        "td1_absent", "", "Aucun DMP pour ce patient : {detail}", assumed("code et texte réels inconnus")
    )
    yield _hl7("td1_refus", "", "Demande refusée : {detail}", assumed("code et texte réels inconnus"))
    yield _hl7(
        "td1_mes",
        DENIED,
        "Ce DMP est rattaché à Mon espace santé : {detail}",
        reported("PDT-INF-526, note 10 ; code et texte supposés"),
    )
    yield _entry(
        "service_refus",
        "",
        "{detail}",
        assumed("statut réel d'une demande mal écrite inconnu"),
        forme=SERVICE,
        http="200",
    )
    yield _entry(
        "droits_service",
        DENIED,
        "Accès refusé par le service de gestion des droits : {detail}",
        reported("nom du code : PDT-INF-527 ; place et texte supposés"),
        forme=SERVICE,
        http="200",
    )


_SEEN: Final = ("XDSDocumentUniqueIdError", "XDSUnknownPatientId", "XDSPatientIdDoesNotMatch")
_STANDARD: Final = (
    "XDSRegistryMetadataError",
    "XDSRepositoryMetadataError",
    "XDSRegistryDuplicateUniqueIdInMessage",
    "XDSDuplicateUniqueIdInRegistry",
    "XDSNonIdenticalHash",
    "XDSMissingDocument",
    "XDSMissingDocumentMetadata",
    "XDSUnknownRepositoryId",
    "XDSStoredQueryMissingParam",
    "XDSStoredQueryParamNumber",
    "XDSUnknownStoredQuery",
    "XDSTooManyResults",
    "XDSResultNotSinglePatient",
    "XDSRegistryDeprecatedDocumentError",
    "UnresolvedReferenceException",
    "XDSRegistryError",
    "XDSRepositoryError",
    "XDSRegistryBusy",
    "XDSRepositoryBusy",
)


# Names of IHE's metadata update, known and not read; no answer of the DMP was seen with them (§4.10).
_SUPPOSES: Final = (
    "XDSMetadataUpdateError",
    "XDSMetadataUpdateOperationError",
    "XDSMetadataVersionError",
    "XDSMetadataIdentifierError",
)


def _registry() -> Iterator[ErrorEntry]:
    told = assumed("nom d'erreur d'IHE ITI-57 ; emploi par le DMP non vu")
    for code in _SUPPOSES:
        yield _entry(code, code, "{detail}", told, forme=XDS, http="200")
    for code in _SEEN:
        yield _entry(code, code, "{detail}", seen(f"{_DEH}, code"), forme=XDS, http="200")
    for code in _STANDARD:
        yield _entry(code, code, "{detail}", _IHE, forme=XDS, http="200")


ERRORS: Final[Mapping[str, ErrorEntry]] = {
    entry.key: entry
    for entries in (_faults(), _assumed_faults(), _messages(), _registry(), pages())
    for entry in entries
}


def forme(key: str) -> str:
    """The shape of an error of the table."""
    return ERRORS[key].wire["forme"]
