"""CDA documents: read as values with their places, written as the skeleton of the reference."""

import base64
import os
import time
import tracemalloc
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulators.core.rule import Effect, Place
from simulators.core.sante.cda.constats import Remarque, constats
from simulators.core.sante.cda.ecriture import ecrire_n1
from simulators.core.sante.cda.ecriture_entete import EnteteEcrit, PatientN1, ProfessionnelN1, StructureN1
from simulators.core.sante.cda.lecture import LIMITES, CdaRefuseError, lire
from simulators.core.sante.cda.modele import Corps
from simulators.core.sante.cda.valeurs import Coded, Ident, Temps
from simulators.core.sante.cda_rules.catalogue import catalogue
from simulators.core.sante.codes import Code
from simulators.core.sante.identifiants import Cx
from simulators.core.xml.parser import XmlLimits
from simulators.core.xml.refusal import XmlReason, XmlRefusedError
from tests.core.sante.documents import N1, document, lu

BODY = "JVBERi0xLjQKPHBkZmFpZDpwYXJ0PjEK"


def test_a_header_is_read_whole() -> None:
    entete = lu().entete
    assert [one.code for one in entete.royaumes] == ["FR"]
    assert entete.type_id == Ident("2.16.840.1.113883.1.3", "POCD_HD000040", None, 2)
    assert [one.root for one in entete.gabarits] == [
        "2.16.840.1.113883.2.8.2.1", "1.2.250.1.213.1.1.1.1", "1.3.6.1.4.1.19376.1.2.20",
    ]  # fmt: skip
    assert entete.unique_id == "1.2.250.1.999.1.1.1.20260101120000.1"
    assert isinstance(entete.code, Coded)
    assert (entete.code.code, entete.code.system) == ("80788-3", "2.16.840.1.113883.6.1")
    assert entete.code.label == "Projet personnalisé d'accompagnement"
    assert entete.titre is not None
    assert entete.titre.valeur == "Projet personnalisé d'accompagnement"
    assert isinstance(entete.date, Temps)
    assert entete.date.valeur == "20260101120000+0100"
    assert entete.version is not None
    assert entete.version.valeur == "1"
    assert entete.matricule == "279035121518989"
    patient = entete.patient
    assert patient is not None
    assert [(part.valeur, part.qualifier) for part in patient.noms[0].prenoms] == [
        ("DOMINIQUE", "BR"), ("DOMINIQUE MARIE-LOUISE", ""),
    ]  # fmt: skip
    assert patient.sexe is not None
    assert patient.sexe.code == "F"
    assert patient.lieu is not None
    assert patient.lieu.valeur == "51215"
    (author,) = entete.auteurs
    assert author.ids[0].extension == "899700218896"
    assert not author.dispositif
    assert author.organisation is not None
    assert author.organisation.nom == "EHPAD Les Tilleuls"
    assert entete.conservateur is not None
    assert entete.conservateur.ids[0].extension == "1990000015"
    assert entete.responsable is not None
    assert entete.responsable.signature is not None
    (event,) = entete.actes
    assert event.cadre is not None
    assert event.cadre.code == "ESSMS"
    assert event.periode is not None
    assert event.periode.debut is not None
    assert event.periode.debut.valeur == "20260101"
    assert entete.rencontre is not None
    assert entete.rencontre.etablissement is not None
    assert entete.rencontre.etablissement.code == "SA17"
    assert [one.chemin for one in entete.nuls] == [
        "recordTarget/patientRole/addr", "recordTarget/patientRole/telecom",
        "author/assignedAuthor/addr", "author/assignedAuthor/telecom",
        "legalAuthenticator/assignedEntity/addr", "legalAuthenticator/assignedEntity/telecom",
    ]  # fmt: skip
    assert entete.doubles == ()
    assert entete.corps.niveau == "N1"
    assert entete.corps.debut == b"%PDF-1.4\n<pdfaid"
    assert entete.corps.media == "application/pdf"
    assert entete.corps.representation == "B64"


def test_prefixes_change_nothing() -> None:
    prefixed = N1.replace('xmlns="urn', 'xmlns:h="urn')
    for mark in ("</", "<"):
        prefixed = prefixed.replace(mark, f"{mark}h:")
    prefixed = prefixed.replace("<h:?", "<?").replace("<h:/h:", "</h:")
    assert lire(prefixed.encode()).entete == lu().entete


def test_a_device_and_a_patient_may_be_authors() -> None:
    device = (
        "<assignedAuthoringDevice><manufacturerModelName>DUI</manufacturerModelName>"
        "<softwareName>Module</softwareName></assignedAuthoringDevice>"
    )
    person = N1[N1.index("<assignedPerson>") :]
    person = person[: person.index("</assignedPerson>") + len("</assignedPerson>")]
    author = lu((person, device)).entete.auteurs[0]
    assert author.dispositif
    assert author.modele is not None
    assert author.modele.valeur == "DUI"
    own = ('<assignedAuthor><id root="1.2.250.1.71.4.2.1" extension="899700218896"/>',
           '<assignedAuthor><id root="1.2.250.1.213.1.4.10" extension="279035121518989"/>')  # fmt: skip
    assert lu(own).entete.auteurs[0].patient


