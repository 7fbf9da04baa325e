"""A body laid out for reading: lines, marks, and whatever a client may send."""

import itertools
import time
from dataclasses import replace

import pytest

from simulators.console.layout import tokens
from simulators.console.places import certificate_field, find_path, locate
from simulators.console.remarks import remarks
from simulators.console.source import Mark, Source, encoding_of, lay_out
from simulators.core.rule import Finding, Place
from tests.console.samples import ACCEPTED, IDAM_RULE, IDAM_SPAN, NAME_SPAN, REQUEST


def lines(source: Source) -> list[tuple[int, str]]:
    return [(line.indent, "".join(segment.text for segment in line.segments)) for line in source.lines]


def marked(source: Source, number: int) -> str:
    segments = itertools.chain.from_iterable(line.segments for line in source.lines)
    return "".join(segment.text for segment in segments if number in segment.marks)


def test_one_line_of_xml_is_laid_out_as_a_tree() -> None:
    body = b'<?xml version="1.0"?><a><b x="1">texte</b><c/><d></d><e><f>\n  </f></e></a>'
    assert lines(lay_out(body)) == [
        (0, '<?xml version="1.0"?>'),
        (0, "<a>"),
        (1, '<b x="1">texte</b>'),
        (1, "<c/>"),
        (1, "<d></d>"),
        (1, "<e>"),
        (2, "<f>\n  </f>"),
        (1, "</e>"),
        (0, "</a>"),
    ]


def test_json_is_laid_out_as_a_tree_and_a_string_is_never_cut() -> None:
    body = b'{"a":"x,{y}\\"","b":[1, 2,{"c":null}],"d":{}}'
    assert lines(lay_out(body, content_type="application/json;charset=UTF-8")) == [
        (0, "{"),
        (1, '"a":"x,{y}\\"",'),
        (1, '"b":['),
        (2, "1,"),
        (2, " 2,"),
        (2, "{"),
        (3, '"c":null'),
        (2, "}"),
        (1, "],"),
        (1, '"d":{'),
        (1, "}"),
        (0, "}"),
    ]


def test_a_form_has_a_line_for_each_field() -> None:
    source = lay_out(b"grant_type=x&code=1%262&", [Mark(1, 13, 19)], "application/x-www-form-urlencoded")
    assert lines(source) == [(0, "grant_type=x&"), (0, "code=1%262&")]
    assert marked(source, 1) == "code=1"


def test_each_part_of_a_package_is_laid_out_by_itself() -> None:
    body = (
        b"--b1\r\nContent-ID: <r>\r\n\r\n<s:E><s:B>x</s:B></s:E>\r\n"
        b"--b1\r\nContent-ID: <d>\r\n\r\n<ClinicalDocument/>\r\n--b1--\r\n"
    )
    found = body.index(b"x<")
    source = lay_out(body, [Mark(1, found, found + 1)], 'multipart/related; boundary="b1"; start="<r>"')
    assert [(depth, text.rstrip()) for depth, text in lines(source)] == [
        (0, "--b1"),
        (0, "Content-ID: <r>"),
        (0, ""),
        (0, "<s:E>"),
        (1, "<s:B>x</s:B>"),
        (0, "</s:E>"),
        (0, "--b1"),
        (0, "Content-ID: <d>"),
        (0, ""),
        (0, "<ClinicalDocument/>"),
        (0, "--b1--"),
    ]
    assert marked(source, 1) == "x"


def test_marks_cover_exactly_the_bytes_of_the_finding() -> None:
    source = lay_out(REQUEST, [Mark(1, *IDAM_SPAN), Mark(2, *NAME_SPAN)])
    assert marked(source, 1) == '<lps:IDAM R="4">INCONNU</lps:IDAM>'
    assert marked(source, 2) == "DUPRÉ"


def test_marks_may_overlap_and_each_begins_once() -> None:
    source = lay_out(b"<a>0123456789</a>", [Mark(1, 3, 9), Mark(2, 6, 13)])
    assert (marked(source, 1), marked(source, 2)) == ("012345", "3456789")
    begins = [number for line in source.lines for segment in line.segments for number in segment.begins]
    assert begins == [1, 2]


@pytest.mark.parametrize("offset", [0, 3, 10, 14, 18])
def test_a_finding_about_something_absent_is_shown_between_characters(offset: int) -> None:
    source = lay_out(b"<a><b>x</b>   </a>", [Mark(1, offset, offset)])
    empty = [segment for line in source.lines for segment in line.segments if segment.begins == (1,)]
    assert [segment.text for segment in empty] == [""]


def test_what_is_not_xml_keeps_its_lines() -> None:
    assert lines(lay_out(b'{"a": 1,\n "b": 2}')) == [(0, '{"a": 1,\n'), (0, ' "b": 2}')]
    assert lines(lay_out(b"")) == []


