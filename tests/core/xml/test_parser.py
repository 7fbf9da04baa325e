"""The hardened parser: what it reads, what it refuses, and that nothing else ever comes out of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulators.core.xml.parser import XmlLimits, parse
from simulators.core.xml.refusal import XmlReason, XmlRefusedError
from simulators.core.xml.soap import SoapRefusedError, read_envelope

ENVELOPE = (
    b'<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"><e:Header><a/></e:Header>'
    b"<e:Body><b c='d'>t&amp;<![CDATA[u]]></b></e:Body></e:Envelope>"
)


def refused(data: bytes, **limits: int) -> XmlRefusedError:
    with pytest.raises(XmlRefusedError) as caught:
        parse(data, XmlLimits(**limits))
    return caught.value


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", XmlReason.EMPTY),
        (b"\n\t ", XmlReason.EMPTY),
        (b"<a>", XmlReason.MALFORMED),
        (b"<a></b>", XmlReason.MALFORMED),
        (b"<a/><b/>", XmlReason.MALFORMED),
        (b"<a>\x01</a>", XmlReason.MALFORMED),
        (b"<a>&#0;</a>", XmlReason.MALFORMED),
        (b"<p:a/>", XmlReason.MALFORMED),
        (b"<!DOCTYPE a><a/>", XmlReason.DTD),
        (b"  <!DOCTYPE a><a/>", XmlReason.DTD),
        (b"<?xml version='1.0'?>\n<!-- > --><?p q?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", XmlReason.DTD),
        ("<!DOCTYPE a><a/>".encode("utf-16"), XmlReason.DTD),
        (b"<a>&nbsp;</a>", XmlReason.ENTITY),
        (b"<a b='&x;'/>", XmlReason.ENTITY),
        (b"<a>\xff</a>", XmlReason.ENCODING),
        (b"\xef\xbb\xbf<?xml version='1.0' encoding='ISO-8859-1'?><a/>", XmlReason.ENCODING),
        ("<a/>".encode("utf-16-le"), XmlReason.MALFORMED),
        ("<?xml version='1.0'?><a/>".encode("utf-16-be"), XmlReason.ENCODING),
        (b"\xff\xfe<", XmlReason.ENCODING),
    ],
)
def test_what_is_no_document_is_refused_for_its_own_reason(data: bytes, reason: XmlReason) -> None:
    assert refused(data).reason is reason


def test_the_line_at_fault_is_told() -> None:
    assert refused(b"<a>\n<b>\n</a>").line == 3
    assert refused(b"<a>\n\n\xff</a>").line == 3


def test_limits_refuse_before_any_tree_is_built() -> None:
    assert refused(b"<a>" + b"x" * 90 + b"</a>", size=80).reason is XmlReason.TOO_LARGE
    assert refused(b"<a>" + b"<b/>" * 10 + b"</a>", elements=10).reason is XmlReason.TOO_MANY
    assert refused(b'<a b="1" c="2" d="3"/>', attributes=2).reason is XmlReason.TOO_MANY


def test_limits_are_reached_without_refusal() -> None:
    assert len(parse(b"<a>" + b"<b/>" * 9 + b"</a>", XmlLimits(elements=10)).root) == 9
    assert parse(b"<a>" * 8 + b"</a>" * 8, XmlLimits(depth=8)).root.tag == "a"
    assert len(parse(b"<a>" + b"<b></b>" * 20 + b"</a>", XmlLimits(depth=2)).root) == 20


def test_depth_is_refused() -> None:
    assert refused(b"<a>" * 9 + b"</a>" * 9, depth=8).reason is XmlReason.TOO_DEEP
    assert refused(b"<a>" * 2100 + b"</a>" * 2100).reason is XmlReason.TOO_DEEP


def test_a_doctype_that_is_only_text_is_no_dtd() -> None:
    assert parse(b"<a><![CDATA[<!DOCTYPE a>]]></a>").root.text == "<!DOCTYPE a>"
    assert parse(b"<!-- <!DOCTYPE a> --><a/>").root.tag == "a"


def test_the_text_of_an_element_is_whole() -> None:
    assert parse(b"<a>b<!-- c -->d<?e f?>g<![CDATA[<h>]]></a>").root.text == "bdg<h>"


def test_without_blanks_only_the_white_space_between_elements_is_dropped() -> None:
    root = parse(b"<a>\n <b> </b>\n <c> x </c>\n</a>", blanks=False).root
    assert (root.text, root[0].tail, root[0].text, root[1].text) == (None, None, " ", " x ")
    assert parse(b"<a>\n <b/></a>").root.text == "\n "


def test_the_encoding_is_told_and_offsets_hold_only_in_utf_8() -> None:
    plain, marked = parse("<a>é</a>".encode()), parse("<a>é</a>".encode("utf-8-sig"))
    wide = parse("<?xml version='1.0' encoding='utf-16'?><a>é</a>".encode("utf-16"))
    latin = parse("<?xml version='1.0' encoding='latin1'?><a>é</a>".encode("latin-1"))
    assert [one.root.text for one in (plain, marked, wide, latin)] == ["é"] * 4
    assert [one.encoding for one in (plain, marked, wide)] == ["UTF-8", "UTF-8", "UTF-16"]
    assert [one.offsets_hold for one in (plain, marked, wide, latin)] == [True, True, False, False]
    assert (plain.shift, marked.shift) == (0, 3)


def test_the_charset_of_the_transport_must_agree_when_it_matters() -> None:
    assert parse("<a>é</a>".encode("latin-1"), charset="ISO-8859-1").root.text == "é"
    assert parse(b"<?xml version='1.0' encoding='latin1'?><a>e</a>", charset="utf-8").root.text == "e"
    with pytest.raises(XmlRefusedError, match="encoding"):
        parse("<?xml version='1.0' encoding='latin1'?><a>é</a>".encode("latin-1"), charset="utf-8")


def test_no_file_is_read_nor_network_used() -> None:
    assert refused(b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><a/>').reason is XmlReason.DTD
    included = b'<a xmlns:x="http://www.w3.org/2001/XInclude"><x:include href="/etc/hostname"/></a>'
    assert len(parse(included).root[0]) == 0


@given(st.binary(max_size=400))
def test_any_bytes_give_an_envelope_or_a_refusal(data: bytes) -> None:
    _read(data)


@given(st.integers(0, len(ENVELOPE)), st.integers(0, 20), st.binary(max_size=8))
def test_an_envelope_hurt_anywhere_gives_an_envelope_or_a_refusal(at: int, gone: int, put: bytes) -> None:
    _read(ENVELOPE[:at] + put + ENVELOPE[at + gone :])


@given(st.text(max_size=80), st.sampled_from(["utf-8", "utf-16", "utf-16-le", "latin-1", "cp1252", "utf-32"]))
def test_any_text_in_any_encoding_gives_an_envelope_or_a_refusal(text: str, encoding: str) -> None:
    _read(f"<?xml version='1.0' encoding='{encoding}'?><a>{text}</a>".encode(encoding, "replace"))


def _read(data: bytes) -> None:
    try:
        read_envelope(parse(data))
    except (XmlRefusedError, SoapRefusedError):
        return
