"""Enveloped XML signatures of the VIHF profile, strictly (XML Signature 1.1, Exclusive C14N 1.0).

One `Signature` child, one `Reference` to the element's own ID, enveloped then exclusive canonicalisation, and
nothing else. What is read afterwards is the very tree whose canonical bytes were digested, alone in a
document of its own: no unsigned node can be mistaken for a signed one.
"""

from collections.abc import Mapping
from dataclasses import InitVar, dataclass
from enum import StrEnum
from hashlib import sha1, sha256
from hmac import compare_digest
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from lxml import etree

from simulators.core.xml import base64
from simulators.core.xml.c14n import EXCLUSIVE, exclusive, prefix_list, standalone
from simulators.core.xml.nodes import Node, local_name

DS: Final = "http://www.w3.org/2000/09/xmldsig#"
ENVELOPED: Final = f"{DS}enveloped-signature"
RSA_SHA1: Final = f"{DS}rsa-sha1"
RSA_SHA256: Final = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
SHA1: Final = f"{DS}sha1"
SHA256: Final = "http://www.w3.org/2001/04/xmlenc#sha256"

_SIGNATURE: Final = f"{{{DS}}}Signature"
_PARTS: Final = (f"{{{DS}}}SignedInfo", f"{{{DS}}}SignatureValue", f"{{{DS}}}KeyInfo")
_SIGNED_PARTS: Final = (
    f"{{{DS}}}CanonicalizationMethod",
    f"{{{DS}}}SignatureMethod",
    f"{{{DS}}}Reference",
)
_REFERENCE_PARTS: Final = (f"{{{DS}}}Transforms", f"{{{DS}}}DigestMethod", f"{{{DS}}}DigestValue")
_TRANSFORM: Final = f"{{{DS}}}Transform"
_CERTIFICATE: Final = f"{{{DS}}}X509Data/{{{DS}}}X509Certificate"
_SAME_VALUE: Final = etree.XPath("//@*[. = $value]")
_ID_NAMES: Final = frozenset({"id", "assertionid"})
_HASHES: Final[Mapping[str, hashes.HashAlgorithm]] = {
    RSA_SHA1: hashes.SHA1(),  # noqa: S303 - MSG of 2019-2021; refused unless the service lists it
    RSA_SHA256: hashes.SHA256(),
}
_PROOF: Final = object()


class SignatureReason(StrEnum):
    """Why an element is not held to be signed, each told differently to the editor."""

    ABSENT = "absent"
    SEVERAL = "several"
    PROFILE = "profile"
    REFERENCE = "reference"
    DUPLICATE_ID = "duplicate_id"
    ALGORITHM = "algorithm"
    CERTIFICATE = "certificate"
    DIGEST = "digest"
    SIGNATURE = "signature"


class SignatureRefusedError(Exception):
    """An element that is not signed as the profile asks; `detail` is the value or element at fault."""

    def __init__(self, reason: SignatureReason, detail: str = "") -> None:
        super().__init__(reason.value, detail)
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Algorithms:
    """The signature and digest algorithms a service accepts, by their URI."""

    signatures: frozenset[str] = frozenset({RSA_SHA256})
    digests: frozenset[str] = frozenset({SHA256})


SHA256_ONLY: Final = Algorithms()
SHA1_TOO: Final = Algorithms(frozenset({RSA_SHA1, RSA_SHA256}), frozenset({SHA1, SHA256}))


@dataclass(frozen=True, slots=True)
class Signed:
    """An element whose signature was verified: only `verify_enveloped` builds one.

    `element` stands alone, without its signature. `certificate` is the DER form of the certificate whose key
    signed: who it belongs to, and whether it is trusted, is for the service to decide.
    """

    element: Node
    certificate: bytes
    signature_algorithm: str
    digest_algorithm: str
    proof: InitVar[object]

    def __post_init__(self, proof: object) -> None:
        """Refuses any builder but the verifier."""
        if proof is not _PROOF:
            raise TypeError("a Signed value is built by verify_enveloped only")

    @property
    def sha1(self) -> bool:
        """True when SHA-1 took any part in the signature."""
        return self.signature_algorithm == RSA_SHA1 or self.digest_algorithm == SHA1


@dataclass(frozen=True, slots=True)
class _Shape:
    """The parts of a signature that has the right form."""

    node: Node
    signed_info: Node
    canonical_prefixes: tuple[str, ...]
    signature_algorithm: str
    value: bytes
    uri: str
    prefixes: tuple[str, ...]
    digest_algorithm: str
    digest: bytes
    certificate: bytes


def verify_enveloped(element: Node, algorithms: Algorithms = SHA256_ONLY) -> Signed:
    """The element as signed. Raises `SignatureRefusedError` and nothing else.

    `element` stays where it is and is not changed; its whole document is looked through for a second node of
    the same ID.
    """
    try:
        return _verified(element, algorithms)
    except etree.LxmlError as error:
        # What cannot be made canonical: a relative namespace name, for one.
        raise SignatureRefusedError(SignatureReason.PROFILE, type(error).__name__) from None


def _verified(element: Node, algorithms: Algorithms) -> Signed:
    identifier = element.get("ID") or ""
    alone = standalone(element)
    shape = _shape(_only_signature(alone), algorithms)
    if not identifier or shape.uri != f"#{identifier}":
        raise SignatureRefusedError(SignatureReason.REFERENCE, shape.uri)
    _refuse_duplicates(element, identifier)
    signed_info = exclusive(shape.signed_info, shape.canonical_prefixes)
    _detach(shape.node)
    content = exclusive(alone, shape.prefixes)
    hasher = sha1 if shape.digest_algorithm == SHA1 else sha256
    if not compare_digest(hasher(content).digest(), shape.digest):
        raise SignatureRefusedError(SignatureReason.DIGEST)
    _verify(shape, signed_info)
    return Signed(alone, shape.certificate, shape.signature_algorithm, shape.digest_algorithm, _PROOF)


