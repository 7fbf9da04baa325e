"""SOAP 1.2 envelopes, dispatch, and the places of nodes."""

import pytest

from simulators.core.xml import escape
from simulators.core.xml.parser import parse
from simulators.core.xml.positions import Positions, element_spans
from simulators.core.xml.soap import Dispatch, SoapReason, SoapRefusedError, dispatch, read_envelope

OPEN = b'<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope" xmlns:w="http://www.w3.org/2005/08/addressing">'
CLOSE = b"</e:Envelope>"


def refused(inside: bytes) -> SoapReason:
    with pytest.raises(SoapRefusedError) as caught:
        read_envelope(parse(OPEN + inside + CLOSE))
    return caught.value.reason


def test_an_envelope_gives_its_blocks_in_order_and_its_only_child() -> None:
    header = b"<e:Header><w:Action> urn:a\n</w:Action><x/><x/><w:MessageID>uuid:1</w:MessageID></e:Header>"
    envelope = read_envelope(parse(OPEN + header + b"<e:Body Id='_0'>\n <b/>\n</e:Body>" + CLOSE))
    assert envelope.content.tag == "b"
    assert (envelope.action, envelope.message_id) == ("urn:a", "uuid:1")
    assert len(envelope.blocks["x"]) == 2
    assert envelope.block("y") is None


def test_a_message_without_header_is_read() -> None:
    envelope = read_envelope(parse(OPEN + b"<e:Body><b/></e:Body>" + CLOSE))
    assert (envelope.header, envelope.action) == (None, None)


@pytest.mark.parametrize(
    ("inside", "reason"),
    [
        (b"", SoapReason.NO_BODY),
        (b"<e:Header/>", SoapReason.NO_BODY),
        (b"<Body><b/></Body>", SoapReason.NO_BODY),
        (b"<e:Body/>", SoapReason.EMPTY_BODY),
        (b"<e:Body>text</e:Body>", SoapReason.EMPTY_BODY),
        (b"<e:Body><b/></e:Body><e:Body><b/></e:Body>", SoapReason.SEVERAL_BODIES),
        (b"<e:Body><b/><c/></e:Body>", SoapReason.SEVERAL_CHILDREN),
    ],
)
def test_what_is_no_usable_envelope_is_refused(inside: bytes, reason: SoapReason) -> None:
    assert refused(inside) is reason


def test_soap_1_1_is_told_apart_from_what_is_no_soap() -> None:
    for data, reason in [
        (b'<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"/>', SoapReason.VERSION),
        (b"<Envelope/>", SoapReason.NOT_SOAP),
    ]:
        with pytest.raises(SoapRefusedError) as caught:
            read_envelope(parse(data))
        assert caught.value.reason is reason


def test_dispatch_follows_the_body_then_the_header_then_the_parameter() -> None:
    roots, actions = {"{u}A": "a", "{u}B": "b"}, {"urn:a": "a", "urn:b": "b"}
    assert dispatch("{u}A", None, "", roots, actions) == Dispatch("a")
    assert dispatch("{u}A", "urn:a", "urn:a", roots, actions) == Dispatch("a")
    assert dispatch("{u}A", "urn:b", "urn:x", roots, actions) == Dispatch(
        "a", (("wsa", "urn:b"), ("parameter", "urn:x"))
    )
    assert dispatch("{v}A", "urn:b", "urn:a", roots, actions) == Dispatch("b", (("parameter", "urn:a"),))
    assert dispatch("{v}A", None, "urn:a", roots, actions) == Dispatch("a")
    assert dispatch("{v}A", "urn:x", "", roots, actions) == Dispatch(None)


def test_a_place_has_the_path_of_its_author_the_line_and_the_bytes() -> None:
    data = (
        "<?xml version='1.0'?>\n<!-- <a>é --><r xmlns='u' xmlns:p='v'>\n"
        "<p:a b='>'><![CDATA[<c>]]></p:a><p:a/>\n<d><e x='1'>é</e></d></r>"
    ).encode()
    document = parse(data)
    places = Positions(document)
    first, second, d = document.root
    told = places.place(second)
    assert (told.path, told.line) == ("/r/p:a[2]", 3)
    assert data[told.start : told.end] == b"<p:a/>"
    told = places.place(first)
    assert data[told.start : told.end] == b"<p:a b='>'><![CDATA[<c>]]></p:a>"
    told = places.place(d[0], "x")
    assert (told.path, told.line) == ("/r/d/e/@x", 4)
    assert data[told.start : told.end] == "<e x='1'>é</e>".encode()


def test_a_byte_order_mark_is_counted_in_the_bytes() -> None:
    data = b"\xef\xbb\xbf<a><b/></a>"
    document = parse(data)
    told = Positions(document).place(document.root[0])
    assert data[told.start : told.end] == b"<b/>"


def test_spans_follow_document_order_and_nesting() -> None:
    assert element_spans(b"<a><b><c/></b><d>x</d></a>") == [(0, 26), (3, 14), (6, 10), (14, 22)]


def test_escaping_survives_a_reading() -> None:
    for value in ["", "ADR", "a<b>&c", 'x"y', "l1\r\nl2\tt", "é'"]:
        xml = f'<a b="{escape.attribute(value)}">{escape.text(value)}</a>'
        root = parse(xml.encode()).root
        assert (root.get("b"), root.text or "") == (value, value)
