"""The signature of a set: right ones believed, wrong ones told, hostile ones neither believed nor feared."""

from collections import Counter
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from dmp.xds.messages.certificats import Certificats
from dmp.xds.messages.signature_lot import lire_signature
from dmp.xds.model import Piece
from dmp.xds.model.signature import SignatureLot, Tenue
from simulators.core.espace import EspaceSettings
from simulators.core.net.pki.authority import Pki
from simulators.core.rule import Profile
from tests.dmp.banc import Banc
from tests.dmp.cas import Call, document, feed
from tests.dmp.cas_signature import signed
from tests.dmp.editeur import PDF, Document, Lot, cda, inline, sha1_of, vihf
from tests.dmp.sceau import OF_TODAY

GOLDEN = Path(__file__).parent / "signature_lot.xml"
# What the golden signature signs, and its canonical form typed by hand: attributes ordered, CDATA opened.
SIGNED_DOCUMENT = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<ClinicalDocument moodCode="EVN"   classCode="DOCCLIN"'
    b' xmlns="urn:hl7-org:v3"><!-- un essai --><id root="1.2.250.1.999.1.1.1.1" extension="1"/>'
    b"<title><![CDATA[Vecteur & preuve]]></title></ClinicalDocument>\n"
)
GOLDEN_DIGEST = "E8pi5CwQ5xUygdpd9pHN+Q4s9ow="


def read(data: bytes, content: bytes = SIGNED_DOCUMENT) -> SignatureLot:
    piece = Piece("Document01", content, sha1_of(content), sha256(content).hexdigest())
    return lire_signature(data, {"1.2.250.1.999.1.1.1.1": piece}, Certificats(None)).signature


def test_a_signature_made_elsewhere_is_believed_in_all_its_parts() -> None:
    """Typed by hand and signed by the openssl command, as in 2019: SHA-1, a comment, lines."""
    one = read(GOLDEN.read_bytes())
    assert one.id == "S0"
    assert one.valeur is Tenue.JUSTE
    assert [(ref.lieu.valeur, ref.tenue) for ref in one.references] == [
        ("#IHEManifest", Tenue.JUSTE),
        ("#S0-SignedProperties", Tenue.JUSTE),
    ]
    lot, doc = one.mentions
    assert (lot.lieu.valeur, lot.empreinte, lot.attendue) == ("urn:oid:1.2.250.1.999.1.2.1", "AA==", "")
    assert (doc.empreinte, doc.attendue, doc.tenue) == (GOLDEN_DIGEST, GOLDEN_DIGEST, Tenue.JUSTE)
    assert one.proprietes is not None
    assert one.proprietes.date is not None
    assert one.proprietes.date.valeur == "2026-01-01T11:01:00Z"
    assert (one.proprietes.certificat, one.proprietes.politique) == (Tenue.JUSTE, True)
    assert one.signataire is not None
    assert (one.signataire.structure, one.signataire.signature) == ("1990000028", True)
    assert [told.valeur for told in one.motifs] == ["1.2.840.10065.1.12.1.14"]
    assert (one.imbriquees, one.doubles, one.algorithmes) == ((), (), ())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<!-- sign\xc3\xa9 -->", b""),
        (b"2000/09/xmldsig#rsa-sha1", b"2001/04/xmldsig-more#rsa-sha256"),
        (b'Manifest"><ds:Transforms>', b'Manifest" Id="x"><ds:Transforms>'),
    ],
)
def test_signed_info_changed_after_signing_is_no_longer_signed(old: bytes, new: bytes) -> None:
    data = GOLDEN.read_bytes()
    assert old in data
    assert read(data.replace(old, new)).valeur is Tenue.FAUSSE


def test_a_document_changed_after_signing_is_found() -> None:
    doc = read(GOLDEN.read_bytes(), SIGNED_DOCUMENT.replace(b"Vecteur", b"Facteur")).mentions[1]
    assert doc.tenue is Tenue.FAUSSE
    assert doc.attendue != GOLDEN_DIGEST