def test_a_structured_body_is_level_three_and_its_absences_are_its_own() -> None:
    n3 = lu(
        (N1[N1.index("<nonXMLBody>") : N1.index("</nonXMLBody>") + 13],
         '<structuredBody><component><section nullFlavor="XX"><telecom/></section></component>'
         "</structuredBody>"),
    )  # fmt: skip
    (section,) = n3.entete.corps.sections
    assert (section.gabarits, section.code, section.rang, section.remplie) == ((), None, 1, False)
    assert len(n3.entete.nuls) == 6
    assert len(n3.entete.telecoms) == 3


def test_a_document_without_body_or_header_is_read_as_far_as_it_goes() -> None:
    entete = lire(b'<ClinicalDocument xmlns="urn:hl7-org:v3"/>').entete
    assert entete.corps == Corps()
    assert entete.patient is None
    assert entete.unique_id == ""
    assert entete.matricule == ""
    bare = lire(
        b'<ClinicalDocument xmlns="urn:hl7-org:v3"><component><nonXMLBody/></component></ClinicalDocument>'
    )
    assert bare.entete.corps.niveau == "N1"
    assert bare.entete.corps.debut is None


def test_an_element_met_twice_is_told_with_its_place() -> None:
    double = lu(("<title>", "<title>a</title><title>"))
    assert [name for name, _ in double.entete.doubles] == ["title"]
    assert double.noeuds[double.entete.doubles[0][1]].text == "Projet personnalisé d'accompagnement"


@pytest.mark.parametrize("written", ["pas du base64", "JVBERi0", "", "JVBE=Ri0x"])
def test_a_body_that_is_no_base64_has_no_content(written: str) -> None:
    assert not lu((BODY, written)).entete.corps.debut


@pytest.mark.parametrize("size", [0, 1, 50_000, 11_000_000])
def test_the_content_begins_to_the_byte_whatever_its_size(size: int) -> None:
    content = b"%PDF-" + os.urandom(size)
    for written in (base64.b64encode(content), base64.encodebytes(content)):
        body = lire(N1.encode().replace(BODY.encode(), written)).entete.corps
        assert body.debut == content[:16]


@pytest.mark.parametrize(
    ("before", "after"),
    [("<![CDATA[", "]]>"), ("<!-- x -->", ""), ("&#65;&#65;&#65;&#65;", "")],
)
def test_content_that_is_not_bare_base64_is_left_to_the_parser(before: str, after: str) -> None:
    content = base64.b64encode(b"x" * 60_000).decode()
    body = lu((BODY, f"{before}{content}{after}")).entete.corps
    assert body.debut is not None
    assert body.debut.endswith(b"x" * 10)


def test_a_body_shown_in_a_comment_is_not_taken_for_the_body() -> None:
    decoy = f"<!-- <nonXMLBody><text>{'QUFB' * 20_000}</text></nonXMLBody> -->"
    assert lu(("<component>", decoy + "<component>")).entete.corps.debut == b"%PDF-1.4\n<pdfaid"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", XmlReason.EMPTY),
        (N1.encode()[:-20], XmlReason.MALFORMED),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><ClinicalDocument xmlns="urn:hl7-org:v3">&b;</ClinicalDocument>',
         XmlReason.DTD),
        (N1.encode("latin-1", "replace"), XmlReason.ENCODING),
        (b"<ClinicalDocument>" + b"<a/>" * 200_000 + b"</ClinicalDocument>", XmlReason.TOO_MANY),
    ],
)  # fmt: skip
def test_what_is_no_xml_within_limits_is_refused(data: bytes, reason: XmlReason) -> None:
    with pytest.raises(XmlRefusedError) as caught:
        lire(data)
    assert caught.value.reason is reason


def test_a_document_over_the_limit_is_refused_by_its_size() -> None:
    with pytest.raises(XmlRefusedError) as caught:
        lire(N1.encode(), XmlLimits(size=100))
    assert caught.value.reason is XmlReason.TOO_LARGE


@pytest.mark.parametrize("text", ["<ClinicalDocument/>", '<Bundle xmlns="http://hl7.org/fhir"/>'])
def test_xml_that_is_no_cda_is_refused(text: str) -> None:
    with pytest.raises(CdaRefuseError):
        lire(text.encode())


@given(st.binary(max_size=300))
def test_any_bytes_give_a_document_or_a_refusal(noise: bytes) -> None:
    for data in (
        noise,
        N1.encode().replace(b"JVBERi0xLjQKPHBkZmFpZDpwYXJ0PjEK", noise),
        N1.encode()[: len(noise) * 20] + noise,
    ):
        try:
            lire(data)
        except (XmlRefusedError, CdaRefuseError):
            continue