def _only_signature(element: Node) -> Node:
    """The one signature inside the element, which must be its child."""
    found = list(element.iter(_SIGNATURE))
    if not found:
        raise SignatureRefusedError(SignatureReason.ABSENT)
    if len(found) > 1:
        raise SignatureRefusedError(SignatureReason.SEVERAL, str(len(found)))
    if found[0].getparent() is not element:
        raise SignatureRefusedError(SignatureReason.PROFILE, "Signature")
    return found[0]


def _shape(signature: Node, algorithms: Algorithms) -> _Shape:
    info, value, key_info = _children(signature, _PARTS)
    method, signing, reference = _children(info, _SIGNED_PARTS)
    transforms, digesting, digest = _children(reference, _REFERENCE_PARTS)
    if method.get("Algorithm") != EXCLUSIVE:
        raise SignatureRefusedError(SignatureReason.ALGORITHM, method.get("Algorithm") or "")
    return _Shape(
        node=signature,
        signed_info=info,
        canonical_prefixes=prefix_list(method),
        signature_algorithm=_listed(signing, algorithms.signatures),
        value=_binary(value, SignatureReason.SIGNATURE),
        uri=reference.get("URI") or "",
        prefixes=_transforms(transforms),
        digest_algorithm=_listed(digesting, algorithms.digests),
        digest=_binary(digest, SignatureReason.DIGEST),
        certificate=_certificate(key_info),
    )


def _children(parent: Node, names: tuple[str, ...]) -> list[Node]:
    """Exactly these children, once each and in this order: an Object or a second Reference is foreign."""
    found = [str(child.tag) for child in parent]
    if found != list(names):
        missing = [name for name in names if name not in found]
        # A signature without its key is an everyday mistake: it deserves its own words.
        if missing == [_PARTS[2]]:
            raise SignatureRefusedError(SignatureReason.CERTIFICATE)
        raise SignatureRefusedError(SignatureReason.PROFILE, local_name(parent))
    return list(parent)


def _listed(method: Node, allowed: frozenset[str]) -> str:
    algorithm = method.get("Algorithm") or ""
    if algorithm not in allowed or len(method):
        raise SignatureRefusedError(SignatureReason.ALGORITHM, algorithm)
    return algorithm


def _transforms(parent: Node) -> tuple[str, ...]:
    """The prefixes of the canonicalisation, when the transforms are the two of the profile."""
    found = [child.get("Algorithm") if child.tag == _TRANSFORM else None for child in parent]
    if found != [ENVELOPED, EXCLUSIVE] or len(parent[0]):
        raise SignatureRefusedError(SignatureReason.PROFILE, "Transforms")
    return prefix_list(parent[1])


def _binary(node: Node, reason: SignatureReason) -> bytes:
    try:
        return base64.decode((node.text or "").encode("ascii"))
    except ValueError:
        raise SignatureRefusedError(reason, local_name(node)) from None


def _certificate(key_info: Node) -> bytes:
    found = key_info.find(_CERTIFICATE)
    if found is None or not found.text:
        raise SignatureRefusedError(SignatureReason.CERTIFICATE)
    return _binary(found, SignatureReason.CERTIFICATE)


def _refuse_duplicates(element: Node, identifier: str) -> None:
    """Whatever spells the same ID elsewhere in the document could be the node another reader takes."""
    holders = _SAME_VALUE(element.getroottree(), value=identifier)
    named = [one for one in holders if str(one.attrname).rpartition("}")[2].lower() in _ID_NAMES]
    if len(named) != 1:
        raise SignatureRefusedError(SignatureReason.DUPLICATE_ID, identifier)


def _detach(signature: Node) -> None:
    """The enveloped-signature transform: the text that follows the signature stays."""
    parent = signature.getparent()
    if parent is None:
        return
    tail, before = signature.tail or "", signature.getprevious()
    if before is None:
        parent.text = (parent.text or "") + tail
    else:
        before.tail = (before.tail or "") + tail
    parent.remove(signature)


def _verify(shape: _Shape, signed_info: bytes) -> None:
    verify_value(shape.certificate, shape.signature_algorithm, shape.value, signed_info)


def verify_value(certificate: bytes, algorithm: str, value: bytes, data: bytes) -> None:
    """That the key of this certificate (DER) made `value` over `data`, by RSA_SHA1 or RSA_SHA256.

    Raises `SignatureRefusedError` and nothing else.
    """
    if algorithm not in _HASHES:
        raise SignatureRefusedError(SignatureReason.ALGORITHM, algorithm)
    try:
        key = x509.load_der_x509_certificate(certificate).public_key()
    except (ValueError, UnsupportedAlgorithm):
        raise SignatureRefusedError(SignatureReason.CERTIFICATE) from None
    if not isinstance(key, rsa.RSAPublicKey):
        raise SignatureRefusedError(SignatureReason.CERTIFICATE, type(key).__name__)
    try:
        key.verify(value, data, padding.PKCS1v15(), _HASHES[algorithm])
    except (InvalidSignature, UnsupportedAlgorithm):
        raise SignatureRefusedError(SignatureReason.SIGNATURE) from None
