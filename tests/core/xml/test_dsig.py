"""Enveloped signatures: the same verdict as signxml, and what is read is what was signed."""

import base64
import re
from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from signxml.algorithms import DigestAlgorithm, SignatureMethod
from signxml.exceptions import InvalidInput, InvalidSignature
from signxml.signer import XMLSigner
from signxml.verifier import SignatureConfiguration, XMLVerifier

from simulators.core.xml import c14n
from simulators.core.xml.dsig import (
    RSA_SHA1,
    SHA1,
    SHA1_TOO,
    SHA256_ONLY,
    Algorithms,
    SignatureReason,
    SignatureRefusedError,
    Signed,
    verify_enveloped,
)
from simulators.core.xml.nodes import Node
from simulators.core.xml.signing import Signer, sign_enveloped
from tests.core.xml.keys import ASSERTION, certificate

DS = "{http://www.w3.org/2000/09/xmldsig#}"
SAML = "{urn:oasis:names:tc:SAML:2.0:assertion}"
SECURITY = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"


class OldSigner(XMLSigner):
    """signxml as it signed in 2019, SHA-1 allowed."""

    def check_deprecated_methods(self) -> None:
        """Refuses nothing."""


REFUSALS = (
    InvalidSignature,
    InvalidInput,
    etree.DocumentInvalid,
    ValueError,
)


def signed_bytes(assertion: str = ASSERTION, *, sha1: bool = False, prefixes: tuple[str, ...] = ()) -> bytes:
    signer, _ = certificate()
    return sign_enveloped(assertion.encode(), Signer(signer.key, signer.certificate, sha1), prefixes=prefixes)


def by_signxml(assertion: str, *, prefix: str = "ds", sha1: bool = False) -> bytes:
    """The same assertion signed by another program."""
    signer, made = certificate()
    method, digest = (
        (SignatureMethod.RSA_SHA1, DigestAlgorithm.SHA1)
        if sha1
        else (SignatureMethod.RSA_SHA256, DigestAlgorithm.SHA256)
    )
    tool = OldSigner(
        c14n_algorithm="http://www.w3.org/2001/10/xml-exc-c14n#",
        signature_algorithm=method,
        digest_algorithm=digest,
    )
    tool.namespaces = {prefix: "http://www.w3.org/2000/09/xmldsig#"}
    root = tool.sign(etree.fromstring(assertion), key=signer.key, cert=[made], reference_uri="_a1")
    return etree.tostring(root, encoding="utf-8")


def enveloped(assertion: bytes, default: str = "") -> Node:
    """The assertion in a SOAP header, as it travels."""
    declared = f' xmlns="{default}"' if default else ""
    text = (
        f'<soap:Envelope xmlns:soap="http://www.w3.org/2003/05/soap-envelope"><soap:Header>'
        f'<wsse:Security xmlns:wsse="{SECURITY}"{declared}>{assertion.decode()}</wsse:Security></soap:Header>'
        f'<soap:Body><patientList xmlns="urn:si-dmp-patients" id="b1"/></soap:Body></soap:Envelope>'
    )
    return etree.fromstring(text)


def assertion_of(envelope: Node) -> Node:
    """The assertion a service reads: the child of the security header."""
    found = envelope.find(f".//{{{SECURITY}}}Security/{SAML}Assertion")
    assert found is not None
    return found


def ours(envelope: Node, algorithms: Algorithms = SHA256_ONLY) -> Signed | SignatureReason:
    try:
        return verify_enveloped(assertion_of(envelope), algorithms)
    except SignatureRefusedError as error:
        return error.reason


def theirs(envelope: Node, *, sha1: bool = False) -> str | None:
    """What signxml holds to be signed, canonical, or None when it refuses."""
    _, made = certificate()
    methods = {SignatureMethod.RSA_SHA256} | ({SignatureMethod.RSA_SHA1} if sha1 else set())
    digests = {DigestAlgorithm.SHA256} | ({DigestAlgorithm.SHA1} if sha1 else set())
    config = SignatureConfiguration(
        signature_methods=frozenset(methods), digest_algorithms=frozenset(digests)
    )
    try:
        results = XMLVerifier().verify(
            etree.tostring(envelope), x509_cert=made, expect_config=config, id_attribute="ID"
        )
    except REFUSALS:
        return None
    one = results[0] if isinstance(results, list) else results
    assert one.signed_xml is not None
    return canonical(one.signed_xml)


