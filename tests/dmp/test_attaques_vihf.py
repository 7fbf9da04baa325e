"""Signature wrapping and its later variants on the assertion: nobody is taken for another."""

import base64
import hmac
import re
from collections.abc import Callable
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509 import load_pem_x509_certificate
from lxml import etree

from simulators.core.xml.c14n import exclusive, standalone
from tests.dmp import editeur
from tests.dmp.attaque import harmless, refused, told
from tests.dmp.banc import Answer, Banc
from tests.dmp.editeur import BASE, NURSE, autorisation, envelope, existence, vihf

EVIL = "899700000013"
DS = "http://www.w3.org/2000/09/xmldsig#"
SIGNATURE = re.compile("<ds:Signature .*</ds:Signature>", re.DOTALL)
ID = re.compile(r' ID="([^"]+)"')
AIR = "INDIRECTE_RENFORCEE"


class Parts:
    """A right signed assertion taken apart, and a forged one for somebody else."""

    def __init__(self, banc: Banc) -> None:
        self.signed = banc.sign(vihf(AIR)).decode()
        self.signature = str(SIGNATURE.findall(self.signed)[0])
        self.bare = self.signed.replace(self.signature, "")
        self.forged = banc.unsigned(vihf(AIR, sujet=EVIL)).decode()
        self.altered = self.signed.replace(NURSE, EVIL)
        self.id = str(ID.findall(self.signed)[0])

    def forged_with(self, inside: str) -> str:
        """The forged assertion, this after its Issuer."""
        return self.forged.replace("</saml2:Issuer>", f"</saml2:Issuer>{inside}", 1)

    def holding(self, inside: str) -> str:
        """The signature with one thing more inside it."""
        return self.signature.replace("</ds:Signature>", f"{inside}</ds:Signature>")


def in_header(assertions: str) -> bytes:
    return envelope("autorisation", autorisation(), assertions.encode())


def with_body(assertions: str, more: str) -> bytes:
    return in_header(assertions).replace(b"</setAuthorization>", more.encode() + b"</setAuthorization>")


# The eight shapes of Somorovsky et al., "On Breaking SAML" (2012), on an assertion in a Security header.
SHAPES: dict[str, Callable[[Parts], bytes]] = {
    "XSW1": lambda p: in_header(p.forged_with(p.holding(p.bare))),
    "XSW2": lambda p: in_header(p.forged + p.bare + p.signature),
    "XSW3": lambda p: in_header(p.forged + p.signed),
    "XSW4": lambda p: in_header(p.forged.replace("</saml2:Assertion>", f"{p.signed}</saml2:Assertion>")),
    "XSW5": lambda p: with_body(p.altered, p.bare),
    "XSW6": lambda p: in_header(p.altered.replace("</ds:Signature>", f"{p.bare}</ds:Signature>")),
    "XSW7": lambda p: in_header(f'<e:Extensions xmlns:e="urn:e">{p.forged}</e:Extensions>{p.signed}'),
    "XSW8": lambda p: in_header(
        p.altered.replace("</ds:Signature>", f"<ds:Object>{p.bare}</ds:Object></ds:Signature>")
    ),
}


def send(banc: Banc, message: bytes) -> Answer:
    return banc.post(message, path=f"{BASE}/habilitations")


@pytest.mark.parametrize("same", [False, True], ids=["autre ID", "même ID"])
@pytest.mark.parametrize("name", SHAPES)
def test_no_shape_of_wrapping_passes(banc: Banc, name: str, same: bool) -> None:
    parts = Parts(banc)
    if same:
        parts.forged = ID.sub(f' ID="{parts.id}"', parts.forged, count=1)
    with harmless(banc):
        answer = send(banc, SHAPES[name](parts))
        told(answer)
        assert answer.status == 500
        assert [rule for rule in answer.rules if rule.startswith("dmp.vihf.")]
        assert answer.exchange.facts["fault"] is True


