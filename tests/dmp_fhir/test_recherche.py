"""ITI-67 and ITI-66: every parameter finds what it must and nothing else; pages, POST, errors."""

from collections.abc import Iterator
from typing import Any

import pytest

from simulators.core.espace import EspaceSettings
from simulators.core.net.pki.authority import Pki
from simulators.core.rule import Profile
from tests.dmp.editeur import NURSE, Document, Lot
from tests.dmp_fhir import exemples
from tests.dmp_fhir.banc import INS, Banc, Reponse

NOS = "https://mos.esante.gouv.fr/NOS"
FORM = "application/x-www-form-urlencoded"
SET = "https://profiles.ihe.net/ITI/MHD/CodeSystem/MHDlistTypes|submissionset"
SOAP_ID = "urn:oid:1.2.250.1.999.1.1.1.1"


@pytest.fixture(scope="module")
def fed(pki: Pki) -> Iterator[Banc]:
    """One document fed over SOAP on 1 January 2026 by the nurse; nobody changes it."""
    one = Banc(pki)
    assert one.feed().code == "Success"
    one.authorise()
    yield one
    one.close()


@pytest.mark.parametrize(
    ("name", "hit", "miss"),
    [
        ("type", "80788-3", "11506-3"),
        ("type", "http://loinc.org|80788-3", f"{NOS}/TRE_A05-TypeDocComplementaireCISIS|80788-3"),
        ("type", "11506-3,80788-3", "11506-3,11502-2"),
        ("category", f"{NOS}/TRE_A03-ClasseDocument/FHIR/TRE-A03-ClasseDocument|44", "10"),
        ("setting", "ESSMS", "AMBULATOIRE"),
        ("facility", f"{NOS}/TRE_R02-SecteurActivite/FHIR/TRE-R02-SecteurActivite|SA17", "SA01"),
        ("format", "urn:ihe:iti:xds-sd:pdf:2008", "urn:ihe:iti:xds-sd:text:2008"),
        ("security-label", "http://terminology.hl7.org/CodeSystem/v3-Confidentiality|N", "R"),
        (
            "security-label",
            f"{NOS}/TRE_A08-HL7Confidentiality/FHIR/TRE-A08-HL7Confidentiality|N",
            "MASQUE_PS",
        ),
        ("identifier", f"urn:ietf:rfc:3986|{SOAP_ID}", "urn:oid:1.2.3"),
        ("identifier", "1.2.250.1.999.1.1.1.1", "urn:uuid:00000000-0000-4000-8000-000000000000"),
        ("creation", "2026-01-01", "2026-01-02"),
        ("creation", "ge2026-01-01T11:00:00Z", "gt2026-01-01T11:00:00Z"),
        ("creation", "lt2026-01-01T11:00:01Z", "lt2026-01-01T11:00:00Z"),
        ("creation", "ne2025", "ne2026"),
        ("creation", "ap2026-01-02", "ap2026-01-04"),
        ("creation", "2026-01-01T12:00:00+01:00", "2026-01-01T12:00:00Z"),
        ("period", "2026-06", "2025-12"),
        ("period", "ge2026-02-01", "lt2026-01-01"),
        ("period-start", "sa2025-12-31", "eb2026-01-01"),
        ("period-start", "le2026-01-01", "2027"),
        ("date", "gt2026-01-02", "lt2026-01-02"),
        ("_lastUpdated", "gt2026-01-02", "lt2026-01-02"),
        ("isArchived", "false", "true"),
        ("author.identifier", f"urn:oid:1.2.250.1.71.4.2.1|{NURSE}", "899700000021"),
        ("author.identifier", f"https://rpps.esante.gouv.fr|{NURSE[1:]}", "https://rpps.esante.gouv.fr|1"),
        ("author.family", "kerm", "DUPONT"),
        ("author.family:exact", "KERMARREC", "kermarrec"),
        ("author.given:contains", "thal", "zzz"),
        ("author:PractitionerRole.name", "EHPAD", "CHU"),
        ("patient", "Patient/240035505090119", "Patient/240035505090119&status=superseded"),
    ],
)
def test_a_parameter_finds_the_document_or_does_not(fed: Banc, name: str, hit: str, miss: str) -> None:
    found = fed.search((name, hit))
    assert (found.status, found.json["total"]) == (200, 1), found.body
    if "&" in miss:
        missed = fed.fhir("GET", "/DocumentReference", query=f"{name}={miss}", certificate="cps_auth")
    else:
        missed = fed.search((name, miss))
    assert (missed.status, missed.json["total"]) == (200, 0), missed.body
    assert missed.resources == []


