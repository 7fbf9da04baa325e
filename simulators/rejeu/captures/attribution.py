"""Which of our faces a captured call was for, from its host and its path."""

from typing import Final, NamedTuple

from simulators.rejeu.captures.modele import Capture


class Face(NamedTuple):
    """Service, face, and the client certificate with which we call it (by name in the ready file)."""

    service: str
    face: str
    certificat: str = ""


_XDS: Final = Face("dmp", "xds", "org_auth_cli")
_INSI: Final = Face("ins", "mtls", "insi_manu")
_INSI_PS: Final = Face("ins", "assertion")
_FHIR: Final = Face("dmp", "fhir", "org_auth_cli")
_ANNUAIRE: Final = Face("mss", "annuaire")
_AUTH: Final = Face("psc", "auth")
_WALLET: Final = Face("psc", "wallet")


def face_de(capture: Capture) -> Face | None:
    """None for what none of our services would answer. Raises ValueError for an address that is none."""
    address = capture.adresse
    host, path = (address.hostname or "").lower(), address.path
    if path.startswith("/lps"):
        return _INSI_PS if b":Assertion" in capture.corps or b"<Assertion" in capture.corps else _INSI
    if "/si-dmp-server/" in path:
        return _XDS
    if path.startswith("/auth") or "/realms/" in path:
        wallet = host.startswith("wallet") or path == "/auth" or "/login-actions/" in path
        return _WALLET if wallet else _AUTH
    if path.startswith("/fhir"):
        return _ANNUAIRE if path.startswith("/fhir/v") else _FHIR
    return None