OUTSIDE: dict[str, tuple[Callable[[Parts], bytes], str]] = {
    "hors de Security": (
        lambda p: in_header("").replace(b"</soap:Header>", p.signed.encode() + b"</soap:Header>"),
        "dmp.vihf.absent",
    ),
    "dans le corps": (lambda p: with_body("", p.signed), "dmp.vihf.absent"),
    "deux Security": (
        lambda p: in_header(p.signed).replace(
            b"</soap:Header>",
            f'<Security xmlns="{SECURITY}">{p.forged}</Security></soap:Header>'.encode(),
        ),
        "dmp.vihf.plusieurs",
    ),
    "deux fois la même": (lambda p: in_header(p.signed * 2), "dmp.vihf.plusieurs"),
    "une SAML 1.1 devant": (
        lambda p: in_header(p.forged.replace("SAML:2.0:assertion", "SAML:1.0:assertion")),
        "dmp.vihf.absent",
    ),
    "une signature d'un autre nom": (
        lambda p: in_header(p.signed.replace(DS, f"{DS}x")),
        "dmp.vihf.non_signe",
    ),
}
SECURITY = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"


@pytest.mark.parametrize("name", OUTSIDE)
def test_an_assertion_elsewhere_or_beside_another_is_none(banc: Banc, name: str) -> None:
    made, rule = OUTSIDE[name]
    with harmless(banc):
        refused(send(banc, made(Parts(banc))), rule)


DOUBLE_IDS = {
    "le même nom": '<x ID="{}"/>',
    "une autre casse": '<x Id="{}"/>',
    "en minuscules": '<x id="{}"/>',
    "de XML": '<x xml:id="{}"/>',
    "de WS-Security": '<x xmlns:u="urn:wsu" u:Id="{}"/>',
    "de SAML 1.1": '<x AssertionID="{}"/>',
    "d'un espace inconnu": '<x xmlns:u="urn:u" u:iD="{}"/>',
}


@pytest.mark.parametrize("name", DOUBLE_IDS)
def test_a_second_node_of_the_same_id_is_refused(banc: Banc, name: str) -> None:
    parts = Parts(banc)
    with harmless(banc):
        message = with_body(parts.signed, DOUBLE_IDS[name].format(parts.id))
        refused(send(banc, message), "dmp.vihf.signature_profil")


def resigned(banc: Banc, change: Callable[[str], str]) -> str:
    """The assertion whose signature is altered, then whose SignedInfo is signed again by the right key.

    Nothing but its shape can then be refused.
    """
    material = banc.materials["org_sign"]
    one = editeur.signer(material.cert, material.key)
    root = standalone(change(banc.sign(vihf(AIR)).decode()).encode())
    info, value = (root.find(f".//{{{DS}}}{name}") for name in ("SignedInfo", "SignatureValue"))
    assert info is not None
    assert value is not None
    signed = one.key.sign(exclusive(standalone(info)), padding.PKCS1v15(), hashes.SHA256())
    value.text = base64.b64encode(signed).decode()
    return str(etree.tostring(root, encoding="unicode"))


def change(old: str, new: str) -> Callable[[str], str]:
    def changed(text: str) -> str:
        assert old in text, old
        return text.replace(old, new, 1)

    return changed