def test_period_end_and_event_and_related_look_at_what_is_there(banc: Banc) -> None:
    extra = {
        "serviceStopTime": "20260131000000",
        "urn:ihe:iti:xds:2013:referenceIdList": "ACC1^^^&amp;1.2.3&amp;ISO^urn:ihe:iti:xds:2013:accession",
    }
    assert banc.feed(Lot(documents=(Document(extra=extra),))).code == "Success"
    banc.authorise()
    assert banc.search(("period-end", "2026-01-31")).json["total"] == 1
    assert banc.search(("period-end", "gt2026-02")).json["total"] == 0
    assert banc.search(("period", "2026-02-15")).json["total"] == 0
    assert banc.search(("related:identifier", "urn:oid:1.2.3|ACC1")).json["total"] == 1
    assert banc.search(("related:identifier", "ACC2")).json["total"] == 0
    (found,) = banc.search().resources
    (related,) = found["context"]["related"]
    assert related["identifier"] == {
        "type": {"coding": [{"system": "urn:ietf:rfc:3986", "code": "urn:ihe:iti:xds:2013:accession"}]},
        "system": "urn:oid:1.2.3",
        "value": "ACC1",
    }
    assert banc.search(("event", "1234")).json["total"] == 0


def test_the_patient_is_found_without_system_as_in_a_published_example(fed: Banc) -> None:
    query = [("patient.identifier", "240035505090119"), ("status", "current")]
    assert fed.fhir("GET", "/DocumentReference", query=query, certificate="cps_auth").json["total"] == 1


def test_a_search_by_post_is_the_same_search(fed: Banc) -> None:
    body = b"patient.identifier=urn%3Aoid%3A1.2.250.1.213.1.4.10%7C240035505090119&type=80788-3"
    posted = fed.fhir(
        "POST", "/DocumentReference/_search", body, query="status=current", media=FORM, certificate="cps_auth"
    )
    assert (posted.status, posted.json["total"]) == (200, 1)
    (link,) = posted.json["link"]
    assert link["relation"] == "self"
    assert "type=80788-3" in link["url"]
    assert "status=current" in link["url"]
    wrong = fed.fhir("POST", "/DocumentReference/_search", b"{}", certificate="cps_auth")
    assert (wrong.status, wrong.rules) == (415, ["dmp.fhir.media"])


def many(banc: Banc, count: int) -> None:
    documents = tuple(
        Document(f"1.2.250.1.999.1.1.1.{rank}", f"Document{rank:02}") for rank in range(1, count + 1)
    )
    assert banc.feed(Lot(documents=documents)).code == "Success"
    banc.authorise()


def uniques(answer: Reponse) -> list[str]:
    return [one["masterIdentifier"]["value"] for one in answer.resources]


def test_pages_follow_each_other_and_a_document_that_comes_meanwhile_moves_nothing(banc: Banc) -> None:
    many(banc, 5)
    first = banc.search(("_count", "2"))
    assert first.json["total"] == 5
    assert len(first.resources) == 2
    (following,) = [one["url"] for one in first.json["link"] if one["relation"] == "next"]
    assert banc.fhir("POST", "", exemples.lot()).status == 409
    late = Lot("1.2.250.1.999.2.2", (Document("1.2.250.1.999.1.1.1.99"),))
    assert banc.feed(late).code == "Success"
    second = banc.fhir("GET", "/DocumentReference", query=following.partition("?")[2], certificate="cps_auth")
    (last,) = [one["url"] for one in second.json["link"] if one["relation"] == "next"]
    third = banc.fhir("GET", "/DocumentReference", query=last.partition("?")[2], certificate="cps_auth")
    assert [len(one.resources) for one in (second, third)] == [2, 1]
    seen = [*uniques(first), *uniques(second), *uniques(third)]
    assert sorted(seen) == [f"urn:oid:1.2.250.1.999.1.1.1.{rank}" for rank in range(1, 6)]
    assert all(one["relation"] != "next" for one in third.json["link"])


