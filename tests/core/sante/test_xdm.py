"""XDM archives: the norm, the layouts met in the field, and those who mean harm."""

import struct
import tracemalloc
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha1
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from simulators.core.sante.codes import Code
from simulators.core.sante.ebrim.modele import Association, FicheDocument, LotSoumission
from simulators.core.sante.ebrim.noms import TypeAssociation
from simulators.core.sante.xdm.ecriture import Emetteur, Piece, construire
from simulators.core.sante.xdm.lecture import lire
from simulators.core.sante.xdm.modele import Ecart, RaisonXdm, XdmLimits, XdmRefuseError
from tests.core.sante.documents import N1

CDA = N1.encode()
EMPREINTE = sha1(CDA, usedforsecurity=False).hexdigest()
WHEN = datetime(2026, 1, 1, 12, tzinfo=UTC)
# Typed from mss.md §2.4 and dmp_xds.md §5, as another program writes it.
METADATA = b"""<SubmitObjectsRequest xmlns="urn:oasis:names:tc:ebxml-regrep:xsd:lcm:3.0">
<r:RegistryObjectList xmlns:r="urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0">
<r:RegistryPackage id="Lot"><r:ExternalIdentifier
 identificationScheme="urn:uuid:96fdda7c-d067-4183-912e-bf5ee74998a8" value="1.2.9"/></r:RegistryPackage>
<r:ExtrinsicObject id="D1" mimeType="text/xml">
<r:Slot name="URI"><r:ValueList><r:Value>DOC00001.XML</r:Value></r:ValueList></r:Slot>
<r:ExternalIdentifier identificationScheme="urn:uuid:2e82c1f6-a085-4c72-9da3-8640a32e42ab" value="1.2.3"/>
</r:ExtrinsicObject></r:RegistryObjectList></SubmitObjectsRequest>"""

NORM: Mapping[str, bytes] = {
    "INDEX.HTM": b"<html/>",
    "README.TXT": b"lisez",
    "IHE_XDM/SUBSET01/METADATA.XML": METADATA,
    "IHE_XDM/SUBSET01/DOC00001.XML": CDA,
}


def packed(files: Mapping[str, bytes], tune: Callable[[zipfile.ZipInfo], None] = lambda _: None) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            entry = zipfile.ZipInfo(path)
            entry.filename = path
            entry.compress_type = zipfile.ZIP_DEFLATED
            tune(entry)
            archive.writestr(entry, content)
    return buffer.getvalue()


def renamed(old: str, new: str) -> bytes:
    return packed({path.replace(old, new): content for path, content in NORM.items()})


def refusal(data: bytes, limits: XdmLimits | None = None) -> tuple[RaisonXdm, str]:
    with pytest.raises(XdmRefuseError) as caught:
        lire(data, limits)
    return caught.value.raison, caught.value.detail


def departures(data: bytes) -> list[tuple[Ecart, str, str, str]]:
    return [(one.ecart, one.chemin, one.found, one.expected) for one in lire(data).ecarts]


def test_an_archive_of_the_norm_is_opened_to_the_byte() -> None:
    xdm = lire(packed(NORM))
    assert xdm.ecarts == ()
    (document,) = xdm.documents
    assert document.contenu == CDA
    assert document.chemin == "IHE_XDM/SUBSET01/DOC00001.XML"
    assert document.fiche.unique_id == "1.2.3"
    (folder,) = xdm.lots
    assert folder.lot.unique_id == "1.2.9"
    assert folder.dossier == "IHE_XDM/SUBSET01"
    assert set(xdm.fichiers) == set(NORM)


LAYOUTS: dict[str, tuple[bytes, list[Ecart]]] = {
    "the folder of the DRIM sample": (renamed("SUBSET01", "SS000001"), []),
    "metadata in lower case": (renamed("METADATA.XML", "metadata.xml"), [Ecart.CASSE, Ecart.NOM_LONG]),
    "a folder too many": (
        packed({f"ARCHIVE/{path}": content for path, content in NORM.items()}), [Ecart.DOSSIER_EN_TROP],
    ),
    "no IHE_XDM folder": (renamed("IHE_XDM/", ""), [Ecart.SANS_IHE_XDM]),
    "everything at the root": (renamed("IHE_XDM/SUBSET01/", ""), [Ecart.SANS_IHE_XDM]),
    "no explanation for people": (
        packed({path: content for path, content in NORM.items() if "IHE_XDM" in path}),
        [Ecart.INDEX_ABSENT, Ecart.README_ABSENT],
    ),
    "folders as entries of their own": (packed({"IHE_XDM/": b"", "IHE_XDM/SUBSET01/": b"", **NORM}), []),
    "paths that begin with a dot": (
        packed({f"./{path}": content for path, content in NORM.items()}), [],
    ),
    "the document in lower case": (renamed("DOC00001.XML", "doc00001.xml"), [Ecart.NOM_LONG]),
    "an address from the folder above": (
        packed({**NORM, "IHE_XDM/SUBSET01/METADATA.XML": METADATA.replace(b">DOC0", b">SUBSET01/DOC0")}), [],
    ),
    "a long name": (packed({**NORM, "IHE_XDM/SUBSET01/Projet.pdf": b"%PDF-"}), [Ecart.NOM_LONG]),
}  # fmt: skip


