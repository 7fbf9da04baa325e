"""What the directory refuses, what a fault makes it answer, and what hostile calls cannot do to it."""

from collections.abc import Callable
from typing import Any

import pytest

from simulators.core.espace import EspaceSettings
from simulators.core.faults.model import Fault
from simulators.core.rule import Profile
from tests.mss.banc import BOITE_CABINET, BOITE_INFIRMIERE, Monde
from tests.mss.courriers import document

Asked = dict[str, Any]


def told(monde: Monde, target: str, **options: Any) -> tuple[int, str, str]:
    """The status, the code of the issue, its text."""
    answer = monde.annuaire(target, **options)
    outcome = answer.json()
    assert outcome["resourceType"] == "OperationOutcome"
    (issue,) = outcome["issue"]
    assert issue["severity"] == "error"
    return answer.status_code, issue["code"], issue["diagnostics"]


CASES: list[tuple[str, Asked, tuple[int, str, str], str]] = [
    (
        "PractitiXXXner",
        {},
        (
            404,
            "processing",
            "HAPI-0302: Unknown resource type 'PractitiXXXner' - Server knows how to handle: [Practitioner, "
            "PractitionerRole, Device, Organization, HealthcareService]",
        ),
        "mss.annuaire.type",
    ),
    (
        "Practitioner?mailbox-mss-type=PER",
        {},
        (400, "processing", "Parameter mailbox-mss-type not found"),
        "mss.annuaire.parametre",
    ),
    (
        "Practitioner?family:above=X",
        {},
        (400, "processing", "Parameter family:above not found"),
        "mss.annuaire.parametre",
    ),
    (
        "Practitioner?{0.__class__}=X",
        {},
        (400, "processing", "Parameter {0.__class__} not found"),
        "mss.annuaire.parametre",
    ),
    (
        "Organization?_count=beaucoup",
        {},
        (400, "processing", "Invalid value for parameter _count"),
        "mss.annuaire.valeur",
    ),
    (
        "Organization?_lastUpdated=ge2026-13-45",
        {},
        (400, "processing", "Invalid value for parameter _lastUpdated"),
        "mss.annuaire.valeur",
    ),
    (
        "PractitionerRole?_include:iterate=Organization:partof",
        {},
        (400, "processing", "Parameter _include:iterate not found"),
        "mss.annuaire.parametre",
    ),
    (
        "PractitionerRole?_include=Organization:partof",
        {},
        (400, "processing", "Invalid _include parameter value: Organization:partof"),
        "mss.annuaire.inclusion",
    ),
    (
        "Practitioner?_revinclude=*",
        {},
        (400, "processing", "Invalid _revinclude parameter value: *"),
        "mss.annuaire.inclusion",
    ),
    (
        "Practitioner?_page_token=AAAAAA",
        {},
        (400, "processing", "Invalid or expired page token"),
        "mss.annuaire.page",
    ),
    ("Practitioner?_format=xml", {}, (406, "not-supported", "Only JSON is served"), "mss.annuaire.format"),
    (
        "Practitioner",
        {"headers": {"accept": "application/fhir+xml"}},
        (406, "not-supported", "Only JSON is served"),
        "mss.annuaire.format",
    ),
    ("Practitioner/1", {"method": "DELETE"}, (403, "forbidden", "Forbidden"), "mss.annuaire.methode"),
    ("Practitioner", {"method": "PUT", "json": {}}, (403, "forbidden", "Forbidden"), "mss.annuaire.methode"),
    ("Practitioner", {"method": "POST", "json": {}}, (403, "forbidden", "Forbidden"), "mss.annuaire.methode"),
    (
        "/fhir/v2?_type=Practitioner",
        {},
        (400, "not-supported", "Operation not supported on the root"),
        "mss.annuaire.lot",
    ),
    (
        "/fhir/v2",
        {"method": "POST", "json": {}},
        (400, "not-supported", "Operation not supported on the root"),
        "mss.annuaire.lot",
    ),
    ("/fhir/Practitioner", {}, (404, "processing", "Not found"), "mss.annuaire.adresse"),
    ("Practitioner/1/_history", {}, (404, "processing", "Not found"), "mss.annuaire.adresse"),
    ("Practitioner/1", {}, (404, "processing", "HAPI-2001: Resource Practitioner/1 is not known"), "absent"),
]


@pytest.mark.parametrize(("target", "options", "expected", "rule"), CASES, ids=[c[0][:50] for c in CASES])
def test_each_refusal_is_an_operation_outcome_and_a_finding_that_lasts(
    monde: Monde, target: str, options: Asked, expected: tuple[int, str, str], rule: str
) -> None:
    assert told(monde, target, **options) == expected
    (exchange,) = monde.exchanges()
    assert [one.rule.id.removeprefix("mss.annuaire.") for one in exchange.findings] == [
        rule.removeprefix("mss.annuaire.")
    ]
    again = monde.banc.service.analyse(exchange, monde.espace)
    assert again.findings == exchange.findings
    assert again.operation == exchange.operation
    assert {name: exchange.facts[name] for name in again.facts} == dict(again.facts)
    assert monde.banc.service.explain(exchange, "fr").answered.startswith("Refus. ")


