"""An entry is changed by a patch: three writings, three elements, the guides' own examples."""

import json
from typing import Any

import pytest

from simulators.core.espace import EspaceSettings
from simulators.core.net.pki.authority import Pki
from tests.dmp_fhir.banc import JSON, Banc, Reponse

PATCH = "application/json-patch+json"
XML_PATCH = "application/xml-patch+xml"
ARCHIVED = "https://interop.esante.gouv.fr/ig/fhir/pdsm/StructureDefinition/pdsm-ext-is-archived"
VISIBILITY = (
    "https://mos.esante.gouv.fr/NOS/TRE_A07-StatutVisibiliteDocument/FHIR/TRE-A07-StatutVisibiliteDocument"
)
V3 = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality"
MASK = {"coding": [{"system": VISIBILITY, "code": "MASQUE_PS"}]}
NORMAL = {"coding": [{"system": V3, "code": "N"}]}
BY_ID = "identifier=urn%3Aietf%3Arfc%3A3986%7Curn%3Aoid%3A1.2.250.1.999.1.1.1.1"


@pytest.fixture
def own(banc: Banc) -> str:
    """The id of a document that the nurse fed over SOAP."""
    return feed(banc)


def feed(banc: Banc) -> str:
    assert banc.feed().code == "Success"
    banc.authorise()
    (found,) = banc.search().resources
    return str(found["id"])


def patch(banc: Banc, own: str, *operations: Any, media: str = PATCH, **options: Any) -> Reponse:
    body = json.dumps(operations).encode() if not isinstance(operations[0], bytes) else operations[0]
    return banc.fhir(
        "PATCH", f"/DocumentReference/{own}", body, media=media, certificate="cps_auth", **options
    )


def labels(answer: Reponse) -> list[str]:
    return [one["coding"][0]["code"] for one in answer.json["securityLabel"]]


def test_masking_keeps_n_and_makes_a_new_version_with_a_new_entry_uuid(banc: Banc, own: str) -> None:
    before = banc.fhir("GET", f"/DocumentReference/{own}", certificate="cps_auth").json
    done = patch(banc, own, {"op": "replace", "path": "/securityLabel/0", "value": MASK})
    assert (done.status, labels(done)) == (200, ["N", "MASQUE_PS"])
    assert (done.headers["etag"], done.json["meta"]["versionId"]) == ('W/"2"', "2")
    assert done.json["id"] == own

    def entry_uuid(tree: Any) -> str:
        (found,) = [one["value"] for one in tree["identifier"] if one["use"] == "official"]
        return str(found)

    assert entry_uuid(before) != entry_uuid(done.json)
    secondary = [one["value"] for one in done.json["identifier"] if one["use"] == "secondary"]
    assert secondary == [entry_uuid(before)]
    back = patch(banc, own, {"op": "replace", "path": "/securityLabel", "value": [NORMAL]})
    assert (back.status, labels(back), back.headers["etag"]) == (200, ["N"], 'W/"3"')
    assert banc.search().json["total"] == 1


def test_the_same_change_by_identifier_in_fhirpath_and_in_xml(banc: Banc, own: str) -> None:
    parameters = {
        "resourceType": "Parameters",
        "parameter": [
            {
                "name": "operation",
                "part": [
                    {"name": "type", "valueCode": "add"},
                    {"name": "path", "valueString": "DocumentReference"},
                    {"name": "name", "valueString": "securityLabel"},
                    {"name": "value", "valueCodeableConcept": MASK},
                ],
            }
        ],
    }
    told = json.dumps(parameters).encode()
    done = banc.fhir("PATCH", "/DocumentReference", told, query=BY_ID, media=JSON, certificate="cps_auth")
    assert (done.status, labels(done)) == (200, ["N", "MASQUE_PS"])
    diff = (
        b'<diff xmlns:f="http://hl7.org/fhir"><remove sel="f:DocumentReference/f:securityLabel[2]"/></diff>'
    )
    back = patch(banc, own, diff, media=XML_PATCH)
    assert (back.status, labels(back)) == (200, ["N"])
    status = b'<diff><replace sel="DocumentReference/status/@value">superseded</replace></diff>'
    gone = patch(banc, own, status, media=XML_PATCH)
    assert (gone.status, gone.json["status"]) == (200, "superseded")
    assert banc.search().json["total"] == 0


def test_fhirpath_archives_by_the_url_of_the_extension(banc: Banc, own: str) -> None:
    part = [
        {"name": "type", "valueCode": "replace"},
        {"name": "path", "valueString": f"DocumentReference.extension.where(url='{ARCHIVED}').value"},
        {"name": "value", "valueBoolean": True},
    ]
    tree = {"resourceType": "Parameters", "parameter": [{"name": "operation", "part": part}]}
    done = patch(banc, own, json.dumps(tree).encode(), media=JSON)
    assert (done.status, done.json["extension"]) == (200, [{"url": ARCHIVED, "valueBoolean": True}])
    assert done.json["status"] == "current"
    assert banc.search(("isArchived", "true")).json["total"] == 1


def test_the_draft_s_path_of_the_extension_is_understood_and_told(banc: Banc, own: str) -> None:
    path = f"/extension[url:'{ARCHIVED}']/valueBoolean"
    done = patch(banc, own, {"op": "replace", "path": path, "value": True})
    assert (done.status, done.rules) == (200, ["dmp.fhir.correctif.chemin"])
    assert done.json["extension"] == [{"url": ARCHIVED, "valueBoolean": True}]


