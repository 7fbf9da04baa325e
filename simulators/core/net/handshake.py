"""TLS handshakes that did not succeed: an editor sees only a cut connection, and needs to know why."""

import socket
import ssl
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

from simulators.core.rule import Text


class Cause(StrEnum):
    """Why a handshake was refused, in terms that do not depend on OpenSSL's wording."""

    NO_CERTIFICATE = "aucun_certificat"
    REVOKED = "revoque"
    EXPIRED = "expire"
    NOT_YET_VALID = "pas_encore_valide"
    UNKNOWN_AUTHORITY = "ac_inconnue"
    WRONG_USAGE = "usage"
    NO_CRL = "crl_absente"
    CERTIFICATE = "certificat"
    CLIENT_REFUSED = "client_refuse"
    VERSION = "version"
    PLAIN = "pas_de_tls"
    CUT = "coupure"
    TIMEOUT = "trop_lent"
    OTHER = "autre"


TEXTS: Mapping[Cause, Text] = {
    Cause.NO_CERTIFICATE: Text(
        "Le client n'a présenté aucun certificat alors que cette adresse en exige un.",
        "The client presented no certificate, and this address requires one.",
    ),
    Cause.REVOKED: Text("Le certificat du client est révoqué.", "The client's certificate is revoked."),
    Cause.EXPIRED: Text("Le certificat du client est expiré.", "The client's certificate has expired."),
    Cause.NOT_YET_VALID: Text(
        "Le certificat du client n'est pas encore valide : vérifier l'horloge des deux machines.",
        "The client's certificate is not yet valid: check the clocks of both machines.",
    ),
    Cause.UNKNOWN_AUTHORITY: Text(
        "Le certificat du client vient d'une autorité inconnue du simulateur (option --trust).",
        "The client's certificate comes from an authority unknown to the simulator (option --trust).",
    ),
    Cause.WRONG_USAGE: Text(
        "Le certificat présenté ne permet pas l'authentification d'un client (usage de clé).",
        "The certificate presented does not allow client authentication (key usage).",
    ),
    Cause.NO_CRL: Text(
        "La liste de révocation de l'autorité du client manque ou n'est plus à jour.",
        "The revocation list of the client's authority is missing or out of date.",
    ),
    Cause.CERTIFICATE: Text(
        "Le certificat du client n'est pas valable.", "The client's certificate is not valid."
    ),
    Cause.CLIENT_REFUSED: Text(
        "Le client a refusé le certificat du simulateur : installer l'AC de test dans le logiciel.",
        "The client refused the simulator's certificate: install the test CA in the software.",
    ),
    Cause.VERSION: Text(
        "Le client et le simulateur n'ont aucune version ou suite TLS en commun.",
        "The client and the simulator share no TLS version or cipher.",
    ),
    Cause.PLAIN: Text(
        "Le client n'a pas parlé TLS : l'adresse commence-t-elle par https ?",
        "The client did not speak TLS: does the address start with https?",
    ),
    Cause.CUT: Text(
        "Le client a coupé pendant la négociation TLS sans dire pourquoi ; le plus souvent, "
        "il ne connaît pas l'AC de test.",
        "The client cut during the TLS negotiation without saying why; most often, "
        "it does not know the test CA.",
    ),
    Cause.TIMEOUT: Text(
        "Le client n'a pas terminé la négociation TLS à temps.",
        "The client did not complete the TLS negotiation in time.",
    ),
    Cause.OTHER: Text("La négociation TLS a échoué.", "The TLS negotiation failed."),
}

