"""Each transaction once over real TLS: what the other tests look at in detail is there on the wire."""

import json

import httpx
import pytest

from tests.dmp_fhir import exemples
from tests.dmp_fhir.essai import INS, JSON, PATCH, Essai

CURRENT = {"patient.identifier": INS, "status": "current"}
SETS = {**CURRENT, "code": "submissionset"}
MASK = "https://mos.esante.gouv.fr/NOS/TRE_A07-StatutVisibiliteDocument/FHIR/TRE-A07-StatutVisibiliteDocument"


@pytest.fixture
def publie(essai: Essai) -> tuple[Essai, httpx.Response]:
    """A document that the nurse, who is authorised, published alone (ITI-105)."""
    body = json.dumps(exemples.simplifiee()).encode()
    made = essai.carte.post(f"{essai.fhir}/DocumentReference", content=body, headers={"content-type": JSON})
    assert made.status_code == 201, made.text
    essai.autoriser()
    return essai, made


def test_published_alone_it_is_found_by_a_form_and_in_its_set(publie: tuple[Essai, httpx.Response]) -> None:
    essai, made = publie
    own = made.json()["id"]
    assert made.headers["location"] == f"{essai.fhir}/DocumentReference/{own}/_history/1"
    found = essai.carte.post(f"{essai.fhir}/DocumentReference/_search", data=CURRENT).json()
    assert [one["resource"]["id"] for one in found["entry"]] == [own]
    for answer in (
        essai.lire("/List", params=SETS),
        essai.carte.post(f"{essai.fhir}/List/_search", data=SETS),
    ):
        (entry,) = answer.json()["entry"]
        assert entry["resource"]["entry"] == [{"item": {"reference": f"DocumentReference/{own}"}}]
        assert essai.carte.get(entry["fullUrl"]).json() == entry["resource"]


def test_its_document_is_read_raw_enveloped_and_not_again(publie: tuple[Essai, httpx.Response]) -> None:
    essai, made = publie
    path = f"/Binary/{made.json()['id']}"
    raw = essai.lire(path)
    assert (raw.status_code, raw.content) == (200, b"Bonjour")
    told = essai.lire(path, headers={"accept": JSON}).json()
    assert (told["resourceType"], told["data"]) == ("Binary", "Qm9uam91cg==")
    kept = essai.lire(path, headers={"if-none-match": raw.headers["etag"]})
    assert (kept.status_code, kept.content) == (304, b"")
    assert essai.lire(path, headers={"accept": "image/png"}).status_code == 406
    assert essai.lire("/Binary/inconnu").status_code == 404
    head = essai.carte.head(f"{essai.fhir}{path}")
    assert (head.status_code, head.headers["content-length"], head.content) == (200, "7", b"")


def test_masked_over_fhir_it_is_shown_to_its_author_with_its_label(
    publie: tuple[Essai, httpx.Response],
) -> None:
    essai, made = publie
    own = made.json()["id"]
    body = [
        {
            "op": "add",
            "path": "/securityLabel/-",
            "value": {"coding": [{"system": MASK, "code": "MASQUE_PS"}]},
        }
    ]
    headers = {"content-type": PATCH, "if-match": made.headers["etag"]}
    address = f"{essai.fhir}/DocumentReference/{own}"
    done = essai.carte.patch(address, content=json.dumps(body).encode(), headers=headers)
    late = essai.carte.patch(address, content=json.dumps(body).encode(), headers=headers)
    assert (done.status_code, done.headers["etag"], late.status_code) == (200, 'W/"2"', 412), done.text


def test_another_espace_knows_nothing_of_it(publie: tuple[Essai, httpx.Response]) -> None:
    essai, made = publie
    own = made.json()["id"]
    elsewhere = essai.running.ready["services"]["dmp"]["fhir"]
    for path in (f"/DocumentReference/{own}", f"/Binary/{own}"):
        assert essai.carte.get(f"{elsewhere}{path}").status_code == 404
    page = essai.carte.get(f"{elsewhere}/metadata").json()
    assert (page["resourceType"], page["fhirVersion"]) == ("CapabilityStatement", "4.0.1")


def test_the_draft_is_played_by_a_setting(publie: tuple[Essai, httpx.Response]) -> None:
    essai, made = publie
    own = made.json()["id"]
    asked = [f"Binary/{own}", "Binary/inconnu"]
    entries = [{"request": {"method": "GET", "url": one}} for one in asked]
    body = json.dumps({"resourceType": "Bundle", "type": "batch", "entry": entries}).encode()

    def played() -> tuple[int, int]:
        batch = essai.carte.post(essai.fhir, content=body, headers={"content-type": JSON})
        return essai.lire("/Patient", params={"identifier": INS}).status_code, batch.status_code

    assert played() == (404, 400)
    with essai.running.api() as api:
        settings = {"options": ["dmp.fhir.pdsm4dmp"]}
        assert api.put(f"/espaces/{essai.espace}/reglages", json=settings).status_code == 200
    assert played() == (200, 200)
    (found,) = essai.lire("/Patient", params={"identifier": INS}).json()["entry"]
    assert found["resource"]["active"] is True
    told = essai.carte.post(essai.fhir, content=body, headers={"content-type": JSON}).json()
    assert [one["response"]["status"] for one in told["entry"]] == ["200", "404"]