def canonical(node: Node) -> str:
    alone = c14n.standalone(node)
    for signature in alone.findall(f"{DS}Signature"):
        alone.remove(signature)
    return c14n.exclusive(alone).decode()


GOOD: dict[str, Callable[[], bytes]] = {
    "as we sign": signed_bytes,
    "with a prefix list": lambda: signed_bytes(prefixes=("ds", "saml", "xsi", "xs")),
    "by signxml": lambda: by_signxml(ASSERTION),
    "by signxml with another prefix": lambda: by_signxml(ASSERTION, prefix="dsig"),
    "another prefix": lambda: signed_bytes(
        ASSERTION.replace("saml2:", "s:").replace("xmlns:saml2", "xmlns:s")
    ),
    "no prefix": lambda: signed_bytes(ASSERTION.replace("saml2:", "").replace("xmlns:saml2", "xmlns")),
    "indented": lambda: signed_bytes(ASSERTION.replace("><", ">\n  <")),
    "accents and escapes": lambda: signed_bytes(ASSERTION.replace("MAX LIBRE", "é &lt; &amp; \"'&#13;\t")),
}


@pytest.mark.parametrize("name", GOOD)
def test_a_well_signed_assertion_is_held_signed_by_both(name: str) -> None:
    envelope = enveloped(GOOD[name]())
    verdict = ours(envelope)
    assert isinstance(verdict, Signed)
    assert c14n.exclusive(verdict.element).decode() == theirs(envelope)
    assert verdict.certificate == certificate()[0].certificate
    assert not verdict.sha1


@pytest.mark.parametrize("sign", [lambda: signed_bytes(sha1=True), lambda: by_signxml(ASSERTION, sha1=True)])
def test_sha1_is_accepted_only_where_the_service_lists_it(sign: Callable[[], bytes]) -> None:
    envelope = enveloped(sign())
    assert ours(envelope) is SignatureReason.ALGORITHM
    assert theirs(envelope) is None
    accepted = ours(envelope, SHA1_TOO)
    assert isinstance(accepted, Signed)
    assert accepted.sha1
    assert accepted.signature_algorithm == RSA_SHA1
    assert accepted.digest_algorithm == SHA1
    assert theirs(envelope, sha1=True) is not None


def _replace(old: str, new: str) -> Callable[[bytes], bytes]:
    def change(data: bytes) -> bytes:
        assert old in data.decode()
        return data.decode().replace(old, new).encode()

    return change


def _without(pattern: str) -> Callable[[bytes], bytes]:
    return lambda data: re.sub(pattern.encode(), b"", data, flags=re.DOTALL)


def _signature_of(data: bytes) -> bytes:
    found = re.search(rb"<ds:Signature .*</ds:Signature>", data, re.DOTALL)
    assert found
    return found[0]


