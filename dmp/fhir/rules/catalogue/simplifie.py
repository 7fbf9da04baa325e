"""The simplified publish of ITI-105: what differs in `pdsm-simplified-publish` (§2.5)."""

from typing import Final

from dmp.fhir.rules.catalogue.base import CODE, ERROR, PDSM, STRUCTURE, VALIDATION, ligne
from simulators.core.basis import seen
from simulators.core.rule import Refusal

# PDSm names 400, 404 and 422 for this transaction.
_ITI105: Final = seen("PDSm 3.1.1, st_ajout_simplifie : 400, 404, 422 avec OperationOutcome")

IDENTIFIANT: Final = ligne(
    "simplifie.identifier",
    ERROR,
    STRUCTURE,
    "identifier",
    (
        "Une publication simplifiée ne donne que masterIdentifier : le serveur donne l'entryUUID.",
        "A simplified publish gives masterIdentifier only: the server gives the entryUUID.",
    ),
    ("Retirez identifier.", "Remove identifier."),
    PDSM,
    Refusal("fhir_profil", _ITI105),
    "0..0",
)
STATUT: Final = ligne(
    "simplifie.status",
    ERROR,
    CODE,
    "status",
    ("Une fiche publiée est current.", "A published entry is current."),
    ("Écrivez current.", "Write current."),
    PDSM,
    Refusal("fhir_profil", _ITI105),
    "current",
)
DONNEES: Final = ligne(
    "simplifie.data",
    ERROR,
    "required",
    "content.attachment.data",
    (
        "Une publication simplifiée porte le document dans attachment.data.",
        "A simplified publish carries the document in attachment.data.",
    ),
    ("Mettez le document en base64 dans data.", "Put the document in base64 in data."),
    PDSM,
    Refusal("XDSMissingDocument", VALIDATION, always=True),
    "1..1",
)
URL: Final = ligne(
    "simplifie.url",
    ERROR,
    STRUCTURE,
    "content.attachment.url",
    (
        "Une publication simplifiée n'a pas d'url : le serveur la donne.",
        "A simplified publish has no url: the server gives it.",
    ),
    ("Retirez url, et mettez le document dans data.", "Remove url, and put the document in data."),
    PDSM,
    Refusal("fhir_profil", _ITI105),
    "0..0",
)
