"""A patch or a set gives no more than the SOAP face would: who is not authorised, what is masked."""

import json
from typing import Any

import pytest

from tests.dmp.editeur import Document, Lot
from tests.dmp_fhir import exemples
from tests.dmp_fhir.banc import INS, Banc, Reponse

PATCH = "application/json-patch+json"
VISIBILITY = (
    "https://mos.esante.gouv.fr/NOS/TRE_A07-StatutVisibiliteDocument/FHIR/TRE-A07-StatutVisibiliteDocument"
)
MASK = {
    "op": "replace",
    "path": "/securityLabel/0",
    "value": {"coding": [{"system": VISIBILITY, "code": "MASQUE_PS"}]},
}
SAME = {"op": "test", "path": "/status", "value": "current"}
DOCTOR = "helene-morvan"


def patch(banc: Banc, own: str, operation: Any, certificate: str, **headers: Any) -> Reponse:
    body = json.dumps([operation]).encode()
    path = f"/DocumentReference/{own}"
    return banc.fhir("PATCH", path, body, media=PATCH, certificate=certificate, **headers)


@pytest.fixture
def own(banc: Banc) -> str:
    """The id of a document that the nurse fed over SOAP."""
    assert banc.feed().code == "Success"
    banc.authorise()
    (found,) = banc.search().resources
    return str(found["id"])


@pytest.mark.parametrize("operation", [MASK, SAME])
def test_a_professional_without_authorisation_changes_nothing_and_reads_nothing(
    banc: Banc, own: str, operation: Any
) -> None:
    doctor = banc.card(DOCTOR)
    refused = patch(banc, own, operation, doctor)
    assert (refused.status, refused.rules) == (403, ["dmp.droits.sans_autorisation"])
    assert banc.search().resources[0]["meta"]["versionId"] == "1"
    banc.allow(DOCTOR)
    assert patch(banc, own, operation, doctor).status == 200


def test_a_blocked_professional_neither_reads_nor_changes(banc: Banc, own: str) -> None:
    doctor = banc.card(DOCTOR)
    banc.allow(DOCTOR)
    assert banc.search(certificate=doctor).json["total"] == 1
    banc.change("marguerite-delaunay", bloques=(DOCTOR,))
    for refused in (
        patch(banc, own, MASK, doctor),
        patch(banc, own, SAME, doctor),
        banc.search(certificate=doctor),
        banc.fhir("GET", f"/DocumentReference/{own}", certificate=doctor),
        banc.fhir("GET", f"/Binary/{own}", certificate=doctor),
    ):
        assert (refused.status, refused.rules) == (403, ["dmp.droits.bloque"])


@pytest.mark.parametrize("operation", [MASK, SAME])
def test_a_document_masked_from_the_caller_is_as_unknown_to_a_patch(
    banc: Banc, own: str, operation: Any
) -> None:
    doctor = banc.card(DOCTOR)
    banc.allow(DOCTOR)
    assert patch(banc, own, SAME, doctor).status == 200
    assert patch(banc, own, MASK, "cps_auth").status == 200
    for headers in ({}, {"if_match": 'W/"9"'}, {"if_match": 'W/"2"'}):
        lost = patch(banc, own, operation, doctor, **headers)
        assert (lost.status, lost.rules) == (404, ["dmp.fhir.absent"])
        assert "versionId" not in lost.body.decode()
    assert patch(banc, own, SAME, "cps_auth").status == 200


@pytest.mark.parametrize(
    ("asked", "status"),
    [('W/"1"', 200), ('"1"', 200), ("*", 200), ('W/"7", W/"1"', 200), ('W/"2"', 412), ("x", 412)],
)
def test_if_match_names_the_version_or_one_of_several(banc: Banc, own: str, asked: str, status: int) -> None:
    assert patch(banc, own, MASK, "cps_auth", if_match=asked).status == status


def sets(banc: Banc, certificate: str) -> list[list[str]]:
    query = [("patient.identifier", INS), ("status", "current"), ("code", "submissionset")]
    found = banc.fhir("GET", "/List", query=query, certificate=certificate).resources
    read = [banc.fhir("GET", f"/List/{one['id']}", certificate=certificate).json for one in found]
    assert [one.get("entry") for one in found] == [one.get("entry") for one in read]
    return [[own["item"]["reference"] for own in one.get("entry", [])] for one in found]


def test_a_set_names_only_the_documents_that_its_reader_may_see(banc: Banc) -> None:
    doctor = banc.card(DOCTOR)
    banc.allow(DOCTOR)
    two = (Document(), Document(unique_id="1.2.250.1.999.1.1.1.2", symbol="Document02"))
    assert banc.feed(Lot(documents=two)).code == "Success"
    banc.authorise()
    first, second = sorted(str(one["id"]) for one in banc.search().resources)
    assert [sorted(one) for one in sets(banc, doctor)] == [
        [f"DocumentReference/{first}", f"DocumentReference/{second}"]
    ]
    assert patch(banc, first, MASK, "cps_auth").status == 200
    assert sets(banc, doctor) == [[f"DocumentReference/{second}"]]
    assert len(sets(banc, "cps_auth")[-1]) == 2
    assert patch(banc, second, MASK, "cps_auth").status == 200
    assert sets(banc, doctor) == []


@pytest.mark.parametrize("face", ["soap", "fhir"])
def test_what_an_entry_replaces_is_named_to_who_may_see_it(banc: Banc, own: str, face: str) -> None:
    doctor = banc.card(DOCTOR)
    banc.allow(DOCTOR)
    assert patch(banc, own, MASK, "cps_auth").status == 200
    new = "1.2.250.1.999.1.1.1.8"
    if face == "soap":
        (entry,) = [
            one["value"] for one in banc.search().resources[0]["identifier"] if one["use"] == "official"
        ]
        lot = Lot("1.2.250.1.999.1.2.8", (Document(new),), {"Document01": entry})
        assert banc.feed(lot).code == "Success"
    else:
        text = json.dumps(exemples.remplacement()).replace(exemples.ANCIENNE, f"DocumentReference/{own}")
        text = text.replace("1.2.250.1.999.1.1.1.1", new).replace(
            "1.2.250.1.999.1.2.1", "1.2.250.1.999.1.2.8"
        )
        fed = banc.fhir("POST", "", json.loads(text), certificate="cps_auth")
        assert fed.status == 200, fed.body
    link = {"code": "replaces", "target": {"reference": f"DocumentReference/{own}"}}
    for certificate, links in (("cps_auth", [link]), (doctor, None)):
        (found,) = banc.search(certificate=certificate).resources
        read = banc.fhir("GET", f"/DocumentReference/{found['id']}", certificate=certificate).json
        assert [found.get("relatesTo"), read.get("relatesTo")] == [links, links]
