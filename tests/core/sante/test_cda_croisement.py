"""A document and its entry told apart on their context, and level 3 bodies by their model."""

from dataclasses import replace

import pytest

from simulators.core.rule import Effect
from simulators.core.sante.cda.constats import constats
from simulators.core.sante.cda_rules.catalogue import catalogue
from simulators.core.sante.cda_rules.corps import juger
from simulators.core.sante.codes import Code
from simulators.core.sante.ebrim.modele import Auteur, FicheDocument
from simulators.core.sante.nomenclatures import Nomenclatures
from tests.core.sante.documents import N1, lu

VALUES = Nomenclatures()
ROOT = "/ClinicalDocument"
CLAIRE = "899700218896^LEFEBVRE^CLAIRE^^^^^^&1.2.250.1.71.4.2.1&ISO^D^^^IDNPS"
PAUL = "899700218888^MARTIN^PAUL^^^^^^&1.2.250.1.71.4.2.1&ISO^D^^^IDNPS"
TILLEULS = "EHPAD Les Tilleuls^^^^^&1.2.250.1.71.4.2.2&ISO^IDNST^^^1990000015"
CHARMES = "EHPAD Les Charmes^^^^^&1.2.250.1.71.4.2.2&ISO^IDNST^^^1990000023"
DAY = '<low value="20260101"/>'
HOUR = (DAY, '<low value="202601011200+0100"/><high value="20260101130000+0100"/>')
AGREED = FicheDocument(
    entry_uuid="Document01",
    authors=(Auteur(institutions=(TILLEULS,), personnes=(CLAIRE,)),),
    legal_authenticator=CLAIRE,
    source_patient_info=("PID-5|PAT-TROIS^DOMINIQUE^^^^^L", "PID-7|19790301", "PID-8|F"),
    service_start_time="20260101110000",
    service_stop_time="20260101120000",
    healthcare_facility_type_code=Code("SA17", "1.2.250.1.71.4.2.4"),
    practice_setting_code=Code("ESSMS", "1.2.250.1.213.1.1.4.9"),
)
BIRTH = ("PID-5|PAT-TROIS^DOMINIQUE^^^^^L", "PID-7|19790302", "PID-8|F")
NAME = ("PID-5|PAT-QUATRE^DOMINIQUE^^^^^L", "PID-7|19790301", "PID-8|F")

# Short name, the entry that disagrees, value found in it, value of the document, XPath in the document.
CASES: list[tuple[str, FicheDocument, str, str, str]] = [
    ("XDS-MATCH-AUTHOR", replace(AGREED, authors=(Auteur((TILLEULS,), (PAUL,)),)), "899700218888",
     "899700218896", "/author/assignedAuthor/id/@extension"),
    ("XDS-MATCH-STRUCTURE", replace(AGREED, authors=(Auteur((CHARMES,), (CLAIRE,)),)), "1990000023",
     "1990000015", "/author/assignedAuthor/representedOrganization/id/@extension"),
    ("XDS-MATCH-LEGAL", replace(AGREED, legal_authenticator=PAUL), "899700218888", "899700218896",
     "/legalAuthenticator/assignedEntity/id/@extension"),
    ("XDS-MATCH-TRAITS", replace(AGREED, source_patient_info=BIRTH), "19790302", "19790301",
     "/recordTarget/patientRole/patient/birthTime"),
    ("XDS-MATCH-TRAITS", replace(AGREED, source_patient_info=NAME), "PAT-QUATRE", "PAT-TROIS",
     "/recordTarget/patientRole/patient/name/family"),
    ("XDS-MATCH-SERVICE", replace(AGREED, service_start_time="20260101120000"), "20260101120000",
     "20260101110000", "/documentationOf/serviceEvent/effectiveTime/low/@value"),
    ("XDS-MATCH-SERVICE", replace(AGREED, service_stop_time="20260101130000"), "20260101130000",
     "20260101120000", "/documentationOf/serviceEvent/effectiveTime/high/@value"),
    ("XDS-MATCH-FACILITY", replace(AGREED, healthcare_facility_type_code=Code("SA16", "1.2.250.1.71.4.2.4")),
     "SA16", "SA17", "/componentOf/encompassingEncounter/location/healthCareFacility/code/@code"),
    ("XDS-MATCH-SETTING", replace(AGREED, practice_setting_code=Code("AMBULATOIRE", "1.2.250.1.213.1.1.4.9")),
     "AMBULATOIRE", "ESSMS",
     "/documentationOf/serviceEvent/performer/assignedEntity/representedOrganization"
     "/standardIndustryClassCode/@code"),
]  # fmt: skip


