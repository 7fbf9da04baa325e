"""The errors of signed assertions, pushed requests and closed addresses, as a Keycloak writes them."""

from collections.abc import Iterator
from typing import Final

from psc.errors_forme import IMPLICITE, JSON, PAGE, USAGE, entree_de
from simulators.core.basis import Basis, assumed, seen
from simulators.core.rule import ErrorEntry

_PAR: Final = seen("keycloak/keycloak, ParEndpoint et AuthorizationEndpointChecker")
_APPAREIL: Final = seen("keycloak/keycloak, DeviceEndpoint")
_INSCRIT: Final = seen("keycloak/keycloak, ClientRegistrationAuth et TrustedHostClientRegistrationPolicy")
_SIGNE: Final = seen("keycloak/keycloak, JWTClientAuthenticator et JWTClientValidator")


def poussees() -> Iterator[ErrorEntry]:
    """What a server that pushes its authorization request is told (RFC 9126)."""

    def entree(key: str, label: str, code: str = "invalid_request", http: int = 400) -> ErrorEntry:
        return entree_de("poussee", JSON, key, http, code, label, _PAR)

    yield entree("poussee_request_uri", "It is not allowed to include request_uri to PAR.")
    yield entree("poussee_redirect_uri", "Invalid parameter: redirect_uri")
    yield entree("poussee_response_type", "Unsupported response type")
    yield entree("poussee_portee", "Invalid scopes: {detail}")
    yield entree("poussee_flux_implicite", IMPLICITE, "unauthorized_client", 401)
    yield entree_de("autorisation", PAGE, "poussee_refusee", 400, "page_erreur", "Invalid Request", USAGE)


def annonces() -> Iterator[ErrorEntry]:
    """What is answered where the discovery announces more than a client of PSC may do."""
    appareil = "Client not allowed for OAuth 2.0 Device Authorization Grant"
    hote = (
        "Policy 'Trusted Hosts' rejected request to client-registration service. Details: Host not trusted."
    )

    def inscription(key: str, code: str, label: str, http: int) -> ErrorEntry:
        return entree_de("inscription", JSON, key, http, code, label, _INSCRIT)

    yield entree_de("appareil", JSON, "appareil_non_ouvert", 400, "invalid_grant", appareil, _APPAREIL)
    yield inscription("inscription_anonyme", "insufficient_scope", hote, 403)
    yield inscription("inscription_jeton", "invalid_token", "Failed decode token", 401)
    yield inscription("inscription_interdite", "insufficient_scope", "Forbidden", 403)


def assertions() -> Iterator[ErrorEntry]:
    """What a client is told of the assertion it signs (RFC 7523), in the order of the checks."""

    def entree(key: str, label: str, basis: Basis = _SIGNE) -> ErrorEntry:
        return entree_de("jeton", JSON, key, 400, "invalid_client", label, basis)

    signed = "Client authentication with signed JWT failed: "
    court = assumed("un Keycloak cite aussi les valeurs attendues et reçues")
    yield entree("assertion_absente", "Parameter client_assertion_type is missing")
    yield entree(
        "assertion_type",
        "Parameter client_assertion_type has value '{detail}' but expected is "
        "'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'",
    )
    yield entree("assertion_manquante", "client_assertion parameter missing")
    yield entree("assertion_sans_sujet", signed + "Can't identify client. Subject missing on JWT token")
    yield entree("assertion_emetteur", signed + "Issuer mismatch. The issuer should match the subject")
    yield entree("assertion_client", signed + "client_id parameter not matching with client from JWT token")
    yield entree("assertion_sans_cle", "Unable to load public key")
    yield entree("assertion_signature", signed + "Signature on JWT token failed validation")
    yield entree("assertion_audience", signed + "Token audience doesn't match domain", court)
    yield entree("assertion_perimee", signed + "Token is not active")
    yield entree("assertion_sans_jti", signed + "Missing ID on the token")
    yield entree("assertion_rejouee", signed + "Token reuse detected")