@pytest.mark.parametrize(
    "body",
    [
        b"<",
        b"<<<>>>",
        b"<a",
        b'<a b="',
        b"<a></b></c></d>",
        b"<!--",
        b"<![CDATA[",
        b"<?",
        b"<!DOCTYPE a [",
        b"\x00\xff\xfe<a>",
        b"<a>\xc3</a>",
        b"&lol;",
        b"]]>",
        b"<a b='<c>'>",
    ],
)
def test_anything_is_shown_and_nothing_is_lost(body: bytes) -> None:
    assert b"".join(body[token.start : token.end] for token in tokens(body)) == body
    assert lay_out(body, [Mark(1, 0, len(body))]).lines


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"<a>" * 100_000, ""),
        (b"<!--" * 80_000, ""),
        (b'<a b="' * 60_000, ""),
        (b"<" * 300_000, ""),
        (b"<a " + b"x='" * 90_000, ""),
        (b"[" * 300_000, "application/json"),
        (b'"' * 300_001, "application/json"),
        (b'\\"' * 150_000, "application/json"),
        (b"&" * 300_000, "application/x-www-form-urlencoded"),
        (b"\n--b" * 75_000, "multipart/related; boundary=b"),
        (b"--b\n" + b"\n\n<a" * 75_000, "multipart/related; boundary=b"),
    ],
)
def test_a_hostile_body_is_cut_in_time_and_in_lines(body: bytes, kind: str) -> None:
    before = time.process_time()
    source = lay_out(body, [Mark(number, number, number + 1) for number in range(100)], kind)
    assert time.process_time() - before < 3
    assert len(source.lines) <= 4_001
    assert len(source.raw) <= 262_144


@pytest.mark.parametrize(
    ("body", "content_type", "encoding"),
    [
        (b"<a/>", "", "utf-8"),
        (b"<a/>", "text/xml; charset=ISO-8859-1", "iso-8859-1"),
        (b"<?xml version='1.0' encoding='windows-1252'?><a/>", "", "windows-1252"),
        (b"<a/>", 'text/xml; charset="pirate"', "utf-8"),
        (b"<?xml version='1.0' encoding='utf-16'?>", "", "utf-8"),
    ],
)
def test_the_encoding_is_the_declared_one_when_it_is_safe(
    body: bytes, content_type: str, encoding: str
) -> None:
    assert encoding_of(body, content_type) == encoding


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/s:Envelope/s:Header/lps:ContexteLPS/lps:LPS/lps:IDAM", b'<lps:IDAM R="4">INCONNU</lps:IDAM>'),
        ("//lps:IDAM", b'<lps:IDAM R="4">INCONNU</lps:IDAM>'),
        ("//lps:IDAM/@R", b'R="4"'),
        ("//r:NomNaissance/text()", "<r:NomNaissance>DUPRÉ</r:NomNaissance>".encode()),
        (
            "/s:Envelope/s:Body/r:RECSANSVITALE/r:Sexe",
            b'<r:RECSANSVITALE xmlns:r="http://www.cnamts.fr/INSiRecSans">',
        ),
        ("lps:ContexteLPS/@Nature", b'<lps:ContexteLPS Version="01_00" xmlns:lps="urn:siram:lps:ctxlps">'),
    ],
)
def test_a_path_leads_to_its_bytes_or_to_the_nearest_parent(path: str, text: bytes) -> None:
    span = find_path(path, REQUEST)
    assert span is not None
    assert REQUEST[slice(*span)] == text


def test_positions_among_namesakes_are_understood() -> None:
    body = b"<a><b>1</b><b>2</b><c><b>3</b></c></a>"
    assert find_path("/a/b[2]", body) == (11, 19)
    assert find_path("/a/c/b", body) == (22, 30)
    assert find_path("/a[3]/b", body) is None
    assert find_path("count(//b)", body) is None


def test_a_line_is_the_place_when_nothing_finer_is_known() -> None:
    body = b"<a>\n<b>\n</b></a>"
    located = locate(1, Place("request", "bytes", line=2), body)
    assert located.mark == Mark(1, 4, 7)
    assert locate(1, Place("request", "bytes", line=9), body).spot == "whole"


def test_offsets_beyond_the_body_are_brought_back() -> None:
    assert locate(1, Place("request", "bytes", start=90, end=99), b"<a/>").mark == Mark(1, 4, 4)
    assert locate(1, Place("request", "bytes", start=2, end=1), b"<a/>").mark == Mark(1, 2, 2)


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("subject.CN", "common_name"),
        ("subject/OU", "organizational_unit"),
        ("notAfter", "not_after"),
        ("serial", "serial"),
        ("certificate has expired", ""),
        ("", ""),
    ],
)
def test_certificate_fields_are_named_as_people_name_them(path: str, field: str) -> None:
    assert certificate_field(path) == field


def test_many_paths_in_a_long_message_are_looked_for_in_time() -> None:
    """Each sought in a body read once, as far as it is shown, however deep it opens."""
    long = b"<C>" + b"".join(b"<e%d><f a='1'>t</f></e%d>" % (i % 50, i % 50) for i in range(50_000)) + b"</C>"
    begun = time.process_time()
    for body in (long, b"<a>" * 80_000):
        told = replace(ACCEPTED, request=replace(ACCEPTED.request, body=body, size=len(body)))
        place = Place("request", "xpath", "/C/e1[3]/f/g/h")
        found = [Finding(IDAM_RULE, place)] * 300
        shown = remarks(replace(told, findings=tuple(found)))
        assert [one.number for one in shown] == list(range(1, 301))
        assert (shown[0].located.mark is None) is (body is not long)
    assert time.process_time() - begun < 6


def test_a_finding_is_marked_where_its_path_leads() -> None:
    place = Place("request", "xpath", "/a/b[2]")
    body = b"<a><b/><b>x</b></a>"
    told = replace(ACCEPTED.request, body=body, size=len(body))
    found = (Finding(IDAM_RULE, place),)
    (one,) = remarks(replace(ACCEPTED, request=told, findings=found))
    assert one.located.mark == Mark(1, 7, 15)
