"""Packages that lie about their parts: what is odd and right is read, what is wrong is refused whole."""

import base64
from collections.abc import Callable

import pytest

from tests.dmp.attaque import harmless, refused, told
from tests.dmp.banc import Answer, Banc
from tests.dmp.editeur import MTOM_TYPE, Document, Lot, cda, envelope, mtom, vihf, xop

ILLEGIBLE, EXCESSIVE, ABSENT = "dmp.mtom.illisible", "dmp.mtom.demesure", "dmp.document.absent"
FRONTIER = b"--MIMEBoundary42"


def package(banc: Banc, body: str = "") -> bytes:
    lot = Lot()
    return mtom(envelope("depot", body or xop(lot), banc.sign(vihf())), lot.contents(banc.seal()))


def stored(banc: Banc) -> bytes:
    """The document fed, as the registry keeps it."""
    (ppa,) = [one for one in banc.documents() if one.fiche.unique_id == "1.2.250.1.999.1.1.1.1"]
    return bytes(banc.espace.store.blobs.get(ppa.blob))


def post(banc: Banc, data: bytes, content_type: str = MTOM_TYPE) -> Answer:
    return banc.post(data, content_type=content_type)


def in_base64(data: bytes) -> bytes:
    """The document coded, its lines cut as MIME cuts them."""
    return data.replace(
        b"Encoding: binary\r\nContent-ID: <Document01@dui>\r\n\r\n" + cda(),
        b"Encoding: base64\r\nContent-ID: <Document01@dui>\r\n\r\n" + base64.encodebytes(cda()),
    )


def reversed_parts(data: bytes) -> bytes:
    first, *others = data.removesuffix(FRONTIER + b"--\r\n").split(FRONTIER)
    return first + FRONTIER + FRONTIER.join(reversed(others)) + FRONTIER + b"--\r\n"


# Odd, and right: clients send such things.
RIGHT: dict[str, Callable[[bytes], bytes]] = {
    "en base64": in_base64,
    "LF seul": lambda data: data.replace(b"\r\n", b"\n"),
    "un préambule": lambda data: b"Ceci est un message en plusieurs parties.\r\n\r\n" + data,
    "un épilogue": lambda data: data + b"suite\r\n--MIMEBoundary42\r\n\r\nencore",
    "le rang inverse": reversed_parts,
    "des blancs après la frontière": lambda data: data.replace(FRONTIER + b"\r\n", FRONTIER + b" \t\r\n"),
    "des en-têtes repliés": lambda data: data.replace(b"Content-ID: <D", b"Content-ID:\r\n <D"),
    "sans chevrons": lambda data: data.replace(b"<Document01@dui>", b"Document01@dui"),
}


@pytest.mark.parametrize("name", RIGHT)
def test_an_odd_package_that_is_right_is_stored_with_its_very_bytes(banc: Banc, name: str) -> None:
    made = RIGHT[name](package(banc))
    answer = post(banc, made)
    assert (answer.code, answer.status) == ("Success", 200)
    assert stored(banc) == (cda().replace(b"\r\n", b"\n") if name == "LF seul" else cda())


