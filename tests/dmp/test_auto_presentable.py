"""A CDA inside its own style sheet: taken as the document it holds, and given back as it came."""

from dataclasses import replace

import pytest

from dmp.xds.model import DemandeAlimentation, Piece
from simulators.core.sante.cda.lecture import CdaRefuseError, lire
from simulators.core.sante.cda.lecture_narratif import lisible
from simulators.core.sante.ebrim.modele import FicheDocument
from tests.dmp.banc import Answer, Banc
from tests.dmp.editeur import Document, Lot, cda, lecture

FIRST = "1.2.250.1.999.1.1.1.1"
BARE = cda().partition(b"?>\n")[2]
SHEET = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n'
    b'<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"'
    b' xmlns:n1="urn:hl7-org:v3"><xsl:template match="/"><html><body><h1>'
    b'<xsl:value-of select="//n1:ClinicalDocument/n1:title"/></h1></body></html></xsl:template>'
    b"%s</xsl:stylesheet>"
)
PRESENTING = SHEET % BARE
AS_SHEET = [('mimeType="text/xml"', 'mimeType="application/xslt+xml"')]
MEDIA = "dmp.fiche.auto_presentable"


def fed(banc: Banc, data: bytes, *, as_sheet: bool = True) -> Answer:
    changes = [(f'id="Document01" {AS_SHEET[0][0]}', f'id="Document01" {AS_SHEET[0][1]}')] if as_sheet else []
    return banc.feed(Lot(documents=(replace(Document(), data=data),)), changes=changes)


def test_it_is_registered_and_read_back_byte_for_byte(banc: Banc) -> None:
    answer = fed(banc, PRESENTING)
    assert (answer.code, answer.rules) == ("Success", [])
    assert answer.exchange.facts["dmp.cda_code"] == "80788-3"
    banc.authorise()
    read = banc.call("lecture", lecture(FIRST), banc.air())
    assert PRESENTING in read.body
    (plan,) = [one for one in banc.documents() if one.fiche.unique_id == FIRST]
    assert plan.mime == "application/xslt+xml"


def test_what_it_holds_is_judged_at_its_place(banc: Banc) -> None:
    answer = fed(banc, PRESENTING.replace(b'languageCode code="fr-FR"', b'languageCode code="francais"'))
    (found,) = [one for one in answer.findings if one.rule.id == "dmp.cda.hdr_lang"]
    assert found.place.path == "/xsl:stylesheet/ClinicalDocument/languageCode/@code"
    assert found.found == "francais"


@pytest.mark.parametrize(
    ("data", "as_sheet", "found", "expected"),
    [
        (PRESENTING, False, "text/xml", "application/xslt+xml"),
        (cda(), True, "application/xslt+xml", "text/xml"),
    ],
)
def test_the_media_type_says_which_it_is(
    banc: Banc, data: bytes, as_sheet: bool, found: str, expected: str
) -> None:
    answer = fed(banc, data, as_sheet=as_sheet)
    assert (answer.code, answer.rules) == ("Success", [MEDIA])
    told = answer.finding(MEDIA)
    assert (told.found, told.expected) == (found, expected)
    assert told.place.path.endswith("/rim:ExtrinsicObject[1]/@mimeType")
    again = banc.feed(Lot("1.2.250.1.999.1.2.2", (Document("1.2.250.1.999.1.1.1.2"),)))
    assert MEDIA not in again.rules


@pytest.mark.parametrize("inside", [b"", BARE * 2, b"<ClinicalDocument/>"])
def test_a_style_sheet_without_one_document_is_none(banc: Banc, inside: bytes) -> None:
    answer = fed(banc, SHEET % inside)
    assert answer.code == "XDSRepositoryMetadataError"
    assert answer.finding("dmp.document.pas_cda").found.endswith("}stylesheet")
    with pytest.raises(CdaRefuseError):
        lire(SHEET % inside)


def test_a_person_reads_it_as_any_other() -> None:
    shown, alone = lisible(lire(PRESENTING)), lisible(lire(cda()))
    assert (shown.entete.titre, shown.sections) == (shown.entete.titre, alone.sections)
    assert shown.entete.unique_id == FIRST
    assert (shown.entete.presentable, alone.entete.presentable) == (True, False)


def test_a_document_finds_its_entry_by_the_exact_id_then_by_another_case() -> None:
    def given(*ids: str) -> DemandeAlimentation:
        return DemandeAlimentation(pieces={one: Piece(one, one.encode(), "", "") for one in ids})

    def found(asked: DemandeAlimentation, entry: str) -> str | None:
        piece = asked.piece(FicheDocument(entry))
        return piece.id if piece else None

    assert found(given("documentME2"), "DocumentME2") == "documentME2"
    assert found(given("documentME2"), "Document01") is None
    assert found(given("A", "a"), "a") == "a"
    assert found(given("Aa", "aA"), "aa") is None