def accept(_: object) -> Effect:
    return Effect.ACCEPT


def test_a_finding_points_at_the_very_bytes() -> None:
    regles = catalogue("dmp")
    read = lu()
    assert read.entete.titre is not None
    remark = Remarque("HDR-TITLE-128", read.entete.titre.repere, "129", "≤ 128")
    (finding,) = constats(read, [remark], regles, accept)
    assert finding.rule.id == "dmp.cda.hdr_title_128"
    assert finding.place.path == "/ClinicalDocument/title"
    assert finding.place.line == 8
    source = N1.encode()
    assert source[finding.place.start : finding.place.end] == (
        "<title>Projet personnalisé d'accompagnement</title>".encode()
    )


def test_places_hold_after_a_large_body_was_cut_out() -> None:
    data = N1.encode().replace(
        b"JVBERi0xLjQKPHBkZmFpZDpwYXJ0PjEK", base64.b64encode(b"%PDF-" + bytes(100_000))
    )
    read = lire(data)
    (finding,) = constats(read, [Remarque("N1-BODY", read.entete.corps.texte)], catalogue("mss"), accept)
    start, end = finding.place.start, finding.place.end
    assert data[start:end].startswith(b'<text mediaType="application/pdf"')
    assert data[start:end].endswith(b"AAA</text>")


def test_a_document_inside_a_body_gives_places_of_that_body_or_none() -> None:
    read = lu()
    remark = Remarque("HDR-REALM", 1, attribute="code")
    (inside,) = constats(read, [remark], catalogue("dmp"), accept, 1_000)
    (alone,) = constats(read, [remark], catalogue("dmp"), accept)
    assert alone.place.start is not None
    assert inside.place.start == alone.place.start + 1_000
    (coded,) = constats(read, [remark], catalogue("dmp"), accept, None)
    assert coded.place == Place("request", "xpath", "/ClinicalDocument/realmCode/@code")


def test_rules_a_service_does_not_have_give_no_finding() -> None:
    regles = catalogue("mss", sauf=frozenset({"HDR-ID-EXT"}))
    assert constats(lu(), [Remarque("HDR-ID-EXT")], regles, accept) == ()


CONTENT = b"%PDF-1.4\n<pdfaid:part>1\n"
SKELETON = EnteteEcrit(
    id="1.2.250.1.999.1.1.1.20260101120000.1",
    lot_versions="1.2.250.1.999.1.1.2.20260101120000.1",
    patient=PatientN1(
        Cx("279035121518989", "1.2.250.1.213.1.4.10"), "PAT-TROIS", ("DOMINIQUE", "MARIE-LOUISE"), "F",
        "19790301", "51215",
    ),
    auteur=ProfessionnelN1(
        "899700218896", "LEFEBVRE", "CLAIRE", Code("G15_60", "1.2.250.1.213.1.1.4.5", "Infirmier"),
    ),
    structure=StructureN1("1990000015", "EHPAD Les Tilleuls"),
    date="20260101120000+0100",
    acte="20260101",
)  # fmt: skip


def squeezed(text: str) -> str:
    """The reference is indented; what we write is not."""
    lines = text.splitlines()
    kept = [line.strip() for line in lines if "xml-stylesheet" not in line]
    return "".join(kept).replace('encoding="UTF-8"?>', 'encoding="UTF-8"?>\n')


def test_what_the_dui_writes_is_the_skeleton_of_the_reference() -> None:
    written = ecrire_n1(SKELETON, CONTENT).decode()
    given = "<given>CLAIRE</given></name></assignedPerson></assignedEntity>"
    assert written == squeezed(
        document(
            ("<assignedPerson><name><family>LEFEBVRE</family></name></assignedPerson></assignedEntity>",
             f"<assignedPerson><name><family>LEFEBVRE</family>{given}"),
        )
    )  # fmt: skip


def test_a_new_version_names_the_one_it_replaces() -> None:
    written = ecrire_n1(replace(SKELETON, version=2, remplace="1.2.3", titre="A & B"), CONTENT)
    entete = lire(written).entete
    assert entete.version is not None
    assert entete.version.valeur == "2"
    (link,) = entete.liens
    assert (link.type, link.parents[0].root) == ("RPLC", "1.2.3")
    assert entete.titre is not None
    assert entete.titre.valeur == "A & B"


def test_ten_megabytes_are_read_within_four_times_their_size() -> None:
    data = ecrire_n1(SKELETON, CONTENT).replace(
        b"JVBERi0xLjQKPHBkZmFpZDpwYXJ0PjEK", base64.b64encode(b"%PDF-" + bytes(10_000_000))
    )
    tracemalloc.start()
    start = time.thread_time()
    read = lire(data)
    spent = time.thread_time() - start
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert read.entete.corps.debut == b"%PDF-\0\0\0\0\0\0\0\0\0\0\0"
    assert peak < 3 * len(data)
    assert spent < 2
    assert LIMITES.size > len(data)
