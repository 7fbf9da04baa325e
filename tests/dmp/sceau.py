"""The signature of a set, typed by hand from the reference (dmp_xds.md §5.4).

Each part is written in its canonical form, so that digesting and signing ask for no canonicalisation.
"""

import base64
import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from lxml import etree

from simulators.core.xml.signing import Signer

Changes = Iterable[tuple[str, str]]
DS = 'xmlns:ds="http://www.w3.org/2000/09/xmldsig#"'
XAD = 'xmlns:xad="http://uri.etsi.org/01903/v1.1.1#"'
C14N = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments"


def base64_of(data: bytes) -> str:
    return base64.b64encode(data).decode()


def sha1(data: bytes) -> str:
    return base64_of(hashlib.sha1(data, usedforsecurity=False).digest())


def sha256(data: bytes) -> str:
    return base64_of(hashlib.sha256(data).digest())


@dataclass(frozen=True)
class Suite:
    """The algorithms of a signature: how it digests, and their names."""

    digest: Callable[[bytes], str]
    digest_name: str
    signature_name: str
    hash: hashes.HashAlgorithm

    def digested(self, data: bytes) -> str:
        """DigestMethod and DigestValue, canonical."""
        return (
            f'<ds:DigestMethod Algorithm="{self.digest_name}"></ds:DigestMethod>'
            f"<ds:DigestValue>{self.digest(data)}</ds:DigestValue>"
        )


AS_IN_2019 = Suite(
    sha1,
    "http://www.w3.org/2000/09/xmldsig#sha1",
    "http://www.w3.org/2000/09/xmldsig#rsa-sha1",
    hashes.SHA1(),  # noqa: S303 - as in the official example
)
OF_TODAY = Suite(
    sha256,
    "http://www.w3.org/2001/04/xmlenc#sha256",
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
    hashes.SHA256(),
)


def canonical(document: bytes) -> bytes:
    """The canonical form of a CDA; what is no XML has none."""
    try:
        written: bytes = etree.tostring(etree.fromstring(document).getroottree(), method="c14n")
    except etree.XMLSyntaxError:
        return document
    return written


def manifest(suite: Suite, lot: str, documents: Mapping[str, bytes]) -> str:
    """The set has no bytes of its own: AA== stands for its digest."""
    references = [
        f'<ds:Reference URI="urn:oid:{lot}">{suite.digested(b"").replace(suite.digest(b""), "AA==")}'
    ]
    references += [
        f'<ds:Reference URI="urn:oid:{name}">{suite.digested(canonical(data))}'
        for name, data in documents.items()
    ]
    inside = "</ds:Reference>".join([*references, ""])
    return f'<ds:Manifest {DS} Id="IHEManifest">{inside}</ds:Manifest>'


def properties(suite: Suite, certificate: bytes) -> str:
    return (
        f'<xad:SignedProperties {DS} {XAD} Id="S0-SignedProperties"><xad:SignedSignatureProperties>'
        f"<xad:SigningTime>2026-01-01T11:01:00Z</xad:SigningTime><xad:SigningCertificate><xad:Cert>"
        f"<xad:CertDigest>{suite.digested(certificate)}</xad:CertDigest>"
        f"<xad:IssuerSerial><ds:X509IssuerName>CN=AC</ds:X509IssuerName>"
        f"<ds:X509SerialNumber>1</ds:X509SerialNumber></xad:IssuerSerial></xad:Cert></xad:SigningCertificate>"
        f"<xad:SignaturePolicyIdentifier><xad:SignaturePolicyImplied></xad:SignaturePolicyImplied>"
        f"</xad:SignaturePolicyIdentifier></xad:SignedSignatureProperties></xad:SignedProperties>"
    )


def reference(suite: Suite, uri: str, kind: str, designated: str) -> str:
    return (
        f'<ds:Reference Type="{kind}" URI="{uri}"><ds:Transforms><ds:Transform Algorithm="{C14N}">'
        f"</ds:Transform></ds:Transforms>{suite.digested(designated.encode())}</ds:Reference>"
    )


def signed_info(suite: Suite, signed_manifest: str, signed_properties: str) -> str:
    return (
        f'<ds:SignedInfo {DS}><ds:CanonicalizationMethod Algorithm="{C14N}"></ds:CanonicalizationMethod>'
        f'<ds:SignatureMethod Algorithm="{suite.signature_name}"></ds:SignatureMethod>'
        + reference(suite, "#IHEManifest", "http://www.w3.org/2000/09/xmldsig#Manifest", signed_manifest)
        + reference(
            suite,
            "#S0-SignedProperties",
            "http://uri.etsi.org/01903/v1.1.1#SignedProperties",
            signed_properties,
        )
        + "</ds:SignedInfo>"
    )


def signature_du_lot(
    lot: str,
    documents: Mapping[str, bytes],
    seal: Signer,
    *,
    suite: Suite = AS_IN_2019,
    before: Changes = (),
    after: Changes = (),
) -> bytes:
    """The signature document. `before` changes its parts before they are signed, `after` the whole."""
    before = list(before)
    signed_manifest = changed(manifest(suite, lot, documents), before)
    signed_properties = changed(properties(suite, seal.certificate), before)
    info = changed(signed_info(suite, signed_manifest, signed_properties), before)
    value = seal.key.sign(info.encode(), padding.PKCS1v15(), suite.hash)
    purpose = (
        '<ds:SignatureProperty Id="purposeOfSignature" Target="#S0">1.2.840.10065.1.12.1.14'
        "</ds:SignatureProperty>"
    )
    whole = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<ds:Signature {DS} Id="S0">{info}'
        f"<ds:SignatureValue>{base64_of(value)}</ds:SignatureValue><ds:KeyInfo><ds:X509Data>"
        f"<ds:X509Certificate>{base64_of(seal.certificate)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>"
        f"<ds:Object>{signed_manifest}</ds:Object><ds:Object><ds:SignatureProperties>{purpose}"
        f"</ds:SignatureProperties></ds:Object><ds:Object><xad:QualifyingProperties {XAD} "
        f'Target="#S0">{signed_properties}</xad:QualifyingProperties></ds:Object></ds:Signature>'
    )
    return changed(whole, after).encode()


def changed(text: str, changes: Changes) -> str:
    for old, new in changes:
        text = text.replace(old, new)
    return text
