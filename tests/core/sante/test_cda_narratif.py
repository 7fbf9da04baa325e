"""What a person reads of a document: written, read back, shown; hostile text stays text."""

import base64
import time
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulators.core.sante.cda.ecriture import ecrire_n3
from simulators.core.sante.cda.ecriture_entete import (
    Destinataire,
    EnteteEcrit,
    PatientN1,
    ProfessionnelN1,
    StructureN1,
)
from simulators.core.sante.cda.lecture import lire
from simulators.core.sante.cda.lecture_narratif import lisible
from simulators.core.sante.cda.narratif import (
    Bloc,
    Cellule,
    Fragment,
    Illustration,
    Lisible,
    Liste,
    Paragraphe,
    SectionNarrative,
    Style,
    Tableau,
    phrase,
    puces,
    tableau,
)
from simulators.core.sante.cda.rendu import moment, rendre
from simulators.core.sante.cda.valeurs import Temps
from simulators.core.sante.codes import Code
from simulators.core.sante.identifiants import Cx
from tests.core.sante.documents import N1, document

NURSE = Code("G15_60", "1.2.250.1.213.1.1.4.5", "Infirmier")
BODY = N1[N1.index("<nonXMLBody>") : N1.index("</nonXMLBody>") + 13]
ALLERGIES = Code("48765-2", "2.16.840.1.113883.6.1", "Allergies et hypersensibilités")


def written(*sections: SectionNarrative) -> bytes:
    return ecrire_n3(
        EnteteEcrit(
            id="1.2.250.1.999.1.1.1.7",
            lot_versions="1.2.250.1.999.1.1.2.7",
            patient=PatientN1(
                Cx("279035121518989", "1.2.250.1.213.1.4.10"),
                "PAT-TROIS",
                ("DOMINIQUE",),
                "F",
                "19790301",
                "51215",
            ),
            auteur=ProfessionnelN1("899700218896", "LEFEBVRE", "CLAIRE", NURSE),
            structure=StructureN1("1990000015", "EHPAD Les Tilleuls"),
            date="20260101120000+0100",
            acte="20260101",
            destinataires=(
                Destinataire(
                    ProfessionnelN1("899700000021", "BESNARD", "LUC", NURSE),
                    StructureN1("1990000093", "Cabinet"),
                ),
            ),
        ),
        (("1.2.250.1.9", "2024.01"),),
        sections,
    )


def read(narrative: str) -> tuple[Bloc, ...]:
    """The blocks of one section typed by hand."""
    section = (
        f"<structuredBody><component><section><text>{narrative}</text></section></component></structuredBody>"
    )
    return lisible(lire(document((BODY, section)).encode())).sections[0].blocs


def test_a_structured_document_is_written_as_cda_has_it() -> None:
    section = SectionNarrative(
        "Allergies", ALLERGIES, ("1.3.6.1.4.1.19376.1.5.3.1.3.13",),
        (phrase("Vue & notée", Style.GRAS), puces(["Pénicilline <urticaire>"]),
         tableau(["Substance"], [["Iode"]])),
    )  # fmt: skip
    text = written(section).decode()
    assert text[text.index("<component><structuredBody>") :] == (
        "<component><structuredBody><component><section>"
        '<templateId root="1.3.6.1.4.1.19376.1.5.3.1.3.13"/><id root="B79A53D2-1919-50CD-AB4C-D30C240DF671"/>'
        '<code code="48765-2" codeSystem="2.16.840.1.113883.6.1"'
        ' displayName="Allergies et hypersensibilités"/><title>Allergies</title><text>'
        '<paragraph><content styleCode="Bold">Vue &amp; notée</content></paragraph>'
        '<list listType="unordered"><item>Pénicilline &lt;urticaire&gt;</item></list>'
        "<table><thead><tr><th>Substance</th></tr></thead><tbody><tr><td>Iode</td></tr></tbody></table>"
        "</text></section></component></structuredBody></component></ClinicalDocument>"
    )
    assert '<templateId root="1.2.250.1.9" extension="2024.01"/><id root="1.2.250.1.999.1.1.1.7"/>' in text


def test_the_pdf_that_a_section_carries_comes_back_whole() -> None:
    section = SectionNarrative(
        "Copie du document", Code("55108-5", "2.16.840.1.113883.6.1", "Copie du document"),
        blocs=(Illustration("copie-pdf"),), copie=b"%PDF-1.4\n...",
    )  # fmt: skip
    (back,) = lisible(lire(written(section))).sections
    assert (back.copie, back.blocs) == (b"%PDF-1.4\n...", (Illustration("copie-pdf"),))
    spoilt = written(section).replace(base64.b64encode(b"%PDF-1.4\n..."), b"=pas du base64=")
    assert lisible(lire(spoilt)).sections[0].copie == b""


