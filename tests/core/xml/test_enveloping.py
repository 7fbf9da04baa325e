"""A signature document verified part by part: canonical forms typed by hand."""

import base64
import hashlib

import pytest

from simulators.core.xml.dsig import SignatureReason
from simulators.core.xml.enveloping import Enveloping
from simulators.core.xml.nodes import Node
from simulators.core.xml.parser import parse

DS = "http://www.w3.org/2000/09/xmldsig#"
C14N = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"
SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"
# What is in scope around the element signed, and a comment in it.
DOCUMENT = (
    '<ds:Signature xmlns:ds="{ds}" xmlns:z="urn:z" xml:lang="fr"><ds:Reference>{transform}'
    '<ds:DigestMethod Algorithm="{digest}"/><ds:DigestValue>{value}</ds:DigestValue></ds:Reference>'
    "<m b='2' a='1'><!-- ici --><n/></m></ds:Signature>"
)
INCLUSIVE_FORM = f'<m xmlns:ds="{DS}" xmlns:z="urn:z" a="1" b="2" xml:lang="fr"><n></n></m>'
EXCLUSIVE_FORM = '<m a="1" b="2"><n></n></m>'


def checked(form: str, *names: str, digest: str = SHA256) -> SignatureReason | None:
    """The outcome for the digest of that form, under those transforms."""
    value = base64.b64encode(hashlib.sha256(form.encode()).digest()).decode()
    inside = "".join(f'<ds:Transform Algorithm="{name}"/>' for name in names)
    transform = f"<ds:Transforms>{inside}</ds:Transforms>" if names else ""
    text = DOCUMENT.format(ds=DS, transform=transform, digest=digest, value=value)
    opened = Enveloping.open(parse(text.encode()))
    return opened.reference(named(opened, f"{{{DS}}}Reference"), named(opened, "m"))


def named(opened: Enveloping, tag: str) -> Node:
    return next(one for one in opened.nodes if one.tag == tag)


@pytest.mark.parametrize(
    ("form", "names"),
    [
        (INCLUSIVE_FORM, ()),
        (INCLUSIVE_FORM, (C14N,)),
        (INCLUSIVE_FORM, (f"{C14N}#WithComments",)),
        (EXCLUSIVE_FORM, (EXCLUSIVE,)),
        (EXCLUSIVE_FORM, (f"{EXCLUSIVE}WithComments",)),
    ],
)
def test_the_digest_of_an_element_where_it_stands_agrees(form: str, names: tuple[str, ...]) -> None:
    """An element designated by its Id comes without its comments (XML Signature §4.4.3.3)."""
    assert checked(form, *names) is None


def test_another_form_does_not() -> None:
    assert checked(EXCLUSIVE_FORM, C14N) is SignatureReason.DIGEST


@pytest.mark.parametrize(
    "names", [(f"{DS}base64",), ("http://www.w3.org/TR/1999/REC-xslt-19991116",), (C14N, C14N)]
)
def test_no_other_transform_is_run(names: tuple[str, ...]) -> None:
    assert checked(INCLUSIVE_FORM, *names) is SignatureReason.ALGORITHM


def test_an_unknown_digest_is_told_as_such() -> None:
    assert checked(INCLUSIVE_FORM, digest="http://www.w3.org/2001/04/xmldsig-more#md5") is (
        SignatureReason.ALGORITHM
    )
