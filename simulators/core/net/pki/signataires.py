"""The certificates that sign assertions: who each names, and which authority answers for it."""

from collections import OrderedDict
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from simulators.core.signataire import Signataire

if TYPE_CHECKING:
    from simulators.core.net.pki.authority import Pki

_TLS_USES = frozenset({ExtendedKeyUsageOID.CLIENT_AUTH, ExtendedKeyUsageOID.SERVER_AUTH})
_KEPT = 500


class CertificatIllisible(Exception):  # noqa: N818 (the French term, as the findings tell it)
    """Bytes that are no certificate this side can read."""


class Signataires:
    """Signing certificates examined once each; what was found is forgotten when the PKI changes.

    Without PKI (a saved file) no authority is asked: `emetteur_connu` is None.
    """

    def __init__(self, pki: "Pki | None") -> None:
        self._pki = pki
        self._generation = -1
        self._authorities: tuple[x509.Certificate, ...] = ()
        self._revoked: frozenset[int] = frozenset()
        self._known: OrderedDict[bytes, Signataire] = OrderedDict()

    def examiner(self, der: bytes) -> Signataire:
        """What it says and whether an authority we know issued it. Raises `CertificatIllisible`."""
        self._follow()
        key = sha256(der).digest()
        found = self._known.get(key)
        if found is None:
            found = self._read(der)
            self._known[key] = found
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)
        return found

    def _follow(self) -> None:
        pki = self._pki
        if pki is None or pki.generation == self._generation:
            return
        self._generation = pki.generation
        self._authorities = tuple(_authorities((pki.ca_pem, *pki.trusted())))
        self._revoked = pki.revoked
        self._known.clear()

    def _read(self, der: bytes) -> Signataire:
        try:
            certificate = x509.load_der_x509_certificate(der)
            return self._signataire(certificate)
        except (ValueError, UnsupportedAlgorithm) as error:
            raise CertificatIllisible(type(error).__name__) from None

    def _signataire(self, certificate: x509.Certificate) -> Signataire:
        return Signataire(
            nom=_first(certificate.subject, NameOID.COMMON_NAME),
            unite=_first(certificate.subject, NameOID.ORGANIZATIONAL_UNIT_NAME),
            sujet=certificate.subject.rfc4514_string(),
            emetteur=certificate.issuer.rfc4514_string(),
            signature=_signs(certificate),
            emetteur_connu=None if self._pki is None else self._issued(certificate),
            debut=certificate.not_valid_before_utc,
            fin=certificate.not_valid_after_utc,
            revoque=certificate.serial_number in self._revoked,
        )

    def _issued(self, certificate: x509.Certificate) -> bool:
        """Issued directly by an authority of the PKI (or trusted by the editor): none has longer chains."""
        for authority in self._authorities:
            if authority.subject != certificate.issuer:
                continue
            try:
                certificate.verify_directly_issued_by(authority)
            except (ValueError, TypeError, InvalidSignature):
                continue
            return True
        return False


def _authorities(bundles: Iterable[Path]) -> Iterable[x509.Certificate]:
    for path in bundles:
        for found in x509.load_pem_x509_certificates(path.read_bytes()):
            if _is_authority(found):
                yield found


def _is_authority(certificate: x509.Certificate) -> bool:
    try:
        return certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound:
        return False


def _signs(certificate: x509.Certificate) -> bool:
    """A signature certificate: non-repudiation, or signature without TLS purpose. A CA signs no assertion."""
    if _is_authority(certificate):
        return False
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return True
    if usage.content_commitment:
        return True
    return usage.digital_signature and not _TLS_USES & _extended(certificate)


def _extended(certificate: x509.Certificate) -> frozenset[x509.ObjectIdentifier]:
    try:
        found = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except x509.ExtensionNotFound:
        return frozenset()
    return frozenset(found)


def _first(name: x509.Name, oid: x509.ObjectIdentifier) -> str:
    found = name.get_attributes_for_oid(oid)
    value = found[0].value if found else ""
    return value if isinstance(value, str) else value.decode("utf-8", "replace")