TEXTS = st.text(
    st.characters(
        codec="utf-8", exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"], exclude_characters="\ufffe\uffff"
    ),
    min_size=1, max_size=12,
)  # fmt: skip
PARAGRAPHS = TEXTS.map(phrase)
CELLS = st.builds(Cellule, st.tuples(PARAGRAPHS), st.just(False), st.integers(1, 9), st.integers(1, 9))
ROWS = st.lists(CELLS, min_size=1, max_size=3).map(tuple)
BLOCKS = st.recursive(
    st.builds(Paragraphe, st.builds(lambda text: (Fragment(text),), TEXTS), TEXTS)
    | PARAGRAPHS
    | st.builds(Tableau, st.lists(ROWS, min_size=1, max_size=3).map(tuple), TEXTS),
    lambda inner: st.builds(
        Liste,
        st.lists(st.lists(inner, min_size=1, max_size=2).map(tuple), max_size=2).map(tuple),
        st.booleans(),
    ),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(BLOCKS, min_size=1, max_size=3).map(tuple))
def test_what_is_written_is_read_back(blocks: tuple[Bloc, ...]) -> None:
    inner = SectionNarrative("Sous-section", ALLERGIES, ("1.2.3",), blocks)
    outer = SectionNarrative("Section", ALLERGIES, (), (), (inner,))
    assert lisible(lire(written(outer))).sections == (outer,)


@pytest.mark.parametrize(
    ("narrative", "blocks"),
    [
        ("  Bonjour\n   à tous ", (phrase("Bonjour à tous"),)),
        ("un<br/> deux", (phrase("un\ndeux"),)),
        ("<br/><br/>", ()),
        ("avant<paragraph>dans</paragraph>après", (phrase("avant"), phrase("dans"), phrase("après"))),
        ("<content>un <content styleCode='xx Bold'>deux</content> trois</content>",
         (Paragraphe((Fragment("un "), Fragment("deux", Style.GRAS), Fragment(" trois"))),)),
        ("<paragraph><caption>Avis</caption>rien</paragraph>", (Paragraphe((Fragment("rien"),), "Avis"),)),
        ("<list listType='ordered'><caption>L</caption><item>a</item><item><list/></item></list>",
         (Liste(((phrase("a"),), (Liste(()),)), True, "L"),)),
        ("<table width='9000'><tr><td colspan='3' rowspan='999999'>a</td><td colspan='-1'/></tr></table>",
         (Tableau(((Cellule((phrase("a"),), False, 3, 1), Cellule(())),)),)),
        ("<table><thead><tr><th>h</th></tr></thead><tbody><tr><td>c</td></tr></tbody></table>",
         (Tableau(((Cellule((phrase("h"),), True),), (Cellule((phrase("c"),)),))),)),
        ("<linkHtml href='http://x.example/'>lien</linkHtml>", (phrase("lien"),)),
        ("<script>alert(1)</script>", (phrase("alert(1)"),)),
        ("<renderMultiMedia referencedObject='im1'/>", (Illustration("im1"),)),
        ("<footnote>note</footnote> et <sub>2</sub>", (phrase("note et 2"),)),
    ],
)  # fmt: skip
def test_a_narrative_of_others_is_read_as_far_as_it_goes(narrative: str, blocks: tuple[Bloc, ...]) -> None:
    assert read(narrative) == blocks


def test_a_narrative_made_to_be_slow_is_read_in_time_with_its_size() -> None:
    start = time.thread_time()
    (paragraph,) = read("<br/>".join(["x" * 400] * 20_000))
    nested = read("<table><tr><td>" * 25 + "<br/>" * 20_000 + "</td></tr></table>" * 25)
    assert time.thread_time() - start < 2
    assert isinstance(paragraph, Paragraphe)
    assert len(paragraph.texte) == 20_000 * 401 - 1
    assert len(nested) == 1


