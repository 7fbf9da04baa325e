"""MTOM packages: every writing met in the field, and every way to be broken."""

import email
import email.policy
import time
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from simulators.core.xml.mtom import (
    Mtom,
    MtomLimits,
    MtomReason,
    MtomRefusedError,
    PartOut,
    build,
    content_of,
    href,
    is_multipart,
    split,
)

# Typed from dmp_xds.md §4.7: the shape of the published ITI-41 example.
TYPE = (
    'multipart/related; boundary="uuid:7b+id=1"; type="application/xop+xml"; start="<root@dui>"; '
    'start-info="application/soap+xml"'
)
BODY = (
    b"--uuid:7b+id=1\r\n"
    b'Content-Type: application/xop+xml; charset=UTF-8; type="application/soap+xml"\r\n'
    b"Content-Transfer-Encoding: 8bit\r\n"
    b"Content-ID: <root@dui>\r\n"
    b"\r\n"
    b"<Envelope/>\r\n"
    b"--uuid:7b+id=1\r\n"
    b"Content-Type: text/xml\r\n"
    b"Content-Transfer-Encoding: binary\r\n"
    b"Content-ID: <1-2@urn:ihe:iti:xds-b:2007>\r\n"
    b"\r\n"
    b"\x00\xff\r\n--uuid\r\n\r\n"
    b"--uuid:7b+id=1--\r\n"
)
DOCUMENT = b"\x00\xff\r\n--uuid\r\n"


def refusal(content_type: str, body: bytes, limits: MtomLimits | None = None) -> tuple[MtomReason, str]:
    with pytest.raises(MtomRefusedError) as caught:
        split(content_type, body, limits)
    return caught.value.reason, caught.value.detail


def test_the_root_and_the_document_come_out_to_the_byte() -> None:
    package = split(TYPE, BODY)
    assert package.root == b"<Envelope/>"
    assert package.root_type == 'application/xop+xml; charset=UTF-8; type="application/soap+xml"'
    assert package.parts == {"1-2@urn:ihe:iti:xds-b:2007": DOCUMENT}


def test_a_document_is_a_view_of_the_body_received() -> None:
    part = split(TYPE, BODY).part("cid:1-2@urn:ihe:iti:xds-b:2007")
    assert part.obj is BODY


@pytest.mark.parametrize(
    "address",
    [
        "cid:1-2@urn%3Aihe%3Aiti%3Axds-b%3A2007",
        "cid:1-2%40urn%3aihe%3aiti%3axds-b%3a2007",
        "cid:1-2@urn:ihe:iti:xds-b:2007",
        "CID:<1-2@urn:ihe:iti:xds-b:2007>",
    ],
)
def test_a_cid_is_found_however_it_is_written(address: str) -> None:
    assert split(TYPE, BODY).part(address) == DOCUMENT


@pytest.mark.parametrize(
    "address", ["cid:autre", "1-2@urn:ihe:iti:xds-b:2007", "http://x", "cid:root@dui", ""]
)
def test_a_part_that_is_not_there_is_told_by_its_address(address: str) -> None:
    with pytest.raises(MtomRefusedError) as caught:
        split(TYPE, BODY).part(address)
    assert (caught.value.reason, caught.value.detail) == (MtomReason.NO_PART, address)


