"""The errors of the FHIR face: HTTP status, issue code, XDS code (dmp_fhir.md §3.5, §4, §5).

A key of the common table (`XDSDuplicateUniqueIdInRegistry`…) has here the status and the issue code it takes
over FHIR; those of this face alone are its own.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from dmp.errors import DENIED
from simulators.core.basis import Basis, assumed, seen, standard
from simulators.core.rule import ErrorEntry

FORME: Final = "fhir"
_HTTP: Final = standard("HL7 FHIR R4, RESTful API")
_MHD: Final = seen("IHE ITI.MHD 4.2.3, ITI-65 et ITI-68")
_PDSM: Final = seen("PDSm 3.1.1, pages des transactions")
_CHOIX: Final = assumed("PDSm laisse le statut libre (« approprié »)")


class Statut(NamedTuple):
    """How an error is answered over FHIR; `reglable` when an option of the espace changes 400 into 422."""

    http: int
    issue: str
    reglable: bool = False


def _entry(key: str, http: int, issue: str, label: str, basis: Basis, code: str = "") -> ErrorEntry:
    wire = {"forme": FORME, "http": str(http), "issue": issue}
    return ErrorEntry(f"fhir_{key}", code or str(http), label, basis, wire)


def _entries() -> Iterator[ErrorEntry]:
    yield _entry("adresse", 404, "not-found", "Adresse inconnue", _HTTP)
    yield _entry("type", 404, "not-supported", "Type de ressource non servi", _HTTP)
    yield _entry("methode", 405, "not-supported", "Méthode non permise ici", _HTTP)
    yield _entry("media", 415, "not-supported", "Type de contenu refusé", _HTTP)
    yield _entry("accepte", 406, "not-supported", "Format demandé indisponible", _MHD)
    yield _entry("trop_gros", 413, "too-long", "Corps trop volumineux", _HTTP)
    yield _entry("trop_lent", 408, "timeout", "Corps reçu trop lentement", standard("RFC 9110 §15.5.9"))
    yield _entry("illisible", 400, "structure", "Corps illisible", _HTTP)
    yield _entry("structure", 400, "structure", "Ressource FHIR invalide", _HTTP)
    yield _entry("profil", 400, "invariant", "Profil PDSm non respecté", _CHOIX, "XDSRegistryMetadataError")
    yield _entry("lot", 400, "structure", "Lot de soumission refusé", _PDSM, "XDSRepositoryMetadataError")
    yield _entry("reference", 400, "not-found", "Référence sans cible", _PDSM, "UnresolvedReferenceException")
    yield _entry("base64", 400, "value", "Contenu base64 illisible", _HTTP, "XDSRepositoryMetadataError")
    yield _entry("parametre", 400, "invalid", "Paramètre de recherche refusé", _HTTP)
    yield _entry("requis", 400, "required", "Paramètre requis absent", _MHD, "XDSStoredQueryMissingParam")
    yield _entry("couteux", 400, "too-costly", "Recherche trop large", _HTTP, "XDSTooManyResults")
    yield _entry("page", 400, "invalid", "Lien de page périmé ou composé à la main", _HTTP)
    yield _entry("absent", 404, "not-found", "Ressource inconnue", _MHD)
    yield _entry("disparu", 410, "deleted", "Document indisponible", _MHD)
    yield _entry("version", 412, "conflict", "Version différente de celle attendue", _HTTP)
    yield _entry("plusieurs", 412, "multiple-matches", "Plusieurs ressources correspondent", _HTTP)
    yield _entry("condition", 412, "not-supported", "Création conditionnelle refusée", _HTTP)
    yield _entry("patch_illisible", 400, "structure", "Correctif illisible", _HTTP)
    yield _entry("patch", 422, "processing", "Correctif inapplicable", seen("PDSm4DMP 0.1.0, TD3.3"))
    yield _entry("patch_element", 405, "not-supported", "Élément non modifiable", _PDSM)
    yield _entry("identite", 422, "business-rule", "Identité non qualifiée", assumed("usage de l'INS"))
    yield _entry("login", 401, "login", "Authentification requise", standard("RFC 6750 §3"))
    yield _entry("portee", 403, "forbidden", "Jeton sans le droit demandé", standard("RFC 6750 §3.1"))
    yield _entry("donnees_reelles", 422, "business-rule", "Matricule hors listes fictives", assumed("garde"))
    yield _entry(
        "document_fhir", 422, "not-supported", "Document FHIR refusé", _MHD, "FHIRDocumentNotSupported"
    )
    yield _entry("erreur", 500, "exception", "Erreur interne", _HTTP, "XDSRegistryError")


ENTREES: Final[Mapping[str, ErrorEntry]] = MappingProxyType({entry.key: entry for entry in _entries()})

# The common table over FHIR. Statuses are ours where the guides leave them free.
COMMUNES: Final[Mapping[str, Statut]] = MappingProxyType(
    {
        "XDSUnknownPatientId": Statut(404, "not-found"),
        "XDSPatientIdDoesNotMatch": Statut(422, "business-rule"),
        "XDSDocumentUniqueIdError": Statut(404, "not-found"),
        "XDSRegistryMetadataError": Statut(400, "invalid", reglable=True),
        "XDSRepositoryMetadataError": Statut(422, "value"),
        "XDSRegistryDuplicateUniqueIdInMessage": Statut(400, "duplicate"),
        "XDSDuplicateUniqueIdInRegistry": Statut(409, "duplicate"),
        "XDSNonIdenticalHash": Statut(422, "value"),
        "XDSMissingDocument": Statut(400, "not-found"),
        "XDSMissingDocumentMetadata": Statut(422, "invalid"),
        "XDSTooManyResults": Statut(400, "too-costly"),
        "XDSRegistryDeprecatedDocumentError": Statut(409, "conflict"),
        "UnresolvedReferenceException": Statut(400, "not-found"),
        "XDSMetadataUpdateError": Statut(422, "business-rule"),
        "XDSMetadataUpdateOperationError": Statut(422, "business-rule"),
        "XDSMetadataVersionError": Statut(412, "conflict"),
        "XDSMetadataIdentifierError": Statut(404, "not-found"),
        "XDSRegistryError": Statut(500, "exception"),
        "XDSRepositoryError": Statut(500, "exception"),
        "XDSRegistryBusy": Statut(503, "transient"),
        "XDSRepositoryBusy": Statut(503, "transient"),
        DENIED: Statut(403, "forbidden"),
    }
)


def statut(key: str) -> Statut:
    """How an error is answered here. Raises KeyError for one that this face never answers."""
    own = ENTREES.get(key)
    if own is None:
        return COMMUNES[key]
    return Statut(int(own.wire["http"]), own.wire["issue"], key == "fhir_profil")


def servie(key: str) -> bool:
    """Whether a fault may ask this face for that error."""
    return key in ENTREES or key in COMMUNES