def test_a_page_link_made_by_hand_or_of_another_search_is_refused(banc: Banc) -> None:
    many(banc, 3)
    first = banc.search(("_count", "1"))
    (following,) = [one["url"] for one in first.json["link"] if one["relation"] == "next"]
    token = following.partition("_page=")[2]
    for told in ("2.9.0000000000000000", "x", "1" * 50, token.replace("1.", "2.", 1)):
        answer = banc.search(("_count", "1"), ("_page", told))
        assert (answer.status, answer.rules[-1]) == (400, "dmp.fhir.recherche.page")
    other = banc.search(("_count", "1"), ("type", "80788-3"), ("_page", token))
    assert (other.status, other.issue["code"]) == (400, "invalid")


def test_count_is_bounded_and_zero_or_summary_gives_the_number_alone(banc: Banc) -> None:
    many(banc, 3)
    assert len(banc.search(("_count", "1000000000")).resources) == 3
    none = banc.search(("_count", "0"))
    assert (none.json["total"], none.resources, "entry" in none.json) == (3, [], False)
    assert banc.search(("_summary", "count")).json["total"] == 3
    for told in ("-1", "x", "1e9", "9" * 40):
        assert banc.search(("_count", told)).status == 400


def test_the_order_is_asked_for(banc: Banc) -> None:
    early = Document("1.2.250.1.999.1.1.1.7", "Document07", extra={"creationTime": "20250101110000"})
    assert banc.feed(Lot(documents=(Document(), early))).code == "Success"
    banc.authorise()
    assert uniques(banc.search())[0] == SOAP_ID
    assert uniques(banc.search(("_sort", "creation")))[0] == "urn:oid:1.2.250.1.999.1.1.1.7"
    assert uniques(banc.search(("_sort", "-creation")))[0] == SOAP_ID
    assert banc.search(("_sort", "title")).status == 400


def test_an_unknown_parameter_is_told_and_ignored_or_refused_when_strictness_is_asked(fed: Banc) -> None:
    lenient = fed.search(("couleur", "bleu"))
    assert (lenient.status, lenient.json["total"]) == (200, 1)
    (told,) = [one["resource"] for one in lenient.json["entry"] if one["search"]["mode"] == "outcome"]
    assert told["issue"][0]["severity"] == "warning"
    assert told["issue"][0]["expression"] == ["http.couleur"]
    strict = fed.search(("couleur", "bleu"), prefer="handling=strict")
    assert (strict.status, strict.issue["code"]) == (400, "invalid")


@pytest.mark.parametrize(
    ("query", "rule"),
    [
        ([("patient.identifier", INS), ("patient.organization.name", "x")], "recherche.chaine"),
        ([("patient.identifier", INS), ("author:Device.identifier", "x")], "recherche.chaine"),
        ([("patient.identifier", INS), ("type:not", "x")], "recherche.chaine"),
        ([("patient.identifier", INS), ("creation", "hier")], "recherche.valeur"),
        ([("patient.identifier", INS), ("creation", "2026-02-30")], "recherche.valeur"),
        ([("patient.identifier", INS), ("creation", "9999")], "recherche.valeur"),
        ([("patient.identifier", INS), ("isArchived", "oui")], "recherche.valeur"),
        ([("patient.identifier", INS), ("type", ",")], "recherche.valeur"),
        ([("patient.identifier", INS), ("_include", "DocumentReference:author")], "recherche.valeur"),
        ([("patient.identifier", "1,2"), ("status", "current")], "recherche.valeur"),
        ([("patient.identifier", INS), ("type", ",".join(["1"] * 500))], "recherche.trop"),
        ([("patient.identifier", INS), *[("type", "1")] * 100], "recherche.trop"),
        ([("status", "current")], "recherche.sans_cle"),
    ],
)
def test_what_cannot_be_searched_is_refused_with_its_place(
    fed: Banc, query: list[tuple[str, str]], rule: str
) -> None:
    answer = fed.fhir("GET", "/DocumentReference", query=query, certificate="cps_auth")
    assert (answer.status, answer.json["resourceType"]) == (400, "OperationOutcome")
    assert answer.rules[-1] == f"dmp.fhir.{rule}"