VARIANTS: dict[str, tuple[str, bytes]] = {
    "a preamble": (TYPE, b"This is a multi-part message\r\n" + BODY),
    "an epilogue": (TYPE, BODY + b"fin\r\n"),
    "no line break at the end": (TYPE, BODY[:-2]),
    "a line break first": (TYPE, b"\r\n" + BODY),
    "no start parameter": (TYPE.replace('start="<root@dui>"; ', ""), BODY),
    "start without brackets": (TYPE.replace("<root@dui>", "root@dui"), BODY),
    "start percent-encoded": (TYPE.replace("<root@dui>", "<root%40dui>"), BODY),
    "an unquoted boundary": (
        TYPE.replace('"uuid:7b+id=1"', "MIMEBoundary_1"),
        BODY.replace(b"uuid:7b+id=1", b"MIMEBoundary_1"),
    ),
    "parameters in capitals": (TYPE.replace("boundary", "Boundary").replace("start=", "START="), BODY),
    "blanks after the boundary": (TYPE, BODY.replace(b"id=1\r\n", b"id=1 \t\r\n")),
    "header names in lower case": (TYPE, BODY.replace(b"Content-ID", b"content-id")),
    "folded headers": (TYPE, BODY.replace(b"Content-ID: <root", b"Content-ID:\r\n  <root")),
    "an action parameter": (TYPE + '; action="urn:ihe:iti:2007:ProvideAndRegisterDocumentSet-b"', BODY),
    "start-info of SOAP 1.1": (
        TYPE.replace('start-info="application/soap+xml"', 'start-info="text/xml"'),
        BODY,
    ),
}


@pytest.mark.parametrize("name", VARIANTS)
def test_what_clients_write_differently_is_read_alike(name: str) -> None:
    package = split(*VARIANTS[name])
    assert package.root == b"<Envelope/>"
    assert package.part("cid:1-2@urn:ihe:iti:xds-b:2007") == DOCUMENT


def test_parts_come_in_any_order_when_start_names_the_root() -> None:
    first, second = BODY.index(b"--uuid:7b+id=1\r\n", 1), BODY.index(b"--uuid:7b+id=1--")
    turned = BODY[first:second] + BODY[:first] + BODY[second:]
    package = split(TYPE, turned)
    assert package.root == b"<Envelope/>"
    assert package.part("cid:1-2@urn:ihe:iti:xds-b:2007") == DOCUMENT


def test_lines_may_end_with_lf_alone_and_the_document_keeps_its_own_ends() -> None:
    body = b"--b\nContent-ID: <r>\n\n<E/>\n--b\nContent-ID: <d>\n\na\r\nb\r\n--b--\n"
    package = split("multipart/related; boundary=b; start=r", body)
    assert package.root == b"<E/>"
    assert package.part("cid:d").tobytes() == b"a\r\nb\r"


def test_a_line_that_only_begins_like_the_boundary_belongs_to_the_document() -> None:
    body = b"--b\r\n\r\n<E/>\r\n--b\r\nContent-ID: <d>\r\n\r\nx\r\n--bc\r\ny\r\n--b--"
    assert split("multipart/related; boundary=b", body).part("cid:d").tobytes() == b"x\r\n--bc\r\ny"


def test_an_empty_document_is_a_document() -> None:
    body = b"--b\r\n\r\n<E/>\r\n--b\r\nContent-ID: <d>\r\n\r\n\r\n--b--"
    assert split("multipart/related; boundary=b", body).part("cid:d").tobytes() == b""


@pytest.mark.parametrize(
    ("encoding", "written", "content"),
    [
        ("base64", b"JVBERi0x\r\nLjQ=\r\n", b"%PDF-1.4"),
        ("BASE64 ", b"JVBERi0xLjQ=", b"%PDF-1.4"),
        ("quoted-printable", b"caf=C3=A9 =\r\nnoir", "café noir".encode()),
        ("7bit", b"abc", b"abc"),
    ],
)
def test_coded_parts_are_decoded(encoding: str, written: bytes, content: bytes) -> None:
    head = (
        f"--b\r\n\r\n<E/>\r\n--b\r\nContent-ID: <d>\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n".encode()
    )
    assert split("multipart/related; boundary=b", head + written + b"\r\n--b--").part("cid:d") == content


