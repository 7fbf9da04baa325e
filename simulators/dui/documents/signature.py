"""The signature of a lot: XAdES over a manifest of its documents, by the seal (dmp_xds.md §5.4)."""

from binascii import b2a_base64
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha1, sha256
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from lxml import etree

from simulators.core.xml.dsig import DS, RSA_SHA256, SHA1, SHA256
from simulators.core.xml.escape import attribute, text
from simulators.core.xml.signing import Signer

XADES: Final = "http://uri.etsi.org/01903/v1.1.1#"
SOURCE: Final = "1.2.840.10065.1.12.1.14"
_C14N: Final = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments"
_DS: Final = f'xmlns:ds="{DS}"'
# The lot has no bytes of its own to digest: this value stands for it on the wire.
_SANS_EMPREINTE: Final = "AA=="


def signer_lot(lot: str, documents: Mapping[str, bytes], signer: Signer, when: datetime) -> bytes:
    """The signature document; `lot` and the keys of `documents` are uniqueIds."""
    digests = {f"urn:oid:{lot}": _SANS_EMPREINTE}
    digests |= {f"urn:oid:{unique_id}": _sha1(content) for unique_id, content in documents.items()}
    manifest = _manifest(digests)
    properties = _properties(signer, when)
    info = _signed_info(_digest(manifest.encode()), _digest(properties.encode()))
    value = signer.key.sign(_canonical(info.encode()), padding.PKCS1v15(), hashes.SHA256())
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<ds:Signature {_DS} Id="S0">{info}'
        f"<ds:SignatureValue>{_base64(value)}</ds:SignatureValue><ds:KeyInfo><ds:X509Data>"
        f"<ds:X509Certificate>{_base64(signer.certificate)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>"
        f"<ds:Object>{manifest}</ds:Object><ds:Object><ds:SignatureProperties>"
        f'<ds:SignatureProperty Id="purposeOfSignature" Target="#S0">{SOURCE}</ds:SignatureProperty>'
        f'</ds:SignatureProperties></ds:Object><ds:Object><xad:QualifyingProperties xmlns:xad="{XADES}"'
        f' Target="#S0">{properties}</xad:QualifyingProperties></ds:Object></ds:Signature>'
    ).encode()


def _signed_info(manifest: str, properties: str) -> str:
    return (
        f'<ds:SignedInfo {_DS}><ds:CanonicalizationMethod Algorithm="{_C14N}"/>'
        f'<ds:SignatureMethod Algorithm="{RSA_SHA256}"/>'
        f"{_reference('#IHEManifest', f'{DS}Manifest', manifest)}"
        f"{_reference('#S0-SignedProperties', f'{XADES}SignedProperties', properties)}</ds:SignedInfo>"
    )


def _reference(uri: str, kind: str, digest: str) -> str:
    transform = f'<ds:Transforms><ds:Transform Algorithm="{_C14N}"/></ds:Transforms>'
    return f'<ds:Reference Type="{kind}" URI="{attribute(uri)}">{transform}{_digested(SHA256, digest)}'


def _digested(algorithm: str, digest: str) -> str:
    method = f'<ds:DigestMethod Algorithm="{algorithm}"/>'
    return f"{method}<ds:DigestValue>{digest}</ds:DigestValue></ds:Reference>"


def _manifest(digests: Mapping[str, str]) -> str:
    """The documents are digested as in the official example, whatever signs them."""
    listed = "".join(
        f'<ds:Reference URI="{attribute(uri)}">{_digested(SHA1, digest)}' for uri, digest in digests.items()
    )
    return f'<ds:Manifest {_DS} Id="IHEManifest">{listed}</ds:Manifest>'


def _properties(signer: Signer, when: datetime) -> str:
    """Each namespace is declared here, so that the element is canonical alone as it is in its place."""
    certificate = x509.load_der_x509_certificate(signer.certificate)
    return (
        f'<xad:SignedProperties {_DS} xmlns:xad="{XADES}" Id="S0-SignedProperties">'
        f"<xad:SignedSignatureProperties><xad:SigningTime>{when.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
        f"</xad:SigningTime><xad:SigningCertificate><xad:Cert><xad:CertDigest>"
        f'<ds:DigestMethod Algorithm="{SHA256}"/><ds:DigestValue>'
        f"{_base64(sha256(signer.certificate).digest())}</ds:DigestValue></xad:CertDigest><xad:IssuerSerial>"
        f"<ds:X509IssuerName>{text(certificate.issuer.rfc4514_string())}</ds:X509IssuerName>"
        f"<ds:X509SerialNumber>{certificate.serial_number}</ds:X509SerialNumber></xad:IssuerSerial>"
        f"</xad:Cert></xad:SigningCertificate><xad:SignaturePolicyIdentifier><xad:SignaturePolicyImplied/>"
        f"</xad:SignaturePolicyIdentifier></xad:SignedSignatureProperties></xad:SignedProperties>"
    )


def _digest(xml: bytes) -> str:
    return _base64(sha256(_canonical(xml)).digest())


def _sha1(xml: bytes) -> str:
    return _base64(sha1(_canonical(xml), usedforsecurity=False).digest())


def _canonical(xml: bytes) -> bytes:
    canonical: bytes = etree.tostring(etree.fromstring(xml), method="c14n", with_comments=True)
    return canonical


def _base64(data: bytes) -> str:
    return b2a_base64(data, newline=False).decode()
