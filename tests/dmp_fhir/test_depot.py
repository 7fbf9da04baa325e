"""ITI-65 and ITI-105: a set is stored whole or not at all, and given back as it came."""

import base64
import hashlib
import json
import time
from typing import Any

import pytest
from lxml import etree

from dmp.fhir.messages.modeles import Modeles
from dmp.fhir.messages.xml_ecriture import ecrire_xml
from simulators.core.espace import EspaceSettings
from simulators.core.net.pki.authority import Pki
from simulators.core.rule import Profile
from tests.dmp.editeur import cda
from tests.dmp_fhir import exemples
from tests.dmp_fhir.banc import JSON, XML, Banc, Reponse

ENTRY = exemples.lot()["entry"].index(
    next(one for one in exemples.lot()["entry"] if one["resource"]["resourceType"] == "DocumentReference")
)
CREATED = "201 Created"


def resource(tree: Any, kind: str) -> Any:
    """The resource of one type in a transaction."""
    return next(one["resource"] for one in tree["entry"] if one["resource"]["resourceType"] == kind)


def under(tree: Any, own: str, lot: str) -> Any:
    """The same message under other identifiers."""
    text = json.dumps(tree).replace("1.2.250.1.999.1.1.1.1", own).replace("1.2.250.1.999.1.2.1", lot)
    return json.loads(text)


def with_document(tree: Any, octets: bytes, mime: str) -> Any:
    """The set with another document, its size and hash computed here."""
    told = resource(tree, "DocumentReference")["content"][0]["attachment"]
    sha1 = hashlib.sha1(octets, usedforsecurity=False).digest()
    told |= {"contentType": mime, "size": len(octets), "hash": base64.b64encode(sha1).decode()}
    resource(tree, "Binary").update(contentType=mime, data=base64.b64encode(octets).decode())
    return tree


def feed(banc: Banc, tree: Any, **options: Any) -> Reponse:
    return banc.fhir("POST", "", tree, **options)


def nothing_stored(banc: Banc) -> bool:
    return not banc.documents()


def test_each_entry_is_answered_in_order_with_its_address(banc: Banc) -> None:
    sent = exemples.lot()
    answer = feed(banc, sent)
    assert (answer.status, answer.json["type"]) == (200, "transaction-response")
    told = [one["response"] for one in answer.json["entry"]]
    assert [one["status"] for one in told] == [CREATED] * 3
    kinds = [one["resource"]["resourceType"] for one in sent["entry"]]
    assert [one["location"].partition("/")[0] for one in told] == kinds
    assert all(one["location"].endswith("/_history/1") and one["etag"] == 'W/"1"' for one in told)
    assert answer.exchange.operation == "dmp.fhir.iti65"
    assert answer.exchange.facts["dmp.documents"] == ("1.2.250.1.999.1.1.1.1",)
    assert answer.exchange.facts["patient.matricule"] == "240035505090119"


def test_the_resource_is_given_back_as_it_was_received(banc: Banc) -> None:
    sent = exemples.lot()
    resource(sent, "DocumentReference")["description"] = "Un  commentaire, gardé tel quel"
    resource(sent, "DocumentReference")["date"] = "2026-01-15T10:00:00.120+01:00"
    assert feed(banc, sent).status == 200
    banc.authorise()
    (found,) = banc.search().resources
    expected = resource(sent, "DocumentReference")
    for name in ("contained", "type", "category", "date", "author", "custodian", "securityLabel", "context"):
        assert found[name] == expected[name]
    assert found["description"] == "Un  commentaire, gardé tel quel"
    assert found["masterIdentifier"] == expected["masterIdentifier"]
    attachment = dict(expected["content"][0]["attachment"])
    attachment["url"] = f"https://localhost:8452/fhir/Binary/{found['id']}"
    assert found["content"][0]["attachment"] == attachment


def test_a_cda_is_judged_against_its_entry(banc: Banc) -> None:
    sent = with_document(exemples.lot(), cda("1.2.250.1.999.1.1.1.1"), "text/xml")
    resource(sent, "DocumentReference")["type"]["coding"][0].update(
        system="http://loinc.org", code="11506-3", display="Note de progrès"
    )
    answer = feed(banc, sent)
    assert any(rule.startswith("dmp.cda.") for rule in answer.rules), answer.rules