ENVELOPED = f'<ds:Transform Algorithm="{DS}enveloped-signature"/>'
EXC = '<ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>'
XPATH = (
    '<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"><ds:XPath>false()</ds:XPath>'
    "</ds:Transform>"
)
XSLT = (
    '<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116"><s:stylesheet version="1.0"'
    ' xmlns:s="http://www.w3.org/1999/XSL/Transform"><s:template match="/"><s:value-of'
    " select=\"document('file:///etc/passwd')\"/></s:template></s:stylesheet></ds:Transform>"
)
RSA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
ABUSES: dict[str, tuple[Callable[[str], str], str]] = {
    "XPath": (change(ENVELOPED, ENVELOPED + XPATH), "profil"),
    "XSLT": (change(ENVELOPED, XSLT + ENVELOPED), "profil"),
    "base64": (change(EXC, EXC + f'<ds:Transform Algorithm="{DS}base64"/>'), "profil"),
    "deux fois enveloppée": (change(ENVELOPED, ENVELOPED * 2), "profil"),
    "sans transformation": (change(ENVELOPED + EXC, ""), "profil"),
    "un enfant de la transformation": (
        change(ENVELOPED, ENVELOPED.replace("/>", "><ds:XPath>1</ds:XPath></ds:Transform>")),
        "profil",
    ),
    "canonisation inclusive": (
        change(
            '<ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>',
            '<ds:CanonicalizationMethod Algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315"/>',
        ),
        "algorithme",
    ),
    "référence vide": (lambda text: re.sub('URI="[^"]+"', 'URI=""', text), "profil"),
    "sans référence": (lambda text: re.sub(' URI="[^"]+"', "", text), "profil"),
    "référence XPointer": (
        lambda text: re.sub('URI="#([^"]+)"', r"""URI="#xpointer(id('\1'))" """, text),
        "profil",
    ),
    "référence à un fichier": (
        lambda text: re.sub('URI="[^"]+"', 'URI="file:///etc/passwd"', text),
        "profil",
    ),
    "deux références": (
        lambda text: re.sub("(<ds:Reference .*</ds:Reference>)", r"\1\1", text),
        "profil",
    ),
    "un manifeste": (change("<ds:KeyInfo>", "<ds:Object><ds:Manifest/></ds:Object><ds:KeyInfo>"), "profil"),
    "RSA-MD5": (change(RSA256, "http://www.w3.org/2001/04/xmldsig-more#rsa-md5"), "algorithme"),
    "HMAC": (change(RSA256, f"{DS}hmac-sha1"), "algorithme"),
    "ECDSA": (change(RSA256, "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"), "algorithme"),
    "longueur de sortie": (
        change(
            f'<ds:SignatureMethod Algorithm="{RSA256}"/>',
            f'<ds:SignatureMethod Algorithm="{RSA256}"><ds:HMACOutputLength>0</ds:HMACOutputLength>'
            "</ds:SignatureMethod>",
        ),
        "algorithme",
    ),
}


@pytest.mark.parametrize("name", ABUSES)
def test_a_right_signature_of_another_profile_is_refused_for_its_shape(banc: Banc, name: str) -> None:
    made, reason = ABUSES[name]
    with harmless(banc):
        answer = send(banc, in_header(resigned(banc, made)))
        refused(answer, f"dmp.vihf.signature_{reason}")


def test_resigning_by_itself_changes_nothing(banc: Banc) -> None:
    answer = send(banc, in_header(resigned(banc, lambda text: text)))
    assert answer.text("status") == "DMPOk"


def test_the_public_key_is_no_secret_to_sign_with(banc: Banc) -> None:
    """HMAC keyed by the certificate's public key, over the right SignedInfo."""
    certificate = load_pem_x509_certificate(banc.materials["org_sign"].cert.read_bytes())
    public = certificate.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    text = banc.sign(vihf(AIR, sujet=EVIL)).decode()
    text = text.replace(RSA256, "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256")
    info = standalone(text.encode()).find(f".//{{{DS}}}SignedInfo")
    assert info is not None
    mac = base64.b64encode(hmac.new(public, exclusive(standalone(info)), sha256).digest()).decode()
    text = re.sub("(<ds:SignatureValue>)[^<]*", rf"\g<1>{mac}", text)
    with harmless(banc):
        refused(send(banc, in_header(text)), "dmp.vihf.signature_algorithme")


KEY_VALUE = (
    "<ds:KeyValue><ds:RSAKeyValue><ds:Modulus>AQAB</ds:Modulus><ds:Exponent>AQAB</ds:Exponent>"
    "</ds:RSAKeyValue></ds:KeyValue>"
)


def x509(banc: Banc, name: str) -> str:
    certificate = load_pem_x509_certificate(banc.materials[name].cert.read_bytes())
    der = base64.b64encode(certificate.public_bytes(Encoding.DER)).decode()
    return f"<ds:X509Data><ds:X509Certificate>{der}</ds:X509Certificate></ds:X509Data>"