# X509_V_ERR_* codes of OpenSSL.
VERIFY_CAUSES: Mapping[int, Cause] = {
    2: Cause.UNKNOWN_AUTHORITY,
    3: Cause.NO_CRL,
    9: Cause.NOT_YET_VALID,
    10: Cause.EXPIRED,
    12: Cause.NO_CRL,
    18: Cause.UNKNOWN_AUTHORITY,
    19: Cause.UNKNOWN_AUTHORITY,
    20: Cause.UNKNOWN_AUTHORITY,
    21: Cause.UNKNOWN_AUTHORITY,
    23: Cause.REVOKED,
    26: Cause.WRONG_USAGE,
}
REVOKED_CODE = 23
REASON_CAUSES: Mapping[str, Cause] = {
    "PEER_DID_NOT_RETURN_A_CERTIFICATE": Cause.NO_CERTIFICATE,
    "UNSUPPORTED_PROTOCOL": Cause.VERSION,
    "NO_SHARED_CIPHER": Cause.VERSION,
    "TLSV1_ALERT_PROTOCOL_VERSION": Cause.VERSION,
    "VERSION_TOO_LOW": Cause.VERSION,
    "HTTP_REQUEST": Cause.PLAIN,
    "HTTPS_PROXY_REQUEST": Cause.PLAIN,
    "WRONG_VERSION_NUMBER": Cause.PLAIN,
    "PACKET_LENGTH_TOO_LONG": Cause.PLAIN,
    "RECORD_LAYER_FAILURE": Cause.PLAIN,
    "TLSV1_ALERT_UNKNOWN_CA": Cause.CLIENT_REFUSED,
    "SSLV3_ALERT_BAD_CERTIFICATE": Cause.CLIENT_REFUSED,
    "SSLV3_ALERT_CERTIFICATE_UNKNOWN": Cause.CLIENT_REFUSED,
    "SSLV3_ALERT_CERTIFICATE_EXPIRED": Cause.CLIENT_REFUSED,
    "SSLV3_ALERT_CERTIFICATE_REVOKED": Cause.CLIENT_REFUSED,
    "SSLV3_ALERT_UNSUPPORTED_CERTIFICATE": Cause.CLIENT_REFUSED,
    "SSL/TLS_ALERT_BAD_CERTIFICATE": Cause.CLIENT_REFUSED,
    "SSL/TLS_ALERT_CERTIFICATE_UNKNOWN": Cause.CLIENT_REFUSED,
}


@dataclass(frozen=True, slots=True)
class RefusedHandshake:
    """One handshake that failed. `reason`, `verify_code` and `message` are OpenSSL's; `cause` is ours.

    `panne` is the fault that was played on it.

    `verify_code` is 0 unless the client's certificate was examined and refused. The refused certificate
    itself is not available from the TLS library.
    """

    face: str
    cause: Cause
    reason: str
    verify_code: int
    message: str
    sni: str
    remote: str
    panne: str = ""

    @property
    def text(self) -> Text:
        """The sentence a person reads."""
        return TEXTS[self.cause]


@dataclass(slots=True)
class Attempt:
    """A handshake being lived; `hello` once the client said its first word in TLS.

    `lingering` is the connection kept a moment after a refusal, so that the client may read why; `panne` the
    fault played on it.
    """

    remote: str
    raw: socket.socket
    sni: str = ""
    hello: bool = False
    lingering: socket.socket | None = None
    panne: str = ""

    def farewell(self, error: ssl.SSLError, alert: bytes) -> None:
        """Sends the TLS alert that the event loop would drop with the connection (asyncio and uvloop do).

        A client that spoke HTTP in clear is answered in HTTP.
        """
        last_words = NOT_HTTPS if error.reason == "HTTP_REQUEST" else alert
        with suppress(OSError):
            self.lingering = self.raw.dup()
            self.lingering.send(last_words)
            self.lingering.shutdown(socket.SHUT_WR)


NOT_HTTPS_BODY = "Cette adresse parle https. This address speaks https.\n"
NOT_HTTPS = (
    "HTTP/1.1 400 Bad Request\r\ncontent-type: text/plain; charset=utf-8\r\n"
    f"content-length: {len(NOT_HTTPS_BODY)}\r\nconnection: close\r\n\r\n{NOT_HTTPS_BODY}"
).encode()


def refused(face: str, attempt: Attempt, error: Exception) -> RefusedHandshake | None:
    """What to tell of a failed handshake; None for a probe that connected and left without a word."""
    if isinstance(error, ssl.SSLCertVerificationError):
        cause = VERIFY_CAUSES.get(error.verify_code, Cause.CERTIFICATE)
        reason, code, message = error.reason or "", error.verify_code, error.verify_message
    elif isinstance(error, ssl.SSLError):
        reason = error.reason or "UNKNOWN"
        cause, code, message = REASON_CAUSES.get(reason, Cause.OTHER), 0, str(error)
    elif isinstance(error, ConnectionAbortedError):
        cause, reason, code, message = Cause.TIMEOUT, "HANDSHAKE_TIMEOUT", 0, "handshake timed out"
    elif attempt.hello:
        cause, reason, code, message = Cause.CUT, "UNEXPECTED_EOF", 0, "connection closed by the client"
    else:
        return None
    return RefusedHandshake(face, cause, reason, code, message, attempt.sni, attempt.remote, attempt.panne)
