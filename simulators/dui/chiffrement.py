"""What the DUI's mail client asks of TLS before it trusts an operator (mss.md §1.3), or forgets to ask."""

import ssl
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from simulators.dui.poste import Certificat
from simulators.dui.reseau import tls

# The only suites of TLS 1.2 that the norm admits, by OpenSSL's names (ECO.1.1.3).
SUITES: Final = (
    "ECDHE-RSA-AES256-GCM-SHA384",
    "ECDHE-RSA-AES128-GCM-SHA256",
    "ECDHE-RSA-AES256-SHA384",
    "ECDHE-RSA-AES128-SHA256",
)
# Every cipher and key that OpenSSL still knows, for a client that refuses nothing.
TOUTES: Final = "ALL:@SECLEVEL=0"
Version = ssl.TLSVersion


@dataclass(frozen=True, slots=True)
class Prudence:
    """The checks of a right client: chain, dates and name of the certificate, revocation, suites, STARTTLS.

    `revocation` compares with the list last downloaded; `presente` shows the certificate of an applicative
    box; `suites` are those of TLS 1.2; `version` is the only
    one proposed, when told.
    """

    certificat: bool = True
    revocation: bool = True
    starttls: bool = True
    presente: bool = True
    suites: str = ":".join(SUITES)
    version: Version | None = None


PRUDENT: Final = Prudence()


def contexte(ca: Path, crl: Path, prudence: Prudence, certificat: Certificat | None = None) -> ssl.SSLContext:
    """The client's TLS, with the certificate of an applicative box when there is one."""
    context = tls(ca, certificat if prudence.presente else None)
    context.set_ciphers(prudence.suites)
    if prudence.revocation and prudence.certificat:
        context.load_verify_locations(crl)
        context.verify_flags |= ssl.VERIFY_CRL_CHECK_LEAF
    if not prudence.certificat:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    if prudence.version is not None:
        _seulement(context, prudence.version)
    return context


def _seulement(context: ssl.SSLContext, version: Version) -> None:
    """One version of TLS and no other. Python warns of the old ones, which are asked for on purpose."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = version
        context.maximum_version = version
