"""What the PDSm4DMP draft adds or contradicts: only where the espace asks for it."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from simulators.core.espace import EspaceSettings
from simulators.core.net.pki.authority import Pki
from tests.dmp.editeur import DELETED, gestion, recherche
from tests.dmp_fhir.banc import INS, Banc

PATCH = "application/json-patch+json"
ATTACHED = "https://interop.esante.gouv.fr/ig/fhir/dmp/StructureDefinition/dmp-rattachement-mes"
CLOSING = "https://interop.esante.gouv.fr/ig/fhir/dmp/StructureDefinition/dmp-fermeture"


@pytest.fixture
def projet(pki: Pki) -> Iterator[Banc]:
    """An espace that plays the draft."""
    one = Banc(pki, EspaceSettings(options=frozenset({"dmp.fhir.pdsm4dmp"})))
    yield one
    one.close()


def exists(banc: Banc, value: str = INS) -> Any:
    return banc.fhir("GET", "/Patient", query=[("identifier", value)])


def test_a_record_exists_and_shows_its_state_without_any_trait(projet: Banc) -> None:
    (found,) = exists(projet).resources
    assert (found["active"], found["id"]) == (True, "240035505090119")
    assert found["identifier"][0]["type"]["coding"][0]["code"] == "INS-NIR-TEST"
    assert found["extension"] == [{"url": ATTACHED, "valueBoolean": True}]
    assert not {"name", "birthDate", "gender", "address"} & found.keys()
    projet.change("marguerite-delaunay", etat="ferme")
    (closed,) = exists(projet).resources
    assert closed["active"] is False
    projet.change("marguerite-delaunay", etat="absent")
    assert exists(projet).json["total"] == 0


def test_closed_over_soap_it_tells_why_over_fhir(projet: Banc) -> None:
    projet.change("marguerite-delaunay", rattache_mes=False)
    done = projet.call("gestion", gestion("FERM", status="terminated"))
    assert done.exchange.outcome == "200"
    (found,) = exists(projet).resources
    assert found["active"] is False
    (told,) = [one for one in found["extension"] if one["url"] == CLOSING]
    motives = {one["url"]: one for one in told["extension"]}
    assert motives["dateFermeture"]["valueDate"] == f"{datetime.now(UTC):%Y-%m-%d}"
    assert motives["raisonFermeture"]["valueString"] == "Demande du patient"
    assert (
        motives["motifFermeture"]["valueCodeableConcept"]["coding"][0]["code"] == "FERMETURE_DEMANDE_PATIENT"
    )


@pytest.mark.parametrize("value", ["urn:oid:1.2.250.1.213.1.4.10|186079935011122", "x", "a|b"])
def test_nobody_is_nobody(projet: Banc, value: str) -> None:
    assert (exists(projet, value).status, exists(projet, value).json["total"]) == (200, 0)


def test_one_person_at_a_time(projet: Banc) -> None:
    assert exists(projet, f"{INS},{INS}").json["total"] == 1
    refused = exists(projet, f"{INS},urn:oid:1.2.250.1.213.1.4.10|x")
    assert (refused.status, refused.rules[-1]) == (400, "dmp.fhir.recherche.valeur")


def test_without_the_option_neither_patient_nor_batch_exists(banc: Banc) -> None:
    assert (exists(banc).status, exists(banc).rules) == (404, ["dmp.fhir.type"])
    batch = {"resourceType": "Bundle", "type": "batch", "entry": []}
    answer = banc.fhir("POST", "", batch)
    assert (answer.status, answer.rules[-1]) == (400, "dmp.fhir.lot.batch")
    told = banc.fhir("GET", "/metadata").json
    assert [one["type"] for one in told["rest"][0]["resource"]] == ["DocumentReference", "List", "Binary"]
    assert [one["code"] for one in told["rest"][0]["interaction"]] == ["transaction"]
    assert "PDSm 3.1.1" in told["software"]["name"]
    assert "PDSm4DMP" not in json.dumps(told, ensure_ascii=False)


def test_metadata_says_the_draft_is_a_draft(projet: Banc) -> None:
    told = projet.fhir("GET", "/metadata").json
    assert [one["type"] for one in told["rest"][0]["resource"]][-1] == "Patient"
    assert [one["code"] for one in told["rest"][0]["interaction"]] == ["transaction", "batch"]
    assert "projet PDSm4DMP 0.1.0" in told["software"]["name"]
    assert "ce n'est pas le DMP en production" in told["implementation"]["description"]


@pytest.mark.parametrize("status", ["entered-in-error", "superseded"])
def test_a_document_is_deleted_by_either_page_of_the_draft(projet: Banc, status: str) -> None:
    projet.feed()
    projet.authorise()
    (found,) = projet.search().resources
    body = json.dumps([{"op": "replace", "path": "/status", "value": status}]).encode()
    path = f"/DocumentReference/{found['id']}"
    done = projet.fhir("PATCH", path, body, media=PATCH, certificate="cps_auth")
    assert (done.status, done.rules) == (200, ["dmp.fhir.correctif.suppression"])
    assert done.json["status"] == "entered-in-error"
    assert projet.search().json["total"] == 0
    assert projet.fhir("GET", path, certificate="cps_auth").status == 404
    assert projet.fhir("GET", f"/Binary/{found['id']}", certificate="cps_auth").status == 404
    query = recherche(
        ("$XDSDocumentEntryPatientId", "'240035505090119^^^&amp;1.2.250.1.213.1.4.10&amp;ISO^NH'"),
        ("$XDSDocumentEntryStatus", f"('{DELETED}')"),
    )
    assert "1.2.250.1.999.1.1.1.1" in projet.call("recherche", query, projet.air()).root


def test_only_the_author_deletes(projet: Banc) -> None:
    projet.feed()
    projet.authorise()
    (found,) = projet.search().resources
    doctor = projet.card("helene-morvan")
    projet.allow("helene-morvan")
    body = b'[{"op":"replace","path":"/status","value":"entered-in-error"}]'
    path = f"/DocumentReference/{found['id']}"
    refused = projet.fhir("PATCH", path, body, media=PATCH, certificate=doctor)
    assert (refused.status, refused.codes) == (403, ["DMPAccessDeniedByRightsService"])
    own = projet.fhir("PATCH", path, body, media=PATCH)
    assert own.status == 200, "the structure deletes what it fed"


def test_readings_are_grouped_and_answered_in_order(projet: Banc) -> None:
    projet.feed()
    projet.authorise()
    (found,) = projet.search().resources
    asked = (
        f"Binary/{found['id']}",
        "Binary/inconnu",
        f"DocumentReference?patient.identifier={INS}&status=current",
        "http://ailleurs.example/x",
    )
    entries: list[Any] = [{"request": {"method": "GET", "url": url}} for url in asked]
    entries.append({"request": {"method": "DELETE", "url": f"Binary/{found['id']}"}})
    batch = {"resourceType": "Bundle", "type": "batch", "entry": entries}
    answer = projet.fhir("POST", "", batch, certificate="cps_auth")
    assert (answer.status, answer.json["type"]) == (200, "batch-response")
    told = answer.json["entry"]
    assert [one["response"]["status"] for one in told] == ["200", "404", "200", "405", "405"]
    assert told[0]["resource"]["resourceType"] == "Binary"
    assert told[1]["response"]["outcome"]["issue"][0]["code"] == "not-found"
    assert told[2]["resource"]["total"] == 1
    assert answer.exchange.operation == "dmp.fhir.batch"