TAMPERED: dict[str, tuple[Callable[[bytes], bytes], SignatureReason]] = {
    "structure changed": (_replace("1990000015", "1990000023"), SignatureReason.DIGEST),
    "attribute of the root changed": (_replace('Version="2.0"', 'Version="2.1"'), SignatureReason.DIGEST),
    "white space added": (_replace("<saml2:Subject>", "<saml2:Subject> "), SignatureReason.DIGEST),
    "element added": (_replace("<saml2:Subject>", "<saml2:Advice/><saml2:Subject>"), SignatureReason.DIGEST),
    "unsigned": (lambda data: data.replace(_signature_of(data), b""), SignatureReason.ABSENT),
    "signed twice": (
        lambda data: data.replace(_signature_of(data), _signature_of(data) * 2),
        SignatureReason.SEVERAL,
    ),
    "reference to another": (_replace('URI="#_a1"', 'URI="#_a2"'), SignatureReason.REFERENCE),
    "reference to the whole": (_replace('URI="#_a1"', 'URI=""'), SignatureReason.REFERENCE),
    "no certificate": (_without(r"<ds:X509Cert.*?</ds:X509Certificate>"), SignatureReason.CERTIFICATE),
    "no key": (_without(r"<ds:KeyInfo>.*?</ds:KeyInfo>"), SignatureReason.CERTIFICATE),
    "certificate that is none": (_replace("<ds:X509Certificate>MII", "<ds:X509Certificate>AII"),
                                 SignatureReason.CERTIFICATE),
    "value that is no base64": (_replace("<ds:SignatureValue>", "<ds:SignatureValue>!"),
                                SignatureReason.SIGNATURE),
    "no value": (_without(r"<ds:SignatureValue>.*?</ds:SignatureValue>"), SignatureReason.PROFILE),
    "digest of another algorithm": (
        _replace("http://www.w3.org/2001/04/xmlenc#sha256", "http://www.w3.org/2001/04/xmldsig-more#md5"),
        SignatureReason.ALGORITHM,
    ),
    "keyed by a secret": (
        _replace("xmldsig-more#rsa-sha256", "xmldsig-more#hmac-sha256"),
        SignatureReason.ALGORITHM,
    ),
    "another canonicalisation": (
        _replace(
            '<ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"',
            '<ds:CanonicalizationMethod Algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315"',
        ),
        SignatureReason.ALGORITHM,
    ),
    "no transform": (_without(r"<ds:Transforms>.*?</ds:Transforms>"), SignatureReason.PROFILE),
    "a transform more": (
        _replace("</ds:Transforms>", '<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116"/>'
                 "</ds:Transforms>"),
        SignatureReason.PROFILE,
    ),
    "two references": (
        lambda data: data.replace(b"</ds:Reference>", b"</ds:Reference><ds:Reference/>"),
        SignatureReason.PROFILE,
    ),
}  # fmt: skip


# signxml was given the certificate beforehand, and skips foreign signs in base64.
STRICTER = {"no certificate", "no key", "certificate that is none", "value that is no base64"}


@pytest.mark.parametrize("name", TAMPERED)
def test_an_assertion_that_was_changed_is_refused_by_its_own_reason(name: str) -> None:
    change, reason = TAMPERED[name]
    envelope = enveloped(change(signed_bytes()))
    assert ours(envelope) is reason
    assert theirs(envelope) is None or name in STRICTER


def test_what_cannot_be_made_canonical_is_refused() -> None:
    changed = signed_bytes().replace(b"<saml2:Subject>", b'<saml2:Subject xmlns:r="relative">')
    assert ours(enveloped(changed)) is SignatureReason.PROFILE


@given(st.integers(0, 4_000), st.sampled_from([b"", b"A", b"<", b" ", b'"', b"&#0;", b"<x/>", b"=", b"/"]))
def test_any_change_of_one_place_is_refused_or_changes_nothing(at: int, patch: bytes) -> None:
    signed = signed_bytes()
    at %= len(signed)
    try:
        envelope = enveloped(signed[:at] + patch + signed[at + 1 :])
        assertion_of(envelope)
    except (etree.XMLSyntaxError, AssertionError, UnicodeDecodeError):
        return
    verdict = ours(envelope)
    if isinstance(verdict, Signed):
        assert c14n.exclusive(verdict.element).decode() == canonical(etree.fromstring(signed))


def test_a_signature_by_another_key_is_refused() -> None:
    other, _ = certificate("autre")
    own, _ = certificate()
    forged = sign_enveloped(ASSERTION.encode(), Signer(other.key, own.certificate))
    envelope = enveloped(forged)
    assert ours(envelope) is SignatureReason.SIGNATURE
    assert theirs(envelope) is None


def test_a_key_that_is_not_rsa_is_refused() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "ec")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(now).not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    own, _ = certificate()
    signed = sign_enveloped(ASSERTION.encode(), Signer(own.key, made.public_bytes(Encoding.DER)))
    assert ours(enveloped(signed)) is SignatureReason.CERTIFICATE