def test_white_space_and_comments_outside_what_was_digested_change_nothing() -> None:
    spaced = GOLDEN.read_bytes().replace(b"<ds:KeyInfo>", b"<!-- ici --><ds:KeyInfo>\n")
    assert read(spaced).valeur is Tenue.JUSTE


BIG = cda(content=PDF + b"%" * 40_000)
WRAPPED_LINES = BIG.replace(b"JSUl" * 18, b"JSUl" * 18 + b"\r\n")
RIGHT: dict[str, Call] = {
    "as in the examples": feed(),
    "inline": lambda banc: banc.call("depot", inline(Lot(), banc.seal())),
    "several documents": feed(Lot(documents=(Document(), Document("1.2.250.1.999.1.1.1.2", "Document02")))),
    "with the algorithms of today": signed(suite=OF_TODAY),
    "a large document": feed(document(data=BIG)),
    "a large document with lines": feed(document(data=WRAPPED_LINES)),
    "a comment in the document": feed(document(data=cda().replace(b"<title>", b"<!-- ici --><title>"))),
    "a style sheet": feed(
        document(data=cda().replace(b"?>\n", b'?>\n<?xml-stylesheet href="x.xsl"?>\n<!-- ici -->', 1))
    ),
    "a document in Latin-1": feed(
        document(data=cda().decode().replace('encoding="UTF-8"', 'encoding="ISO-8859-1"').encode("latin-1"))
    ),
    "signed in the name of a card": lambda banc: banc.feed(
        claims=vihf("DIRECTE", emetteur="CN=899700000039", nom_affiche=None),
        signed_with="cps_sign",
        certificate="cps_auth",
    ),
}


@pytest.mark.parametrize("name", RIGHT)
def test_a_right_set_gives_no_finding(banc: Banc, name: str) -> None:
    answer = RIGHT[name](banc)
    assert (answer.code, answer.rules) == ("Success", [])


def hidden(data: str) -> str:
    """The signed manifest moved away, another in its place that names another set."""
    start, end = data.index("<ds:Manifest"), data.index("</ds:Manifest>") + len("</ds:Manifest>")
    one = data[start:end]
    fake = one.replace('Id="IHEManifest"', 'Id="autre"').replace("1.2.250.1.999.1.2.1", "1.2.3")
    rest = data[end:].replace("</ds:SignatureProperties>", f"</ds:SignatureProperties><x>{one}</x>", 1)
    return data[:start] + fake + rest


def doubled(data: str) -> str:
    """Another element of the manifest's Id, before it."""
    return data.replace("<ds:SignedInfo", '<ds:Object Id="IHEManifest"></ds:Object><ds:SignedInfo', 1)


def wrapped(data: str) -> str:
    """The right signature inside a false one that has no value."""
    inner = data[data.index("<ds:Signature ") :]
    return f'<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:Object>{inner}</ds:Object></ds:Signature>'


def repeated(data: str) -> str:
    """The same references a thousand times: each part is digested once."""
    start, end = data.index("<ds:Reference"), data.index("</ds:SignedInfo>")
    return data[:end] + data[start:end] * 400 + data[end:]


def crowded(data: str) -> str:
    """A manifest of four thousand strangers."""
    strangers = "".join(f'<ds:Reference URI="urn:oid:1.2.{n}"/>' for n in range(4_000))
    return data.replace("</ds:Manifest>", f"{strangers}</ds:Manifest>")


def doctype(data: str) -> str:
    return data.replace("<ds:Signature ", "<!DOCTYPE a [<!ENTITY b 'c'>]><ds:Signature ", 1)


def deep(data: str) -> str:
    return data.replace("</ds:Manifest>", f"{'<a>' * 80}{'</a>' * 80}</ds:Manifest>")


def prefixed(data: str) -> str:
    """Thousands of prefixes in scope: canonicalising would take their square."""
    declared = "".join(f' xmlns:a{n}="urn:{n}"' for n in range(4_000))
    return data.replace("<ds:Signature ", f"<ds:Signature {declared} ", 1)


def remote(data: str) -> str:
    """Nothing is fetched, whatever is referred to."""
    return data.replace("#IHEManifest", "http://127.0.0.1:9/manifest").replace(
        "20010315#WithComments", "20010315#x"
    )