def test_a_page_token_of_another_search_is_not_taken(monde: Monde) -> None:
    links = monde.annuaire("Organization?_count=1").json()["link"]
    target = next(one["url"] for one in links if one["relation"] == "next").partition("/fhir/v2/")[2]
    assert monde.annuaire(target).status_code == 200
    status, _, text = told(monde, target.replace("_count=1", "_count=2"))
    assert (status, text) == (400, "Invalid or expired page token")
    assert told(monde, target.replace("Organization", "Practitioner"))[0] == 400


def test_the_rate_limit_is_answered_on_demand_as_many_times_as_asked(monde: Monde) -> None:
    fault = Fault(id="f1", kind="metier", name="annuaire_debit", service="mss", remaining=1)
    monde.banc.do(monde.espace.faults.add(fault))
    answer = monde.annuaire("Practitioner")
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "10")
    assert answer.json()["issue"][0]["code"] == "throttled"
    assert answer.json()["issue"][0]["diagnostics"] == "Rate limit exceeded"
    served_answer = monde.annuaire("Practitioner")
    assert served_answer.status_code == 200
    assert "retry-after" not in served_answer.headers
    refused, served = monde.exchanges("mss.annuaire.recherche")
    assert [one.rule.id for one in refused.findings] == ["mss.panne"]
    assert refused.facts["erreurs"] == ("annuaire_debit",)
    assert served.findings == ()
    assert monde.banc.service.analyse(refused, monde.espace).findings == refused.findings


def test_a_fault_of_the_mail_is_not_spent_on_the_directory(monde: Monde) -> None:
    fault = Fault(id="f1", kind="metier", name="boite_pleine", service="mss", remaining=1)
    monde.banc.do(monde.espace.faults.add(fault))
    assert monde.annuaire("Practitioner").status_code == 200
    assert [one.remaining for one in monde.espace.faults.active()] == [1]


def test_a_fault_of_the_directory_is_not_spent_on_the_mail(monde: Monde) -> None:
    fault = Fault(id="f1", kind="metier", name="annuaire_debit", service="mss", remaining=1)
    monde.banc.do(monde.espace.faults.add(fault))
    with monde.smtp() as client:
        client.sendmail(BOITE_INFIRMIERE, [BOITE_CABINET], document())
    with monde.imap() as box:
        assert box.select("INBOX") == ("OK", [b"1"])
    assert monde.annuaire("Practitioner").status_code == 429


def test_a_beginner_is_served_without_key_and_told_so(monde: Monde) -> None:
    monde.settings(EspaceSettings(profile=Profile.DECOUVERTE))
    assert monde.annuaire("Practitioner?family=KERMARREC", None).status_code == 200
    exchange = monde.exchange("mss.annuaire.recherche")
    assert [(one.rule.id, one.effect.value) for one in exchange.findings] == [("mss.annuaire.cle", "accept")]


@pytest.mark.parametrize(
    "query",
    [
        lambda: "&".join("family=A" for _ in range(200)),
        lambda: "identifier=" + ",".join(str(n) for n in range(1_000)),
    ],
    ids=["many", "alternatives"],
)
def test_a_request_too_large_is_refused_at_once(monde: Monde, query: Callable[[], str]) -> None:
    assert told(monde, f"Practitioner?{query()}") == (400, "too-costly", "Request too large")


def test_an_address_too_long_does_not_reach_the_directory(monde: Monde) -> None:
    assert monde.annuaire("Practitioner?family=" + "A" * 20_000).status_code == 414


def test_a_form_too_large_is_refused(monde: Monde) -> None:
    big = {"family": "A" * 100_000}
    assert told(monde, "Practitioner/_search", method="POST", data=big)[0] == 400


@pytest.mark.parametrize(
    "target",
    [
        "Practitioner?_count=999999999",
        "Practitioner?family=%00%ff%c3",
        "Practitioner?_lastUpdated=ap9999-12",
        "Practitioner?_lastUpdated=le9999-12-31",
        "Organization?identifier=|||&partof=////",
        "Practitioner?name=(a+)+$",
        "Organization?_include=*&_revinclude=PractitionerRole:organization&_count=200",
    ],
)
def test_strange_values_are_only_values(monde: Monde, target: str) -> None:
    answer = monde.annuaire(target)
    assert answer.status_code in {200, 400}
    assert len(answer.json().get("entry", ())) <= 1_200