WRONG: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "une autre frontière": (lambda data: data.replace(FRONTIER, b"--Autre"), ILLEGIBLE),
    "une frontière plus longue": (lambda data: data.replace(FRONTIER, FRONTIER + b"x"), ILLEGIBLE),
    "sans frontière finale": (lambda data: data.removesuffix(b"--\r\n"), ILLEGIBLE),
    "la racine deux fois": (lambda data: data.replace(b"<Document01@dui>", b"<root@dui>"), ILLEGIBLE),
    "une partie deux fois": (lambda data: data.replace(b"<Signature01@dui>", b"<Document01@dui>"), ILLEGIBLE),
    "sans racine": (lambda data: data.replace(b"<root@dui>", b"<autre@dui>"), ILLEGIBLE),
    "du base64 faux": (lambda data: data.replace(b"Encoding: binary", b"Encoding: base64"), ILLEGIBLE),
    "un codage inconnu": (lambda data: data.replace(b"Encoding: binary", b"Encoding: x-gzip"), ILLEGIBLE),
    "des en-têtes sans fin": (
        lambda data: data.replace(b"Content-ID: <Doc", b"X: " + b"y" * 100_000 + b"\r\nContent-ID: <Doc"),
        ILLEGIBLE,
    ),
    "mille en-têtes": (
        lambda data: data.replace(b"Content-ID: <Doc", b"X: y\r\n" * 2_000 + b"Content-ID: <Doc"),
        ILLEGIBLE,
    ),
    "cinq cents parties": (
        lambda data: (
            data.replace(
                FRONTIER + b"--",
                b"".join(FRONTIER + b"\r\nContent-ID: <%d>\r\n\r\n\r\n" % n for n in range(500)),
            )
            + FRONTIER
            + b"--\r\n"
        ),
        EXCESSIVE,
    ),
    "une racine de trois mégaoctets": (
        lambda data: data.replace(b"<soap:Body>", b"<soap:Body>" + b" " * 3_000_000),
        EXCESSIVE,
    ),
    "un paquet dans la racine": (
        lambda data: data.replace(b"<soap:Envelope", data.replace(b"\r\n", b"\n") + b"<soap:Envelope", 1),
        ILLEGIBLE,
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_package_is_refused_whole(banc: Banc, name: str) -> None:
    change, rule = WRONG[name]
    with harmless(banc):
        refused(post(banc, change(package(banc))), rule)


@pytest.mark.parametrize(
    "content_type",
    [
        "multipart/related",
        'multipart/related; boundary=""',
        f'multipart/related; boundary="{"x" * 300}"',
        'multipart/related; boundary="MIMEBoundary42',
        MTOM_TYPE.replace("root@dui", "Document99@dui"),
    ],
)
def test_a_content_type_without_a_usable_boundary_is_refused(banc: Banc, content_type: str) -> None:
    with harmless(banc):
        refused(post(banc, package(banc), content_type), ILLEGIBLE)


def test_a_start_that_names_a_document_makes_no_envelope_of_it(banc: Banc) -> None:
    with harmless(banc):
        answer = post(banc, package(banc), MTOM_TYPE.replace("root@dui", "Document01@dui"))
        refused(answer, "dmp.soap.enveloppe")


# Addresses that lead nowhere, in a circle or outside.
HREFS = {
    "une partie absente": "cid:Document99%40dui",
    "la racine": "cid:root%40dui",
    "un fichier": "file:///etc/passwd",
    "le réseau": "http://127.0.0.1:1/x",
    "rien": "",
    "cid seul": "cid:",
    "deux fois codé": "cid:Document01%2540dui",
    "un octet nul": "cid:Document01%40dui%00",
}


@pytest.mark.parametrize("name", HREFS)
def test_an_inclusion_leads_to_a_part_of_the_package_or_nowhere(banc: Banc, name: str) -> None:
    body = xop(Lot()).replace("cid:Document01%40dui", HREFS[name])
    with harmless(banc):
        answer = post(banc, package(banc, body))
        told(answer)
        assert (answer.status, answer.code) == (200, "XDSMissingDocument")
        assert ABSENT in answer.rules


def test_an_inclusion_inside_a_document_is_text_like_any_other(banc: Banc) -> None:
    """A part that names itself, or the root, is never followed: only the envelope includes."""
    include = b'<xop:Include xmlns:xop="http://www.w3.org/2004/08/xop/include" href="cid:Document01%40dui"/>'
    looping = cda().replace(b"<title>", b"<title>" + include)
    answer = banc.feed(Lot(documents=(Document(data=looping),)))
    told(answer)
    assert answer.code == "Success"
    assert "dmp.cda.n1_body" not in answer.rules
    assert stored(banc) == looping


def test_an_inclusion_of_an_inclusion_gives_nothing_more(banc: Banc) -> None:
    one = '<xop:Include xmlns:xop="http://www.w3.org/2004/08/xop/include" href="cid:Document01%40dui"/>'
    assert one in xop(Lot())
    nested = one.replace("/>", f">{one}</xop:Include>")
    answer = post(banc, package(banc, xop(Lot()).replace(one, nested)))
    assert answer.code == "Success"
    assert stored(banc) == cda()