def _evil(assertion: Node) -> Node:
    """A forged copy, without signature, that names another structure."""
    copy = deepcopy(assertion)
    signature = copy.find(f"{DS}Signature")
    if signature is not None:
        copy.remove(signature)
    for value in copy.iter(f"{SAML}AttributeValue"):
        if value.text == "1990000015":
            value.text = "1999999999"
    return copy


def wrapped(kind: int) -> Node:
    """The eight wrappings of Somorovsky et al. (USENIX Security 2012), where assertions travel."""
    envelope = enveloped(signed_bytes())
    original = assertion_of(envelope)
    security = original.getparent()
    signature = original.find(f"{DS}Signature")
    assert security is not None
    assert signature is not None
    evil = _evil(original)
    place = etree.SubElement(security, "wrapper") if kind in {1, 2} else None
    match kind:
        case 1:  # the original kept beside, its signature moved into the forged one, same ID
            security.remove(original)
            evil.insert(1, signature)
            security.insert(0, evil)
            assert place is not None
            place.append(original)
        case 2:  # the same, signature detached
            security.remove(original)
            original.remove(signature)
            evil.insert(1, signature)
            security.insert(0, evil)
            assert place is not None
            place.append(original)
        case 3:  # forged one first, original after it
            evil.set("ID", "_evil")
            security.insert(0, evil)
        case 4:  # forged one around the original
            evil.set("ID", "_evil")
            security.remove(original)
            evil.append(original)
            security.append(evil)
        case 5:  # forged one with the signature, original after it without
            evil.set("ID", "_evil")
            original.remove(signature)
            evil.insert(1, signature)
            security.insert(0, evil)
        case 6:  # forged one with the signature, original inside the signature
            evil.set("ID", "_evil")
            security.remove(original)
            original.remove(signature)
            signature.append(original)
            evil.insert(1, signature)
            security.append(evil)
        case 7:  # original in an extension of the forged one
            security.remove(original)
            evil.insert(1, deepcopy(signature))
            etree.SubElement(evil, "Extensions").append(original)
            security.append(evil)
        case _:  # original in an Object of the signature, same ID
            security.remove(original)
            original.remove(signature)
            evil.insert(1, signature)
            etree.SubElement(signature, f"{DS}Object").append(original)
            security.append(evil)
    return etree.fromstring(etree.tostring(envelope))


WRAPPINGS = {
    1: SignatureReason.DUPLICATE_ID,
    2: SignatureReason.DUPLICATE_ID,
    3: SignatureReason.ABSENT,
    4: SignatureReason.PROFILE,
    5: SignatureReason.REFERENCE,
    6: SignatureReason.PROFILE,
    7: SignatureReason.SEVERAL,
    8: SignatureReason.PROFILE,
}


@pytest.mark.parametrize("kind", WRAPPINGS)
def test_a_wrapped_assertion_never_speaks_for_the_forger(kind: int) -> None:
    envelope = wrapped(kind)
    assert "1999999999" in etree.tostring(assertion_of(envelope)).decode()
    assert ours(envelope) is WRAPPINGS[kind]
    told = theirs(envelope)
    assert told is None or "1999999999" not in told


def test_another_node_with_the_same_id_is_refused_wherever_it_stands() -> None:
    envelope = enveloped(signed_bytes())
    envelope[1][0].set("{http://docs.oasis-open.org/wss/2004/01/wsu.xsd}Id", "_a1")
    assert ours(envelope) is SignatureReason.DUPLICATE_ID


def test_the_same_text_elsewhere_is_no_second_id() -> None:
    statement = ASSERTION.replace("AuthnInstant=", 'SessionIndex="_a1" AuthnInstant=')
    assert isinstance(ours(enveloped(signed_bytes(statement))), Signed)


def test_an_assertion_without_id_is_refused() -> None:
    signed = signed_bytes().replace(b'ID="_a1" ', b"").replace(b'URI="#_a1"', b'URI="#"')
    assert ours(enveloped(signed)) is SignatureReason.REFERENCE


