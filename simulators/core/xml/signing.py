"""Signs an element as the VIHF profile asks: what a client does."""

from binascii import b2a_base64
from dataclasses import dataclass
from hashlib import sha1, sha256

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from lxml import etree

from simulators.core.xml.c14n import EXCLUSIVE, exclusive, standalone
from simulators.core.xml.dsig import DS, ENVELOPED, RSA_SHA1, RSA_SHA256, SHA1, SHA256
from simulators.core.xml.escape import attribute


@dataclass(frozen=True, slots=True)
class Signer:
    """A key, the DER form of its certificate, and whether to sign as in 2019 (SHA-1)."""

    key: rsa.RSAPrivateKey
    certificate: bytes
    sha1: bool = False


def sign_enveloped(element: bytes, signer: Signer, *, prefixes: tuple[str, ...] = ()) -> bytes:
    """The same element with its signature after its first child (the Issuer of an assertion).

    `element` is an XML document whose root has an `ID`; `prefixes` go into `InclusiveNamespaces`. Raises
    ValueError when the root has no ID or no child.
    """
    root = standalone(element)
    identifier = root.get("ID")
    if not identifier or not len(root):
        raise ValueError("an element to sign has an ID and a first child")
    hasher = sha1 if signer.sha1 else sha256
    digest = _text(hasher(exclusive(root, prefixes)).digest())
    first = root[0]
    following, first.tail = first.tail, None
    first.addnext(etree.fromstring(_signature(identifier, digest, signer, prefixes)))
    signature = root[1]
    signature.tail = following
    signed = standalone(root)
    info = signed.find(f"{{{DS}}}Signature/{{{DS}}}SignedInfo")
    value = signed.find(f"{{{DS}}}Signature/{{{DS}}}SignatureValue")
    if info is None or value is None:
        raise ValueError("no signature")
    algorithm: hashes.HashAlgorithm = hashes.SHA1() if signer.sha1 else hashes.SHA256()  # noqa: S303 - MSG
    value.text = _text(signer.key.sign(exclusive(info), padding.PKCS1v15(), algorithm))
    return etree.tostring(signed, encoding="utf-8")


def _text(data: bytes) -> str:
    return b2a_base64(data, newline=False).decode("ascii")


def _signature(identifier: str, digest: str, signer: Signer, prefixes: tuple[str, ...]) -> str:
    signing, digesting = (RSA_SHA1, SHA1) if signer.sha1 else (RSA_SHA256, SHA256)
    listed = attribute(" ".join(prefixes))
    inclusive = f'<ec:InclusiveNamespaces xmlns:ec="{EXCLUSIVE}" PrefixList="{listed}"/>' if prefixes else ""
    return (
        f'<ds:Signature xmlns:ds="{DS}"><ds:SignedInfo>'
        f'<ds:CanonicalizationMethod Algorithm="{EXCLUSIVE}"/><ds:SignatureMethod Algorithm="{signing}"/>'
        f'<ds:Reference URI="#{attribute(identifier)}"><ds:Transforms><ds:Transform Algorithm="{ENVELOPED}"/>'
        f'<ds:Transform Algorithm="{EXCLUSIVE}">{inclusive}</ds:Transform></ds:Transforms>'
        f'<ds:DigestMethod Algorithm="{digesting}"/><ds:DigestValue>{digest}</ds:DigestValue>'
        f"</ds:Reference></ds:SignedInfo><ds:SignatureValue/>"
        f"<ds:KeyInfo><ds:X509Data><ds:X509Certificate>{_text(signer.certificate)}</ds:X509Certificate>"
        f"</ds:X509Data></ds:KeyInfo></ds:Signature>"
    )