@pytest.mark.parametrize("name", LAYOUTS)
def test_layouts_of_the_field_are_opened_and_their_departures_told(name: str) -> None:
    data, expected = LAYOUTS[name]
    xdm = lire(data)
    assert [document.contenu for document in xdm.documents] == [CDA]
    assert [one.ecart for one in xdm.ecarts] == expected


def test_backslashes_are_folders_and_told() -> None:
    data = packed(NORM).replace(b"IHE_XDM/SUBSET01/", b"IHE_XDM\\SUBSET01\\")
    xdm = lire(data)
    assert [document.contenu for document in xdm.documents] == [CDA]
    assert [one.ecart for one in xdm.ecarts] == [Ecart.ANTISLASH, Ecart.ANTISLASH]


def test_several_folders_are_several_submissions() -> None:
    second = {
        "IHE_XDM/SUBSET02/METADATA.XML": METADATA.replace(b"1.2.3", b"1.2.4"),
        "IHE_XDM/SUBSET02/DOC00001.XML": b"<autre/>",
    }
    xdm = lire(packed({**NORM, **second}))
    assert [folder.dossier for folder in xdm.lots] == ["IHE_XDM/SUBSET01", "IHE_XDM/SUBSET02"]
    assert [(one.fiche.unique_id, one.contenu) for one in xdm.documents] == [
        ("1.2.3", CDA),
        ("1.2.4", b"<autre/>"),
    ]


def test_a_missing_document_is_told() -> None:
    without = {path: content for path, content in NORM.items() if "DOC" not in path}
    assert departures(packed(without)) == [(Ecart.DOCUMENT_ABSENT, "IHE_XDM/SUBSET01", "", "DOC00001.XML")]
    assert lire(packed(without)).documents[0].contenu is None


def test_an_entry_without_address_is_told() -> None:
    data = packed({**NORM, "IHE_XDM/SUBSET01/METADATA.XML": METADATA.replace(b'"URI"', b'"AUTRE"')})
    assert departures(data) == [(Ecart.URI_ABSENTE, "IHE_XDM/SUBSET01", "D1", "URI")]


def test_an_address_never_leads_outside_the_archive() -> None:
    for address in (b"../../../etc/passwd", b"/etc/passwd", b"C:\\x"):
        data = packed({**NORM, "IHE_XDM/SUBSET01/METADATA.XML": METADATA.replace(b"DOC00001.XML", address)})
        assert lire(data).documents[0].contenu is None


def test_a_hash_or_a_size_that_lies_is_told() -> None:
    slots = (
        b'<r:Slot name="hash"><r:ValueList><r:Value>da39a3ee5e6b4b0d3255bfef95601890afd80709</r:Value>'
        b'</r:ValueList></r:Slot><r:Slot name="size"><r:ValueList><r:Value>7</r:Value></r:ValueList></r:Slot>'
    )
    lying = METADATA.replace(b'<r:Slot name="URI">', slots + b'<r:Slot name="URI">')
    data = packed({**NORM, "IHE_XDM/SUBSET01/METADATA.XML": lying})
    path = "IHE_XDM/SUBSET01/DOC00001.XML"
    assert departures(data) == [
        (Ecart.EMPREINTE, path, "da39a3ee5e6b4b0d3255bfef95601890afd80709", EMPREINTE),
        (Ecart.TAILLE, path, "7", str(len(CDA))),
    ]


@pytest.mark.parametrize(
    "path",
    [
        "../evil.txt", "IHE_XDM/../../evil.txt", "/etc/passwd", "C:/evil.txt", "c:evil", "..\\evil.txt",
        "\\\\host\\x", "a//b", "IHE_XDM/./x", "x" * 300,
    ],
)  # fmt: skip
def test_a_path_that_could_leave_the_archive_is_refused(path: str) -> None:
    assert refusal(packed({**NORM, path: b"x"}))[0] is RaisonXdm.CHEMIN


