"""What a refused or cut connection says to a user, and the TLS of the DUI's clients."""

import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from simulators.core.rule import Text
from simulators.dui.poste import Certificat

_REFUSED = Text("connexion refusée ou coupée", "connection refused or cut")
_ALERTS: Mapping[str, Text] = {
    "CERTIFICATE_EXPIRED": Text(
        "connexion refusée, le certificat du logiciel est périmé", "refused, the certificate has expired"
    ),
    "CERTIFICATE_REVOKED": Text(
        "connexion refusée, le certificat du logiciel est révoqué", "refused, the certificate is revoked"
    ),
    "UNKNOWN_CA": Text(
        "connexion refusée, l'autorité du certificat n'est pas reconnue", "refused, unknown authority"
    ),
}


@dataclass(frozen=True, slots=True)
class Echec:
    """No usable answer: the connection was refused or cut, or what came back is not an answer."""

    motif: Text


class Refus(Exception):  # noqa: N818 - what a service answers, not a failure of ours
    """A service refused, or did not answer: `motif` is for the user, `code` the one answered."""

    def __init__(self, motif: Text, code: str = "") -> None:
        super().__init__(motif.fr)
        self.motif, self.code = motif, code


def why_refused(error: BaseException | None) -> Text:
    """The TLS alert among the causes of a network error, in words a user can act on."""
    while error is not None:
        if isinstance(error, ssl.SSLError):
            return next((said for alert, said in _ALERTS.items() if alert in str(error)), _REFUSED)
        error = error.__cause__ or error.__context__
    return _REFUSED


def tls(ca: Path, certificat: Certificat | None = None) -> ssl.SSLContext:
    """A client's TLS: the simulator's authority, and a certificate to present."""
    context = ssl.create_default_context(cafile=str(ca))
    if certificat is not None:
        context.load_cert_chain(certificat.cert, certificat.key)
    return context