def relative(data: str) -> str:
    """A relative namespace name, which canonicalisation refuses."""
    return data.replace("<ds:Manifest ", '<ds:Manifest xmlns:a="b" ', 1)


HOSTILE: dict[Callable[[str], str], set[str]] = {
    hidden: {"dmp.signature_lot.reference_manifeste", "dmp.signature_lot.manifeste_lot"},
    doubled: {"dmp.signature_lot.id_double", "dmp.signature_lot.reference_manifeste"},
    wrapped: {"dmp.signature_lot.imbriquee", "dmp.signature_lot.certificat_absent"},
    repeated: {"dmp.signature_lot.reference_etrangere", "dmp.signature_lot.valeur"},
    crowded: {"dmp.signature_lot.mention_etrangere", "dmp.signature_lot.empreinte"},
    doctype: {"dmp.lot.signature_forme"},
    deep: {"dmp.signature_lot.demesuree"},
    prefixed: {"dmp.signature_lot.demesuree"},
    remote: {"dmp.signature_lot.reference_manifeste", "dmp.signature_lot.algorithme"},
    relative: {"dmp.signature_lot.empreinte"},
}


@pytest.mark.parametrize("attack", HOSTILE, ids=lambda one: str(one.__name__))
def test_a_hostile_signature_is_told_and_never_believed(banc: Banc, attack: Callable[[str], str]) -> None:
    lot = Lot()
    right = lot.contents(banc.seal())["Signature01"].decode()
    answer = banc.feed(lot, contents={"Signature01": attack(right).encode()})
    assert answer.code == "Success"
    assert HOSTILE[attack] <= set(answer.rules)
    assert max(Counter(answer.rules).values(), default=0) <= 20


NOT_SIGNATURES = (b"", b"%PDF-1.4", b"<x/>", b"\xff\xfe<", b'<ds:Signature xmlns:ds="urn:autre"/>')


@pytest.mark.parametrize("data", NOT_SIGNATURES)
def test_what_is_no_signature_is_told(banc: Banc, data: bytes) -> None:
    answer = banc.feed(contents={"Signature01": data})
    assert "dmp.lot.signature_forme" in answer.rules


def test_a_signature_that_says_nothing_lacks_everything(banc: Banc) -> None:
    empty = b'<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/>'
    answer = banc.feed(contents={"Signature01": empty})
    assert {one.removeprefix("dmp.signature_lot.") for one in answer.rules} == {
        "identifiant",
        "motif",
        "reference_manifeste",
        "reference_proprietes",
        "manifeste",
        "proprietes",
        "certificat_absent",
    }


def test_a_false_signature_is_noted_on_the_field_and_refused_when_strict(pki: Pki) -> None:
    forged = signed(after=[("<ds:SignatureValue>", "<ds:SignatureValue>AAAA")])
    field, strict = Banc(pki), Banc(pki, EspaceSettings(profile=Profile.STRICT))
    try:
        assert forged(field).code == "Success"
        refused = forged(strict)
        assert refused.code == "XDSRepositoryError"
        assert "dmp.signature_lot.valeur" in refused.rules
        assert strict.documents() == []
        assert strict.feed().code == "Success"
    finally:
        field.close()
        strict.close()


def test_a_finding_has_its_bytes_in_the_message(banc: Banc) -> None:
    answer = signed(before=[("AA==", "AAAA")])(banc)
    place = answer.finding("dmp.signature_lot.lot_empreinte").place
    body = answer.exchange.request.body or b""
    assert body[place.start : place.end].startswith(b'<ds:Reference URI="urn:oid:1.2.250.1.999.1.2.1">')
    assert body[place.start : place.end].endswith(b"</ds:Reference>")


def test_read_again_the_signature_is_told_alike(banc: Banc) -> None:
    answer = signed(before=[("AA==", "AAAA")])(banc)
    again = banc.service.analyse(answer.exchange, banc.espace)
    assert [one.rule.id for one in again.findings] == answer.rules == ["dmp.signature_lot.lot_empreinte"]