def test_xml_is_taken_and_given(banc: Banc) -> None:
    body = ecrire_xml(exemples.lot(), Modeles())
    answer = banc.fhir("POST", "", body, media=XML)
    assert (answer.status, answer.headers["content-type"]) == (200, "application/fhir+xml;charset=utf-8")
    root = etree.fromstring(answer.body)
    statuses = [one.get("value") for one in root.iter("{http://hl7.org/fhir}status")]
    assert statuses.count(CREATED) == 3
    banc.authorise()
    found = banc.search(accept=JSON)
    assert found.json["total"] == 1
    xml = banc.search(("_format", "xml"))
    (total,) = etree.fromstring(xml.body).iter("{http://hl7.org/fhir}total")
    assert total.get("value") == "1"


@pytest.mark.parametrize(("prefer", "bodies"), [("return=minimal", 0), ("return=representation", 1)])
def test_the_answer_is_as_large_as_preferred(banc: Banc, prefer: str, bodies: int) -> None:
    answer = feed(banc, exemples.lot(), prefer=prefer)
    assert sum("resource" in one for one in answer.json["entry"]) == bodies


def lie(**changes: Any) -> Any:
    tree = exemples.lot()
    resource(tree, "DocumentReference")["content"][0]["attachment"].update(changes)
    return tree


def other_patient() -> Any:
    tree = exemples.lot()
    resource(tree, "DocumentReference")["subject"] = {
        "identifier": {"system": "urn:oid:1.2.250.1.213.1.4.10", "value": "186075505090131"}
    }
    return tree


def unknown_patient() -> Any:
    return json.loads(json.dumps(exemples.lot()).replace("240035505090119", "186079935011122"))


def without_profile() -> Any:
    tree = exemples.lot()
    del tree["meta"]
    return tree


def not_base64() -> Any:
    tree = exemples.lot()
    resource(tree, "Binary")["data"] = "@@@@"
    return tree


def conditional() -> Any:
    tree = exemples.lot()
    tree["entry"][ENTRY]["request"]["ifNoneExist"] = "identifier=x|y"
    return tree


def itself() -> Any:
    tree = exemples.lot()
    tree["entry"].append(
        {"fullUrl": "urn:uuid:x", "resource": exemples.lot(), "request": tree["entry"][0]["request"]}
    )
    return tree


@pytest.mark.parametrize(
    ("tree", "status", "code", "place"),
    [
        (
            lie(size=12),
            422,
            "XDSRepositoryMetadataError",
            "Bundle.entry[{entry}].resource.content[0].attachment.size",
        ),
        (
            lie(hash="2jmj7l5rSw0yVb/vlWAYkK/YBwk="),
            422,
            "XDSRepositoryMetadataError",
            "Bundle.entry[{entry}].resource.content[0].attachment.hash",
        ),
        (lie(url="urn:uuid:nulle-part"), 400, "XDSMissingDocument", None),
        (not_base64(), 400, "XDSRepositoryMetadataError", None),
        (without_profile(), 400, "XDSRepositoryMetadataError", "Bundle.meta.profile"),
        (other_patient(), 422, "XDSPatientIdDoesNotMatch", None),
        (unknown_patient(), 404, "XDSUnknownPatientId", None),
        (conditional(), 412, None, None),
        (itself(), 400, None, None),
    ],
)
def test_what_does_not_hold_is_refused_whole_with_code_and_place(
    banc: Banc, tree: Any, status: int, code: str | None, place: str | None
) -> None:
    answer = feed(banc, tree)
    assert (answer.status, answer.json["resourceType"]) == (status, "OperationOutcome"), answer.body
    if code is not None:
        assert code in answer.codes
    if place is not None:
        assert [place.format(entry=ENTRY)] in [one.get("expression") for one in answer.json["issue"]]
    assert nothing_stored(banc)


def test_the_same_document_twice_is_a_conflict(banc: Banc) -> None:
    assert feed(banc, exemples.lot()).status == 200
    again = feed(banc, exemples.lot())
    assert (again.status, set(again.codes)) == (409, {"XDSDuplicateUniqueIdInRegistry"})
    assert again.issue["code"] == "duplicate"
    assert len(banc.documents()) == 1


def test_the_status_of_wrong_metadata_is_a_setting(pki: Pki) -> None:
    tree = exemples.lot()
    del resource(tree, "DocumentReference")["type"]
    for options, status in ((frozenset[str](), 400), (frozenset({"dmp.fhir.statut_metadonnees=422"}), 422)):
        banc = Banc(pki, EspaceSettings(options=options))
        try:
            answer = feed(banc, tree)
            assert (answer.status, answer.codes) == (status, ["XDSRegistryMetadataError"])
            assert answer.issue["expression"] == [f"Bundle.entry[{ENTRY}].resource.type"]
        finally:
            banc.close()