def test_patient_and_status_are_the_consumer_s_duty_and_strict_refuses_without(pki: Pki) -> None:
    strict = Banc(pki, EspaceSettings(profile=Profile.STRICT))
    try:
        strict.feed()
        strict.authorise()
        query = [("patient.identifier", INS)]
        answer = strict.fhir("GET", "/DocumentReference", query=query, certificate="cps_auth")
        assert (answer.status, answer.codes) == (400, ["XDSStoredQueryMissingParam"])
        assert answer.issue["code"] == "required"
        assert strict.search().status == 200
    finally:
        strict.close()


def test_without_status_every_state_is_given_with_a_warning(fed: Banc) -> None:
    answer = fed.fhir(
        "GET", "/DocumentReference", query=[("patient.identifier", INS)], certificate="cps_auth"
    )
    assert (answer.status, answer.json["total"]) == (200, 1)
    assert answer.rules == ["dmp.fhir.recherche.statut"]


def lists(banc: Banc, *extra: tuple[str, str], code: str = SET) -> Any:
    query = [("patient.identifier", INS), ("status", "current"), ("code", code), *extra]
    return banc.fhir("GET", "/List", query=query, certificate="cps_auth")


@pytest.mark.parametrize(
    ("name", "hit", "miss"),
    [
        ("designationType", f"{NOS}/TRE_R209-TypeActivite/FHIR/TRE-R209-TypeActivite|07", "zz"),
        ("DesignationType", "07", "04"),
        ("sourceId", "urn:oid:1.2.250.1.999", "urn:oid:1.2.3"),
        ("identifier", "urn:oid:1.2.250.1.999.1.2.1", "urn:oid:1.2.250.1.999.2.9"),
        ("date", "2026-01-01", "2025"),
        ("isArchived", "false", "true"),
        ("_lastUpdated", "gt2026-01-02", "lt2026-01-02"),
        ("title", "", "zzz"),
    ],
)
def test_a_set_is_found_by_each_of_its_parameters(fed: Banc, name: str, hit: str, miss: str) -> None:
    if hit:
        found = lists(fed, (name, hit))
        assert found.json["total"] == 1, found.body
    assert lists(fed, (name, miss)).json["total"] == 0


@pytest.mark.parametrize(
    ("name", "hit", "miss"),
    [
        ("source.family", "MORVAN", "DUPONT"),
        ("source.given", "hel", "zzz"),
        ("source:PractitionerRole.name", "EHPAD", "CHU"),
        ("source:identifier", "urn:oid:1.2.250.1.71.4.2.1|899700000013", "899700000021"),
        ("authorOrg", "1990000028", "1990000029"),
    ],
)
def test_a_set_fed_over_fhir_is_found_by_its_source(banc: Banc, name: str, hit: str, miss: str) -> None:
    assert banc.fhir("POST", "", exemples.lot()).status == 200
    banc.authorise()
    assert lists(banc, (name, hit)).json["total"] == 1
    assert lists(banc, (name, miss)).json["total"] == 0


def test_a_set_names_its_documents_and_folders_do_not_exist(fed: Banc) -> None:
    (found,) = lists(fed).resources
    (document,) = fed.search().resources
    assert found["entry"] == [{"item": {"reference": f"DocumentReference/{document['id']}"}}]
    assert found["subject"]["identifier"]["value"] == "240035505090119"
    read = fed.fhir("GET", f"/List/{found['id']}", certificate="cps_auth")
    assert (read.status, read.json) == (200, found)
    assert lists(fed, code=SET.replace("submissionset", "folder")).json["total"] == 0
    http = lists(fed, code=SET.replace("https:", "http:"))
    assert (http.json["total"], http.rules) == (1, ["dmp.fhir.recherche.code_http"])
