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
from tests.core.sante.documents import lu

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