def replacing(own: str) -> Any:
    text = json.dumps(under(exemples.remplacement(), "1.2.250.1.999.1.1.1.8", "1.2.250.1.999.1.2.8"))
    return json.loads(text.replace(exemples.ANCIENNE, f"DocumentReference/{own}"))


def test_a_replacement_without_its_patch_deprecates_all_the_same_and_warns(banc: Banc) -> None:
    assert feed(banc, exemples.lot()).status == 200
    banc.authorise()
    (old,) = banc.search().resources
    tree = replacing(old["id"])
    tree["entry"] = [one for one in tree["entry"] if one["resource"]["resourceType"] != "Parameters"]
    answer = feed(banc, tree)
    assert answer.status == 200, answer.body
    assert "dmp.fhir.bundle.correctif_absent" in answer.rules
    outcomes = [one["response"].get("outcome") for one in answer.json["entry"]]
    assert any(outcomes)
    former = banc.fhir("GET", f"/DocumentReference/{old['id']}", certificate="cps_auth").json
    assert former["status"] == "superseded"


def test_replacing_what_is_unknown_or_already_replaced_refuses_the_whole_set(banc: Banc) -> None:
    unknown = feed(banc, replacing("00000000-0000-4000-8000-000000000000"))
    assert (unknown.status, unknown.codes) == (400, ["UnresolvedReferenceException"])
    assert feed(banc, exemples.lot()).status == 200
    banc.authorise()
    (old,) = banc.search().resources
    assert feed(banc, replacing(old["id"])).status == 200
    tree = json.dumps(replacing(old["id"])).replace("1.1.1.8", "1.1.1.9").replace("1.2.8", "1.2.9")
    late = feed(banc, json.loads(tree))
    assert (late.status, late.codes) == (409, ["XDSRegistryDeprecatedDocumentError"])
    assert len(banc.documents()) == 2


def test_the_patch_of_a_set_may_name_what_it_replaces_by_an_identifier(banc: Banc) -> None:
    assert feed(banc, exemples.lot()).status == 200
    banc.authorise()
    (old,) = banc.search().resources
    tree = replacing(old["id"])
    address = "DocumentReference?identifier=urn:ietf:rfc:3986|urn:oid:1.2.250.1.999.1.1.1.1"
    tree["entry"][-1]["request"]["url"] = address
    told = feed(banc, tree).json["entry"][-1]["response"]
    assert (told["status"], told["location"]) == ("200 OK", f"DocumentReference/{old['id']}/_history/2")


def test_a_patch_of_what_the_set_does_not_replace_is_never_said_done(pki: Pki) -> None:
    banc = Banc(pki, EspaceSettings(profile=Profile.DECOUVERTE))
    try:
        assert feed(banc, exemples.lot()).status == 200
        (old,) = banc.search().resources
        tree = replacing(old["id"])
        del resource(tree, "DocumentReference")["relatesTo"]
        refused = feed(banc, tree)
        assert (refused.status, refused.codes[0]) == (400, "UnresolvedReferenceException")
        assert [one["id"] for one in banc.search().resources] == [old["id"]]
    finally:
        banc.close()


def test_one_entry_that_brings_its_document_is_published(banc: Banc) -> None:
    answer = banc.fhir("POST", "/DocumentReference", exemples.simplifiee())
    assert answer.status == 201, answer.body
    own = answer.json["id"]
    assert answer.headers["location"] == f"https://localhost:8452/fhir/DocumentReference/{own}/_history/1"
    assert (answer.headers["etag"], answer.json["meta"]["versionId"]) == ('W/"1"', "1")
    attachment = answer.json["content"][0]["attachment"]
    assert "data" not in attachment
    assert attachment["url"] == f"https://localhost:8452/fhir/Binary/{own}"
    banc.authorise()
    assert banc.fhir("GET", f"/Binary/{own}", certificate="cps_auth").body == b"Bonjour"
    conditional = banc.fhir("POST", "/DocumentReference", exemples.simplifiee(), if_none_exist="identifier=x")
    assert (conditional.status, conditional.rules) == (412, ["dmp.fhir.creation_conditionnelle"])


def test_a_publication_without_its_document_or_with_an_address_is_refused(banc: Banc) -> None:
    tree = exemples.simplifiee()
    del tree["content"][0]["attachment"]["data"]
    answer = banc.fhir("POST", "/DocumentReference", tree)
    assert (answer.status, answer.codes) == (400, ["XDSMissingDocument"])
    assert nothing_stored(banc)