def test_only_a_certified_key_counts_whatever_else_key_info_holds(banc: Banc) -> None:
    own, trusted = x509(banc, "unknown_ca"), x509(banc, "org_sign")
    mine = banc.sign(vihf(AIR, sujet=EVIL), "unknown_ca").decode()
    assert own in mine
    with harmless(banc):
        for inside in (KEY_VALUE, "<ds:KeyName>org_sign</ds:KeyName>", '<ds:RetrievalMethod URI="#x"/>'):
            bare = send(banc, in_header(mine.replace(own, inside)))
            refused(bare, "dmp.vihf.certificat_absent")
        # Their certificate beside the key that signed, in both orders.
        refused(send(banc, in_header(mine.replace(own, trusted))), "dmp.vihf.signature")
        refused(send(banc, in_header(mine.replace(own, trusted + own))), "dmp.vihf.signature")
        refused(send(banc, in_header(mine.replace(own, KEY_VALUE + trusted))), "dmp.vihf.signature")
        refused(send(banc, in_header(mine.replace(own, own + trusted))), "dmp.vihf.certificat_autorite")
    right = banc.sign(vihf(AIR)).decode().replace(trusted, KEY_VALUE + trusted)
    assert send(banc, in_header(right)).text("status") == "DMPOk"


SPLIT = {
    "un commentaire": "8997<!-- -->00000039",
    "une section CDATA": "8997<![CDATA[00000039]]>",
    "une référence": "8997&#48;0000039",
    "un commentaire à la fin": "899700000039<!--13-->",
}


@pytest.mark.parametrize("name", SPLIT)
def test_a_text_cut_by_a_comment_is_read_whole_signed_so_or_not(banc: Banc, name: str) -> None:
    written = SPLIT[name]
    signed = banc.sign_text(lambda text: text.replace(f">{NURSE}<", f">{written}<"))
    after = banc.sign(vihf()).replace(f">{NURSE}<".encode(), f">{written}<".encode())
    for assertion in (signed, after):
        answer = banc.call("existence", existence(), assertion=assertion)
        assert answer.code == "OK"
        assert answer.exchange.facts["professional"] == NURSE


def test_a_comment_never_hides_the_end_of_a_name(banc: Banc) -> None:
    """CVE-2017-11427 and its likes: the signer certified a longer name than the one read."""
    with harmless(banc):
        for inside in (f"{NURSE}<!---->.attaquant", f"{NURSE}<?x?>.attaquant", f"{NURSE}<x/>.attaquant"):
            longer = banc.sign_text(lambda text, put=inside: text.replace(f">{NURSE}<", f">{put}<"))
            answer = banc.call("existence", existence(), assertion=longer)
            told(answer)
            assert answer.exchange.facts.get("professional") != NURSE


def test_an_attribute_said_twice_is_told_and_the_first_one_read(banc: Banc) -> None:
    def double(text: str) -> str:
        one = re.findall('<saml2:Attribute Name="Identifiant_Structure">.*?</saml2:Attribute>', text)[0]
        return text.replace(one, one + one.replace("1990000028", "1990000036"))

    answer = banc.call("existence", existence(), assertion=banc.sign_text(double))
    assert "dmp.vihf.attribut_double" in answer.rules
    assert answer.exchange.facts["dmp.structure"] == "1990000028"


@pytest.mark.parametrize(
    "key_info",
    ["", "<ds:X509Data/>", "<ds:X509Data><ds:X509Certificate>AAAA</ds:X509Certificate></ds:X509Data>"],
)
def test_a_key_that_is_none_is_refused(banc: Banc, key_info: str) -> None:
    text = re.sub("<ds:X509Data>.*</ds:X509Data>", key_info, banc.sign(vihf(AIR)).decode())
    with harmless(banc):
        refused(send(banc, in_header(text)), "dmp.vihf.certificat_absent")
