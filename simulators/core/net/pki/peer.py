"""A certificate read into the `Peer` that services and the journal know."""

import ssl
from datetime import UTC, datetime
from hashlib import sha256

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.x509.oid import NameOID

from simulators.core.journal.model import Peer

UNKNOWN_TIME = datetime.fromtimestamp(0, UTC)


def fingerprint(der: bytes) -> str:
    """SHA-256 of the certificate, lower-case hexadecimal."""
    return sha256(der).hexdigest()


def serial_text(serial: int) -> str:
    """A serial number as `openssl x509 -serial` prints it: upper-case hexadecimal, whole bytes."""
    text = f"{serial:X}"
    return text if len(text) % 2 == 0 else f"0{text}"


def read_peer(der: bytes) -> Peer:
    """The certificate of a client that TLS verified.

    Names keep the order of the certificate (`C=FR, ST=29, O=…`). One that OpenSSL accepted and that we cannot
    read (an editor's own authority may sign odd things) keeps its fingerprint and its bytes only.
    """
    try:
        return _read(der)
    except (ValueError, UnsupportedAlgorithm):
        pem = ssl.DER_cert_to_PEM_cert(der)
        return Peer("", "", "", fingerprint(der), "", "", "", UNKNOWN_TIME, UNKNOWN_TIME, pem)


def read_peer_pem(pem: bytes) -> Peer:
    """Same, from the first certificate of a PEM file. Raises ValueError when there is none."""
    text = pem.decode("ascii")
    end = "-----END CERTIFICATE-----"
    if end not in text:
        raise ValueError("no certificate in this PEM")
    begin = text.index("-----BEGIN CERTIFICATE-----")
    return read_peer(ssl.PEM_cert_to_DER_cert(text[begin : text.index(end) + len(end)]))


def _read(der: bytes) -> Peer:
    certificate = x509.load_der_x509_certificate(der)
    subject = certificate.subject
    return Peer(
        subject=_text(subject),
        issuer=_text(certificate.issuer),
        serial=serial_text(certificate.serial_number),
        fingerprint=fingerprint(der),
        common_name=_first(subject, NameOID.COMMON_NAME),
        organizational_unit=_first(subject, NameOID.ORGANIZATIONAL_UNIT_NAME),
        organization=_first(subject, NameOID.ORGANIZATION_NAME),
        not_before=certificate.not_valid_before_utc,
        not_after=certificate.not_valid_after_utc,
        pem=ssl.DER_cert_to_PEM_cert(der),
    )


def _text(name: x509.Name) -> str:
    return ", ".join(part.rfc4514_string() for part in name.rdns)


def _first(name: x509.Name, oid: x509.ObjectIdentifier) -> str:
    found = name.get_attributes_for_oid(oid)
    value = found[0].value if found else ""
    return value if isinstance(value, str) else value.decode("utf-8", "replace")
