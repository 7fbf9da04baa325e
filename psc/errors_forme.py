"""How an error of Pro Santé Connect is written down: its shape on the wire, the bases that several share."""

from typing import Final

from simulators.core.basis import Basis, assumed, seen
from simulators.core.rule import ErrorEntry

KEYCLOAK: Final = seen("keycloak/keycloak, services/…/protocol/oidc")
USAGE: Final = assumed("texte d'un Keycloak usuel, non vu sur PSC")

PAGE: Final = "page"
REDIRECTION: Final = "redirection"
JSON: Final = "json"
ALTERATION: Final = "alteration"

# Told by the browser's journey and to a server that pushes its request.
IMPLICITE: Final = (
    "Client is not allowed to initiate browser login with given response_type. Implicit flow is disabled for "
    "the client."
)


def entree_de(
    famille: str, forme: str, key: str, http: int, code: str, label: str, basis: Basis = KEYCLOAK
) -> ErrorEntry:
    """One error: its endpoint's family and its shape beside the code and text."""
    return ErrorEntry(key, code, label, basis, {"famille": famille, "forme": forme, "http": str(http)})
