"""What nobody sends by accident: no call costs hours, fails inside, or gets an answer that cannot be read."""

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

import pytest

from simulators.core.espace import EspaceSettings
from simulators.core.net.pki.authority import Pki
from simulators.core.xml.parser import parse
from tests.dmp_fhir import exemples
from tests.dmp_fhir.banc import INS, Banc, Reponse

PATCH = "application/json-patch+json"


@pytest.fixture
def own(banc: Banc) -> str:
    """The id of a document that the nurse fed over SOAP."""
    assert banc.feed().code == "Success"
    banc.authorise()
    (found,) = banc.search().resources
    return str(found["id"])


def patch(banc: Banc, own: str, operations: Sequence[Any]) -> Reponse:
    body = json.dumps(operations).encode()
    return banc.fhir("PATCH", f"/DocumentReference/{own}", body, media=PATCH, certificate="cps_auth")


@pytest.mark.parametrize(
    "operation",
    [
        {"op": "add", "path": "/extension", "value": 5},
        {"op": "add", "path": "/extension", "value": None},
        {"op": "add", "path": "/extension", "value": {"url": "x"}},
        {"op": "replace", "path": "/securityLabel", "value": 5},
        {"op": "replace", "path": "/securityLabel/²", "value": {}},
        {"op": "add", "path": "/securityLabel/²", "value": {}},
        {"op": "remove", "path": "/securityLabel/²"},
        {"op": "test", "path": "/securityLabel/²/coding", "value": 1},
    ],
)
def test_a_patch_that_gives_an_element_another_shape_does_not_apply(
    banc: Banc, own: str, operation: Any
) -> None:
    refused = patch(banc, own, [operation])
    assert (refused.status, refused.issue["severity"]) == (422, "error")
    assert banc.search().resources[0]["meta"]["versionId"] == "1"


def test_an_extension_named_by_its_url_among_things_that_are_none(banc: Banc, own: str) -> None:
    named = {"op": "replace", "path": "/extension[url:'x']/valueBoolean", "value": True}
    refused = patch(banc, own, [{"op": "add", "path": "/extension", "value": ["a", 5]}, named])
    assert (refused.status, refused.rules[-1]) == (405, "dmp.fhir.correctif.element")


@pytest.mark.parametrize(
    "operation",
    [
        {"op": "copy", "from": "/securityLabel", "path": "/securityLabel/-"},
        {"op": "copy", "from": "/securityLabel", "path": "/securityLabel/0/x"},
        {"op": "add", "path": "/securityLabel/0", "value": [[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]},
    ],
)
def test_a_patch_that_grows_at_each_step_is_stopped(banc: Banc, own: str, operation: Any) -> None:
    refused = patch(banc, own, [operation] * 100)
    assert (refused.status, refused.issue["code"]) == (422, "processing")


@pytest.mark.parametrize("page", ["²1.1.x", "1.²1.x", "1.1.é", "1.1.x", "1", "..", ""])
def test_a_page_made_by_hand(banc: Banc, own: str, page: str) -> None:
    assert banc.search(("_page", page)).status == (200 if page == "" else 400)


@pytest.mark.parametrize(
    ("name", "value", "status"),
    [
        ("_count", "\0", 400),
        ("cou\x01leur", "bleu", 200),
        ("period-start", "\x1f", 400),
        ("date", "\uffff", 400),
    ],
)
def test_what_xml_cannot_write_is_told_without_it(
    banc: Banc, own: str, name: str, value: str, status: int
) -> None:
    answer = banc.search((name, value), ("_format", "xml"))
    assert answer.status == status
    assert parse(answer.body).root is not None
    assert b"OperationOutcome" in answer.body


@pytest.fixture
def projet(pki: Pki) -> Any:
    """The draft PDSm4DMP, and a document of the nurse's."""
    one = Banc(pki, settings=EspaceSettings(options=frozenset({"dmp.fhir.pdsm4dmp"})))
    one.feed()
    one.authorise()
    yield one
    one.close()


def batch(banc: Banc, *urls: str) -> Reponse:
    entries = [{"request": {"method": "GET", "url": url}} for url in urls]
    body = {"resourceType": "Bundle", "type": "batch", "entry": entries}
    return banc.fhir("POST", "", body, certificate="cps_auth")


def test_a_batch_answers_each_of_its_readings_or_none(projet: Banc) -> None:
    (found,) = projet.search().resources
    address = f"DocumentReference/{found['id']}"
    many = "&".join(["type=44"] * 300)
    searched = f"DocumentReference?patient.identifier={quote(INS)}&status=current&{many}"
    told = batch(projet, address, searched, address).json["entry"]
    assert [one["response"]["status"] for one in told] == ["200", "405", "200"]
    assert len(batch(projet, *[address] * 100).json["entry"]) == 100
    refused = batch(projet, *[address] * 101)
    assert (refused.status, refused.rules[-1]) == (400, "dmp.fhir.lot.trop")
    assert refused.issue["expression"] == ["Bundle.entry"]


def test_a_batch_reads_no_more_documents_than_one_answer_holds(
    projet: Banc, monkeypatch: pytest.MonkeyPatch
) -> None:
    (found,) = projet.search().resources
    monkeypatch.setattr("dmp.fhir.traitement.executer.OCTETS", 1_000)
    told = batch(projet, *[f"Binary/{found['id']}"] * 3).json["entry"]
    assert [one["response"]["status"] for one in told] == ["200", "413", "413"]
    assert ["resource" in one for one in told] == [True, False, False]


def test_a_set_that_names_thousands_of_entries_is_refused_before_the_registry(banc: Banc) -> None:
    made = exemples.lot()
    liste = next(one["resource"] for one in made["entry"] if one["resource"]["resourceType"] == "List")
    liste["entry"] += [{"item": {"reference": f"DocumentReference/{rank}"}} for rank in range(501)]
    refused = banc.fhir("POST", "", made)
    assert (refused.status, "dmp.fhir.lot.trop" in refused.rules) == (400, True)


@pytest.mark.parametrize(("kind", "status"), [("List", 400), ("DocumentReference", 422), ("Binary", 400)])
def test_an_entry_that_asks_to_create_what_it_does_not_bring(banc: Banc, kind: str, status: int) -> None:
    made = exemples.lot()
    entry = next(one for one in made["entry"] if one["resource"]["resourceType"] == kind)
    del entry["resource"]
    refused = banc.fhir("POST", "", made)
    assert (refused.status, refused.issue["severity"]) == (status, "error")
    banc.authorise()
    assert banc.search().json["total"] == 0