@pytest.mark.parametrize(
    ("operation", "right"),
    [
        ({"op": "replace", "path": "/securityLabel", "value": "restricted"}, '"path":"/securityLabel"'),
        ({"op": "replace", "path": "/status", "value": "current "}, '"path":"/status"'),
        (
            {
                "op": "replace",
                "path": "/extension[url:”https://interop.esante.gouv.fr/ig/fhir/pdsm/SearchParameter/"
                "PDSm-isArchived”]/valueBoolean",
                "value": "true",
            },
            '"path":"/extension/-"',
        ),
    ],
)
def test_the_published_examples_that_are_wrong_are_refused_with_the_right_body(
    banc: Banc, own: str, operation: Any, right: str
) -> None:
    answer = patch(banc, own, operation)
    assert (answer.status, answer.rules) == (422, ["dmp.fhir.correctif.exemple_faux"])
    assert right in answer.issue["diagnostics"]


@pytest.mark.parametrize(
    "operation",
    [
        {"op": "replace", "path": "/description", "value": "x"},
        {"op": "add", "path": "/description", "value": "x"},
        {"op": "remove", "path": "/subject"},
        {"op": "replace", "path": "/content/0/attachment/title", "value": "x"},
        {"op": "add", "path": "/extension/-", "value": {"url": "urn:x", "valueString": "y"}},
        {"op": "move", "from": "/date", "path": "/status"},
        {"op": "replace", "path": "", "value": {}},
    ],
)
def test_no_other_element_may_change(banc: Banc, own: str, operation: Any) -> None:
    answer = patch(banc, own, operation)
    assert (answer.status, answer.rules[-1]) == (405, "dmp.fhir.correctif.element")


def test_the_draft_s_status_for_it_is_a_setting(pki: Pki) -> None:
    banc = Banc(pki, EspaceSettings(options=frozenset({"dmp.fhir.statut_patch=422"})))
    try:
        answer = patch(banc, feed(banc), {"op": "remove", "path": "/subject"})
        assert answer.status == 422
    finally:
        banc.close()


@pytest.mark.parametrize(
    ("body", "media", "status"),
    [
        (b"{}", PATCH, 400),
        (b"[]", PATCH, 400),
        (b"[{}]", PATCH, 400),
        (b"not json", PATCH, 400),
        (b'[{"op":"replace","path":"/status"}]', PATCH, 400),
        (b'[{"op":"explode","path":"/status","value":1}]', PATCH, 400),
        (b'[{"op":"test","path":"/status","value":"superseded"}]', PATCH, 422),
        (b'[{"op":"replace","path":"/securityLabel/9","value":{}}]', PATCH, 422),
        (b'[{"op":"replace","path":"/securityLabel","value":[]}]', PATCH, 422),
        (b'[{"op":"replace","path":"/securityLabel","value":[{"coding":[{"code":"X"}]}]}]', PATCH, 422),
        (b'[{"op":"replace","path":"/status","value":"entered-in-error"}]', PATCH, 422),
        (b'[{"op":"replace","path":"/status","value":7}]', PATCH, 422),
        (b'[{"op":"add","path":"/extension/0/x/y","value":7}]', PATCH, 422),
        (b'{"status":"superseded"}', "application/json", 415),
        (b'{"status":"superseded"}', "application/merge-patch+json", 415),
        (b"<diff/>", XML_PATCH, 400),
        (b'<diff><replace sel="//*">x</replace></diff>', XML_PATCH, 400),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><diff>&b;</diff>", XML_PATCH, 400),
        (b'{"resourceType":"Patient"}', JSON, 400),
        (b'{"resourceType":"Parameters"}', JSON, 400),
    ],
)
def test_a_patch_that_is_none_is_refused(banc: Banc, own: str, body: bytes, media: str, status: int) -> None:
    answer = patch(banc, own, body, media=media)
    assert (answer.status, answer.json["resourceType"]) == (status, "OperationOutcome")
    unchanged = banc.fhir("GET", f"/DocumentReference/{own}", certificate="cps_auth")
    assert unchanged.json["meta"]["versionId"] == "1"


def test_a_version_that_is_no_longer_the_last_is_not_overwritten(banc: Banc, own: str) -> None:
    operation = {"op": "replace", "path": "/status", "value": "superseded"}
    assert patch(banc, own, operation, if_match='W/"2"').status == 412
    assert patch(banc, own, operation, if_match='W/"1"').status == 200
    back = patch(banc, own, {"op": "replace", "path": "/status", "value": "current"})
    assert (back.status, back.rules[-1]) == (422, "dmp.fhir.correctif.statut")


@pytest.mark.parametrize(
    ("query", "status"),
    [("identifier=urn:oid:9.9", 404), ("", 412), ("identifier=a&identifier=b", 412), ("identifier=a,b", 412)],
)
def test_the_condition_names_one_entry(banc: Banc, own: str, query: str, status: int) -> None:
    body = b'[{"op":"replace","path":"/status","value":"superseded"}]'
    answer = banc.fhir("PATCH", "/DocumentReference", body, query=query, media=PATCH, certificate="cps_auth")
    assert answer.status == status


def test_a_change_that_changes_nothing_is_told_and_makes_no_version(banc: Banc, own: str) -> None:
    answer = patch(banc, own, {"op": "replace", "path": "/status", "value": "current"})
    assert (answer.status, answer.rules) == (200, ["dmp.fhir.correctif.sans_effet"])
    assert answer.headers["etag"] == 'W/"1"'


def test_a_structure_archives_nothing_and_another_s_document_is_not_hers(banc: Banc, own: str) -> None:
    body = json.dumps(
        [{"op": "add", "path": "/extension/-", "value": {"url": ARCHIVED, "valueBoolean": True}}]
    )
    answer = banc.fhir("PATCH", f"/DocumentReference/{own}", body.encode(), media=PATCH)
    assert (answer.status, answer.codes) == (403, ["DMPAccessDeniedByRightsService"])
    assert answer.exchange.facts["dmp.fhir.volet"] == "PDSm 3.1.1"