def test_in_decouverte_a_poor_entry_is_stored_and_everything_is_told(pki: Pki) -> None:
    banc = Banc(pki, EspaceSettings(profile=Profile.DECOUVERTE))
    try:
        tree = exemples.simplifiee()
        for name in ("type", "category", "securityLabel", "custodian"):
            tree.pop(name, None)
        answer = banc.fhir("POST", "/DocumentReference", tree, certificate=None)
        assert answer.status == 201, answer.body
        assert answer.rules
        found = banc.search(certificate=None)
        assert found.json["total"] == 1
    finally:
        banc.close()


@pytest.mark.parametrize(
    ("body", "media", "status"),
    [
        (b"", JSON, 400),
        (b"{", JSON, 400),
        (b"[" * 200_000, JSON, 413),
        (b'{"resourceType":"Bundle","a":' + b"[" * 900 + b"]" * 900 + b"}", JSON, 413),
        (b'{"resourceType":"Bundle","type":"transaction","type":"batch"}', JSON, 400),
        (b'{"resourceType":"Bundle","total":NaN}', JSON, 400),
        (b'{"resourceType":"Bundle","total":1e999}', JSON, 400),
        (b'{"resourceType":"Patient"}', JSON, 400),
        (b'{"resourceType":["Bundle"]}', JSON, 400),
        (b'{"resourceType":"Bundle"}', JSON, 400),
        (b'{"resourceType":"Bundle","type":"transaction","entry":[]}', JSON, 400),
        (b'{"resourceType":"Bundle","type":"transaction","entry":[null,1,"x",{}]}', JSON, 400),
        (b'{"resourceType":"Bundle","type":"transaction","entry":{"a":{}}}', JSON, 400),
        (
            b'{"resourceType":"Bundle","type":"batch","entry":[{"request":{"method":"GET","url":"x"}}]}',
            JSON,
            400,
        ),
        ('{"resourceType":"Bundle"}'.encode("utf-16"), JSON, 400),
        (b"<Bundle/>", XML, 400),
        (b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><Bundle xmlns="http://hl7.org/fhir"/>', XML, 400),
        (b'<Bundle xmlns="http://hl7.org/fhir"><type value="transaction"/></Bundle>', XML, 400),
        (b"x=1", "application/x-www-form-urlencoded", 415),
        (b"{}", "text/plain", 415),
        (b"{}", "", 415),
    ],
)
def test_no_body_makes_the_face_fail(banc: Banc, body: bytes, media: str, status: int) -> None:
    answer = banc.fhir("POST", "", body, media=media, accept=JSON)
    assert (answer.status, answer.json["resourceType"]) == (status, "OperationOutcome"), answer.body
    assert nothing_stored(banc)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "", 405),
        ("DELETE", "/DocumentReference/x", 405),
        ("PUT", "/DocumentReference/x", 405),
        ("POST", "/List", 405),
        ("POST", "/Binary", 405),
        ("GET", "/Binary", 405),
        ("GET", "/Patient", 404),
        ("GET", "/Observation", 404),
        ("GET", "/DocumentReference/a/b/c", 404),
        ("GET", "/_history", 404),
        ("GET", "/DocumentReference/$docref", 404),
        ("TRACE", "/metadata", 405),
    ],
)
def test_what_is_not_served_says_so(banc: Banc, method: str, path: str, status: int) -> None:
    answer = banc.fhir(method, path, b"", media=JSON)
    assert (answer.status, answer.json["issue"][0]["severity"]) == (status, "error")


@pytest.mark.parametrize("accept", ["image/png", "application/pdf, text/plain", ";;;", "a/b;q=9", "\x00"])
def test_nonsense_in_accept_is_answered(banc: Banc, accept: str) -> None:
    answer = banc.fhir("GET", "/metadata", accept=accept)
    assert answer.status in {200, 406}
    assert answer.json["resourceType"] in {"CapabilityStatement", "OperationOutcome"}


def test_many_entries_of_one_document_cost_one_reading(banc: Banc) -> None:
    tree = with_document(exemples.lot(), cda("1.2.250.1.999.1.1.1.1", b"x" * 6_000_000), "text/xml")
    described = tree["entry"][ENTRY]
    liste = resource(tree, "List")
    for rank in range(2, 120):
        text = json.dumps(described).replace("1.2.250.1.999.1.1.1.1", f"1.2.250.1.999.1.1.1.{rank}")
        other = json.loads(text)
        other["fullUrl"] = f"urn:uuid:00000000-0000-4000-8000-{rank:012}"
        tree["entry"].append(other)
        liste["entry"].append({"item": {"reference": other["fullUrl"]}})
    before = time.process_time()
    answer = feed(banc, tree)
    # One reading of the document and 120 entries judged; 120 readings would take ten times that.
    assert time.process_time() - before < 8
    assert answer.status < 500
