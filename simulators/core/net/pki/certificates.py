"""Certificates, keys and CRLs as values: nothing here touches a file.

Names look like those of IGC-Santé TEST (reference `ins.md` §2 and §7), with an organisation that says what
they are. Validity runs on the machine's time, as TLS does. All signatures are RSA-2048 with SHA-256.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

ORGANISATION = "SOCLE SIMULATEUR"
YEAR = timedelta(days=365)
# Clocks of containers and virtual machines drift: a fresh certificate must already be valid over there.
SKEW = timedelta(hours=1)

USAGES = ("digital_signature", "content_commitment", "key_encipherment", "key_cert_sign", "crl_sign")


@dataclass(frozen=True, slots=True)
class Signer:
    """A certification authority able to sign."""

    certificate: x509.Certificate
    key: rsa.RSAPrivateKey


@dataclass(frozen=True, slots=True)
class LeafRequest:
    """What a leaf certificate must say; `extended` is empty when any purpose is allowed."""

    subject: x509.Name
    not_before: datetime
    not_after: datetime
    usages: frozenset[str]
    extended: tuple[x509.ObjectIdentifier, ...] = ()
    hosts: tuple[str, ...] = ()


def new_key() -> rsa.RSAPrivateKey:
    """A fresh RSA-2048 key."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def key_pem(key: rsa.RSAPrivateKey) -> bytes:
    """PKCS#8 in clear: test material that editors load in any tool."""
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def load_key(data: bytes) -> rsa.RSAPrivateKey:
    """Reads a key that we wrote. Raises ValueError for anything but RSA."""
    key = serialization.load_pem_private_key(data, None, unsafe_skip_rsa_key_validation=True)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise ValueError("not an RSA key")
    return key


def pem(certificate: x509.Certificate | x509.CertificateRevocationList) -> bytes:
    """PEM form of a certificate or of a CRL."""
    return certificate.public_bytes(serialization.Encoding.PEM)


def our_name(common_name: str) -> x509.Name:
    """The subject of one of our authorities or servers: its organisation says what it is."""
    return name(
        (NameOID.COUNTRY_NAME, "FR"),
        (NameOID.ORGANIZATION_NAME, ORGANISATION),
        (NameOID.COMMON_NAME, common_name),
    )


def name(*attributes: tuple[x509.ObjectIdentifier, str]) -> x509.Name:
    """A distinguished name in the order given, without its empty attributes, cut at X.520's 64 characters."""
    return x509.Name([x509.NameAttribute(oid, value[:64]) for oid, value in attributes if value])


def load_crls(bundle: bytes) -> list[x509.CertificateRevocationList]:
    """Every CRL of a PEM bundle. Raises ValueError for one that cannot be read."""
    end = b"-----END X509 CRL-----"
    parts = bundle.split(end)[:-1]
    return [x509.load_pem_x509_crl(part[part.index(b"-----BEGIN X509 CRL") :] + end) for part in parts]


def make_authority(
    common_name: str, key: rsa.RSAPrivateKey, issuer: Signer | None = None
) -> x509.Certificate:
    """A root (without `issuer`) or an intermediate authority, valid ten years."""
    now = datetime.now(UTC)
    subject = our_name(common_name)
    return _sign(
        _builder(subject, key.public_key(), issuer, key)
        .not_valid_before(now - SKEW)
        .not_valid_after(now + 10 * YEAR)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0 if issuer else 1), critical=True)
        .add_extension(_usage(frozenset({"key_cert_sign", "crl_sign"})), critical=True),
        issuer.key if issuer else key,
    )


def make_leaf(request: LeafRequest, key: rsa.RSAPublicKey, issuer: Signer) -> x509.Certificate:
    """An end certificate, as `request` says, signed by `issuer`."""
    builder = (
        _builder(request.subject, key, issuer, issuer.key)
        .not_valid_before(request.not_before)
        .not_valid_after(request.not_after)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(request.usages), critical=True)
    )
    if request.extended:
        builder = builder.add_extension(x509.ExtendedKeyUsage(request.extended), critical=False)
    if request.hosts:
        names = [_general_name(host) for host in request.hosts]
        builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
    return _sign(builder, issuer.key)


def server_request(hosts: Sequence[str], *, expired: bool = False) -> LeafRequest:
    """A TLS server certificate: CN of the first host, all of them as alternative names, 397 days.

    `expired` makes it one of last year, dead since yesterday.
    """
    now = datetime.now(UTC)
    start, end = (now - YEAR, now - timedelta(days=1)) if expired else (now - SKEW, now + timedelta(days=397))
    subject = our_name(hosts[0])
    usages = frozenset({"digital_signature", "key_encipherment"})
    extended = (ExtendedKeyUsageOID.SERVER_AUTH,)
    return LeafRequest(subject, start, end, usages, extended, tuple(hosts))


def make_crl(issuer: Signer, serials: Iterable[int]) -> x509.CertificateRevocationList:
    """The CRL of one authority; it outlives the authority's own use, so that no server stops on its date."""
    now = datetime.now(UTC)
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer.certificate.subject)
        .last_update(now - SKEW)
        .next_update(now + 10 * YEAR)
        .add_extension(_authority_key(issuer), critical=False)
        .add_extension(x509.CRLNumber(int(now.timestamp() * 1000)), critical=False)
    )
    for serial in serials:
        entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(now - SKEW)
        builder = builder.add_revoked_certificate(entry.build())
    return builder.sign(issuer.key, hashes.SHA256())


def make_p12(
    label: str, key: rsa.RSAPrivateKey, leaf: x509.Certificate, issuer: x509.Certificate, password: str
) -> bytes:
    """A PKCS#12 that every stack of the field opens.

    3DES with a SHA-1 MAC: Windows Server 2016 and Java before 8u301 refuse the stronger forms, and these are
    test keys.
    """
    encryption = (
        serialization.PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(2048)
        .key_cert_algorithm(pkcs12.PBES.PBESv1SHA1And3KeyTripleDESCBC)
        .hmac_hash(hashes.SHA1())  # noqa: S303 - see above: what old Windows and Java read
        .build(password.encode())
    )
    return pkcs12.serialize_key_and_certificates(label.encode(), key, leaf, [issuer], encryption)


def _builder(
    subject: x509.Name, key: rsa.RSAPublicKey, issuer: Signer | None, issuer_key: rsa.RSAPrivateKey
) -> x509.CertificateBuilder:
    identifier = (
        _authority_key(issuer)
        if issuer
        else x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key())
    )
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        .add_extension(identifier, critical=False)
    )


def _authority_key(issuer: Signer) -> x509.AuthorityKeyIdentifier:
    return x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key())


def _sign(builder: x509.CertificateBuilder, key: rsa.RSAPrivateKey) -> x509.Certificate:
    return builder.sign(key, hashes.SHA256())


def _usage(wanted: frozenset[str]) -> x509.KeyUsage:
    chosen = {usage: usage in wanted for usage in USAGES}
    return x509.KeyUsage(
        **chosen, data_encipherment=False, key_agreement=False, encipher_only=False, decipher_only=False
    )


def _general_name(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(host))
    except ValueError:
        return x509.DNSName(host)