def test_an_entry_of_the_same_context_gives_no_remark() -> None:
    assert juger(lu(HOUR).entete, VALUES, AGREED) == ()


@pytest.mark.parametrize(("code", "fiche", "found", "expected", "path"), CASES)
def test_an_entry_of_another_context_gives_exactly_its_own_finding(
    code: str, fiche: FicheDocument, found: str, expected: str, path: str
) -> None:
    read = lu(HOUR)
    told = constats(read, juger(read.entete, VALUES, fiche), catalogue("dmp"), lambda _: Effect.ACCEPT)
    assert [(one.rule.id, one.found, one.expected, one.place.path) for one in told] == [
        (f"dmp.cda.{code.lower().replace('-', '_')}", found, expected, ROOT + path)
    ]


def test_what_cannot_be_compared_is_not_told() -> None:
    assert juger(lu().entete, VALUES, replace(AGREED, service_start_time="20260101093000")) == ()
    assert juger(lu(HOUR).entete, VALUES, replace(AGREED, legal_authenticator="^MARTIN")) == ()


NONXML = N1[N1.index("<nonXMLBody>") : N1.index("</nonXMLBody>") + 13]
SECTION = '<component><section><templateId root="{0}"/></section></component>'
DLU_SECTIONS = (
    "1.3.6.1.4.1.19376.1.5.3.1.1.13.2.10",
    "1.3.6.1.4.1.19376.1.5.3.1.3.19",
    "1.3.6.1.4.1.19376.1.5.3.1.3.35",
    "1.3.6.1.4.1.19376.1.7.3.1.1.13.7",
    "1.3.6.1.4.1.19376.1.5.3.1.3.28",
    "1.2.250.1.213.1.1.2.37",
)
PPA = 'code="80788-3" codeSystem="2.16.840.1.113883.6.1"'
DLU = 'code="74207-2" codeSystem="2.16.840.1.113883.6.1"'


def level3(
    sections: tuple[str, ...], model: str = "1.2.250.1.213.1.1.1.22", code: str = DLU
) -> list[tuple[str, str, str]]:
    body = "".join(SECTION.format(root) for root in sections)
    template = ('root="1.3.6.1.4.1.19376.1.2.20"', f'root="{model}" extension="2022.01"')
    read = lu((NONXML, f"<structuredBody>{body}</structuredBody>"), template, (PPA, code))
    return [(one.regle, one.found, one.expected) for one in juger(read.entete, VALUES)]


def test_a_liaison_document_with_its_six_sections_is_right() -> None:
    assert level3(DLU_SECTIONS) == []


@pytest.mark.parametrize("rank", range(6))
def test_each_section_that_a_liaison_document_lacks_is_told(rank: int) -> None:
    kept = DLU_SECTIONS[:rank] + DLU_SECTIONS[rank + 1 :]
    assert level3(kept) == [("N3-SECTION", "", DLU_SECTIONS[rank])]


def test_a_structured_body_without_section_is_told() -> None:
    assert level3((), "1.2.250.1.9") == [("N3-CORPS", "", "component/section")]


def test_a_code_that_does_not_go_with_the_model_is_told() -> None:
    assert level3(DLU_SECTIONS, code=PPA) == [("N3-CODE", "80788-3", "74207-2")]
    transfer = 'code="78341-5" codeSystem="2.16.840.1.113883.6.1"'
    told = [rule for rule, *_ in level3(("1.2.3",), "1.2.250.1.213.1.1.1.23", transfer)]
    assert "N3-CODE" not in told


@pytest.mark.parametrize(
    ("told", "remarks"),
    [
        ("urn:asip:ci-sis:dlu:2015", []),
        ("urn:asip:ci-sis:dlu:2024", []),
        (
            "urn:ihe:iti:xds-sd:pdf:2008",
            [("XDS-MATCH-FORMAT", "urn:ihe:iti:xds-sd:pdf:2008", "urn:asip:ci-sis:dlu:2015")],
        ),
    ],
)
def test_the_format_of_a_structured_document_is_that_of_its_model(
    told: str, remarks: list[tuple[str, str, str]]
) -> None:
    body = "".join(SECTION.format(root) for root in DLU_SECTIONS)
    template = ('root="1.3.6.1.4.1.19376.1.2.20"', 'root="1.2.250.1.213.1.1.1.22" extension="2022.01"')
    entete = lu((NONXML, f"<structuredBody>{body}</structuredBody>"), template, (PPA, DLU)).entete
    fiche = FicheDocument("Document01", format_code=Code(told, "1.2.250.1.213.1.1.4.2.282"))
    assert [(one.regle, one.found, one.expected) for one in juger(entete, VALUES, fiche)] == remarks
