"""A certificate in full, from the bytes that TLS saw."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from simulators.console.structure.model import Row, shortened
from simulators.console.words import Words
from simulators.console.words.certificate import EXTENDED, USAGES
from simulators.core.journal.model import Peer

_USES: Final = (
    "digital_signature",
    "content_commitment",
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
)


def certificate_rows(peer: Peer, when: datetime, words: Words) -> tuple[Row, ...]:
    """What the fields of `Peer` do not say: validity at `when`, usages, key, other names, where to ask."""
    try:
        read = x509.load_pem_x509_certificate(peer.pem.encode("ascii"))
        return tuple(_rows(read, when, words))
    except (ValueError, UnsupportedAlgorithm):
        return ()


def _rows(read: x509.Certificate, when: datetime, words: Words) -> Iterator[Row]:
    standing = "expired" if when > read.not_valid_after_utc else "valid"
    standing = "not_yet" if when < read.not_valid_before_utc else standing
    yield Row(words.cert_standing, words.table[f"cert_{standing}"].in_language(words.lang))
    yield Row(words.cert_usage, _listed(_usages(read, words), words))
    yield Row(words.cert_extended, _listed(_extended(read, words), words))
    yield Row(words.cert_key, _key(read), f"{words.cert_signed_with} {_algorithm(read)}")
    yield Row(words.cert_names, _listed(_names(read), words))
    yield Row(words.cert_revocation, _listed(_addresses(read), words))


def _listed(values: Iterator[str], words: Words) -> str:
    return shortened(", ".join(values)) or words.not_told


def _usages(read: x509.Certificate, words: Words) -> Iterator[str]:
    try:
        told = read.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return
    yield from (USAGES[name].in_language(words.lang) for name in _USES if getattr(told, name))


def _extended(read: x509.Certificate, words: Words) -> Iterator[str]:
    try:
        told = read.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except x509.ExtensionNotFound:
        return
    for oid in told:
        known = EXTENDED.get(oid.dotted_string)
        yield known.in_language(words.lang) if known else oid.dotted_string


def _names(read: x509.Certificate) -> Iterator[str]:
    try:
        told = read.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return
    yield from told.get_values_for_type(x509.DNSName)
    yield from told.get_values_for_type(x509.RFC822Name)


def _addresses(read: x509.Certificate) -> Iterator[str]:
    try:
        told = read.extensions.get_extension_for_class(x509.CRLDistributionPoints).value
    except x509.ExtensionNotFound:
        return
    for point in told:
        yield from (str(name.value) for name in point.full_name or ())


def _key(read: x509.Certificate) -> str:
    key = read.public_key()
    if isinstance(key, rsa.RSAPublicKey):
        return f"RSA {key.key_size}"
    return f"EC {key.curve.name}" if isinstance(key, ec.EllipticCurvePublicKey) else type(key).__name__


def _algorithm(read: x509.Certificate) -> str:
    hashed = read.signature_hash_algorithm
    return hashed.name.upper() if hashed else read.signature_algorithm_oid.dotted_string