class Seen(HTMLParser):
    """Every element, attribute and text of a fragment, and whether what is opened is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str | None]] = set()
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(attrs)
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)


ALLOWED = {"article", "header", "h2", "h3", "h4", "h5", "h6", "dl", "dt", "dd", "section", "p", "ul", "ol",
           "li", "table", "caption", "tr", "th", "td", "strong", "em", "u", "br", "a"}  # fmt: skip
HOSTILE = (
    "<script>alert(1)</script>",
    "</p></article><img src=x onerror=alert(1)>",
    "<!-- x",
    "--><b>",
    "<![CDATA[<i>]]>",
    "\"'><svg/onload=alert(1)>",
    "&lt;script&gt;",
    "javascript:alert(1)",
    "&#60;script&#62;",
    "</title></textarea>",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text_wherever_it_stands(text: str) -> None:
    blocks = (
        Paragraphe((Fragment(text, Style.ITALIQUE), Fragment(text)), text),
        Liste(((phrase(text),),), True, text),
        Tableau(((Cellule((phrase(text),), True),), (Cellule((phrase(text), phrase(text))),)), text),
        Illustration(text),
    )
    data = written(
        SectionNarrative(text, Code(text, text, text), (text,), blocks, (SectionNarrative(text, ALLERGIES),))
    )
    for name in (b"PAT-TROIS", b"EHPAD Les Tilleuls", b"CLAIRE", b"Cabinet", b"Infirmier"):
        escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
        data = data.replace(name, escaped.encode())
    seen = Seen(rendre(lisible(lire(data))))
    assert seen.open == []
    assert seen.tags <= ALLOWED
    assert {name for name, _ in seen.attributes} <= {"class"}
    assert text in seen.texts


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_any_title_gives_the_same_few_elements(text: str) -> None:
    entete = lire(N1.encode()).entete
    seen = Seen(rendre(Lisible(entete, (SectionNarrative(text, ALLERGIES, (), (phrase(text),)),))))
    assert (seen.open, seen.tags <= ALLOWED) == ([], True)


def test_signs_that_turn_the_reading_round_are_left_out() -> None:
    shown = rendre(Lisible(lire(N1.encode()).entete, (SectionNarrative("a\u202eb\u2066c\x85d", ALLERGIES),)))
    assert "<h3>abcd</h3>" in shown


def test_a_document_says_who_for_whom_and_when() -> None:
    shown = rendre(lisible(lire(written(SectionNarrative("Allergies", ALLERGIES, (), (phrase("Iode."),))))))
    assert shown == (
        '<article class="cda"><header><h2>Projet personnalisé d&#x27;accompagnement</h2><dl>'
        "<dt>Type de document</dt><dd>Projet personnalisé d&#x27;accompagnement</dd>"
        "<dt>Personne</dt><dd>DOMINIQUE PAT-TROIS</dd><dt>Date de naissance</dt><dd>01/03/1979</dd>"
        "<dt>Sexe</dt><dd>féminin</dd><dt>Lieu de naissance (code INSEE)</dt><dd>51215</dd>"
        "<dt>Identité nationale de santé (INS-NIR)</dt><dd>279035121518989</dd>"
        "<dt>Auteur</dt><dd>CLAIRE LEFEBVRE, Infirmier, EHPAD Les Tilleuls</dd>"
        "<dt>Date</dt><dd>01/01/2026 à 12 h 00</dd><dt>Destinataire</dt><dd>LUC BESNARD, Cabinet</dd>"
        "<dt>Responsable</dt><dd>CLAIRE LEFEBVRE</dd><dt>Conservé par</dt><dd>EHPAD Les Tilleuls</dd>"
        "<dt>Prise en charge</dt><dd>depuis le 01/01/2026</dd>"
        "<dt>Lieu</dt><dd>Etablissement pour personnes âgées</dd>"
        "<dt>Confidentialité</dt><dd>Normal</dd><dt>Version</dt><dd>1</dd></dl></header>"
        "<section><h3>Allergies</h3><p>Iode.</p></section></article>"
    )


def test_a_level_1_document_leaves_a_place_for_its_file() -> None:
    one = lisible(lire(N1.encode()))
    assert '<p class="cda-fichier">Contenu joint : PDF.</p></article>' in rendre(one)
    assert '<a href="/documents/7?format=pdf">Ouvrir le contenu (PDF)</a>' in rendre(
        one, "/documents/7?format=pdf"
    )
    plain = lisible(lire(document(('mediaType="application/pdf"', 'mediaType="x/&lt;y&gt;"')).encode()))
    assert "Contenu joint : x/&lt;y&gt;." in rendre(plain)


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "//x.example/", "https://x.example/", '/a"b', "/a\n", "data:,"]
)
def test_a_link_that_leaves_the_site_is_refused(link: str) -> None:
    with pytest.raises(ValueError, match="hors du site"):
        rendre(lisible(lire(N1.encode())), link)


def test_a_document_with_nothing_is_shown_with_what_it_has() -> None:
    bare = lisible(lire(b'<ClinicalDocument xmlns="urn:hl7-org:v3"/>'))
    assert (
        rendre(bare)
        == '<article class="cda"><header><h2>Document sans titre</h2><dl></dl></header></article>'
    )


@pytest.mark.parametrize(
    ("value", "shown"),
    [("20260304093005+0100", "04/03/2026 à 09 h 30"), ("20260304", "04/03/2026"), ("202603", "03/2026"),
     ("2026", "2026"), ("hier", "hier"), ("", "")],
)  # fmt: skip
def test_a_time_is_shown_as_france_writes_it(value: str, shown: str) -> None:
    assert moment(Temps(value)) == shown