def test_what_is_verified_stands_alone_and_the_message_is_untouched() -> None:
    envelope = enveloped(signed_bytes())
    before = etree.tostring(envelope)
    verdict = ours(envelope)
    assert isinstance(verdict, Signed)
    assert verdict.element.getparent() is None
    assert verdict.element.find(f".//{DS}Signature") is None
    assert etree.tostring(envelope) == before


def test_text_after_the_signature_belongs_to_what_is_signed() -> None:
    signed = signed_bytes(ASSERTION.replace("</saml2:Issuer>", "</saml2:Issuer> retrait "))
    assert b"</ds:Signature> retrait <saml2:Subject>" in signed
    assert isinstance(ours(enveloped(signed)), Signed)
    assert ours(enveloped(signed.replace(b" retrait ", b""))) is SignatureReason.DIGEST


def test_nobody_else_builds_a_signed_value() -> None:
    with pytest.raises(TypeError):
        Signed(etree.Element("Assertion"), b"", "", "", object())


def test_the_default_namespace_in_scope_is_rendered_when_the_prefix_list_asks() -> None:
    """Exclusive C14N 1.0 §3, point 2: `#default` in the list; typed by hand."""
    sent = b'<s:Assertion xmlns:s="urn:oasis:names:tc:SAML:2.0:assertion" ID="a"><s:B/></s:Assertion>'
    envelope = enveloped(sent, default="urn:d")
    alone = c14n.standalone(assertion_of(envelope))
    assert c14n.exclusive(alone, ("#default",)) == (
        b'<s:Assertion xmlns="urn:d" xmlns:s="urn:oasis:names:tc:SAML:2.0:assertion" ID="a">'
        b"<s:B></s:B></s:Assertion>"
    )
    assert c14n.exclusive(alone, ()) == (
        b'<s:Assertion xmlns:s="urn:oasis:names:tc:SAML:2.0:assertion" ID="a"><s:B></s:B></s:Assertion>'
    )


@pytest.mark.parametrize("prefix", ["ds:", ""])
def test_a_signature_made_by_hand_from_the_recommendation_is_verified(prefix: str) -> None:
    """The canonical forms are typed, not computed: nothing of ours takes part but the verification."""
    signer, made = certificate()
    content = b'<a:A xmlns:a="urn:a" ID="x"><a:I>i</a:I></a:A>'
    digest = base64.b64encode(sha256(content).digest()).decode()
    info = (
        '<ds:SignedInfo{}><ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#">'
        "</ds:CanonicalizationMethod><ds:SignatureMethod "
        'Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"></ds:SignatureMethod>'
        '<ds:Reference URI="#x"><ds:Transforms><ds:Transform '
        'Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"></ds:Transform><ds:Transform '
        'Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"></ds:Transform></ds:Transforms>'
        '<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"></ds:DigestMethod>'
        f"<ds:DigestValue>{digest}</ds:DigestValue></ds:Reference></ds:SignedInfo>"
    ).replace("ds:", prefix)
    named = ":ds" if prefix else ""
    declared = f' xmlns{named}="http://www.w3.org/2000/09/xmldsig#"'
    value = signer.key.sign(info.format(declared).encode(), padding.PKCS1v15(), hashes.SHA256())
    der = base64.encodebytes(made.public_bytes(Encoding.DER)).decode()
    text = (
        f"<ds:Signature{declared}>{info.format('')}"
        f"<ds:SignatureValue>{base64.b64encode(value).decode()}</ds:SignatureValue>"
        f"<ds:KeyInfo><ds:X509Data><ds:X509Certificate>{der}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>"
        "</ds:Signature>"
    )
    signature = re.sub("(</?)ds:", rf"\1{prefix}", text)
    message = f'<a:A ID="x" xmlns:a="urn:a"><a:I>i</a:I>{signature}</a:A>'
    assert c14n.exclusive(verify_enveloped(etree.fromstring(message)).element) == content