def test_a_symbolic_link_is_refused() -> None:
    def link(entry: zipfile.ZipInfo) -> None:
        if entry.filename == "README.TXT":
            entry.create_system = 3
            entry.external_attr = 0o120777 << 16

    assert refusal(packed(NORM, link)) == (RaisonXdm.LIEN, "README.TXT")


def test_an_encrypted_entry_is_refused() -> None:
    data = packed(NORM)
    at = data.index(b"PK\x01\x02")
    flags = struct.pack("<H", struct.unpack_from("<H", data, at + 8)[0] | 1)
    assert refusal(data[: at + 8] + flags + data[at + 10 :]) == (RaisonXdm.CHIFFRE, "INDEX.HTM")


def test_a_compression_other_than_deflate_is_refused() -> None:
    def lzma(entry: zipfile.ZipInfo) -> None:
        entry.compress_type = zipfile.ZIP_LZMA

    assert refusal(packed(NORM, lzma)) == (RaisonXdm.COMPRESSION, "INDEX.HTM")


def test_an_archive_inside_the_archive_is_refused_unopened() -> None:
    assert refusal(packed({**NORM, "X.XML": packed(NORM)})) == (RaisonXdm.IMBRIQUE, "X.XML")
    assert refusal(packed({**NORM, "X.ZIP": b"x"})) == (RaisonXdm.IMBRIQUE, "X.ZIP")


def test_two_files_of_one_name_are_refused() -> None:
    assert refusal(packed({**NORM, "readme.txt": b"x"})) == (RaisonXdm.DOUBLE, "readme.txt")


def test_a_bomb_is_refused_without_swelling() -> None:
    bomb = packed({**NORM, "BOMB.TXT": bytes(50_000_000)})
    assert len(bomb) < 100_000
    tracemalloc.start()
    assert refusal(bomb) == (RaisonXdm.BOMBE, "BOMB.TXT")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1_000_000


def test_a_bomb_that_lies_about_its_size_is_refused_while_read() -> None:
    bomb = packed({**NORM, "BOMB.TXT": bytes(50_000_000)})
    lying = bomb.replace(struct.pack("<I", 50_000_000), struct.pack("<I", 5))
    tracemalloc.start()
    assert refusal(lying)[0] in {RaisonXdm.BOMBE, RaisonXdm.ILLISIBLE}
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 10_000_000


def test_an_archive_over_its_limits_is_refused() -> None:
    assert refusal(packed(NORM), XdmLimits(size=100))[0] is RaisonXdm.TROP_GROS
    assert refusal(packed(NORM), XdmLimits(total=1_000))[0] is RaisonXdm.TROP_GROS
    assert refusal(packed(NORM), XdmLimits(entries=3))[0] is RaisonXdm.TROP_DE_FICHIERS
    assert refusal(packed(NORM), XdmLimits(metadata=100))[0] is RaisonXdm.METADATA_ILLISIBLE


def test_a_hundred_thousand_entries_are_refused_before_they_are_listed() -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for rank in range(20_000):
            archive.writestr(f"{rank}", b"")
    data = buffer.getvalue()
    tracemalloc.start()
    assert refusal(data)[0] is RaisonXdm.TROP_DE_FICHIERS
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1_000_000


def test_the_larger_form_of_zip_is_refused() -> None:
    data = packed(NORM)
    at = data.index(b"PK\x05\x06")
    locator = b"PK\x06\x07" + bytes(16)
    assert refusal(data[:at] + locator + data[at:]) == (RaisonXdm.TROP_GROS, "ZIP64")


@pytest.mark.parametrize(
    ("data", "raison"),
    [
        (b"", RaisonXdm.ILLISIBLE),
        (b"PK\x03\x04", RaisonXdm.ILLISIBLE),
        (packed(NORM)[:-30], RaisonXdm.ILLISIBLE),
        (packed(NORM)[10:], RaisonXdm.ILLISIBLE),
        (packed({"README.TXT": b"x"}), RaisonXdm.METADATA_ABSENT),
        (packed({**NORM, "IHE_XDM/SUBSET01/METADATA.XML": b"<x"}), RaisonXdm.METADATA_ILLISIBLE),
        (packed({**NORM, "IHE_XDM/SUBSET01/METADATA.XML": b"<x/>"}), RaisonXdm.METADATA_ILLISIBLE),
        (
            packed({**NORM, "IHE_XDM/SUBSET01/METADATA.XML": b"<!DOCTYPE x><x/>"}),
            RaisonXdm.METADATA_ILLISIBLE,
        ),
    ],
)
def test_what_is_no_archive_is_refused(data: bytes, raison: RaisonXdm) -> None:
    assert refusal(data)[0] is raison


