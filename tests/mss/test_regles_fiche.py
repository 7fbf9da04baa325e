"""Each difference between METADATA.XML and the document it tells of, as a mail carries the two."""

import pytest

from mss.register import register
from tests.mss.courriers import CDA, Change, archive, document
from tests.mss.test_regles import rules

CLAIRE = "899700218896^LEFEBVRE^CLAIRE^^^^^^&amp;1.2.250.1.71.4.2.1&amp;ISO^D^^^IDNPS"
PAUL = "899700218888^MARTIN^PAUL^^^^^^&amp;1.2.250.1.71.4.2.1&amp;ISO^D^^^IDNPS"
TILLEULS = "EHPAD Les Tilleuls^^^^^&amp;1.2.250.1.71.4.2.2&amp;ISO^IDNST^^^1990000015"
CHARMES = "EHPAD Les Charmes^^^^^&amp;1.2.250.1.71.4.2.2&amp;ISO^IDNST^^^1990000023"
START = '<Classification classificationScheme="urn:uuid:f4f85eac-e6cb-4883-b524-f2705394840f"'


def slot(name: str, value: str) -> str:
    return f'<Slot name="{name}"><ValueList><Value>{value}</Value></ValueList></Slot>'


def coded(scheme: str, code: str, system: str) -> str:
    told = f'classificationScheme="urn:uuid:{scheme}" nodeRepresentation="{code}"'
    return f"<Classification {told}>{slot('codingScheme', system)}</Classification>"


def author(name: str, value: str) -> str:
    scheme = 'classificationScheme="urn:uuid:93606bcf-9494-43ec-9b4e-a7748d1a838d" nodeRepresentation=""'
    return f"<Classification {scheme}>{slot(name, value)}</Classification>"


def typed(code: str) -> str:
    return coded("f0306f51-975f-434e-a61c-c59651d33983", code, "2.16.840.1.113883.6.1")


def shaped(code: str) -> str:
    return coded("a09d5840-386c-46f2-b5ad-9c3699a4309d", code, "1.3.6.1.4.1.19376.1.2.3")


def placed(code: str) -> str:
    return coded("f33fb8ac-18af-42cc-ae0e-ed0b0bdb91e1", code, "1.2.250.1.71.4.2.4")


def framed(code: str) -> str:
    return coded("cccf5598-8b07-4b77-a05e-ae952c785ead", code, "1.2.250.1.213.1.1.4.9")


# The rule, what the entry tells wrongly, what it should tell.
ADDED = [
    ("type", typed("34842-5"), typed("80788-3")),
    ("format", shaped("urn:asip:ci-sis:vsm:2012"), shaped("urn:ihe:iti:xds-sd:pdf:2008")),
    ("time", slot("creationTime", "20260101120000"), slot("creationTime", "20260101110000")),
    ("lang", slot("languageCode", "fr"), slot("languageCode", "fr-FR")),
    ("author", author("authorPerson", PAUL), author("authorPerson", CLAIRE)),
    ("structure", author("authorInstitution", CHARMES), author("authorInstitution", TILLEULS)),
    ("legal", slot("legalAuthenticator", PAUL), slot("legalAuthenticator", CLAIRE)),
    ("facility", placed("SA16"), placed("SA17")),
    ("setting", framed("AMBULATOIRE"), framed("ESSMS")),
]
CHANGED: list[tuple[str, Change]] = [
    ("id", ("1.2.250.1.999.1.1.1.20260101120000.1", "1.2.3")),
    ("conf", ('nodeRepresentation="N"', 'nodeRepresentation="R"')),
    ("traits", ("PID-7|19790301", "PID-7|19790302")),
    ("patient", ("279035121518989", "279035121518988")),
]


def told(sheet: bytes) -> set[str]:
    """The differences found in a mail with that archive."""
    return {one for one in rules(document(joined=sheet)) if one.startswith("mss.cda.xds_match_")}


@pytest.mark.parametrize(("name", "wrong", "right"), ADDED, ids=[one[0] for one in ADDED])
def test_what_an_entry_tells_otherwise_than_its_document(name: str, wrong: str, right: str) -> None:
    assert told(archive((START, wrong + START))) == {f"mss.cda.xds_match_{name}"}
    assert told(archive((START, right + START))) == set()


@pytest.mark.parametrize(("name", "change"), CHANGED, ids=[one[0] for one in CHANGED])
def test_what_an_entry_changes_of_its_document(name: str, change: Change) -> None:
    assert f"mss.cda.xds_match_{name}" in told(archive(change))
    assert told(archive()) == set()


@pytest.mark.parametrize("bounds", [("start", "20260101120000"), ("stop", "20260101130000")])
def test_the_act_lasts_as_the_entry_says(bounds: tuple[str, str]) -> None:
    hours = b'<low value="202601011200+0100"/><high value="20260101130000+0100"/>'
    cda = CDA.replace(b'<low value="20260101"/>', hours, 1)
    name, wrong = f"service{bounds[0].capitalize()}Time", bounds[1]
    right = {"start": "20260101110000", "stop": "20260101120000"}[bounds[0]]
    assert told(archive((START, slot(name, wrong) + START), cda=cda)) == {"mss.cda.xds_match_service"}
    assert told(archive((START, slot(name, right) + START), cda=cda)) == set()


def test_the_entry_tells_the_bytes_of_the_document() -> None:
    digest = "da39a3ee5e6b4b0d3255bfef95601890afd80709"
    assert rules(document(joined=archive(sha=digest))) == {"mss.xdm.empreinte"}
    assert rules(document(joined=archive(size="4"))) == {"mss.xdm.taille"}
    # Told once, by the archive: the document has no rule of its own for it.
    assert "mss.cda.xds_match_hash" not in register().rules