REFUSED: dict[str, tuple[str, bytes, tuple[MtomReason, str]]] = {
    "another type": ("text/xml", BODY, (MtomReason.NOT_MULTIPART, "text/xml")),
    "no boundary parameter": ("multipart/related", BODY, (MtomReason.NO_BOUNDARY, "")),
    "an empty boundary": ('multipart/related; boundary=""', BODY, (MtomReason.NO_BOUNDARY, "")),
    "a boundary that is not in the body": (
        "multipart/related; boundary=zz", BODY, (MtomReason.NO_BOUNDARY, "zz"),
    ),
    "an empty body": ("multipart/related; boundary=zz", b"", (MtomReason.NO_BOUNDARY, "zz")),
    "cut in the root": (TYPE, BODY[:150], (MtomReason.TRUNCATED, "1")),
    "cut in the document": (TYPE, BODY[:-30], (MtomReason.TRUNCATED, "2")),
    "cut before the last dashes": (TYPE, BODY[:-4], (MtomReason.TRUNCATED, "2")),
    "a root that start does not name": (
        TYPE.replace("root@dui", "other@dui"), BODY, (MtomReason.NO_ROOT, "other@dui"),
    ),
    "no part at all": ("multipart/related; boundary=b", b"--b--\r\n", (MtomReason.NO_ROOT, "")),
    "two parts of the same name": (
        TYPE,
        BODY.replace(b"--uuid:7b+id=1--", b"--uuid:7b+id=1\r\nContent-ID: <1-2@urn%3Aihe:iti:xds-b:2007>"
                     b"\r\n\r\nx\r\n--uuid:7b+id=1--"),
        (MtomReason.DUPLICATE_PART, "1-2@urn:ihe:iti:xds-b:2007"),
    ),
    "an unknown transfer encoding": (TYPE, BODY.replace(b"binary", b"x-uuencode"),
                                     (MtomReason.ENCODING, "x-uuencode")),
    "base64 that is none": (TYPE, BODY.replace(b"binary", b"base64"), (MtomReason.ENCODING, "base64")),
    "headers without end": ("multipart/related; boundary=b", b"--b\r\nContent-ID: x\r\n--b--",
                            (MtomReason.HEADERS, "headers without end")),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_package_that_cannot_be_opened_is_refused_by_its_own_reason(name: str) -> None:
    content_type, body, expected = REFUSED[name]
    assert refusal(content_type, body) == expected


def test_limits_are_refused_before_anything_is_copied() -> None:
    many = b"".join(b"--b\r\n\r\nx\r\n" for _ in range(200_000)) + b"--b--"
    assert refusal("multipart/related; boundary=b", many)[0] is MtomReason.TOO_MANY
    assert refusal(TYPE, BODY, MtomLimits(size=100))[0] is MtomReason.TOO_LARGE
    assert refusal(TYPE, BODY, MtomLimits(root=5)) == (MtomReason.TOO_LARGE, "11")
    long = b"--b\r\n" + b"A: b\r\n" * 2_000 + b"\r\nx\r\n--b--"
    assert refusal("multipart/related; boundary=b", long)[0] is MtomReason.HEADERS


def test_every_cut_of_a_package_is_refused() -> None:
    """Only the line break after the last dashes may be missing."""
    end = BODY.rindex(b"--")
    for length in range(end + 2):
        with pytest.raises(MtomRefusedError):
            split(TYPE, BODY[:length])


@given(st.binary(max_size=400))
def test_any_bytes_give_a_package_or_a_refusal(noise: bytes) -> None:
    for content_type, body in (
        ("multipart/related; boundary=b", noise),
        ("multipart/related; boundary=b", b"--b\r\n" + noise + b"\r\n--b--"),
        (noise.decode("latin-1"), BODY),
    ):
        try:
            assert isinstance(split(content_type, body), Mtom)
        except MtomRefusedError:
            continue


@given(st.lists(st.binary(max_size=200), max_size=5), st.binary(max_size=200))
@settings(max_examples=60)
def test_what_is_packed_is_what_is_opened_here_and_by_the_standard_library(
    documents: list[bytes], root: bytes
) -> None:
    parts = [PartOut(f"{rank}-2@urn:ihe:iti:xds-b:2007", one) for rank, one in enumerate(documents)]
    package = build(root, parts, boundary="uuid:5f1d0e6a-unlikely", root_id="root@dmp")
    opened = split(package.content_type, package.body)
    assert opened.root == root
    assert [opened.part(href(one.content_id)) for one in parts] == documents
    whole = b"Content-Type: " + package.content_type.encode() + b"\r\n\r\n" + package.body
    told = email.message_from_bytes(whole, policy=email.policy.HTTP).get_payload()
    assert isinstance(told, list)
    assert len(told) == len(parts) + 1


def test_the_answer_is_packed_as_the_dmp_does() -> None:
    """Typed from dmp_xds.md §4.9."""
    package = build(b"<E/>", [PartOut("u-2@urn:ihe:iti:xds-b:2007", b"%PDF")], boundary="b", root_id="r@dmp")
    assert package.content_type == (
        'multipart/related; type="application/xop+xml"; boundary="b"; start="<r@dmp>"; '
        'start-info="application/soap+xml"'
    )
    assert package.body == (
        b'--b\r\nContent-Type: application/xop+xml; charset=UTF-8; type="application/soap+xml"\r\n'
        b"Content-Transfer-Encoding: binary\r\nContent-ID: <r@dmp>\r\n\r\n<E/>\r\n"
        b"--b\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: binary\r\n"
        b"Content-ID: <u-2@urn:ihe:iti:xds-b:2007>\r\n\r\n%PDF\r\n--b--\r\n"
    )
    assert href("u-2@urn:ihe:iti:xds-b:2007") == "cid:u-2@urn%3Aihe%3Aiti%3Axds-b%3A2007"


def test_a_boundary_found_in_a_document_is_never_sent() -> None:
    with pytest.raises(ValueError, match="boundary"):
        build(b"<E/>", [PartOut("d", b"x--b")], boundary="b", root_id="r")


INCLUDED = (
    '<Document xmlns="urn:ihe:iti:xds-b:2007" id="D1"><xop:Include '
    'xmlns:xop="http://www.w3.org/2004/08/xop/include" href="cid:1-2%40urn%3Aihe%3Aiti%3Axds-b%3A2007"/>'
    "</Document>"
)


def test_a_document_is_found_by_inclusion_or_inline() -> None:
    assert content_of(etree.fromstring(INCLUDED), split(TYPE, BODY)) == DOCUMENT
    assert content_of(etree.fromstring("<Document> JVBE\nRi0= </Document>"), None) == b"%PDF-"
    assert content_of(etree.fromstring("<Document/>"), None) == b""


def test_an_inclusion_without_its_part_is_refused() -> None:
    for package in (None, split(TYPE, BODY.replace(b"1-2@", b"9-9@"))):
        with pytest.raises(MtomRefusedError) as caught:
            content_of(etree.fromstring(INCLUDED), package)
        assert caught.value.reason is MtomReason.NO_PART
        assert caught.value.detail == "cid:1-2%40urn%3Aihe%3Aiti%3Axds-b%3A2007"


def test_inline_text_that_is_no_base64_is_refused() -> None:
    with pytest.raises(MtomRefusedError) as caught:
        content_of(etree.fromstring("<Document>café</Document>"), None)
    assert caught.value.reason is MtomReason.ENCODING


def test_is_multipart_looks_at_the_media_type_alone() -> None:
    assert is_multipart('Multipart/Related; boundary="x"')
    assert not is_multipart("application/soap+xml; x=multipart/related")


@pytest.mark.parametrize("filling", [b"\r\n--b", b"\n", b"x", b"\r\n--uuid:7b+id=1x"])
def test_ten_megabytes_are_opened_in_linear_time_without_a_copy(filling: bytes) -> None:
    def package(size: int) -> bytes:
        content = filling * (size // len(filling))
        return BODY.replace(DOCUMENT, content)

    def cost(body: bytes) -> float:
        start = time.thread_time()
        split(TYPE, body)
        return time.thread_time() - start

    small, large = package(1_000_000), package(10_000_000)
    unit = min(cost(small) for _ in range(3))
    assert min(cost(large) for _ in range(3)) < 30 * unit + 0.05
    tracemalloc.start()
    split(TYPE, large)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 100_000


def test_is_within_a_second_for_a_body_made_of_almost_boundaries() -> None:
    start = time.thread_time()
    refusal("multipart/related; boundary=b", b"\n--b" * 2_000_000)
    assert time.thread_time() - start < 5
