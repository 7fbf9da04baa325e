"""The refusals of the directory: HTTP status and text of the OperationOutcome (mss.md §4.1)."""

from collections.abc import Iterator, Mapping
from typing import Final

from simulators.core.basis import Basis, assumed, seen
from simulators.core.rule import ErrorEntry

HTTP: Final = "http"
_STATUTS: Final = "statut lu dans DOC-ANN, bases de l'API ; texte du simulateur"
_TEXTE: Final = assumed("statut et texte à la manière de HAPI")


def _entry(key: str, status: str, issue: str, label: str, basis: Basis) -> ErrorEntry:
    """A text that needs completing cannot be asked for as a fault."""
    wire = {"protocole": HTTP, "issue": issue}
    return ErrorEntry(f"annuaire_{key}", status, label, basis, wire, "{" not in label)


def _entries() -> Iterator[ErrorEntry]:
    yield _entry("cle", "401", "login", "Unauthorized", assumed(_STATUTS))
    yield _entry("methode", "403", "forbidden", "Forbidden", assumed(_STATUTS))
    yield _entry(
        "debit",
        "429",
        "throttled",
        "Rate limit exceeded",
        assumed("17 appels par seconde vus ; code et Retry-After supposés"),
    )
    yield _entry("erreur", "500", "exception", "Internal Server Error", assumed(_STATUTS))
    yield _entry(
        "type",
        "404",
        "processing",
        "HAPI-0302: Unknown resource type '{type}' - Server knows how to handle: [{types}]",
        seen("DOC-ANN, bases de l'API, exemple d'échec"),
    )
    yield _entry("adresse", "404", "processing", "Not found", _TEXTE)
    yield _entry("absent", "404", "processing", "HAPI-2001: Resource {type}/{id} is not known", _TEXTE)
    yield _entry(
        "parametre",
        "400",
        "processing",
        "Parameter {nom} not found",
        seen("mss.md §4.1, réponse à mailbox-mss-type"),
    )
    yield _entry("valeur", "400", "processing", "Invalid value for parameter {nom}", _TEXTE)
    yield _entry("inclusion", "400", "processing", "Invalid {nom} parameter value: {valeur}", _TEXTE)
    yield _entry("page", "400", "processing", "Invalid or expired page token", _TEXTE)
    yield _entry("lot", "400", "not-supported", "Operation not supported on the root", assumed(_STATUTS))
    yield from _patch()
    yield _entry("trop", "400", "too-costly", "Request too large", assumed("limite du simulateur"))
    yield _entry("format", "406", "not-supported", "Only JSON is served", assumed("JSON seul simulé"))


def _patch() -> Iterator[ErrorEntry]:
    """Statuses are those of the draft interface; its texts are told for 412 only."""
    draft = assumed("statut de l'interface en projet (IG-BAL, openapi-balmss) ; texte du simulateur")
    yield _entry("patch_corps", "400", "structure", "Invalid patch body: FHIR Parameters expected", draft)
    yield _entry("patch_chemin", "400", "processing", "Invalid patch path: {chemin}", draft)
    yield _entry("patch_valeur", "400", "value", "Invalid value for this mailbox", draft)
    yield _entry("patch_fige", "400", "business-rule", "Address and type of a mailbox cannot change", draft)
    yield _entry("patch_cible", "400", "processing", "No mailbox {adresse} on this resource", draft)
    yield _entry("patch_prise", "400", "duplicate", "Mailbox {adresse} already exists", draft)
    yield _entry(
        "plusieurs",
        "412",
        "conflict",
        "Multiple matches found for conditional PATCH",
        seen("IG-BAL, openapi-balmss, PreconditionFailed (exemple plus long)"),
    )


ENTREES: Final[Mapping[str, ErrorEntry]] = {entry.key: entry for entry in _entries()}