def test_a_content_that_was_changed_is_refused() -> None:
    data = bytearray(packed({**NORM, "README.TXT": bytes(range(256)) * 4}))
    at = data.index(b"README.TXT") + 60
    data[at] ^= 0xFF
    assert refusal(bytes(data))[0] is RaisonXdm.ILLISIBLE


GOOD = packed(NORM)


@given(st.binary(max_size=200), st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=8))
@settings(max_examples=200)
def test_any_bytes_give_an_archive_or_a_refusal(noise: bytes, at: int, patch: bytes) -> None:
    for data in (
        noise,
        b"PK\x03\x04" + noise,
        GOOD[:at] + patch + GOOD[at + len(patch) :],
        GOOD[:at],
        noise + GOOD,
    ):
        try:
            lire(data)
        except XdmRefuseError:
            continue


LOT = LotSoumission("SubmissionSet01", "1.2.9", "1.2.8", "1^^^&1.2&ISO^NH", "20260101110000", title="Envoi")
FICHE = FicheDocument(
    "Document01",
    mime_type="text/xml",
    title="Projet <A>",
    type_code=Code("80788-3", "2.16.840.1.113883.6.1", "PPA"),
    unique_id="1.2.3",
    patient_id="1^^^&1.2&ISO^NH",
)
SENDER = Emetteur("Anne", "EHPAD", "1 rue", "0102", "DUI", "1.2", "Editeur")


def sent(*pieces: Piece) -> bytes:
    return construire(LOT, pieces or (Piece(FICHE, CDA),), SENDER, WHEN)


def test_what_the_dui_sends_departs_from_nothing() -> None:
    xdm = lire(
        sent(Piece(FICHE, CDA), Piece(replace(FICHE, entry_uuid="D2", mime_type="application/pdf"), b"%PDF"))
    )
    assert xdm.ecarts == ()
    assert list(xdm.fichiers) == [
        "INDEX.HTM", "README.TXT", "IHE_XDM/SUBSET01/METADATA.XML", "IHE_XDM/SUBSET01/DOC00001.XML",
        "IHE_XDM/SUBSET01/DOC00002.PDF",
    ]  # fmt: skip
    assert [one.contenu for one in xdm.documents] == [CDA, b"%PDF"]
    first = xdm.documents[0].fiche
    assert (first.hash, first.size, first.uri) == (EMPREINTE, str(len(CDA)), "DOC00001.XML")
    links = xdm.lots[0].lue.soumission.associations
    assert [(one.type, one.source, one.target) for one in links] == [
        (TypeAssociation.CONTIENT, "SubmissionSet01", "Document01"),
        (TypeAssociation.CONTIENT, "SubmissionSet01", "D2"),
    ]


def test_a_replacement_adds_its_link() -> None:
    link = Association(TypeAssociation.REMPLACE, "Document01", "urn:uuid:1", "As")
    xdm = lire(construire(LOT, [Piece(FICHE, CDA)], SENDER, WHEN, [link]))
    assert xdm.lots[0].lue.soumission.associations[-1] == link


def test_the_same_values_give_the_same_bytes() -> None:
    assert sent() == sent()


def test_people_find_their_way_in_the_archive() -> None:
    files = lire(sent()).fichiers
    index = etree.fromstring(files["INDEX.HTM"], etree.XMLParser(load_dtd=False, no_network=True))
    links = [(node.get("href"), node.text) for node in index.iter("{http://www.w3.org/1999/xhtml}a")]
    assert links == [("README.TXT", "README.TXT"), ("IHE_XDM/SUBSET01/DOC00001.XML", "Projet <A>")]
    assert files["README.TXT"].decode() == (
        "Emetteur\r\n========\r\nNom : Anne\r\nOrganisme : EHPAD\r\nAdresse : 1 rue\r\n"
        "Téléphone : 0102\r\n\r\n"
        "Application de l'émetteur\r\n=========================\r\nNom : DUI\r\nVersion : 1.2\r\n"
        "Editeur : Editeur\r\n\r\nInstructions\r\n============\r\n"
        "Ouvrez INDEX.HTM pour consulter les documents.\r\n\r\nArborescence\r\n============\r\nINDEX.HTM\r\n"
        "README.TXT\r\nIHE_XDM/SUBSET01/METADATA.XML\r\nIHE_XDM/SUBSET01/DOC00001.XML\r\n"
    )


def test_another_program_opens_what_the_dui_sends() -> None:
    with zipfile.ZipFile(BytesIO(sent())) as archive:
        assert archive.testzip() is None
        assert archive.infolist()[0].date_time == (2026, 1, 1, 12, 0, 0)
