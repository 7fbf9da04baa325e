"""The canonical forms of a CDA, digested: literals typed by hand, never written by a canonicaliser."""

import hashlib

import pytest

from simulators.core.sante.cda.canonique import empreintes

SOURCE = (
    b'<?xml version="1.0" encoding="UTF-8"?>\r\n<?xml-stylesheet href="a.xsl"?>\r\n'
    b"<ClinicalDocument  moodCode='EVN' classCode=\"DOCCLIN\" xmlns='urn:hl7-org:v3'>\r\n"
    b"<!-- ici --><title><![CDATA[A & B]]></title><id/></ClinicalDocument>"
)
ELEMENT = (
    b'<ClinicalDocument xmlns="urn:hl7-org:v3" classCode="DOCCLIN" moodCode="EVN">\n'
    b"<!-- ici --><title>A &amp; B</title><id></id></ClinicalDocument>"
)
SHEET = b'<?xml-stylesheet href="a.xsl"?>\n'


def digests(data: bytes) -> list[bytes]:
    return list(empreintes(data, hashlib.sha256))


def test_the_usual_forms_of_a_document_are_digested_in_turn() -> None:
    bare = ELEMENT.replace(b"<!-- ici -->", b"")
    forms = (SHEET + ELEMENT, SHEET + bare, ELEMENT, bare)
    assert digests(SOURCE) == [hashlib.sha256(one).digest() for one in forms]


@pytest.mark.parametrize("line", [b"", b"\n", b"\r\n", b"\r"])
def test_base64_cut_out_before_parsing_is_digested_in_its_place(line: bytes) -> None:
    """Larger than what stays in the tree; its ends of lines are read as one."""
    head, tail = b'<a xmlns="urn:x"><nonXMLBody><text b="c">', b"</text></nonXMLBody><d></d></a>"
    pieces = [b"QUJD" * 19] * 400
    expected = head + (b"\n" if line else b"").join(pieces) + tail
    given = head + line.join(pieces) + tail.replace(b"<d></d>", b"<d/>")
    assert next(empreintes(given, hashlib.sha1)) == hashlib.sha1(expected, usedforsecurity=False).digest()


def test_what_cannot_be_canonicalised_has_no_digest() -> None:
    assert digests(b'<a xmlns="relatif"/>') == []
    assert digests(b"<a>") == []


def test_a_document_of_thousands_of_prefixes_is_not_made_canonical() -> None:
    """It would take the square of their number; the same prefix a thousand times is one."""
    declared = b"".join(b' xmlns:a%d="urn:%d"' % (n, n) for n in range(1_000))
    assert digests(b"<a" + declared + b"/>") == []
    repeated = b"<b xmlns:x='urn:x'></b>" * 1_000
    assert len(digests(b"<a>" + repeated + b"</a>")) == 4
